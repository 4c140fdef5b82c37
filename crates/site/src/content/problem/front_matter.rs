use model::{Date, Slug};

use super::Suggestion;

/// A mistake in the fields at the top of a Markdown file, or in `clinic.toml`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrontMatterProblem {
    /// The file does not begin with the line that opens the fields.
    #[error(
        "the file does not begin with a line `+++`; write the title and the other fields at the top, between two lines `+++`"
    )]
    NotOpened,
    /// The line that closes the fields is not there.
    #[error("the fields that begin here do not end; write a line `+++` below the last of them")]
    NotClosed,
    /// Text without quotation marks.
    #[error("quotation marks are missing; write `\"{text}\"`")]
    WithoutQuotes {
        /// The text.
        text: String,
    },
    /// Quotation marks from a word processor.
    #[error(
        "the quotation marks around a value must be straight (\"), not curly (“ ”); type them again in a plain text editor"
    )]
    CurlyQuotes,
    /// The quotation mark at the end is missing.
    #[error("the quotation mark at the end of this text is missing; write it")]
    QuoteNotClosed,
    /// A comma or the end of a list is missing.
    #[error(
        "a comma is missing between two values, or a `]` at the end of the list above; write it"
    )]
    MissingComma,
    /// A list or the name of a table is not closed.
    #[error("a `]` is missing here; write it")]
    BracketNotClosed,
    /// Something follows the value.
    #[error(
        "something follows the value; put each field on its own line, and write a quotation mark inside a text as `\\\"`"
    )]
    AfterValue,
    /// A backslash means something else than itself.
    #[error("a backslash has a special meaning in a text; write it twice: `\\\\`")]
    Backslash,
    /// There is no value after the equals sign.
    #[error("`{field}` has no value; write one after the `=`, or delete the line")]
    NoValue {
        /// The field.
        field: String,
    },
    /// A line that is not `name = value`.
    #[error("this line is not a field; write it as `name = value`")]
    NotAField,
    /// A field stands twice.
    #[error("`{field}` is there twice; keep one and delete the other")]
    Twice {
        /// The field.
        field: String,
    },
    /// Another mistake in the notation.
    #[error("this line is not TOML ({message}); compare it with the same line of another file")]
    Syntax {
        /// What the TOML parser says.
        message: String,
    },
    /// A field that must be there is not.
    #[error("`{field}` is missing; write a line such as `{field} = {example}`")]
    Missing {
        /// The field.
        field: &'static str,
        /// What a value looks like.
        example: &'static str,
    },
    /// A table that must be there is not.
    #[error("the part `[{table}]` is missing; write it")]
    MissingTable {
        /// The table.
        table: &'static str,
    },
    /// A field that nothing reads.
    #[error("there is no field `{field}` here{suggestion}")]
    Unknown {
        /// The field.
        field: String,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// The value is of another type.
    #[error("`{field}` should be {expected}; write it as `{field} = {example}`")]
    WrongType {
        /// The field.
        field: String,
        /// What it should be.
        expected: &'static str,
        /// What a value looks like.
        example: &'static str,
    },
    /// The value is not a list.
    #[error("`{field}` should be a list; write it as `{field} = [{example}]`")]
    NotAList {
        /// The field.
        field: String,
        /// What an entry looks like.
        example: &'static str,
    },
    /// An entry of a list is of another type.
    #[error("each entry of `{field}` should be {expected}, such as `{example}`; correct this one")]
    WrongEntry {
        /// The field.
        field: String,
        /// What the entry should be.
        expected: &'static str,
        /// What an entry looks like.
        example: &'static str,
    },
    /// A table is written as something else.
    #[error("`{table}` should be a part with its own fields; write it below a line `{header}`")]
    NotATable {
        /// The table.
        table: &'static str,
        /// `[review]` or `[[references]]`
        header: String,
    },
    /// The value has the right type but says nothing sensible.
    #[error("`{field}`: {reason}")]
    Invalid {
        /// The field.
        field: String,
        /// What is wrong with the value, and what to do.
        reason: String,
    },
    /// A text without words.
    #[error("`{field}` is empty; write something in it, or delete the line if it may be left out")]
    Blank {
        /// The field.
        field: String,
    },
    /// A list without entries.
    #[error("`{field}` is empty; write at least one entry")]
    EmptyList {
        /// The field.
        field: &'static str,
    },
    /// A list names the same thing twice.
    #[error("`{field}` has `{value}` twice; delete one")]
    Repeated {
        /// The field.
        field: &'static str,
        /// The entry.
        value: String,
    },
    /// Not 3 to 5 key points.
    #[error("the number of key points is {count}; write 3, 4 or 5")]
    KeyPointCount {
        /// How many there are.
        count: usize,
    },
    /// The last change is older than the publication.
    #[error("`updated` ({}) is before `published` ({}); correct one of them", updated.iso(), published.iso())]
    UpdatedBeforePublished {
        /// The day of the change.
        updated: Date,
        /// The day of publication.
        published: Date,
    },
    /// Readers would never see it.
    #[error(
        "`expires` ({}) is the first day on which readers no longer see the article, and they see it from {} on; write a later day, or delete the line", expires.iso(), first.iso()
    )]
    ExpiresTooEarly {
        /// The day from which it is not shown.
        expires: Date,
        /// The day from which it is shown.
        first: Date,
    },
    /// The next review is due on the day of the last one, or before it.
    #[error("the next review ({}) is not after the last one ({}); correct one of them", next.iso(), last.iso())]
    NextReviewNotAfterLast {
        /// The day when the next review is due.
        next: Date,
        /// The day of the last review.
        last: Date,
    },
    /// A day that is said to have been is still to come.
    #[error("`{field}` ({}) is still to come; correct the date{}", date.iso(), if *schedule { ", or add `publish_at` to show the article from a later day" } else { "" })]
    InTheFuture {
        /// The field.
        field: &'static str,
        /// The day.
        date: Date,
        /// Whether `publish_at` would make it right.
        schedule: bool,
    },
    /// Two references have one id.
    #[error("two references have the id `{id}`; give this one another, such as `{id}-2`")]
    ReferenceTwice {
        /// The id.
        id: Slug,
    },
    /// A reference has both a DOI and an address.
    #[error("a reference has `doi` or `url`, not both; delete the `url`")]
    DoiAndUrl,
    /// The picture of a page is not there.
    #[error(
        "there is no picture `{file}` in `content/pictures`; put it there, or write the name of one that is"
    )]
    MissingPicture {
        /// The name of its file.
        file: String,
    },
    /// The address of a map does not say where the clinic's address goes.
    #[error(
        "`{address}` has no `{{address}}`; write it where the clinic's address goes, as in `https://www.openstreetmap.org/search?query={{address}}`"
    )]
    MapWithoutAddress {
        /// What is written.
        address: String,
    },
    /// Two terms of the glossary have one slug.
    #[error("two terms have the slug `{slug}`; give this one another, or put them together")]
    TermTwice {
        /// The slug.
        slug: Slug,
    },
    /// Not exactly one group of help lines is for emergencies.
    #[error(
        "{count} groups of help lines have `emergency = true`; exactly one has it, the group for someone in danger"
    )]
    EmergencyGroups {
        /// How many have it.
        count: usize,
    },
    /// A group of help lines without one.
    #[error("this group has no help lines; write at least one, below a line `[[help.lines]]`")]
    NoHelpLines,
    /// Not the code of a country.
    #[error("`{code}` is not the code of a country; write two capital letters, such as `GB`")]
    CountryCode {
        /// What is written.
        code: String,
    },
    /// A help line that nobody can reach.
    #[error("there is no way to reach `{name}`; add a line with `phone`, `text`, `email` or `web`")]
    HelpLineUnreachable {
        /// Its name.
        name: String,
    },

    /// An exception from a rule that there is not.
    #[error(
        "`cargo site check --rules` lists the editorial rules, and none is called `{rule}`{suggestion}"
    )]
    UnknownRule {
        /// The name.
        rule: String,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// An exception that nothing in the file needs.
    #[error(
        "nothing needs the exception from `{rule}`{}; delete it, or correct its `words`", words.as_ref().map_or_else(String::new, |words| format!(" for “{words}”"))
    )]
    UnneededException {
        /// The rule.
        rule: &'static str,
        /// The words that it is for.
        words: Option<String>,
    },
}

impl FrontMatterProblem {
    /// The fields that a draft can do without.
    pub(crate) const LATER: [&str; 5] = ["summary", "categories", "key_points", "published", "alt"];

    /// Whether only something is left out that a draft can do without.
    pub(super) fn is_omission(&self) -> bool {
        match self {
            Self::Missing { field, .. } | Self::EmptyList { field } => Self::LATER.contains(field),
            Self::Blank { field } => Self::LATER.contains(&field.as_str()),
            Self::KeyPointCount { .. } => true,
            _ => false,
        }
    }
}
