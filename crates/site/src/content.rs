//! The content folder, from Markdown and TOML to a checked [`Library`].
//!
//! [`check`] is the outline: it lists the files of the folder, parses each on its own, checks how
//! they fit together, and holds what they say against the editorial rules. Every step collects its
//! [`Problems`] instead of ending at the first, so that an author sees all of them at once; where
//! one is an error, there is no library.

use std::path::{Path, PathBuf};

use model::{Article, Date, Library};

mod addresses;
mod article;
mod catalogue;
mod category;
mod category_names;
mod check;
mod clinic;
mod document;
mod documents;
mod editorial;
mod folder;
mod front_matter;
mod glossary;
mod invisible;
mod lines;
mod markdown;
mod memory;
mod next_change;
mod numbering;
mod page;
mod passage;
mod pictures;
mod problem;
mod questions;
mod read_back;
mod redirects;
mod rules;
mod schema;
mod source_file;
mod svg;
mod synonyms;

pub(crate) use self::check::as_compared;
pub use self::next_change::NextChange;
pub(crate) use self::problem::Printed;
pub use self::problem::{
    FileProblem, FrontMatterProblem, LibraryProblem, LinkProblem, Problem, ProblemKind, Problems,
    Suggestion, TextProblem,
};
pub use self::rules::{Example, Finding, RULES, Rule, Severity, rule};
pub use self::svg::Drawing;
pub(crate) use self::{
    addresses::{Addresses, Lead, Meanwhile},
    catalogue::{Catalogue, Entry},
    category_names::{CategoryNameError, CategoryNames},
    folder::is_left_behind,
    front_matter::is_old_address,
    markdown::{heading_id, is_link_target, is_reserved_id},
    memory::Memory,
    page::{VIEWS, route as route_of_page},
    pictures::{BuiltPicture, BuiltPictures, picture_problem},
    read_back::{
        ReadBack, file_names, is_draft_with, read_back, restricted_medicines, text_of_file,
    },
    schema::schemas,
    source_file::LARGEST,
};
use self::{
    documents::{Context, Documents},
    folder::Folder,
    pictures::Pictures,
    rules::Vocabulary,
};

/// Which articles to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Today's date, by which scheduled articles appear and dates are checked.
    pub today: Date,
    /// Whether to take drafts, scheduled and expired articles too: for a preview, never for a release.
    pub unpublished: bool,
}

impl Selection {
    fn shows(self, article: &Article) -> bool {
        self.unpublished || article.visibility.is_visible(self.today)
    }
}

/// What became of a content folder.
#[derive(Debug)]
pub struct Checked {
    /// The site; `None` where an error stands in the way.
    pub library: Option<Library>,
    /// All errors and warnings.
    pub problems: Problems,
    /// How much of each there is for readers to see.
    pub counts: Counts,
    /// When the site changes though nobody changes a file.
    pub next_change: Option<NextChange>,
}

/// How much there is in a content folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that readers see, also those with mistakes.
    pub articles: usize,
    /// Categories.
    pub categories: usize,
    /// Pages that are neither.
    pub pages: usize,
}

/// Reads the content folder and checks all of it, also what `selection` leaves out.
pub fn check(folder: &Path, selection: Selection) -> Checked {
    check_parsed(Parsed::read(folder, selection))
}

/// The same for a preview, which looks again and again.
pub(crate) fn check_again(folder: &Path, selection: Selection, memory: &mut Memory) -> Checked {
    check_parsed(Parsed::read_with(folder, selection, &BuiltPictures::new(), Some(memory)))
}

fn check_parsed(parsed: Result<Parsed, Problems>) -> Checked {
    match parsed {
        Ok(parsed) => parsed.check(),
        Err(problems) => {
            Checked { library: None, problems, counts: Counts::default(), next_change: None }
        }
    }
}

/// The same for a build, which warnings do not stop.
pub fn load(folder: &Path, selection: Selection) -> Result<Library, Problems> {
    check(folder, selection).into_library()
}

/// The same for a release, whose pages show pictures as they were `built`.
pub(crate) fn load_with_pictures(
    folder: &Path,
    selection: Selection,
    built: &BuiltPictures,
) -> Result<Library, Problems> {
    check_parsed(Parsed::read_with(folder, selection, built, None)).into_library()
}

impl Checked {
    /// The site, or the errors that stand in its way.
    pub fn into_library(self) -> Result<Library, Problems> {
        self.library.ok_or_else(|| self.problems.errors())
    }
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
        Self::read_with(folder, selection, &BuiltPictures::new(), None)
    }

    fn read_with(
        folder: &Path,
        selection: Selection,
        built: &BuiltPictures,
        mut memory: Option<&mut Memory>,
    ) -> Result<Self, Problems> {
        let (folder, mut problems) = Folder::list(folder).map_err(|problem| vec![problem])?;
        let (pictures, found) = Pictures::measure(&folder.pictures, built, memory.as_deref_mut());
        problems.extend(found);
        let (vocabulary, found) = Vocabulary::read(folder.words.as_ref());
        problems.extend(found);
        let context =
            Context { pictures: &pictures, vocabulary: &vocabulary, today: selection.today };
        let (documents, found) = Documents::parse(&folder, context, memory);
        problems.extend(found);
        Ok(Self { documents, shown: folder.shown, selection, problems })
    }

    /// Checks how the files fit together, and with the editorial rules.
    pub fn check(self) -> Checked {
        let Self { documents, shown, selection, mut problems } = self;
        problems.extend(check::check(&documents, &shown, selection));
        problems.extend(editorial::check(&documents, &problems));
        let problems = Problems::from(problems);
        let counts = documents.counts(selection);
        let articles = documents.articles.iter().filter_map(|document| document.item.as_ref());
        let next_change = NextChange::of(articles, selection.today);
        let parts = documents.into_parts(selection);
        let library = parts.filter(|_| problems.count(Severity::Error) == 0).map(Library::from);
        Checked { library, problems, counts, next_change }
    }
}
