//! Where the site's files stand.

use std::{
    env, io,
    path::{Path, PathBuf},
};

/// The project's folder, and the folders in it that the tool works with.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

/// Why the project's folder was not found.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProjectError {
    /// There is no current folder.
    #[error(
        "the current folder cannot be read: {0}. Change to the project's folder and try again."
    )]
    CurrentFolder(io::Error),
    /// The current folder belongs to no project.
    #[error(
        "{} is not in the site's project: neither it nor a folder above it holds both Cargo.lock \
         and content/. Change to the project's folder and try again.", .0.display()
    )]
    Outside(PathBuf),
}

impl Project {
    /// The project that the current folder belongs to.
    pub(crate) fn find() -> Result<Self, ProjectError> {
        let folder = env::current_dir().map_err(ProjectError::CurrentFolder)?;
        Self::above(&folder).ok_or(ProjectError::Outside(folder))
    }

    /// Commands also work from inside `src/` or `content/`.
    pub(crate) fn above(folder: &Path) -> Option<Self> {
        let is_root =
            |folder: &&Path| folder.join("Cargo.lock").is_file() && folder.join("content").is_dir();
        folder.ancestors().find(is_root).map(|root| Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    pub(crate) fn lock_file(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }

    /// The release build that is sent to a host.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Files that can be made again at any time.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_found_from_its_own_folders() {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let project = Project::above(&crate_folder.join("src")).unwrap();
        assert_eq!(project.root(), crate_folder.parent().unwrap().parent().unwrap());
    }

    #[test]
    fn is_not_found_elsewhere() {
        assert!(Project::above(Path::new("/")).is_none());
        let error = ProjectError::Outside("/srv/other".into()).to_string();
        assert!(error.starts_with("/srv/other is not in the site's project"), "{error}");
    }
}
