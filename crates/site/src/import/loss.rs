use std::{collections::BTreeMap, fmt};

/// Something in a text that could not be carried as it was, and what was done instead.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(super) enum Loss {
    #[error("the shortcode `[{name}]` belongs to a plugin; it is kept as text")]
    Shortcode { name: String },
    #[error("the block `{name}` is put together by WordPress from other content; it is left out")]
    DynamicBlock { name: String },
    #[error("`<{element}>` cannot be carried; it is left out, with what is in it")]
    LeftOut { element: String },
    #[error("a form cannot be carried; its words are kept, its fields are not")]
    Form,
    #[error("an embedded page (`{address}`) became a link")]
    Embedded { address: String },
    #[error("a link to `{address}` leads nowhere safe; its words are kept without it")]
    Link { address: String },
    #[error("a link to a place on another page (`{address}`) leads to the top of that page")]
    Fragment { address: String },
    #[error("a link to `#{id}` has no such place on the page; its words are kept without it")]
    DeadAnchor { id: String },
    #[error("a link from a picture to `{address}` is left out")]
    LinkOfPicture { address: String },
    #[error("the file `{address}` is still on the old site: the link breaks when that goes")]
    OldFile { address: String },
    #[error("the picture `{address}` is not in the media folder; a link stands in for it")]
    MissingPicture { address: String },
    #[error("the picture at its top, `{address}`, is not in the media folder; it is left out")]
    MissingCover { address: String },
    #[error("the picture `{address}` cannot be used ({reason}); a link stands in for it")]
    UnfitPicture { address: String, reason: String },
    #[error(
        "the picture `{address}` is not at its place in the media folder; `{upload}`, the only one of its name, stands in: look whether it is the right one"
    )]
    GuessedPicture { address: String, upload: String },
    #[error("the picture at its top, `{address}`, cannot be used ({reason}); it is left out")]
    UnfitCover { address: String, reason: String },
    #[error("a picture has no address; it is left out")]
    PictureWithoutAddress,
    #[error("the {kind} `{address}` became a link")]
    Recording { kind: &'static str, address: String },
    #[error("a background picture (`{address}`) is decoration; it is left out")]
    Background { address: String },
    #[error("the words of a gallery's picture {id} are unknown: the export has no such file")]
    GalleryPicture { id: String },
    #[error("struck-out words (`{words}`) are kept as plain words: look whether they should go")]
    StruckOut { words: String },
    #[error("raised or lowered words (`{words}`) are kept as plain words")]
    Raised { words: String },
    #[error("a heading inside a list, quote or table became bold text")]
    HeadingInside,
    #[error("headings got other levels, so that none is skipped and the title stands alone")]
    HeadingLevels,
    #[error("a table had no row of headings; its first row is one now")]
    TableWithoutHead,
    #[error("joined cells of a table stand apart now, with empty cells beside them")]
    JoinedCells,
    #[error("lists, quotes or lines in a cell of a table became one line")]
    CellFlattened,
    #[error("a table has more than 100 columns; those behind them are left out")]
    TooWide,
    #[error("a table inside a table became plain words")]
    TableInside,
    #[error(
        "the caption of a table (`{caption}`) stands below it as a paragraph: put it above the table, behind `Table:`"
    )]
    CaptionBelow { caption: String },
    #[error("a second table has the caption `{caption}`; it is a paragraph above the table now")]
    CaptionTwice { caption: String },
    #[error("the caption of a picture has links or marks; it is a paragraph of its own now")]
    CaptionParagraph,
    #[error("bold, italic or other marks of some words cannot be written here; the words are kept")]
    Marks,
    #[error("a piece could only be kept as lines shown as typed")]
    Typed,
    #[error("the whole text could only be kept as lines shown as typed")]
    TypedWhole,
    #[error("elements stand too deep in one another; their words are kept in one level")]
    TooDeep,
    #[error("the mark-up is so deeply nested, or of so many parts, that only the words are kept")]
    WordsOnly,
    #[error(
        "its reusable blocks, galleries and footnotes show more than 4 MB; what is beyond is left out"
    )]
    TooMuch,
    #[error("the article had {pages} pages; they are one now")]
    PageBreaks { pages: usize },
    #[error("a page has no footnotes here; they stand in a list at its end")]
    FootnotesOnPage,
    #[error("the words of a footnote are missing in the export; its mark is left out")]
    FootnoteWithoutText,
    #[error("it stood below `{address}`: pages have no levels here")]
    Parent { address: String },
    #[error(
        "its terms of the kind `{kind}` (`{terms}`) belong to a plugin or to the look; they are left out"
    )]
    Terms { kind: String, terms: String },
    #[error(
        "the address `{address}` alone on its line, in whose place WordPress may show a film, post or page, became a link"
    )]
    AddressAlone { address: String },
    #[error("`[{name}]` may be a shortcode of a plugin; it is kept as text")]
    Bracketed { name: String },
    #[error("the reusable block {id} is not in the export; it is left out")]
    ReusableBlock { id: String },
}

/// What could not be carried of one item, each once, with how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Losses(BTreeMap<Loss, usize>);

impl Losses {
    pub(super) fn add(&mut self, loss: Loss) {
        *self.0.entry(loss).or_default() += 1;
    }

    /// One sentence each.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(loss, times)| match times {
            1 => loss.to_string(),
            _ => format!("{loss} ({times} times)"),
        })
    }
}

impl fmt::Display for Losses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The beginning of a text, for a message.
pub(super) fn beginning(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
