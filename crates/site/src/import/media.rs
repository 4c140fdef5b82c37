use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    links::{host, same_host},
    names::{Names, slug_of},
    survey::Survey,
};
use crate::content;

/// The media folder: the files that were uploaded to WordPress.
#[derive(Debug, Default)]
pub(super) struct Media {
    /// The hosts that uploads stand on.
    hosts: BTreeSet<String>,
    /// The paths of what was uploaded, as [`path_of`] has them; others are smaller sizes of it.
    originals: HashSet<String>,
    /// Uploads by their paths from the folder, in small letters.
    paths: HashMap<String, String>,
    /// Uploads by their names alone; `None` where several have one name.
    names: HashMap<String, Option<String>>,
    /// Where uploads are, but for those that were imported before and are not given again.
    files: HashMap<String, PathBuf>,
    used: RefCell<Used>,
}

/// What the texts have asked for. Uploads are their paths from the folder: `2013/03/Tea.jpg`.
#[derive(Debug, Default)]
struct Used {
    /// What became of each upload.
    found: HashMap<String, Found>,
    /// The names in `content/pictures` that are taken.
    names: Names,
    /// Names in `content/pictures` and the uploads that are to be copied there.
    copies: BTreeMap<String, PathBuf>,
    /// The paths of all addresses.
    asked: HashSet<String>,
}

/// What became of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// It is, or will be, this file in `content/pictures`.
    Picture(String),
    /// The same, and nothing but its name says that it is the one.
    Guess { name: String, upload: String },
    /// It is there and cannot be used.
    Unfit(String),
    /// It is not there.
    Missing,
}

/// How many files a media folder may have; a folder with more is not one.
const MOST_FILES: usize = 1_000_000;

impl Media {
    /// Lists the files in a folder and the folders in it. `earlier` are the names that pictures got
    /// when they were imported before, by their uploads; `there` the files in `content/pictures`.
    pub(super) fn list(
        folder: Option<&Path>,
        survey: &Survey,
        earlier: &BTreeMap<String, String>,
        there: &[String],
    ) -> io::Result<Self> {
        let urls = || survey.attachments.values().map(|attachment| attachment.url.as_str());
        let mut media = Self {
            hosts: urls().chain([survey.site.as_str()]).map(host).collect(),
            originals: urls().map(path_of).collect(),
            ..Self::default()
        };
        if let Some(root) = folder {
            media.add_folder(root)?;
        }
        let there: HashSet<_> = there.iter().collect();
        for name in there.iter().copied().chain(earlier.values()) {
            media.used.get_mut().names.take(name);
        }
        // What was imported before stays, whether its upload is given again or not.
        for (upload, name) in earlier {
            if !media.files.contains_key(upload) {
                media.add(upload);
            }
            let used = media.used.get_mut();
            let found = if there.contains(name) {
                used.copies
                    .extend(media.files.get(upload).map(|path| (name.clone(), path.clone())));
                Found::Picture(name.clone())
            } else {
                Found::Unfit("it was deleted here since it was imported".to_owned())
            };
            used.found.insert(upload.clone(), found);
        }
        Ok(media)
    }

    fn add_folder(&mut self, root: &Path) -> io::Result<()> {
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            let mut entries = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let (kind, path) = (entry.file_type()?, entry.path());
                // A link could lead anywhere, and round in circles.
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() && self.files.len() < MOST_FILES {
                    let inner = path.strip_prefix(root).unwrap_or(&path);
                    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
                    let upload = parts.join("/");
                    self.add(&upload);
                    self.files.insert(upload, path);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, upload: &str) {
        let path = upload.to_lowercase();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let one = Some(upload.to_owned());
        self.names.entry(name).and_modify(|upload| *upload = None).or_insert(one);
        self.paths.insert(path, upload.to_owned());
    }

    /// The picture that stood at this address.
    pub(super) fn find(&self, address: &str) -> Found {
        let address = without_network(address);
        let own = host(&address);
        if !self.hosts.iter().any(|host| same_host(host, &own)) {
            return Found::Missing;
        }
        self.mention(&address);
        let Some(Upload { path: upload, is_guess }) = self.upload(&address) else {
            return Found::Missing;
        };
        match self.found(upload) {
            Found::Picture(name) if is_guess => Found::Guess { name, upload: upload.to_owned() },
            found => found,
        }
    }

    fn found(&self, upload: &str) -> Found {
        let mut used = self.used.borrow_mut();
        if let Some(found) = used.found.get(upload) {
            return found.clone();
        }
        let Some(path) = self.files.get(upload) else { return Found::Missing };
        let found = if let Some(problem) = content::picture_problem(path) {
            Found::Unfit(problem)
        } else {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let name = used.names.free(&slug_of(&stem, "picture"), &format!(".{ending}"));
            used.copies.insert(name.clone(), path.clone());
            Found::Picture(name)
        };
        used.found.insert(upload.to_owned(), found.clone());
        found
    }

    /// The upload that stood at this address: by its path, in the size that was uploaded, else by its
    /// name.
    fn upload(&self, address: &str) -> Option<Upload<'_>> {
        if self.paths.is_empty() {
            return None;
        }
        let path = path_of(address);
        let sizes = if self.originals.contains(&path) {
            vec![path.clone()]
        } else {
            vec![without_size(&path), path.clone()]
        };
        let (folders, _) = path.rsplit_once('/').unwrap_or(("", &path));
        let folders: Vec<_> = folders.split('/').filter(|folder| !folder.is_empty()).collect();
        let names = || sizes.iter().map(|path| path.rsplit('/').next().unwrap_or_default());
        for name in names() {
            // The longest path first: `uploads/2013/03/a.jpg`, then `2013/03/a.jpg`.
            for skipped in 0..folders.len() {
                let inner = format!("{}/{name}", folders[skipped..].join("/"));
                if let Some(path) = self.paths.get(&inner) {
                    return Some(Upload { path, is_guess: false });
                }
            }
        }
        // Some sites keep all uploads in one folder.
        let is_flat = matches!(folders.last(), None | Some(&("uploads" | "files")));
        let in_one_folder = names().find_map(|name| self.paths.get(name)).filter(|_| is_flat);
        if let Some(path) = in_one_folder {
            return Some(Upload { path, is_guess: false });
        }
        let path = names().find_map(|name| self.names.get(name)?.as_ref())?;
        Some(Upload { path, is_guess: true })
    }

    /// Notes that a text shows what stood at an address, or leads to it.
    pub(super) fn mention(&self, address: &str) {
        self.used.borrow_mut().asked.insert(without_size(&path_of(address)));
    }

    /// Whether a text shows what stood at an address, or leads to it.
    pub(super) fn is_mentioned(&self, address: &str) -> bool {
        self.used.borrow().asked.contains(&without_size(&path_of(address)))
    }

    /// Names in `content/pictures`, and the files that belong there.
    pub(super) fn copies(&self) -> BTreeMap<String, PathBuf> {
        self.used.borrow().copies.clone()
    }
}

/// An upload that was looked for.
struct Upload<'a> {
    path: &'a str,
    /// Whether only its name says that it is the one.
    is_guess: bool,
}

/// The path of an address behind its host, decoded and in small letters.
fn path_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().to_lowercase()
}

/// An address on WordPress's network for pictures, `https://i0.wp.com/old.example/a.jpg`, as the one on
/// the site itself.
fn without_network(address: &str) -> String {
    let on_network = host(address).strip_suffix(".wp.com").is_some_and(|name| {
        name.strip_prefix('i').is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
    });
    match address.splitn(4, '/').nth(3) {
        Some(own) if on_network => format!("https://{own}"),
        _ => address.to_owned(),
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
        let survey = Survey { site: "https://old.example".to_owned(), ..Survey::default() };
        let there = ["a-2.svg".to_owned()];
        let media = Media::list(Some(folder.path()), &survey, &BTreeMap::new(), &there).unwrap();
        let found = |address: &str| {
            media.find(&format!("https://old.example/wp-content/uploads/{address}"))
        };
        assert_eq!(found("2013/03/Tea%20Pot-300x200.svg"), Found::Picture("tea-pot.svg".into()));
        let (name, upload) = ("tea-pot.svg".to_owned(), "2013/03/Tea Pot.svg".to_owned());
        assert_eq!(found("elsewhere/tea pot.svg?w=3"), Found::Guess { name, upload });
        assert_eq!(found("2014/a.svg"), Found::Picture("a.svg".into()));
        assert_eq!(found("2015/a.svg"), Found::Picture("a-3.svg".into()));
        assert_eq!(found("elsewhere/a.svg"), Found::Missing);
        assert!(matches!(found("2015/bad.png"), Found::Unfit(_)));
        assert_eq!(media.copies().len(), 3);
        let network = "https://i2.wp.com/www.old.example/wp-content/uploads/2014/a.svg?w=3";
        assert_eq!(media.find(network), Found::Picture("a.svg".into()));
        for other in ["https://other.example/2014/a.svg", "https://i2.wp.com/b.example/2014/a.svg"]
        {
            assert_eq!(media.find(other), Found::Missing, "{other}");
        }
    }
}
