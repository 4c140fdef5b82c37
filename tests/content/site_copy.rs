use std::{
    fs, io,
    path::{Path, PathBuf},
};

use model::{Date, Library};
use site::content::{self, Problems, Selection};
use tempfile::TempDir;

/// Where the sites of the tests are.
pub(crate) fn sites() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("tests/sites")
}

/// What readers see on the day that the tests take for today, or all that is written.
pub(crate) fn selection(unpublished: bool) -> Selection {
    Selection { today: Date::new(2026, 11, 23).unwrap(), unpublished }
}

/// A copy of a site that a test may change.
pub(crate) struct Site(TempDir);

impl Site {
    /// A copy of the site `name`.
    pub(crate) fn copy(name: &str) -> Self {
        let site = Self::none();
        copy(&sites().join(name), site.folder()).unwrap();
        site
    }

    /// No site at all.
    pub(crate) fn none() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The folder that holds its content folder.
    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Its content folder.
    pub(crate) fn content(&self) -> PathBuf {
        self.folder().join("content")
    }

    /// Writes a file of its content folder.
    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.content().join(file), bytes).unwrap();
    }

    /// Loads what readers see.
    pub(crate) fn load(&self) -> Result<Library, Problems> {
        content::load(&self.content(), selection(false))
    }

    /// The problems, as they are printed.
    pub(crate) fn problems(&self) -> String {
        self.load().map(drop).unwrap_err().to_string()
    }
}

/// Copies a folder over another.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
