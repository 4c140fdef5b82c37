use model::SlugError;

use super::Suggestion;
use crate::content::rules::Severity;

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
    /// Somebody saved the file at that moment.
    #[error("the file was changed while it was read; run the command again")]
    Changed,
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
    /// A character that no text has and no page may have.
    #[error(
        "this line has the invisible character {}, which no text needs; delete it, or type the line again", letter.escape_unicode()
    )]
    Invisible {
        /// The character.
        letter: char,
    },
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
        "the name of a picture is made of lower-case letters a-z, digits and single hyphens, and ends in .jpg, .png, .webp, .gif or .svg; rename the file, and save a picture of another kind as JPEG"
    )]
    PictureName,
    /// What the file holds is not a picture.
    #[error(
        "this is not a picture that the site can build; save it again as JPEG, PNG, WebP, GIF or SVG"
    )]
    NotAPicture,
    /// The name says another kind of picture than the file holds.
    #[error("the file is a {is} picture by another name; rename it so that it ends in `.{ending}`")]
    PictureMisnamed {
        /// `JPEG`
        is: &'static str,
        /// `jpg`
        ending: &'static str,
    },
    /// A picture without its end, or with something else in it.
    #[error(
        "the picture is damaged or cut off; copy it once more from where it came from, or save it again"
    )]
    PictureDamaged,
    /// A picture that moves.
    #[error(
        "the picture moves, which distracts from the text and cannot be stopped; save one image of it as JPEG or PNG"
    )]
    PictureAnimated,
    /// A picture for printing.
    #[error(
        "the picture is made for printing (CMYK), and browsers would show other colours; save it again as JPEG with the colours RGB"
    )]
    PictureCmyk,
    /// A picture that would take all memory.
    #[error(
        "the picture has {width} × {height} pixels, and none may have more than {} million; save it smaller: no page shows more than 1,600 pixels side by side", most / 1_000_000
    )]
    PictureTooManyPixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The most pixels.
        most: u64,
    },
    /// A picture file that is larger than any photograph.
    #[error(
        "the picture has {} MB, and none may have more than {} MB; save it as JPEG", bytes.div_ceil(1024 * 1024), limit / (1024 * 1024)
    )]
    PictureTooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The largest size in bytes.
        limit: u64,
    },
    /// An SVG picture that is larger than any drawing.
    #[error(
        "the picture has {} kB, and no SVG may have more than {} kB; save it as plain SVG, or as PNG where it is made of very many shapes", bytes.div_ceil(1024), limit / 1024
    )]
    SvgTooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The largest size in bytes.
        limit: u64,
    },
    /// An SVG picture that cannot be parsed.
    #[error("this is no SVG picture ({reason}); save it again as plain SVG")]
    SvgUnreadable {
        /// What the parser says.
        reason: String,
    },
    /// An SVG picture of which something is seen that it does not draw itself.
    #[error(
        "the picture does more than draw: line {line} has {what}; take it out, or save it again as plain SVG, with text as paths and no photographs in it"
    )]
    SvgDoesMore {
        /// What it has.
        what: String,
        /// The line.
        line: u32,
    },
    /// An SVG picture that does not say how large it is.
    #[error(
        "the picture does not say how large it is; write a view such as `viewBox=\"0 0 640 360\"` into its first element"
    )]
    SvgWithoutSize,
    /// There are more problems than anybody reads.
    #[error("and {count} more in this file; put these right first, and the rest may go with them")]
    More {
        /// How many.
        count: usize,
        /// The gravest of them.
        severity: Severity,
    },
}
