use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    problem::{FileProblem, Problem, Report, Suggestion},
    source_file::SourceFile,
};

/// The files of the content folder, by what they are.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Its name for people: `content`.
    pub(crate) shown: PathBuf,
    /// `clinic.toml`
    pub(crate) clinic: Option<SourceFile>,
    /// `glossary.toml`
    pub(crate) glossary: Option<SourceFile>,
    /// `synonyms.toml`
    pub(crate) synonyms: Option<SourceFile>,
    /// `questions.toml`
    pub(crate) questions: Option<SourceFile>,
    /// `words.txt`
    pub(crate) words: Option<SourceFile>,
    /// `redirects.toml`
    pub(crate) redirects: Option<SourceFile>,
    /// `articles/*.md`
    pub(crate) articles: Vec<SourceFile>,
    /// `categories/*.md`
    pub(crate) categories: Vec<SourceFile>,
    /// `pages/*.md`
    pub(crate) pages: Vec<SourceFile>,
    /// `pictures/*`
    pub(crate) pictures: Vec<SourceFile>,
}

/// What stands in the content folder.
const ENTRIES: [&str; 10] = [
    "articles",
    "categories",
    "clinic.toml",
    "glossary.toml",
    "pages",
    "pictures",
    "questions.toml",
    "redirects.toml",
    "synonyms.toml",
    "words.txt",
];

impl Folder {
    /// Lists the files, in the order of their names, and what should not be there; an error where
    /// there is nothing to list.
    pub(crate) fn list(path: &Path) -> Result<(Self, Vec<Problem>), Problem> {
        let shown = PathBuf::from(path.file_name().unwrap_or("content".as_ref()));
        let fatal = |problem: FileProblem| Problem {
            file: shown.clone(),
            line: None,
            kind: problem.into(),
        };
        let names = names(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => fatal(FileProblem::NoContentFolder),
            _ => fatal(no_list(&error)),
        })?;
        if names.is_empty() {
            return Err(fatal(FileProblem::EmptyContentFolder));
        }
        let mut folder = Self { shown: shown.clone(), ..Self::default() };
        let mut problems = Vec::new();
        for name in names {
            let mut texts = |extension| {
                list_files(&path.join(&name), &shown.join(&name), extension, &mut problems)
            };
            match name.to_str() {
                Some("articles") => folder.articles = texts(Some("md")),
                Some("categories") => folder.categories = texts(Some("md")),
                Some("pages") => folder.pages = texts(Some("md")),
                Some("pictures") => folder.pictures = texts(None),
                Some("clinic.toml") => {
                    folder.clinic = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                Some("glossary.toml") => {
                    folder.glossary = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                Some("synonyms.toml") => {
                    folder.synonyms = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                Some("questions.toml") => {
                    folder.questions = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                Some("redirects.toml") => {
                    folder.redirects = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                Some("words.txt") => {
                    folder.words = Some(SourceFile::new(path, &shown, name.as_ref()));
                }
                _ => {
                    let report = Report::new(&shown.join(&name));
                    let suggestion =
                        Suggestion::for_name(&name.to_string_lossy(), ENTRIES.into_iter());
                    report.add_to_file(FileProblem::UnknownEntry { suggestion });
                    problems.extend(report.into_problems());
                }
            }
        }
        Ok((folder, problems))
    }
}

/// The files of one folder; where `extension` is given, others are problems.
fn list_files(
    path: &Path,
    shown: &Path,
    extension: Option<&'static str>,
    problems: &mut Vec<Problem>,
) -> Vec<SourceFile> {
    let report = Report::new(shown);
    let names = names(path).unwrap_or_else(|error| {
        report.add_to_file(no_list(&error));
        Vec::new()
    });
    let mut files = Vec::with_capacity(names.len());
    for name in names {
        let file = SourceFile::new(path, shown, name.as_ref());
        let right = extension
            .is_none_or(|right| file.shown.extension().is_some_and(|extension| extension == right));
        if let (false, Some(extension)) = (right, extension) {
            let report = Report::new(&file.shown);
            report.add_to_file(if path.join(&name).is_dir() {
                FileProblem::FolderForFile
            } else {
                FileProblem::WrongExtension { extension }
            });
            problems.extend(report.into_problems());
        } else {
            files.push(file);
        }
    }
    problems.extend(report.into_problems());
    files
}

/// The names in a folder, sorted; without those that systems and editors leave behind.
fn names(path: &Path) -> io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if !is_left_behind(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a file of this name is what systems and editors leave behind, some of them for as long as
/// somebody types: hidden files (among them `.a.md.swp` of Vim and `.#a.md` of Emacs), copies (`a.md~`,
/// `#a.md#` of Emacs), and halves of what is about to be saved (`4913` of Vim, `___jb_tmp___` of
/// IDEA).
pub(crate) fn is_left_behind(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let starts = name.starts_with('.') || (name.starts_with('#') && name.ends_with('#'));
    let ends = ["~", ".swp", ".tmp", ".part", "___jb_tmp___", "___jb_old___"];
    starts
        || ends.iter().any(|end| name.ends_with(end))
        || matches!(&*name, "4913" | "Thumbs.db" | "desktop.ini")
}

fn no_list(error: &io::Error) -> FileProblem {
    match error.kind() {
        io::ErrorKind::NotADirectory => FileProblem::FileForFolder,
        kind => FileProblem::Unreadable { reason: kind.to_string() },
    }
}
