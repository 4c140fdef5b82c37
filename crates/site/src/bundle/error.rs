use std::{
    io,
    path::{Path, PathBuf},
};

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
    /// The index of the search could not be made.
    #[error("{0}; this is a mistake of the program, please report it")]
    Search(#[from] search::IndexError),
    /// Trunk has not made the search's worker.
    #[error(
        "there is no {}: index.html must have a line `<link data-trunk rel=\"rust\" \
         href=\"crates/search-worker/Cargo.toml\" data-type=\"worker\" …>`",
        .0.display()
    )]
    NoWorker(PathBuf),
    /// The data of a page could not be written as JSON.
    #[error(
        "the data of a page cannot be written as JSON: {0}; this is a mistake of the program, please report it"
    )]
    Json(#[from] serde_json::Error),
}

impl BundleError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }
}
