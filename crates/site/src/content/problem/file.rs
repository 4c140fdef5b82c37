use model::SlugError;

use super::Suggestion;

/// A mistake in a file as such: its name, its place, its bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// There is no content folder.
    #[error(
        "there is no such folder; start the command in the project's own folder, which holds `content`"
    )]
    NoContentFolder,
    /// The content folder has nothing in it.
    #[error(
        "the content folder is empty; it needs at least `clinic.toml`, `pages/home.md`, `pages/topics.md` and `pages/contact.md`"
    )]
    EmptyContentFolder,
    /// Something in the content folder that nothing reads.
    #[error("the content folder has no part of this name, so nobody would see it{suggestion}")]
    UnknownEntry {
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// A folder has the place of a file.
    #[error(
        "this is a folder where a file should be; move what is in it into the folder above, then delete it"
    )]
    FolderForFile,
    /// A file has the place of a folder.
    #[error("this is a file where a folder should be; delete it, and make a folder of this name")]
    FileForFolder,
    /// The system does not let the file be read.
    #[error(
        "the file cannot be read ({reason}); check that it is really there and that you may open it"
    )]
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// The name ends in something else than the files of this folder.
    #[error(
        "the names of files in this folder end in `.{extension}`; rename this file, or move it out of the content folder"
    )]
    WrongExtension {
        /// `md`
        extension: &'static str,
    },
    /// The name cannot be an address.
    #[error("the name of the file becomes its address, and {error}; rename the file")]
    NameNotSlug {
        /// Why it cannot.
        error: SlugError,
    },
    /// The file is longer than any text.
    #[error(
        "the file has {} kB, and no text may have more than {limit} kB; take out what got into it by mistake, or divide it", bytes.div_ceil(1024)
    )]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The largest size in units of 1,024 bytes.
        limit: u64,
    },
    /// The bytes are not UTF-8.
    #[error(
        "this line has characters that are not in UTF-8; open the file in an editor and save it with the encoding UTF-8"
    )]
    NotUtf8,
    /// The file begins with U+FEFF.
    #[error(
        "the file begins with a byte order mark, an invisible character that some editors add; save it with the encoding UTF-8 without BOM"
    )]
    ByteOrderMark,
    /// There is no `clinic.toml`.
    #[error(
        "this file is missing; write it, with the clinic's name, address, phone number and help lines"
    )]
    MissingClinic,
    /// One of the three pages that every site has is not there.
    #[error("this page is missing; write it, for its words are at the top of `{address}`")]
    MissingPage {
        /// Where its words stand.
        address: String,
    },
    /// A line of `words.txt` holds more than a word.
    #[error("`{text}` is more than one word; write each on its own line, and remarks behind `#`")]
    SeveralWords {
        /// What the line holds.
        text: String,
    },
    /// A word stands in `words.txt` twice.
    #[error("`{word}` is in the list already; delete the line")]
    WordTwice {
        /// The word.
        word: String,
    },
    /// A picture has a name that is awkward in an address.
    #[error(
        "the name of a picture is made of lower-case letters a-z, digits and single hyphens, and ends in .png, .jpg, .webp, .avif, .gif or .svg; rename the file"
    )]
    PictureName,
    /// What the file holds is not a picture.
    #[error(
        "this is not a picture that a browser shows; save it again as PNG, JPEG, WebP, AVIF, GIF or SVG"
    )]
    NotAPicture,
    /// An SVG picture that cannot be parsed.
    #[error("this is no SVG picture ({reason}); save it again as plain SVG, without a DOCTYPE")]
    SvgUnreadable {
        /// What the parser says.
        reason: String,
    },
    /// An SVG picture that runs, loads or moves something.
    #[error(
        "the picture does more than draw: line {line} has {what}; take it out, or save it again as plain SVG"
    )]
    SvgDoesMore {
        /// What it has.
        what: String,
        /// The line.
        line: u32,
    },
    /// An SVG picture that does not say how large it is.
    #[error(
        "the picture does not say how large it is; write whole numbers such as `width=\"640\" height=\"360\"` into its first element"
    )]
    SvgWithoutSize,
}
