use std::{
    cell::RefCell,
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

use super::rules::{self, Finding, Severity};

mod file;
mod front_matter;
mod library;
mod link;
mod printed;
mod suggestion;
mod text;

pub(crate) use self::printed::Printed;
pub use self::{
    file::FileProblem, front_matter::FrontMatterProblem, library::LibraryProblem,
    link::LinkProblem, suggestion::Suggestion, text::TextProblem,
};

/// A mistake in the content folder that has to be put right before the site can be built, or a
/// warning of the editorial rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, from the folder that holds the content folder: `content/articles/low-mood.md`.
    pub file: PathBuf,
    /// The line of the file, from 1; `None` where the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong, by the step that finds it. Each prints as what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// The file as such: its name, its place, its bytes.
    #[error(transparent)]
    File(#[from] FileProblem),
    /// The fields at the top of a Markdown file, or in `clinic.toml`.
    #[error(transparent)]
    FrontMatter(#[from] FrontMatterProblem),
    /// The Markdown of a body, of a key point or of the notice.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// A link in the Markdown.
    #[error(transparent)]
    Link(#[from] LinkProblem),
    /// How the file fits with the other files.
    #[error(transparent)]
    Library(#[from] LibraryProblem),
    /// What the text says, or how.
    #[error(transparent)]
    Editorial(Box<Finding>),
    /// What a draft lacks before readers can see it.
    #[error("still to do: {0}")]
    Unfinished(Box<ProblemKind>),
}

impl From<Finding> for ProblemKind {
    fn from(finding: Finding) -> Self {
        Self::Editorial(Box::new(finding))
    }
}

impl ProblemKind {
    /// What it means for the site.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Editorial(finding) => finding.severity,
            Self::File(FileProblem::More { severity, .. }) => *severity,
            Self::Unfinished(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Whether a page can be drawn all the same: something is left out, nothing is wrong.
    fn is_omission(&self) -> bool {
        match self {
            Self::FrontMatter(problem) => problem.is_omission(),
            Self::Text(problem) => matches!(
                problem,
                TextProblem::EmptyBody
                    | TextProblem::MissingAlternative
                    | TextProblem::TableWithoutCaption
                    | TextProblem::TableHeadingEmpty { .. }
            ),
            _ => false,
        }
    }
}

impl Problem {
    /// The file, with `/` on every system.
    pub fn shown_file(&self) -> String {
        shown(&self.file)
    }

    /// File and line, as editors and terminals lead to them.
    pub fn place(&self) -> String {
        let file = self.shown_file();
        self.line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", Printed(self.place()))?;
        if self.kind.severity() == Severity::Warning {
            f.write_str("warning: ")?;
        }
        Printed(&self.kind).fmt(f)
    }
}

/// The path as it is printed: with `/` on every system.
pub(crate) fn shown(path: &Path) -> String {
    let parts: Vec<_> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// All problems of all files, in the order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// How many of one file are shown. A file that is no text at all has one a line.
    const MOST_OF_A_FILE: usize = 200;

    /// The problems in the order of files and lines; what concerns a whole file comes first.
    pub fn as_slice(&self) -> &[Problem] {
        &self.0
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|problem| problem.kind.severity() == severity).count()
    }

    /// The same with what was meant by unknown words, for people: it takes longer than all the rest.
    #[must_use]
    pub fn with_suggestions(mut self) -> Self {
        rules::suggest(self.0.iter_mut().filter_map(|problem| match &mut problem.kind {
            ProblemKind::Editorial(finding) => Some(&mut **finding),
            _ => None,
        }));
        self
    }

    /// Those that stop a build.
    #[must_use]
    pub fn errors(self) -> Self {
        let errors = |problem: &Problem| problem.kind.severity() == Severity::Error;
        Self(self.0.into_iter().filter(errors).collect())
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(mut problems: Vec<Problem>) -> Self {
        problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Self(problems.chunk_by(|a, b| a.file == b.file).flat_map(first_of_file).collect())
    }
}

/// The first problems of one file, errors before warnings, and how many more there are.
fn first_of_file(problems: &[Problem]) -> Vec<Problem> {
    if problems.len() <= Problems::MOST_OF_A_FILE {
        return problems.to_vec();
    }
    let is_error = |problem: &&Problem| problem.kind.severity() == Severity::Error;
    let errors = problems.iter().filter(is_error);
    let warnings = problems.iter().filter(|problem| !is_error(problem));
    let mut first: Vec<_> =
        errors.chain(warnings).take(Problems::MOST_OF_A_FILE).cloned().collect();
    let left_out = problems.len() - first.len();
    let some_are_errors = problems.iter().filter(is_error).count() > first.len();
    let severity = if some_are_errors { Severity::Error } else { Severity::Warning };
    let more = FileProblem::More { count: left_out, severity };
    first.push(Problem { file: problems[0].file.clone(), line: None, kind: more.into() });
    first
}

/// One problem a line.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for Problems {}

/// Collects the problems of one file, so that none hides the next.
#[derive(Debug)]
pub(crate) struct Report {
    file: PathBuf,
    problems: RefCell<Vec<Problem>>,
}

impl Report {
    /// An empty report on `file`.
    pub(crate) fn new(file: &Path) -> Self {
        Self { file: file.to_owned(), problems: RefCell::default() }
    }

    /// Notes a problem of one line.
    pub(crate) fn add(&self, line: usize, kind: impl Into<ProblemKind>) {
        self.push(Some(line), kind.into());
    }

    /// Notes a problem of the whole file.
    pub(crate) fn add_to_file(&self, kind: impl Into<ProblemKind>) {
        self.push(None, kind.into());
    }

    fn push(&self, line: Option<usize>, kind: ProblemKind) {
        self.problems.borrow_mut().push(Problem { file: self.file.clone(), line, kind });
    }

    /// Whether none of them stops a build.
    pub(crate) fn has_no_errors(&self) -> bool {
        self.problems.borrow().iter().all(|problem| problem.kind.severity() != Severity::Error)
    }

    /// Makes what is only left out something still to do: the file is a draft, its author is at work.
    pub(crate) fn allow_omissions(&self) {
        for problem in self.problems.borrow_mut().iter_mut() {
            if problem.kind.is_omission() {
                let kind = problem.kind.clone();
                problem.kind = ProblemKind::Unfinished(Box::new(kind));
            }
        }
    }

    /// The problems found.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(file: &str, line: Option<usize>) -> Problem {
        Problem { file: file.into(), line, kind: FileProblem::ByteOrderMark.into() }
    }

    #[test]
    fn problems_stand_in_the_order_of_files_and_lines() {
        let problems = Problems::from(vec![
            problem("content/b.md", Some(1)),
            problem("content/a.md", Some(20)),
            problem("content/a.md", Some(3)),
            problem("content/a.md", None),
        ]);
        let places: Vec<_> = problems
            .to_string()
            .lines()
            .filter_map(|line| Some(line.split_once(": ")?.0.to_owned()))
            .collect();
        assert_eq!(places, ["content/a.md", "content/a.md:3", "content/a.md:20", "content/b.md:1"]);
    }

    #[test]
    fn what_nobody_would_read_is_counted() {
        let all: Vec<_> = (1..=1_000).map(|line| problem("content/a.md", Some(line))).collect();
        let problems = Problems::from([all, vec![problem("content/b.md", Some(1))]].concat());
        assert_eq!(problems.as_slice().len(), Problems::MOST_OF_A_FILE + 2);
        let text = problems.to_string();
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("content/a.md:1: "), "{}", lines[0]);
        assert!(lines[200].starts_with("content/a.md: and 800 more"), "{}", lines[200]);
        assert!(lines[201].starts_with("content/b.md:1: "), "{}", lines[201]);
    }
}
