use model::{Inline, plain_text};

/// A piece of running text and the line where it begins.
///
/// The model says what a text says, not where it is written: editorial rules need both, so passages
/// are collected beside the blocks while these are read, and dropped when the rules have seen them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The line of the file, from 1.
    pub(crate) line: usize,
    /// What part of the page it is.
    pub(crate) kind: PassageKind,
    /// The inlines of its block.
    pub(crate) content: Vec<Inline>,
    /// Their words, without marks.
    pub(crate) text: String,
}

/// What part of a page a [`Passage`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PassageKind {
    /// The title, or the words by which the navigation leads to a page.
    Title,
    /// The title in everyday words.
    PlainTitle,
    /// What stands in lists and search results.
    Summary,
    /// A point to take away.
    KeyPoint,
    /// The heading of a section or of a block.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list, a meaning of a term, or other text without a paragraph of its own.
    Item,
    /// The caption of the table with this number.
    TableCaption(usize),
    /// A cell of the table with this number.
    Cell(usize),
    /// What a picture shows.
    Alternative,
    /// What is said of the picture whose alternative text is the passage before.
    PictureCaption,
    /// A note on a correction, or a line of the clinic's facts.
    Note,
}

impl Passage {
    /// A passage of a body.
    pub(crate) fn new(line: usize, kind: PassageKind, content: Vec<Inline>) -> Self {
        let text = plain_text(&content).trim().to_owned();
        Self { line, kind, content, text }
    }

    /// A passage of a field, which has no marks.
    pub(crate) fn plain(line: usize, kind: PassageKind, text: &str) -> Self {
        Self::new(line, kind, vec![Inline::Text(text.to_owned())])
    }

    /// Whether it is running prose rather than a label.
    pub(crate) fn is_prose(&self) -> bool {
        matches!(self.kind, PassageKind::KeyPoint | PassageKind::Paragraph | PassageKind::Item)
    }
}
