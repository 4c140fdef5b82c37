use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
};

use super::names::{Names, slug_of};
use crate::content;

/// The media folder: the files that were uploaded to WordPress.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// Paths from the folder, in small letters, and the files.
    files: HashMap<String, PathBuf>,
    /// Files by their names alone; `None` where several have one name.
    names: HashMap<String, Option<PathBuf>>,
    used: RefCell<Used>,
}

#[derive(Debug, Default)]
struct Used {
    /// What became of each file that was asked for.
    found: HashMap<PathBuf, Found>,
    /// The names in `content/pictures` that are taken.
    names: Names,
    /// Names in `content/pictures` and the files that are to be copied there.
    copies: BTreeMap<String, PathBuf>,
}

/// What became of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// It is, or will be, this file in `content/pictures`.
    Picture(String),
    /// It is there and cannot be used.
    Unfit(String),
    /// It is not there.
    Missing,
}

/// How many files a media folder may have; a folder with more is not one.
const MOST_FILES: usize = 1_000_000;

impl Media {
    /// Lists the files in a folder and the folders in it. `earlier` are the names that pictures got
    /// when they were imported before; `taken` the names of others.
    pub(super) fn list(
        folder: Option<&Path>,
        earlier: &BTreeMap<String, String>,
        taken: impl Iterator<Item = String>,
    ) -> io::Result<Self> {
        let mut media = Self::default();
        {
            let used = media.used.get_mut();
            for name in taken.chain(earlier.values().cloned()) {
                used.names.take(&name);
            }
        }
        let Some(root) = folder else { return Ok(media) };
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut entries = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let kind = entry.file_type()?;
                // A link could lead anywhere, and round in circles.
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() && media.files.len() < MOST_FILES {
                    media.add(root, entry.path());
                }
            }
        }
        for (source, name) in earlier {
            let path = root.join(source);
            if media.files.values().any(|file| *file == path) {
                let used = media.used.get_mut();
                used.found.insert(path.clone(), Found::Picture(name.clone()));
                used.copies.insert(name.clone(), path);
            }
        }
        Ok(media)
    }

    fn add(&mut self, root: &Path, path: PathBuf) {
        let Ok(inner) = path.strip_prefix(root) else { return };
        let parts: Vec<_> =
            inner.iter().map(|part| part.to_string_lossy().to_lowercase()).collect();
        let name = parts.last().cloned().unwrap_or_default();
        self.names.entry(name).and_modify(|file| *file = None).or_insert(Some(path.clone()));
        self.files.insert(parts.join("/"), path);
    }

    /// The picture that stood at this address.
    pub(super) fn find(&self, address: &str) -> Found {
        let Some(path) = self.file(address) else { return Found::Missing };
        let mut used = self.used.borrow_mut();
        if let Some(found) = used.found.get(path) {
            return found.clone();
        }
        let found = if let Some(problem) = content::picture_problem(path) {
            Found::Unfit(problem)
        } else {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let name = used.names.free(&slug_of(&stem, "picture"), &format!(".{ending}"));
            used.copies.insert(name.clone(), path.clone());
            Found::Picture(name)
        };
        used.found.insert(path.clone(), found.clone());
        found
    }

    /// The file that was uploaded as this address: by its path, else by its name, in its first size.
    fn file(&self, address: &str) -> Option<&PathBuf> {
        if self.files.is_empty() {
            return None;
        }
        let path = address.split(['?', '#']).next()?;
        let path = path.split_once("://").map_or(path, |(_, rest)| rest);
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().to_lowercase();
        let parts: Vec<_> = path.split('/').collect();
        let sizes = [without_size(&path), path.clone()];
        for sized in &sizes {
            let name = sized.rsplit('/').next().unwrap_or_default();
            // The longest path first: `uploads/2013/03/a.jpg`, then `2013/03/a.jpg`.
            for skipped in 1..parts.len() {
                let folders = parts.get(skipped..parts.len() - 1).unwrap_or_default().join("/");
                let inner =
                    if folders.is_empty() { name.to_owned() } else { format!("{folders}/{name}") };
                if let Some(file) = self.files.get(&inner) {
                    return Some(file);
                }
            }
            if let Some(Some(file)) = self.names.get(name) {
                return Some(file);
            }
        }
        None
    }

    /// Names in `content/pictures`, and the files that belong there.
    pub(super) fn copies(&self) -> BTreeMap<String, PathBuf> {
        self.used.borrow().copies.clone()
    }
}

/// `a-300x200.jpg` is a smaller `a.jpg`, `a-scaled.jpg` one too.
fn without_size(path: &str) -> String {
    let Some((stem, ending)) = path.rsplit_once('.') else { return path.to_owned() };
    let is_size = |size: &str| {
        size == "scaled"
            || size.split_once('x').is_some_and(|(width, height)| {
                let number =
                    |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
                number(width) && number(height)
            })
    };
    match stem.rsplit_once('-') {
        Some((full, size)) if is_size(size) => format!("{full}.{ending}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_by_path_name_and_first_size() {
        let folder = tempfile::tempdir().unwrap();
        let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>";
        for file in ["2013/03/Tea Pot.svg", "2014/a.svg", "2015/a.svg", "2015/bad.png"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, picture).unwrap();
        }
        let media =
            Media::list(Some(folder.path()), &BTreeMap::new(), ["a-2.svg".to_owned()].into_iter())
                .unwrap();
        let found = |address: &str| {
            media.find(&format!("https://old.example/wp-content/uploads/{address}"))
        };
        assert_eq!(found("2013/03/Tea%20Pot-300x200.svg"), Found::Picture("tea-pot.svg".into()));
        assert_eq!(found("elsewhere/tea pot.svg?w=3"), Found::Picture("tea-pot.svg".into()));
        assert_eq!(found("2014/a.svg"), Found::Picture("a.svg".into()));
        assert_eq!(found("2015/a.svg"), Found::Picture("a-3.svg".into()));
        assert_eq!(found("elsewhere/a.svg"), Found::Missing);
        assert!(matches!(found("2015/bad.png"), Found::Unfit(_)));
        assert_eq!(media.copies().len(), 3);
    }
}
