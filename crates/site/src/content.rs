//! The content folder, from Markdown and TOML to a checked [`Library`].
//!
//! [`load`] is the outline: it lists the files of the folder, parses each on its own, and checks
//! how they fit together. Every step collects its [`Problems`] instead of ending at the first, so
//! that an author sees all of them at once; where there is one, there is no library.

use std::path::{Path, PathBuf};

use model::{Article, Date, Library};

mod article;
mod category;
mod check;
mod clinic;
mod document;
mod documents;
mod folder;
mod front_matter;
mod glossary;
mod lines;
mod markdown;
mod numbering;
mod page;
mod pictures;
mod problem;
mod source_file;
mod svg;

pub use self::problem::{
    FileProblem, FrontMatterProblem, LibraryProblem, LinkProblem, Problem, ProblemKind, Problems,
    Suggestion, TextProblem,
};
use self::{documents::Documents, folder::Folder, pictures::Pictures};

/// Which articles to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Today's date, by which scheduled articles appear and dates are checked.
    pub today: Date,
    /// Whether to take drafts and articles of a later day too: for a preview, never for a release.
    pub unpublished: bool,
}

impl Selection {
    fn shows(self, article: &Article) -> bool {
        self.unpublished || article.visibility.is_visible(self.today)
    }
}

/// Reads the content folder and checks all of it, also what `selection` leaves out.
pub fn load(folder: &Path, selection: Selection) -> Result<Library, Problems> {
    Parsed::read(folder, selection)?.check()
}

/// The content folder, each file parsed on its own.
#[derive(Debug)]
pub struct Parsed {
    documents: Documents,
    shown: PathBuf,
    selection: Selection,
    problems: Vec<Problem>,
}

impl Parsed {
    /// Reads and parses all files; an error where there is no content folder to read.
    pub fn read(folder: &Path, selection: Selection) -> Result<Self, Problems> {
        let (folder, mut problems) = Folder::list(folder).map_err(|problem| vec![problem])?;
        let (pictures, found) = Pictures::measure(&folder.pictures);
        problems.extend(found);
        let (documents, found) = Documents::parse(&folder, &pictures, selection.today);
        problems.extend(found);
        Ok(Self { documents, shown: folder.shown, selection, problems })
    }

    /// Checks how the files fit together.
    pub fn check(self) -> Result<Library, Problems> {
        let Self { documents, shown, selection, mut problems } = self;
        problems.extend(check::check(&documents, &shown, selection));
        match documents.into_parts(selection) {
            Some(parts) if problems.is_empty() => Ok(Library::from(parts)),
            _ => Err(Problems::from(problems)),
        }
    }
}
