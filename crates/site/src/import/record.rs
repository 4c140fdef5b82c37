use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

/// What an import has written: by this a later one knows its own files again, and whether somebody has
/// edited them since. Stands beside the content, so that it goes with it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// By what they are: `old.example post 12`.
    pub(super) files: BTreeMap<String, Written>,
    /// Names in `content/pictures` by their paths in the media folder.
    #[serde(default)]
    pub(super) pictures: BTreeMap<String, String>,
}

/// A file of the content folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// `articles/low-mood.md`
    pub(super) file: String,
    /// The BLAKE3 hash of what was written.
    pub(super) hash: String,
}

impl Record {
    /// The name hides it from the check: it is nobody's text.
    pub(super) const FILE: &'static str = ".wordpress-import.json";
    /// What stands in a key before a picture's path in the media folder.
    pub(super) const PICTURE: &'static str = "picture ";

    /// Reads the record in a content folder, with what an import that was broken off has noted; an
    /// empty one where there is none.
    pub(super) fn read(content: &Path) -> io::Result<Self> {
        let mut record = match fs::read(content.join(Self::FILE)) {
            Ok(bytes) => serde_json::from_slice::<Self>(&bytes)?.with_names_of_sites(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error),
        };
        for note in Journal::notes(content)? {
            record.take(note, content)?;
        }
        Ok(record)
    }

    /// Names sites in keys as they are named now: once they were whole addresses.
    fn with_names_of_sites(mut self) -> Self {
        let named = |key: String| match key.split_once(' ') {
            Some((site, rest)) if site.contains("://") => format!("{} {rest}", site_name(site)),
            _ => key,
        };
        self.files = self.files.into_iter().map(|(key, written)| (named(key), written)).collect();
        self
    }

    /// Takes over what was noted before a file was written, where it was.
    fn take(&mut self, note: Note, content: &Path) -> io::Result<()> {
        let Note { key, file, hash: noted } = note;
        let present = match fs::read(content.join(&file)) {
            Ok(bytes) => hash(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let earlier = self.files.get(&key).is_some_and(|written| written.hash == present);
        if earlier {
            return Ok(());
        }
        if let Some((source, name)) = key.strip_prefix(Self::PICTURE).zip(file.rsplit('/').next()) {
            self.pictures.insert(source.to_owned(), name.to_owned());
        }
        self.files.insert(key, Written { file, hash: noted });
        Ok(())
    }

    /// It as a file.
    pub(super) fn to_json(&self) -> String {
        // Texts can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// What a site is called in keys, whether it is at `http://www.old.example/` or, after a move that many
/// sites have made, at `https://old.example`: `old.example`.
pub(super) fn site_name(address: &str) -> String {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}/{path}").trim_end_matches('/').to_owned()
}

/// What an import is about to write, line by line: where it is broken off, the next one knows by this
/// which files are its own.
#[derive(Debug)]
pub(super) struct Journal(File);

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    key: String,
    file: String,
    hash: String,
}

impl Journal {
    pub(super) const FILE: &'static str = ".wordpress-import.part";

    /// Opens the journal in a content folder, behind what an import that was broken off has left in it.
    pub(super) fn open(content: &Path) -> io::Result<Self> {
        fs::create_dir_all(content)?;
        File::options().create(true).append(true).open(content.join(Self::FILE)).map(Self)
    }

    /// Notes a file before it is written.
    pub(super) fn note(&mut self, key: &str, written: &Written) -> io::Result<()> {
        let Written { file, hash } = written.clone();
        let note = serde_json::to_string(&Note { key: key.to_owned(), file, hash })?;
        // The line before may have been broken off.
        self.0.write_all(format!("\n{note}\n").as_bytes())
    }

    fn notes(content: &Path) -> io::Result<Vec<Note>> {
        let text = match fs::read(content.join(Self::FILE)) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        // A line that was broken off is of a file that was not written.
        Ok(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    }

    /// Removes the journal, once the record has all of it.
    pub(super) fn remove(content: &Path) -> io::Result<()> {
        match fs::remove_file(content.join(Self::FILE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    pub(super) fn is_in(content: &Path) -> bool {
        content.join(Self::FILE).exists()
    }
}

/// The hash of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_keeps_its_name_when_it_moves_to_https_or_www() {
        for (address, name) in [
            ("https://old.example", "old.example"),
            ("http://WWW.Old.example/", "old.example"),
            ("https://old.example/Blog/", "old.example/Blog"),
            ("old.example", "old.example"),
        ] {
            assert_eq!(site_name(address), name, "{address}");
        }
    }
}
