//! Where a release is made, so that the last one stays whole until the new one is.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::project::Project;

/// A folder in which one build is made, and the place that it will take.
///
/// Whatever becomes of the build before the last step, a full disk, a mistake in the content, a
/// power cut, the folder in its place is not touched. The last step is one call of the system where
/// that has such a call (Linux, macOS), so that nobody is ever served half of two builds.
#[derive(Debug)]
pub(super) struct Workshop {
    /// Where the build is made.
    part: PathBuf,
    /// Where the build before is put for a moment, where the system cannot change two at once.
    old: PathBuf,
    /// Its place.
    dist: PathBuf,
    /// Held as long as the build goes on; the system lets go of it however the program ends.
    _lock: File,
}

/// Why a build could not take its place.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkshopError {
    /// Another build is going on.
    #[error(
        "another build of {} is going on. Wait until it has ended, or build into another folder \
         with --dist.", .0.display()
    )]
    Busy(PathBuf),
    /// A file stands where the folder should.
    #[error("{} is a file. Move it away, or build into another folder with --dist.", .0.display())]
    File(PathBuf),
    /// Trunk ended well, and yet there is no site.
    #[error(
        "the build has no {file}, so {} stays as it was. Take out what Trunk was told to leave out, \
         and build again.", dist.display()
    )]
    Incomplete {
        /// What is missing.
        file: &'static str,
        /// The place of the build.
        dist: PathBuf,
    },
    /// The system refused.
    #[error(
        "{} could not be {action}: {reason}. Check that the folder is yours and the disk has room; {} \
         is as it was.", path.display(), dist.display()
    )]
    Io {
        /// What was to be done: `made`, `moved`.
        action: &'static str,
        /// With what.
        path: PathBuf,
        /// The place of the build.
        dist: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

/// What every release has: what is served where, and where there is nothing.
const NEEDED: [&str; 2] = ["index.html", "404.html"];

impl Workshop {
    /// Makes ready for a build that will stand at `dist`, and puts right what a build that was
    /// killed has left.
    pub(super) fn open(project: &Project, dist: &Path) -> Result<Self, WorkshopError> {
        if dist.is_file() {
            return Err(WorkshopError::File(dist.to_owned()));
        }
        // On the disk of `dist`, or it could not be moved there in one step. Within the project it
        // stands in `target/`, as `trunk serve` watches the rest.
        let folder = match dist.parent() {
            Some(parent) if !dist.starts_with(project.root()) => parent.to_owned(),
            _ => project.target().join("builds"),
        };
        let name = dist.file_name().unwrap_or("dist".as_ref()).to_string_lossy();
        let hash = blake3::hash(dist.as_os_str().as_encoded_bytes()).to_hex();
        let at = |end: &str| folder.join(format!(".{name}-{}.{end}", &hash[..8]));
        let io = |action, path: &Path| {
            let (path, dist) = (path.to_owned(), dist.to_owned());
            move |reason| WorkshopError::Io { action, path, dist, reason }
        };

        fs::create_dir_all(&folder).map_err(io("made", &folder))?;
        let lock = at("lock");
        let file = File::create(&lock).map_err(io("made", &lock))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(WorkshopError::Busy(dist.to_owned())),
            Err(TryLockError::Error(reason)) => return Err(io("locked", &lock)(reason)),
        }
        let workshop =
            Self { part: at("part"), old: at("old"), dist: dist.to_owned(), _lock: file };
        // Killed between two moves: what was whole goes back.
        if workshop.old.is_dir() && !dist.exists() {
            fs::rename(&workshop.old, dist).map_err(io("moved back", &workshop.old))?;
        }
        for left in [&workshop.part, &workshop.old] {
            remove(left).map_err(io("removed", left))?;
        }
        Ok(workshop)
    }

    /// The folder to build into.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// Puts the finished build into its place.
    pub(super) fn finish(self) -> Result<(), WorkshopError> {
        for file in NEEDED {
            if !self.part.join(file).is_file() {
                return Err(WorkshopError::Incomplete { file, dist: self.dist.clone() });
            }
        }
        let io = |reason| WorkshopError::Io {
            action: "moved",
            path: self.part.clone(),
            dist: self.dist.clone(),
            reason,
        };
        if !self.dist.exists() {
            let parent = self.dist.parent().unwrap_or(Path::new("/"));
            fs::create_dir_all(parent).map_err(io)?;
            return fs::rename(&self.part, &self.dist).map_err(io);
        }
        if exchange(&self.part, &self.dist).is_err() {
            fs::rename(&self.dist, &self.old).map_err(io)?;
            if let Err(reason) = fs::rename(&self.part, &self.dist) {
                // As it was, if the system lets us; else the next build puts it right.
                _ = fs::rename(&self.old, &self.dist);
                return Err(io(reason));
            }
        }
        Ok(())
    }
}

impl Drop for Workshop {
    /// What is left is the build before, or one that failed. The next build removes what cannot be
    /// removed now.
    fn drop(&mut self) {
        _ = remove(&self.part);
        _ = remove(&self.old);
    }
}

/// Has two folders change places in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Other systems need two steps.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
