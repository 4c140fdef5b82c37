//! The pictures as they stand in the content folder: which they are, and those that a site shows
//! without building them.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use model::Library;

use super::{
    Bundle, BundleError, Pages,
    page_writer::{self, PageWriter},
};
use crate::{
    content::{self, Drawing},
    whole_file,
};

/// Copies the pictures: of a release the drawings alone that its pages show, as a photograph may say
/// where it was taken, and what only a draft shows is not public yet. Of a drawing comes what it draws.
/// `writer` counts those that are other ones.
pub(super) fn copy(
    bundle: &Bundle,
    library: &Library,
    writer: &PageWriter,
) -> Result<(), BundleError> {
    let to = bundle.staging.join("pictures");
    let mut pictures = files(&bundle.pictures())?;
    if matches!(bundle.pages, Pages::Drawn(_)) {
        let shown = library.pictures();
        pictures.retain(|path| is_drawing(path) && is_among(path, &shown));
    }
    if !pictures.is_empty() {
        fs::create_dir_all(&to).map_err(|error| BundleError::io("create", &to, error))?;
    }
    for path in pictures {
        if let Some(name) = path.file_name() {
            let copy = if is_drawing(&path) { copy_drawing } else { copy_if_newer };
            let to = to.join(name);
            let before = page_writer::saved_at(&to);
            let copied = copy(&path, &to).and_then(|is_another| {
                if is_another {
                    writer.note_change();
                    page_writer::tell_apart(&to, before)?;
                }
                Ok(())
            });
            copied.map_err(|error| BundleError::io("copy", &path, error))?;
        }
    }
    Ok(())
}

/// The files in a folder of pictures, which may be missing, in the order of their names; without those
/// that systems and editors leave behind.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, BundleError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error| BundleError::io("read", folder, error);
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>())
        .map_err(unreadable)?;
    paths.retain(|path| !path.file_name().is_some_and(content::is_left_behind));
    paths.sort();
    Ok(paths)
}

/// Whether the file is one of those with these names.
pub(super) fn is_among(path: &Path, names: &BTreeSet<&str>) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| names.contains(name))
}

/// Whether the file is a drawing, which is small and sharp as it stands.
pub(super) fn is_drawing(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "svg")
}

/// Copies what of a picture draws, unless it is there as it is.
fn copy_drawing(from: &Path, to: &Path) -> io::Result<bool> {
    let drawing = fs::read_to_string(from)?.parse::<Drawing>().map_err(io::Error::other)?;
    let is_there = fs::read(to).is_ok_and(|copy| copy == drawing.text.as_bytes());
    if !is_there {
        whole_file::write(to, drawing.text.as_bytes())?;
    }
    Ok(!is_there)
}

/// Copies a picture unless it is there as it is.
fn copy_if_newer(from: &Path, to: &Path) -> io::Result<bool> {
    let (source, copy) = (fs::metadata(from)?, fs::metadata(to));
    let is_there = copy.is_ok_and(|copy| {
        copy.len() == source.len()
            && copy
                .modified()
                .ok()
                .zip(source.modified().ok())
                .is_some_and(|(copy, own)| copy >= own)
    });
    if is_there {
        return Ok(false);
    }
    fs::copy(from, to).map(|_| true)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn of_a_drawing_comes_what_it_draws() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.svg"), folder.path().join("b.svg"));
        let svg = |inside: &str| {
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">{inside}<path d="M0 0h4v4z"/></svg>"#
            )
        };
        fs::write(&from, svg("<script>alert(1)</script>")).unwrap();
        assert!(copy_drawing(&from, &to).unwrap());
        let copy = fs::read_to_string(&to).unwrap();
        assert!(copy.contains("M0 0h4v4z") && !copy.contains("script"), "{copy}");
        fs::write(&from, svg("<metadata/>")).unwrap();
        assert!(!copy_drawing(&from, &to).unwrap(), "what a browser gets is the same");
        fs::write(&from, svg("<image/>")).unwrap();
        assert!(copy_drawing(&from, &to).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_editors_leave_behind_is_no_picture() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.svg", "a.svg~", "#a.svg#", ".DS_Store"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        // It leads nowhere: Emacs says so who is at work.
        std::os::unix::fs::symlink("jo@desk.1234", folder.path().join(".#a.svg")).unwrap();
        assert_eq!(files(folder.path()).unwrap(), [folder.path().join("a.svg")]);
    }

    #[test]
    fn a_picture_is_copied_once() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a.png"), folder.path().join("b.png"));
        fs::write(&from, "one").unwrap();
        assert!(copy_if_newer(&from, &to).unwrap());
        assert!(!copy_if_newer(&from, &to).unwrap());
        let later = SystemTime::now() + Duration::from_secs(5);
        fs::write(&from, "two").unwrap();
        fs::File::options().write(true).open(&from).unwrap().set_modified(later).unwrap();
        assert!(copy_if_newer(&from, &to).unwrap());
        assert_eq!(fs::read_to_string(to).unwrap(), "two");
    }
}
