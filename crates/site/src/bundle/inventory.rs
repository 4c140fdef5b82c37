use std::{collections::BTreeSet, fs, path::Path};

use super::BundleError;

/// The files of the built site, in the order of their paths.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    files: Vec<BuiltFile>,
}

/// A file of the built site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BuiltFile {
    /// Its path from the site's root, with `/`.
    pub(super) path: String,
    pub(super) caching: Caching,
    pub(super) embedding: Embedding,
}

/// How long a browser may keep a file without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Caching {
    /// For good: its name has a hash of its content, so another content has another name.
    Immutable,
    /// It has to ask each time, and is told where nothing is new.
    Revalidated,
}

/// Whose pages may show a file (<https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Embedding {
    /// Anybody's: it is a picture, and feed readers show the articles' pictures in theirs.
    Anywhere,
    /// The site's own.
    OwnPages,
}

impl Embedding {
    /// The header that says it.
    pub(super) const HEADER: &'static str = "Cross-Origin-Resource-Policy";

    /// The pattern of the names of pictures, for hosts that know regular expressions.
    pub(super) const ANYWHERE: &'static str = r"\.(avif|gif|jpe?g|png|svg|webp)$";

    /// The value of the header.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Anywhere => "cross-origin",
            Self::OwnPages => "same-origin",
        }
    }

    /// What [`Self::ANYWHERE`] says of a file's name.
    fn of(path: &str) -> Self {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            "avif" | "gif" | "jpg" | "jpeg" | "png" | "svg" | "webp" => Self::Anywhere,
            _ => Self::OwnPages,
        }
    }
}

impl Caching {
    /// The pattern of the names of files that never change, for hosts that know regular expressions.
    /// All hashes in names have 16 digits.
    pub(super) const IMMUTABLE: &'static str = r"-[0-9a-f]{16}(_bg)?\.[a-z0-9]+$";

    /// The value of the header `Cache-Control`. A year is as long as anything may be kept (RFC 9111
    /// has no limit; hosts and proxies have this one).
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidated => "no-cache",
        }
    }

    /// How many digits of a hash stand in a name.
    pub(super) const DIGITS: usize = 16;

    /// The start of a hash, as it stands in the name of a file that never changes.
    pub(super) fn fingerprint(hash: blake3::Hash) -> String {
        hash.to_hex()[..Self::DIGITS].to_owned()
    }

    /// What [`Self::IMMUTABLE`] says of a file's name.
    fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some((stem, ending)) = name.rsplit_once('.') else { return Self::Revalidated };
        let stem = stem.strip_suffix("_bg").unwrap_or(stem);
        let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
        let is_hash = hash.len() == Self::DIGITS
            && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let is_ending = ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if is_hash && is_ending { Self::Immutable } else { Self::Revalidated }
    }
}

impl Inventory {
    /// All files below `folder`.
    pub(super) fn of(folder: &Path) -> Result<Self, BundleError> {
        let mut paths = Vec::new();
        list(folder, String::new(), &mut paths)?;
        Ok(paths.into_iter().collect())
    }

    pub(super) fn files(&self) -> &[BuiltFile] {
        &self.files
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok()
    }

    /// Patterns with one `*` at their end that match all files of which `is_one` holds and no other, for
    /// hosts that know no more: as few as it takes.
    pub(super) fn patterns(&self, is_one: impl Fn(&BuiltFile) -> bool) -> BTreeSet<String> {
        let mut patterns = BTreeSet::new();
        let all = |start: &String| {
            self.files.iter().filter(|file| file.path.starts_with(start)).all(&is_one)
        };
        for file in self.files.iter().filter(|file| is_one(file)) {
            let (folder, name) = file.folder_and_name();
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            // A folder may have thousands of such files.
            if patterns.contains(&format!("{folder}*")) {
                continue;
            }
            let wide = (!folder.is_empty()).then(|| folder.clone());
            let narrow = name.rsplit_once('-').map(|(stem, _)| format!("{folder}{stem}-"));
            let found = wide.into_iter().chain(narrow).find(all);
            patterns.insert(found.map_or_else(|| file.path.clone(), |start| start + "*"));
        }
        patterns
    }
}

impl BuiltFile {
    /// The folder is empty at the site's root.
    pub(super) fn folder_and_name(&self) -> (&str, &str) {
        self.path.rsplit_once('/').unwrap_or(("", &self.path))
    }
}

impl FromIterator<String> for Inventory {
    fn from_iter<T: IntoIterator<Item = String>>(paths: T) -> Self {
        let file = |path: String| BuiltFile {
            caching: Caching::of(&path),
            embedding: Embedding::of(&path),
            path,
        };
        let mut files: Vec<_> = paths.into_iter().map(file).collect();
        files.sort();
        Self { files }
    }
}

fn list(folder: &Path, prefix: String, paths: &mut Vec<String>) -> Result<(), BundleError> {
    let read = |error| BundleError::io("read", folder, error);
    for entry in fs::read_dir(folder).map_err(read)? {
        let entry = entry.map_err(read)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(read)?.is_dir() {
            list(&entry.path(), format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "0123456789abcdef";

    fn inventory(paths: &[String]) -> Inventory {
        paths.iter().cloned().collect()
    }

    #[test]
    fn a_name_with_a_hash_never_changes() {
        for immutable in ["app-#.js", "app-#_bg.wasm", "search/part-#.txt", "pictures/a-640-#.avif"]
        {
            let path = immutable.replace('#', HASH);
            assert_eq!(Caching::of(&path), Caching::Immutable, "{path}");
        }
        for path in ["index.html", "service-worker.js", "a-0123.js", "a-0123456789abcdeg.js"] {
            assert_eq!(Caching::of(path), Caching::Revalidated, "{path}");
        }
        // A page may have any name: what counts is its file's.
        assert_eq!(Caching::of(&format!("articles/a-{HASH}/index.html")), Caching::Revalidated);
    }

    #[test]
    fn patterns_match_what_never_changes_and_nothing_else() {
        let paths: Vec<_> = [
            "app-#.js",
            "app-#_bg.wasm",
            "style-#.css",
            "style-guide/index.html",
            "icon.svg",
            "icon-192.png",
            "sharing/a-#.png",
            "sharing/b-#.png",
            "pictures/old.svg",
            "pictures/new-640-#.avif",
        ]
        .map(|path| path.replace('#', HASH))
        .into();
        let inventory = inventory(&paths);
        let patterns = inventory.patterns(|file| file.caching == Caching::Immutable);
        assert_eq!(
            patterns.into_iter().collect::<Vec<_>>(),
            ["app-*", "pictures/new-640-*", "sharing/*", &format!("style-{HASH}.css")]
        );
        let patterns = inventory.patterns(|file| file.embedding == Embedding::Anywhere);
        assert_eq!(
            patterns.into_iter().collect::<Vec<_>>(),
            ["icon-*", "icon.svg", "pictures/*", "sharing/*"]
        );
    }

    #[test]
    fn files_are_found_by_their_path() {
        let inventory = inventory(&["b/index.html".to_owned(), "a.xml".to_owned()]);
        assert!(inventory.has("a.xml") && inventory.has("b/index.html"));
        assert!(!inventory.has("b") && !inventory.has("c"));
    }
}
