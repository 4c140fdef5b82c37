use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::record::{Record, Written, hash};
use crate::whole_file;

/// Writes the files of an import, and never over what somebody has edited.
#[derive(Debug)]
pub(super) struct Files<'a> {
    content: &'a Path,
    dry_run: bool,
    before: Record,
    after: Record,
    /// How many files were written, or would be.
    pub(super) changes: usize,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    /// It is as the import wrote it before, and the export says something else now.
    Updated,
    Unchanged,
    /// Somebody has edited it since it was imported.
    Edited,
    /// Somebody has deleted it since it was imported.
    Deleted,
    /// The site had it before.
    Foreign,
}

impl Fate {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Edited => "edited since it was imported, so it is left alone",
            Self::Deleted => "deleted since it was imported, so it is left out",
            Self::Foreign => "there already, so it is left alone",
        }
    }
}

/// A file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{} cannot be {action}: {reason}. Check that it is there, that you may write to it, and that the disk is not full", file.display())]
pub struct FileError {
    pub(super) file: PathBuf,
    pub(super) action: &'static str,
    pub(super) reason: io::Error,
}

impl<'a> Files<'a> {
    pub(super) fn new(content: &'a Path, record: Record, dry_run: bool) -> Self {
        // What this export does not have came from another one.
        let after = record.clone();
        Self { content, dry_run, before: record, after, changes: 0 }
    }

    /// Writes `text` as the file `file`, which the record knows as `key`.
    pub(super) fn write(&mut self, key: &str, file: &str, bytes: &[u8]) -> Result<Fate, FileError> {
        let path = self.content.join(file);
        let new = hash(bytes);
        let present = match fs::read(&path) {
            Ok(bytes) => Some(hash(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(reason) => return Err(FileError { file: path, action: "read", reason }),
        };
        let recorded = self.before.files.get(key).map(|written| &written.hash);
        let fate = match (&present, recorded) {
            (None, None) => Fate::New,
            (None, Some(_)) => return Ok(Fate::Deleted),
            (Some(present), _) if *present == new => Fate::Unchanged,
            (Some(present), Some(recorded)) if present == recorded => Fate::Updated,
            (Some(_), Some(_)) => return Ok(Fate::Edited),
            (Some(_), None) => return Ok(Fate::Foreign),
        };
        if fate != Fate::Unchanged {
            self.changes += 1;
            self.put(&path, bytes)?;
        }
        self.after.files.insert(key.to_owned(), Written { file: file.to_owned(), hash: new });
        Ok(fate)
    }

    /// Copies pictures into `content/pictures`; names and where they are.
    pub(super) fn copy(
        &mut self,
        pictures: BTreeMap<String, PathBuf>,
        media: &Path,
    ) -> Result<Vec<(String, Fate)>, FileError> {
        let mut fates = Vec::new();
        for (name, source) in pictures {
            let bytes = fs::read(&source).map_err(|reason| FileError {
                file: source.clone(),
                action: "read",
                reason,
            })?;
            let inner = source.strip_prefix(media).unwrap_or(&source);
            let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
            let key = parts.join("/");
            let fate =
                self.write(&format!("picture {key}"), &format!("pictures/{name}"), &bytes)?;
            self.after.pictures.insert(key, name.clone());
            fates.push((name, fate));
        }
        Ok(fates)
    }

    /// Writes the record, where it has changed.
    pub(super) fn finish(self) -> Result<usize, FileError> {
        if self.after != self.before {
            self.put(&self.content.join(Record::FILE), self.after.to_json().as_bytes())?;
        }
        Ok(self.changes)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), FileError> {
        if self.dry_run {
            return Ok(());
        }
        let failed = |reason| FileError { file: path.to_owned(), action: "written", reason };
        whole_file::write(path, bytes).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_edited_or_deleted_stays_so() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| {
            let record = Record::read(folder.path()).unwrap();
            let mut files = Files::new(folder.path(), record, false);
            let fate = files.write("post 1", "articles/a.md", text.as_bytes()).unwrap();
            (fate, files.finish().unwrap())
        };
        let file = folder.path().join("articles/a.md");
        assert_eq!(write("one"), (Fate::New, 1));
        assert_eq!(write("one"), (Fate::Unchanged, 0));
        assert_eq!(write("two"), (Fate::Updated, 1));
        fs::write(&file, "mine").unwrap();
        assert_eq!(write("three"), (Fate::Edited, 0));
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        fs::remove_file(&file).unwrap();
        assert_eq!(write("three"), (Fate::Deleted, 0));
        assert!(!file.exists());
    }

    #[test]
    fn a_dry_run_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::new(folder.path(), Record::default(), true);
        assert_eq!(files.write("post 1", "articles/a.md", b"one").unwrap(), Fate::New);
        assert_eq!(files.finish().unwrap(), 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
