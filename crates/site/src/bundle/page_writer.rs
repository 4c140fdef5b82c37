use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, SystemTime},
};

use serde::Serialize;

use super::BundleError;

/// Writes files below one folder, making the folders on the way.
#[derive(Debug)]
pub(crate) struct PageWriter {
    folder: PathBuf,
    /// Of files that are read while they are written: whether only those are that differ.
    only_changes: bool,
    changed: AtomicUsize,
}

impl PageWriter {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), only_changes: false, changed: AtomicUsize::new(0) }
    }

    /// For a folder that is being served: writes only what differs, and each file in one step.
    pub(crate) fn of_changes(folder: &Path) -> Self {
        Self { only_changes: true, ..Self::new(folder) }
    }

    /// Counts a file that another has written.
    pub(super) fn note_change(&self) {
        self.changed.fetch_add(1, Ordering::Relaxed);
    }

    /// How many files it has written.
    pub(crate) fn changed(&self) -> usize {
        self.changed.load(Ordering::Relaxed)
    }

    pub(crate) fn write(&self, file: &str, content: &str) -> Result<(), BundleError> {
        self.write_bytes(file, content.as_bytes())
    }

    pub(crate) fn write_bytes(&self, file: &str, content: &[u8]) -> Result<(), BundleError> {
        let path = self.folder.join(file);
        if self.only_changes && fs::read(&path).is_ok_and(|before| before == content) {
            return Ok(());
        }
        self.note_change();
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| BundleError::io("create", parent, error))?;
        }
        let failed = |error| BundleError::io("write", &path, error);
        if self.only_changes {
            let mut part = path.clone().into_os_string();
            part.push(".part");
            return fs::write(&part, content)
                .and_then(|()| tell_apart(part.as_ref(), saved_at(&path)))
                .and_then(|()| fs::rename(&part, &path))
                .map_err(failed);
        }
        fs::write(&path, content).map_err(failed)
    }

    pub(crate) fn write_json(&self, file: &str, value: &impl Serialize) -> Result<(), BundleError> {
        self.write(file, &serde_json::to_string(value)?)
    }
}

/// When the file was saved last; `None` where there is none.
pub(super) fn saved_at(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}

/// Makes the new file later by a second than the old one, which was saved at `before`: a browser asks
/// whether there is one of a later time, which HTTP writes in seconds (RFC 9110, 5.6.7).
pub(super) fn tell_apart(new: &Path, before: Option<SystemTime>) -> io::Result<()> {
    let Some(before) = before else { return Ok(()) };
    let next = before + Duration::from_secs(1);
    if SystemTime::now() < next {
        File::options().write(true).open(new)?.set_modified(next)?;
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::fault::told;

    #[test]
    fn a_full_disk_is_named_with_file_and_remedy() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        // Whoever writes there is told that the disk is full.
        symlink("/dev/full", folder.path().join("data/home.json")).unwrap();
        let writer = PageWriter::new(folder.path());
        let error = writer.write("data/home.json", "{}").unwrap_err().to_string();
        assert!(error.contains("data/home.json: No space left on device"), "{error}");
        assert!(error.contains("that the disk has room"), "{error}");
        told(
            "the disk is full while pages are written",
            "the site as it was; the file and what to do",
        );
    }
}
