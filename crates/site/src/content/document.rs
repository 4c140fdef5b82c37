use std::{collections::BTreeSet, path::PathBuf};

use model::{Route, Slug};

use super::{
    passage::Passage,
    problem::Report,
    rules::{self, Exception, Findings, Vocabulary},
    source_file::SourceFile,
};

/// One parsed file: what it says, and how it refers to others.
#[derive(Debug, Clone)]
pub(crate) struct Document<T> {
    /// Where it is for people: `content/articles/low-mood.md`.
    pub(crate) file: PathBuf,
    /// The name of the file; `None` where it cannot be one.
    pub(crate) slug: Option<Slug>,
    /// What it says; `None` where a problem stands in the way.
    pub(crate) item: Option<T>,
    /// The ids of its headings; `None` where its text could not be read.
    pub(crate) headings: Option<BTreeSet<String>>,
    /// What it says of other files.
    pub(crate) mentions: Vec<Located<Mention>>,
    /// What the editorial rules found in it.
    pub(crate) findings: Findings,
    /// The rules that do not apply to it.
    pub(crate) exceptions: Vec<Located<Exception>>,
    /// The age at which its text can be read, in years, where it was read as it was meant and has words
    /// enough to tell.
    pub(crate) reading_age: Option<u8>,
    /// The words by which other pages show it: title, summary, what its picture shows.
    pub(crate) card: Vec<Passage>,
}

impl<T> Document<T> {
    /// A document of which no more is known than its file.
    pub(crate) fn new(file: &SourceFile, report: &Report) -> Self {
        Self { slug: file.slug(report), ..Self::of_site(file) }
    }

    /// The document of a file that has no slug: it is about the site as a whole.
    pub(crate) fn of_site(file: &SourceFile) -> Self {
        Self {
            file: file.shown.clone(),
            slug: None,
            item: None,
            headings: None,
            mentions: Vec::new(),
            findings: Findings::default(),
            exceptions: Vec::new(),
            reading_age: None,
            card: Vec::new(),
        }
    }

    /// Holds its text against the rules for every text, unless it was not read as it was meant.
    pub(crate) fn hold_against_rules(
        &mut self,
        passages: &[Passage],
        vocabulary: &Vocabulary,
        report: &Report,
    ) {
        if report.has_no_errors() {
            self.reading_age = rules::text(passages, vocabulary, &mut self.findings);
        }
    }
}

/// Something with the line where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located<T> {
    /// The line of the file, from 1.
    pub(crate) line: usize,
    /// What stands there.
    pub(crate) value: T,
}

/// What a file says of others, or of itself as others see it: true or not only where all files
/// are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mention {
    /// Its own slug, as a field.
    OwnSlug(Slug),
    /// A category that it belongs to.
    Category(Slug),
    /// An article that it is related to.
    Related(Slug),
    /// A path that led to it on the old site.
    OldAddress(String),
    /// A link to a page, and perhaps to a heading on it.
    Link {
        /// The page.
        route: Route,
        /// The id of the heading.
        fragment: Option<String>,
    },
    /// A link to a heading of its own.
    Here(String),
}
