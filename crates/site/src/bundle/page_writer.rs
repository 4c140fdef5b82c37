use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::BundleError;

/// Writes files below one folder, making the folders on the way.
#[derive(Debug)]
pub(super) struct PageWriter {
    folder: PathBuf,
}

impl PageWriter {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(super) fn write(&self, file: &str, content: &str) -> Result<(), BundleError> {
        self.write_bytes(file, content.as_bytes())
    }

    pub(super) fn write_bytes(&self, file: &str, content: &[u8]) -> Result<(), BundleError> {
        let path = self.folder.join(file);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| BundleError::io("create", parent, error))?;
        }
        fs::write(&path, content).map_err(|error| BundleError::io("write", &path, error))
    }

    pub(super) fn write_json(&self, file: &str, value: &impl Serialize) -> Result<(), BundleError> {
        self.write(file, &serde_json::to_string(value)?)
    }
}
