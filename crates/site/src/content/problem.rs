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
mod suggestion;
mod text;

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
            _ => Severity::Error,
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
        write!(f, "{}: ", self.place())?;
        if self.kind.severity() == Severity::Warning {
            f.write_str("warning: ")?;
        }
        self.kind.fmt(f)
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
        Self(problems)
    }
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

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
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
}
