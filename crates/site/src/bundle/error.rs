use std::{
    io,
    path::{Path, PathBuf},
};

use super::{DrawingError, EncodingError, PolicyError};
use crate::content::Problems;

/// Why a bundle could not be completed.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The content has mistakes.
    #[error(transparent)]
    Content(#[from] Problems),
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}; check that it exists, that you may {action} it, and that the disk has room", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// `index.html` lacks a place where pages go.
    #[error("index.html has no line `{0}`; put it back where it stood")]
    Marker(&'static str),
    /// A stylesheet has a mistake.
    #[error("{place}: {message}; mend the stylesheet there")]
    Stylesheet {
        /// File, line and column.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// Trunk has not made the search's worker.
    #[error(
        "there is no {}: index.html must have a line `<link data-trunk rel=\"rust\" \
         href=\"crates/search-worker/Cargo.toml\" data-type=\"worker\" …>`",
        .0.display()
    )]
    NoWorker(PathBuf),
    /// A script could not be made smaller.
    #[error("a script could not be made smaller: {0}")]
    Script(String),
    /// A page would not work under the site's own policy.
    #[error("{file} {error}")]
    Policy {
        /// The page or stylesheet.
        file: String,
        /// What it needs.
        error: PolicyError,
    },
    /// The stylesheet no longer names a colour.
    #[error(
        "style/tokens.css has no line such as `{0}: #1d5c63;`; put it back, or change the name in crates/site/src/bundle/palette.rs too"
    )]
    Colour(&'static str),
    /// A picture could not be drawn.
    #[error("{file} cannot be drawn: {error}")]
    Drawing {
        /// The picture.
        file: String,
        /// Why not.
        error: DrawingError,
    },
    /// A photograph could not be built.
    #[error("{file} {error}")]
    Picture {
        /// Its file in the content folder.
        file: String,
        /// Why not.
        error: EncodingError,
    },
    /// An old address is that of a file.
    #[error(
        "the old address `{address}` is that of a file of this site, so it cannot lead elsewhere; delete it from the file that names it"
    )]
    OldAddress {
        /// The address.
        address: String,
    },
    /// The data of a page could not be written as JSON.
    #[error(
        "the data of a page cannot be written as JSON: {0}; this is a mistake of the program, please report it"
    )]
    Json(#[from] serde_json::Error),
}

impl BundleError {
    /// XML that is written to memory.
    pub(super) fn xml(file: &str, source: io::Error) -> Self {
        Self::io("write", Path::new(file), source)
    }

    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }
}
