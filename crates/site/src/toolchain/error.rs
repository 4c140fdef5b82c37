use std::{io, path::PathBuf};

use crate::process::ProcessError;

/// Why a program that the site is made with is not to be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ToolError {
    /// It is not there, and not ours to install.
    #[error("{tool} was not found. {remedy}")]
    Missing {
        /// What was looked for.
        tool: String,
        /// How to get it.
        remedy: String,
    },
    /// It is too old.
    #[error("{tool} {found} is too old. {remedy}")]
    TooOld {
        /// What was looked at.
        tool: &'static str,
        /// Its version.
        found: String,
        /// How to get a newer one.
        remedy: String,
    },
    /// Its installation failed.
    #[error(
        "{tool} could not be installed: {reason}.\nIf this machine has no network, connect it; then \
         run the same command again: what is already installed is kept."
    )]
    Install {
        /// What was to be installed.
        tool: String,
        /// The command that failed.
        reason: ProcessError,
    },
    /// Its installation ended well, and yet it does not stand where it should.
    #[error(
        "{tool} was installed, but is not at {}. Remove that folder if it exists and run the same \
         command again.", place.display()
    )]
    Misplaced {
        /// What was installed.
        tool: String,
        /// Where it should be.
        place: PathBuf,
    },
    /// A file of the installation could not be read or written.
    #[error(
        "{} could not be {action}: {reason}. Check that the folder is yours and the disk has room.",
        path.display()
    )]
    File {
        /// What was to be done: `created`, `removed`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// `Cargo.lock` does not say which version the project uses.
    #[error(
        "{} names no version of {package}. Restore the file from version control.", path.display()
    )]
    NotLocked {
        /// The lock file.
        path: PathBuf,
        /// The crate that was looked for.
        package: &'static str,
    },
    /// There is no home folder, hence no cache.
    #[error("this user has no home folder, where tools are kept. Set HOME and try again.")]
    NoHome,
    /// A program that only answers a question failed.
    #[error(transparent)]
    Process(#[from] ProcessError),
}

impl ToolError {
    /// For `map_err`, with what was being done to `path`.
    pub(super) fn file(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self::File { action, path, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_names_the_tool_and_the_remedy() {
        let missing =
            ToolError::Missing { tool: "Node".to_owned(), remedy: "Install Node 20.".to_owned() };
        assert_eq!(missing.to_string(), "Node was not found. Install Node 20.");

        let reason = ProcessError::NotFound {
            line: "cargo install trunk".to_owned(),
            program: "cargo".into(),
        };
        let install = ToolError::Install { tool: "trunk 0.21.14".to_owned(), reason }.to_string();
        assert!(install.starts_with("trunk 0.21.14 could not be installed: `cargo install trunk`"));
        assert!(
            install.ends_with("run the same command again: what is already installed is kept.")
        );
    }
}
