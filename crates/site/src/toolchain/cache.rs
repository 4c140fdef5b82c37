use std::{
    fs, io,
    path::{Path, PathBuf},
};

use directories::ProjectDirs;

use super::ToolError;

/// Where Trunk looks for a tool that is not on PATH: a folder of its cache, named after the tool
/// and its version. What stands there serves plain `trunk` as well.
pub(super) fn folder(tool: &str, version: &str) -> Result<PathBuf, ToolError> {
    let dirs = ProjectDirs::from("dev", "trunkrs", "trunk").ok_or(ToolError::NoHome)?;
    Ok(dirs.cache_dir().join(format!("{tool}-{version}")))
}

/// An empty folder beside `folder`, in which its content is made ready.
///
/// Beside it, so that moving into place is one step, which is done or not done: an installation
/// that was stopped halfway is never taken for a finished one.
pub(super) fn workshop(folder: &Path) -> Result<PathBuf, ToolError> {
    let workshop = folder.with_added_extension("part");
    remove(&workshop)?;
    fs::create_dir_all(&workshop).map_err(ToolError::file("created", &workshop))?;
    Ok(workshop)
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub(super) fn remove(folder: &Path) -> Result<(), ToolError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(ToolError::file("removed", folder)(error))
        }
        _ => Ok(()),
    }
}

/// Moves a file or folder within one disk.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), ToolError> {
    fs::rename(from, to).map_err(ToolError::file("moved into place", to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_as_trunk_names_them() {
        let folder = folder("wasm-opt", "version_132").unwrap();
        assert!(folder.ends_with("wasm-opt-version_132"), "{}", folder.display());
    }
}
