//! Where a release is made, so that the last one stays whole until the new one is.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    process::Stdio,
};

use super::{hook, sbom};
use crate::project::Project;

/// A folder in which one build is made, and the places that its parts will take.
///
/// Whatever becomes of the build before the last step, a full disk, a mistake in the content, a
/// power cut, what stands in its place is not touched. The last step is one call of the system for
/// each part where that has such a call (Linux, macOS), so that nobody is ever served half of two
/// builds.
#[derive(Debug)]
pub(super) struct Workshop {
    /// Where the build is made.
    part: PathBuf,
    /// Where the build before is put for a moment, where the system cannot change two at once.
    old: PathBuf,
    /// The place of the site, beside which the other parts have theirs.
    dist: PathBuf,
    /// Held as long as the build goes on, by Trunk too; the system lets go of it however they end.
    lock: File,
    /// Whether something of the build before could not be brought back to its place.
    stranded: bool,
}

/// A part of a build, which has a place of its own. In the order in which they are put there: the
/// site comes last, so that whatever is wrong with the others leaves it as it was.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// What a server of one's own includes.
    ServerFiles,
    /// What the site and its tool are made of.
    Bills,
    /// What is served.
    Site,
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
    /// The system refused, and then refused to undo what it had allowed.
    #[error(
        "the build could not be moved to {}: {reason}; and what stood there could not be moved back: \
         {again}. It is whole, in {}: move it back before you build again.",
        place.display(), kept.display()
    )]
    Stranded {
        /// Where it stood.
        place: PathBuf,
        /// Where it is.
        kept: PathBuf,
        /// What the system said first.
        reason: io::Error,
        /// What it said then.
        again: io::Error,
    },
}

/// What every release has: what is served where, and where there is nothing.
const NEEDED: [&str; 2] = ["index.html", "404.html"];

impl Part {
    const ALL: [Self; 3] = [Self::ServerFiles, Self::Bills, Self::Site];

    /// Its name while it is made.
    fn name(self) -> &'static str {
        match self {
            Self::ServerFiles => "server",
            Self::Bills => "sbom",
            Self::Site => "site",
        }
    }

    /// Where it goes, of a build whose site goes to `dist`.
    fn place(self, dist: &Path) -> PathBuf {
        match self {
            Self::ServerFiles => hook::server_files(dist),
            Self::Bills => sbom::folder(dist),
            Self::Site => dist.to_owned(),
        }
    }
}

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
        let (part, old) = (at("part"), at("old"));
        // Killed between two moves: what was whole goes back.
        for part in Part::ALL {
            let (kept, place) = (old.join(part.name()), part.place(dist));
            if kept.is_dir() && !place.exists() {
                fs::rename(&kept, &place).map_err(io("moved back", &kept))?;
            }
        }
        for left in [&part, &old] {
            remove(left).map_err(io("removed", left))?;
        }
        fs::create_dir(&part).map_err(io("made", &part))?;
        Ok(Self { part, old, dist: dist.to_owned(), lock: file, stranded: false })
    }

    /// The folder to build the site into.
    pub(super) fn site(&self) -> PathBuf {
        self.made(Part::Site)
    }

    /// The folder for what a server of one's own includes.
    pub(super) fn server_files(&self) -> PathBuf {
        self.made(Part::ServerFiles)
    }

    /// The folder for the bills of materials.
    pub(super) fn bills(&self) -> PathBuf {
        self.made(Part::Bills)
    }

    /// What Trunk is to have for its input, of which it reads nothing: who holds it holds the lock.
    /// Where this program is killed, Trunk and what it calls go on writing for a while, and no other
    /// build may begin before they have ended.
    pub(super) fn lock(&self) -> Result<Stdio, WorkshopError> {
        let lock = self.lock.try_clone().map_err(|reason| self.refused("locked", reason))?;
        Ok(lock.into())
    }

    /// Puts the finished build into its place.
    pub(super) fn finish(self) -> Result<(), WorkshopError> {
        self.finish_by(&System { rename: |from, to| fs::rename(from, to), exchange })
    }

    fn finish_by(mut self, system: &System) -> Result<(), WorkshopError> {
        for file in NEEDED {
            if !self.site().join(file).is_file() {
                return Err(WorkshopError::Incomplete { file, dist: self.dist.clone() });
            }
        }
        let mut moves = Vec::new();
        for part in Part::ALL.into_iter().filter(|part| self.made(*part).is_dir()) {
            if let Err(reason) = self.put(part, system, &mut moves) {
                return Err(self.undo(moves, reason, system));
            }
        }
        Ok(())
    }

    /// Puts one part into its place, and adds to `moves` what it did for that.
    fn put(&self, part: Part, system: &System, moves: &mut Vec<Move>) -> io::Result<()> {
        let (made, place) = (self.made(part), part.place(&self.dist));
        let mut go = |to: &Path, from: &Path, is_exchange| {
            let done = Move { part, from: from.to_owned(), to: to.to_owned(), is_exchange };
            done.make(system).map(|()| moves.push(done))
        };
        if place.exists() {
            if go(&place, &made, true).is_ok() {
                return Ok(());
            }
            fs::create_dir_all(&self.old)?;
            go(&self.old.join(part.name()), &place, false)?;
        } else if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        go(&place, &made, false)
    }

    /// Takes back what was moved, the last first, and says what became of it.
    fn undo(&mut self, moves: Vec<Move>, reason: io::Error, system: &System) -> WorkshopError {
        for done in moves.into_iter().rev() {
            let part = done.part;
            if let Err(again) = done.back().make(system) {
                self.stranded = true;
                let old = self.old.join(part.name());
                let kept = if old.exists() { old } else { self.made(part) };
                return WorkshopError::Stranded {
                    place: part.place(&self.dist),
                    kept,
                    reason,
                    again,
                };
            }
        }
        self.refused("moved", reason)
    }

    fn refused(&self, action: &'static str, reason: io::Error) -> WorkshopError {
        let (path, dist) = (self.part.clone(), self.dist.clone());
        WorkshopError::Io { action, path, dist, reason }
    }

    /// Where a part is made.
    fn made(&self, part: Part) -> PathBuf {
        self.part.join(part.name())
    }
}

impl Drop for Workshop {
    /// What is left is the build before, or one that failed. The next build removes what cannot be
    /// removed now, and puts back what has lost its place.
    fn drop(&mut self) {
        if !self.stranded {
            _ = remove(&self.part);
            _ = remove(&self.old);
        }
    }
}

/// What the system does with folders.
struct System {
    rename: fn(&Path, &Path) -> io::Result<()>,
    exchange: fn(&Path, &Path) -> io::Result<()>,
}

/// Something that was done with a folder and can be undone.
struct Move {
    part: Part,
    from: PathBuf,
    to: PathBuf,
    /// Whether what was at one place is now at the other, and the reverse.
    is_exchange: bool,
}

impl Move {
    fn make(&self, system: &System) -> io::Result<()> {
        let make = if self.is_exchange { system.exchange } else { system.rename };
        make(&self.from, &self.to)
    }

    fn back(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::told;

    /// A workshop with a build in it, and the build before in its place.
    fn workshop(folder: &Path) -> Workshop {
        fs::write(folder.join("Cargo.lock"), "").unwrap();
        fs::create_dir_all(folder.join("content")).unwrap();
        let project = Project::above(folder).unwrap();
        let workshop = Workshop::open(&project, &project.dist()).unwrap();
        for (part, file) in [
            (Part::Site, "index.html"),
            (Part::Site, "404.html"),
            (Part::ServerFiles, "nginx.conf"),
        ] {
            for (root, text) in [(workshop.made(part), "new"), (part.place(&workshop.dist), "old")]
            {
                fs::create_dir_all(&root).unwrap();
                fs::write(root.join(file), text).unwrap();
            }
        }
        workshop
    }

    /// Which builds the parts are of that stand there.
    fn stands(folder: &Path) -> [String; 2] {
        ["dist/index.html", "dist-server/nginx.conf"]
            .map(|file| fs::read_to_string(folder.join(file)).unwrap_or_default())
    }

    fn is_tidy(folder: &Path) -> bool {
        let left = fs::read_dir(folder.join("target/builds")).unwrap();
        left.map(|entry| entry.unwrap().path()).all(|path| path.extension().unwrap() == "lock")
    }

    fn unsupported(_: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn rename(from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn only_rules(one: &Path, other: &Path) -> io::Result<()> {
        if one.ends_with("site") {
            return Err(io::ErrorKind::Unsupported.into());
        }
        exchange(one, other)
    }

    /// Nothing new comes to the place of the site.
    fn nothing_new(from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("dist") && from.parent().unwrap().extension().unwrap() == "part" {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        fs::rename(from, to)
    }

    /// Nothing at all comes there.
    fn nothing(from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("dist") {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        fs::rename(from, to)
    }

    #[test]
    fn all_parts_take_their_places_on_every_system() {
        for exchange in [exchange, unsupported] {
            let folder = tempfile::tempdir().unwrap();
            workshop(folder.path()).finish_by(&System { rename, exchange }).unwrap();
            assert_eq!(stands(folder.path()), ["new", "new"]);
            assert!(is_tidy(folder.path()));
        }
    }

    #[test]
    fn where_the_site_cannot_be_moved_nothing_is() {
        // The rules for servers were moved already, in one step or in two.
        for exchange in [only_rules, unsupported] {
            let folder = tempfile::tempdir().unwrap();
            let system = System { rename: nothing_new, exchange };
            let error = workshop(folder.path()).finish_by(&system).unwrap_err().to_string();
            assert!(error.ends_with("dist is as it was."), "{error}");
            assert_eq!(stands(folder.path()), ["old", "old"]);
            assert!(is_tidy(folder.path()));
        }
        told("the system refuses the last move of a build", "the site and its rules as they were");
    }

    #[test]
    fn a_site_that_cannot_be_moved_back_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let system = System { rename: nothing, exchange: unsupported };
        let error = workshop(folder.path()).finish_by(&system).unwrap_err();
        let WorkshopError::Stranded { place, kept, .. } = &error else { panic!("{error}") };
        assert!(!place.exists());
        assert_eq!(fs::read_to_string(kept.join("index.html")).unwrap(), "old");
        assert!(error.to_string().contains(&kept.display().to_string()), "{error}");
        assert!(!error.to_string().contains("as it was"), "{error}");

        let project = Project::above(folder.path()).unwrap();
        drop(Workshop::open(&project, &project.dist()).unwrap());
        assert_eq!(stands(folder.path())[0], "old");
        assert!(is_tidy(folder.path()));
        told(
            "the system refuses the last move of a build, and to undo the one before",
            "where the site is, whole; the next build puts it back",
        );
    }
}
