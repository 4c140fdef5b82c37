use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::record::{Journal, Record, Written, hash};
use crate::whole_file;

/// Writes the files of an import, and never over what somebody has edited.
#[derive(Debug)]
pub(super) struct Files<'a> {
    content: &'a Path,
    dry_run: bool,
    before: Record,
    after: Record,
    journal: Option<Journal>,
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
        Self { content, dry_run, before: record, after, journal: None, changes: 0 }
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
        let written = Written { file: file.to_owned(), hash: new };
        if fate != Fate::Unchanged {
            self.changes += 1;
            self.note(key, &written)?;
            self.put(&path, bytes)?;
        }
        self.after.files.insert(key.to_owned(), written);
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
            let fate = self.write(
                &format!("{}{key}", Record::PICTURE),
                &format!("pictures/{name}"),
                &bytes,
            )?;
            self.after.pictures.insert(key, name.clone());
            fates.push((name, fate));
        }
        Ok(fates)
    }

    /// Writes the record, where it has changed.
    pub(super) fn finish(self) -> Result<usize, FileError> {
        if self.after != self.before || Journal::is_in(self.content) {
            self.put(&self.content.join(Record::FILE), self.after.to_json().as_bytes())?;
        }
        if !self.dry_run {
            let file = self.content.join(Journal::FILE);
            Journal::remove(self.content).map_err(|reason| FileError {
                file,
                action: "deleted",
                reason,
            })?;
        }
        Ok(self.changes)
    }

    /// Notes what is going to be written, so that an import after one that was broken off knows it.
    fn note(&mut self, key: &str, written: &Written) -> Result<(), FileError> {
        if self.dry_run {
            return Ok(());
        }
        let file = self.content.join(Journal::FILE);
        let failed = |reason| FileError { file: file.clone(), action: "written", reason };
        if self.journal.is_none() {
            self.journal = Some(Journal::open(self.content).map_err(failed)?);
        }
        match &mut self.journal {
            Some(journal) => journal.note(key, written).map_err(failed),
            None => Ok(()),
        }
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
    fn what_an_import_wrote_before_it_was_broken_off_is_known_again() {
        let folder = tempfile::tempdir().unwrap();
        let files = || Files::new(folder.path(), Record::read(folder.path()).unwrap(), false);
        let mut broken_off = files();
        broken_off.write("post 1", "articles/a.md", b"one").unwrap();
        broken_off.write("post 2", "articles/b.md", b"two").unwrap();
        // Noted and not written; noted in half.
        broken_off
            .note("post 3", &Written { file: "articles/c.md".into(), hash: hash(b"three") })
            .unwrap();
        drop(broken_off);
        let journal = folder.path().join(Journal::FILE);
        let noted = fs::read_to_string(&journal).unwrap();
        fs::write(&journal, noted.trim_end().strip_suffix("\"}").unwrap()).unwrap();
        // One is edited before the import is done again.
        fs::write(folder.path().join("articles/b.md"), "mine").unwrap();

        let mut again = files();
        assert_eq!(again.write("post 1", "articles/a.md", b"one").unwrap(), Fate::Unchanged);
        assert_eq!(again.write("post 2", "articles/b.md", b"two").unwrap(), Fate::Edited);
        assert_eq!(again.write("post 3", "articles/c.md", b"three").unwrap(), Fate::New);
        again.finish().unwrap();
        assert!(!journal.exists());
        let record = Record::read(folder.path()).unwrap();
        assert_eq!(record.files.len(), 3);
        let mut third = files();
        assert_eq!(third.write("post 1", "articles/a.md", b"new").unwrap(), Fate::Updated);
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
