use model::{Slug, SlugError};

use super::Suggestion;

/// A mistake in the Markdown of a body, of a key point or of the clinic's notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// There is no text.
    #[error("there is no text below the fields; write it, or delete the file")]
    EmptyBody,
    /// A category's file has text below its fields.
    #[error("a category has no text of its own; move this into `description`, or into an article")]
    CategoryWithBody,
    /// A field that is one paragraph holds something else.
    #[error(
        "this should be one paragraph of text; take out headings, lists, tables, pictures and empty lines"
    )]
    NotOneParagraph,
    /// HTML.
    #[error("`{html}` is HTML, which is not accepted here; write it in Markdown, or delete it")]
    RawHtml {
        /// Its beginning.
        html: String,
    },
    /// Blocks or emphasis in one another beyond all reason.
    #[error(
        "quotes, lists and emphasis stand more than {limit} deep in one another here; make it simpler"
    )]
    TooDeep {
        /// The greatest depth.
        limit: usize,
    },
    /// A line indented by four spaces, which Markdown takes for program code.
    #[error(
        "this line begins with four or more spaces, which means that it is shown as typed; delete the spaces, or put a line ``` above and below"
    )]
    IndentedCode,
    /// Lines to be shown as typed, without their end.
    #[error(
        "the lines shown as typed begin here and have no end; write a line ``` below the last of them"
    )]
    CodeNotClosed,

    /// A heading of level 1 in the text.
    #[error(
        "a heading with one `#` is the title, which stands in the field `title`; begin this one with `##`"
    )]
    TitleInBody,
    /// A heading skips a level.
    #[error("a heading with `{found}` stands directly below {}; begin it with `{expected}`", if above.is_empty() { "the title".to_owned() } else { format!("one with `{above}`") })]
    SkippedLevel {
        /// `####`
        found: String,
        /// `##`, or nothing for the title.
        above: String,
        /// `###`
        expected: String,
    },
    /// A heading without words.
    #[error("this heading has no words; write them, or delete the line")]
    EmptyHeading,
    /// A heading in a list, quote or block.
    #[error(
        "a heading cannot stand inside a list, a quote or a block; move it out, or write the words in bold, as `**words**`"
    )]
    HeadingInside,
    /// Something else than an id in the braces after a heading.
    #[error("only an id can stand in the braces after a heading; write `{{#some-id}}`")]
    HeadingAttributes,
    /// A heading's own id is not a slug.
    #[error("the id of this heading: {error}")]
    HeadingIdNotSlug {
        /// Why it is none.
        error: SlugError,
    },
    /// Two headings have one id.
    #[error(
        "another heading of this page has the id `{id}`; write another one here, as `{{#another-id}}`"
    )]
    HeadingIdTwice {
        /// The id.
        id: String,
    },
    /// The page itself needs the id.
    #[error(
        "the page uses the id `{id}` for something else; write another one here, as `{{#another-id}}`"
    )]
    HeadingIdReserved {
        /// The id.
        id: String,
    },

    /// A table without a caption.
    #[error(
        "this table has no caption; write a paragraph `Table: what the table shows` directly above it"
    )]
    TableWithoutCaption,
    /// A caption that no table follows.
    #[error("no table follows this caption; move it directly above its table, or delete it")]
    CaptionWithoutTable,
    /// Lines with bars that do not make a table.
    #[error(
        "this is not a table yet; write a row of headings at its top, and below that a row such as `|---|---|`"
    )]
    TableWithoutHeader,
    /// A column without a heading.
    #[error("column {column} of this table has no heading; write one in the first row")]
    TableHeadingEmpty {
        /// The column, from 1.
        column: usize,
    },
    /// A row with more cells than the table has columns.
    #[error(
        "this row has more cells than the table has columns ({columns}); take out a `|`, or add a heading to the first row"
    )]
    TooManyCells {
        /// The number of columns.
        columns: usize,
    },

    /// `[!kind]` with a kind that there is not.
    #[error("there is no block `[!{kind}]`{suggestion}")]
    UnknownBlock {
        /// The kind.
        kind: String,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// A block that needs a heading has none.
    #[error("the block `[!{kind}]` has no heading; write one on the same line")]
    BlockWithoutHeading {
        /// The kind.
        kind: &'static str,
    },
    /// A block with nothing in it.
    #[error("the block `[!{kind}]` is empty; write its text on the next lines, each after a `>`")]
    BlockWithoutContent {
        /// The kind.
        kind: &'static str,
    },
    /// `[!kind]` that is not in a quote.
    #[error("a block begins with `>`; write `> [!…]`, and `>` before each of its lines")]
    BlockOutsideQuote,

    /// A picture among words.
    #[error(
        "a picture cannot stand among words or next to another; put it in a paragraph of its own, with an empty line above and below"
    )]
    PictureInText,
    /// A picture that says nothing to those who do not see it.
    #[error(
        "this picture has no alternative text; write what it shows: `![what it shows](/pictures/…)`"
    )]
    MissingAlternative,
    /// A picture that is not among the site's own.
    #[error(
        "`{address}` is not a picture of this site; put the file into `content/pictures` and write `/pictures/` and its name"
    )]
    PictureElsewhere {
        /// What is written.
        address: String,
    },
    /// A picture file that does not exist.
    #[error(
        "there is no picture `{file}` in `content/pictures`; put it there, or correct its name"
    )]
    MissingPicture {
        /// Its name.
        file: String,
    },

    /// A footnote mark without its note.
    #[error(
        "there is no footnote `{label}`; write it in a paragraph of its own, as `[^{label}]: its text`"
    )]
    UndefinedFootnote {
        /// Its name.
        label: String,
    },
    /// A footnote that no mark leads to.
    #[error(
        "no mark leads to the footnote `{label}`; write `[^{label}]` in the text, or delete it"
    )]
    UnusedFootnote {
        /// Its name.
        label: String,
    },
    /// Two footnotes of one name.
    #[error("another footnote has the name `{label}`; give this one another")]
    FootnoteTwice {
        /// Its name.
        label: String,
    },
    /// A footnote where there cannot be one.
    #[error("only the text of an article has footnotes; write this as a sentence, or in brackets")]
    FootnoteHere,

    /// A citation that cannot be read.
    #[error(
        "`[{text}]` is not a citation; write `[@id]`, or `[@one; @another]`, with the ids of references"
    )]
    MalformedCitation {
        /// What is written.
        text: String,
    },
    /// A citation of something that is not among the references.
    #[error("no reference of this article has the id `{id}`{suggestion}")]
    UnknownReference {
        /// The id.
        id: Slug,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// A reference that the text does not cite.
    #[error(
        "the text does not cite the reference `{id}`; write `[@{id}]` after the sentence that it supports, or delete it"
    )]
    UncitedReference {
        /// The id.
        id: Slug,
    },
    /// A citation where there cannot be one.
    #[error("only an article can cite references; write a link to the source")]
    CitationHere,
}
