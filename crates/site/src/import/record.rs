use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

/// What an import has written: by this a later one knows its own files again, and whether somebody has
/// edited them since. Stands beside the content, so that it goes with it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// By what they are: `https://old.example post 12`.
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

    /// Reads the record in a content folder; an empty one where there is none.
    pub(super) fn read(content: &Path) -> io::Result<Self> {
        match fs::read(content.join(Self::FILE)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// It as a file.
    pub(super) fn to_json(&self) -> String {
        // Texts can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The hash of a file's bytes.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
