use serde::{Deserialize, Serialize};

use crate::{Inline, plain_text};

/// A piece of an article's or a page's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// The heading of a section.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text without a paragraph of its own, such as the item of a tight list.
    Plain(Vec<Inline>),
    /// A list; each item holds blocks, so that lists nest.
    List {
        /// The first number of a numbered list; `None` for bullets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<u32>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// Words of somebody else.
    Quote(Vec<Block>),
    /// A picture.
    Figure(Figure),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// Text that a reader may open.
    Details {
        /// What is always shown.
        summary: Vec<Inline>,
        /// What is shown when it is open.
        content: Vec<Block>,
    },
    /// Advice on when and where to get help.
    CareCard {
        /// How soon.
        urgency: Urgency,
        /// The level that its heading has on the page.
        level: HeadingLevel,
        /// What to do, such as "Call 999 now if:".
        heading: Vec<Inline>,
        /// When to do it.
        content: Vec<Block>,
    },
    /// A remark set apart from the text.
    Callout {
        /// How much it matters.
        kind: Callout,
        /// Its first line, in bold.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        heading: Vec<Inline>,
        /// The remark.
        content: Vec<Block>,
    },
    /// Lines kept as they are (`<pre>`).
    Preformatted(String),
    /// A change of subject (`<hr>`).
    Divider,
}

/// The heading of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Its level.
    pub level: HeadingLevel,
    /// Its id on the page, for links to it.
    pub id: String,
    /// Its words.
    pub content: Vec<Inline>,
}

/// The level of a heading below the page's title, which alone is of level 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadingLevel {
    /// `<h2>`
    H2,
    /// `<h3>`
    H3,
    /// `<h4>`
    H4,
    /// `<h5>`
    H5,
    /// `<h6>`
    H6,
}

impl HeadingLevel {
    /// The level's number, 2 to 6.
    pub fn number(self) -> u8 {
        self as u8 + 2
    }

    /// The element's name, such as `h2`.
    pub fn element(self) -> &'static str {
        match self {
            Self::H2 => "h2",
            Self::H3 => "h3",
            Self::H4 => "h4",
            Self::H5 => "h5",
            Self::H6 => "h6",
        }
    }

    /// The next deeper level; the deepest stays.
    #[must_use]
    pub fn deeper(self) -> Self {
        match self {
            Self::H2 => Self::H3,
            Self::H3 => Self::H4,
            Self::H4 => Self::H5,
            Self::H5 | Self::H6 => Self::H6,
        }
    }
}

/// A table with a caption and a header row: without them its cells mean nothing to someone who
/// hears them one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table shows.
    pub caption: Vec<Inline>,
    /// The header row.
    pub head: Vec<Cell>,
    /// The other rows; each has as many cells as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// How its text is set.
    #[serde(default, skip_serializing_if = "Alignment::is_start")]
    pub alignment: Alignment,
    /// Its text.
    pub content: Vec<Inline>,
}

/// How the text of a cell is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// From the side where reading begins.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// To the side where reading ends: figures.
    End,
}

impl Alignment {
    // The signature is serde's.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_start(&self) -> bool {
        *self == Self::Start
    }
}

/// A picture in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// What is said of it below.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Vec<Inline>,
}

/// A picture file with what a browser must know before it has it, so that nothing jumps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The file's name below `pictures/`.
    pub file: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The same picture for browsers that choose; none of a drawing, nor in a preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variants: Option<Variants>,
}

/// The files of a photograph: each width as AVIF and as WebP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variants {
    /// Their names below `pictures/`, with `*` for the width and without an ending.
    pub files: String,
    /// Their widths in pixels, the narrowest first.
    pub widths: Vec<u32>,
    /// The colour of the place until the picture is there, as `#rrggbb`; none where it is
    /// transparent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

impl Picture {
    /// The picture beside words that say the same, where it needs none of its own.
    #[must_use]
    pub fn decorative(&self) -> Self {
        Self { alt: String::new(), ..self.clone() }
    }
}

/// A term and its meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// One or more meanings.
    pub meanings: Vec<Vec<Block>>,
}

/// How soon somebody needs help: the three care cards of the NHS service manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// See a GP.
    NonUrgent,
    /// Get help from NHS 111 today.
    Urgent,
    /// Call 999.
    Emergency,
}

impl Urgency {
    /// The words that stand before the card's heading for those who do not see its colour.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::NonUrgent => "Non-urgent advice: ",
            Self::Urgent => "Urgent advice: ",
            Self::Emergency => "Immediate action required: ",
        }
    }
}

/// How much a callout matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Callout {
    /// Good to know.
    Note,
    /// Must not be missed.
    Important,
}

impl Block {
    /// The pictures in these blocks.
    pub fn pictures(blocks: &[Self]) -> Vec<&Picture> {
        blocks
            .iter()
            .flat_map(|block| match block {
                Self::Figure(figure) => vec![&figure.picture],
                Self::List { items, .. } => {
                    items.iter().flat_map(|item| Self::pictures(item)).collect()
                }
                Self::Quote(content)
                | Self::Details { content, .. }
                | Self::CareCard { content, .. }
                | Self::Callout { content, .. } => Self::pictures(content),
                Self::Definitions(definitions) => definitions
                    .iter()
                    .flat_map(|definition| &definition.meanings)
                    .flat_map(|meaning| Self::pictures(meaning))
                    .collect(),
                Self::Heading(_)
                | Self::Paragraph(_)
                | Self::Plain(_)
                | Self::Table(_)
                | Self::Preformatted(_)
                | Self::Divider => vec![],
            })
            .collect()
    }

    /// The number of words that a reader reads in these blocks.
    pub fn count_words(blocks: &[Self]) -> usize {
        let words = |inlines: &[Inline]| plain_text(inlines).split_whitespace().count();
        let cells = |cells: &[Cell]| cells.iter().map(|cell| words(&cell.content)).sum::<usize>();
        blocks
            .iter()
            .map(|block| match block {
                Self::Heading(heading) => words(&heading.content),
                Self::Paragraph(content) | Self::Plain(content) => words(content),
                Self::List { items, .. } => items.iter().map(|item| Self::count_words(item)).sum(),
                Self::Table(table) => {
                    words(&table.caption)
                        + cells(&table.head)
                        + table.rows.iter().map(|row| cells(row)).sum::<usize>()
                }
                Self::Quote(content) => Self::count_words(content),
                Self::Figure(figure) => words(&figure.caption),
                Self::Definitions(definitions) => definitions
                    .iter()
                    .map(|definition| {
                        words(&definition.term)
                            + definition
                                .meanings
                                .iter()
                                .map(|meaning| Self::count_words(meaning))
                                .sum::<usize>()
                    })
                    .sum(),
                Self::Details { summary: heading, content }
                | Self::CareCard { heading, content, .. }
                | Self::Callout { heading, content, .. } => {
                    words(heading) + Self::count_words(content)
                }
                Self::Preformatted(text) => text.split_whitespace().count(),
                Self::Divider => 0,
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_words_of_nested_blocks() {
        let text = |words: &str| vec![Inline::Text(words.to_owned())];
        let blocks = [
            Block::Paragraph(text("one two")),
            Block::List { start: None, items: vec![vec![Block::Plain(text("three"))]] },
            Block::CareCard {
                urgency: Urgency::Urgent,
                level: HeadingLevel::H2,
                heading: text("four"),
                content: vec![Block::Paragraph(text("five six"))],
            },
        ];
        assert_eq!(Block::count_words(&blocks), 6);
    }
}
