//! Gives the files that Trunk has named the whole of their hash: Trunk leaves out its leading zeros, so
//! that one name in sixteen would not look like one of a file that never changes.

use std::{fs, path::Path};

use super::{BundleError, inventory::Caching};

/// Nine zeros or more lead one hash in 2³⁶; and no other number in a name, as that of an icon's size, has
/// so many digits.
const FEWEST: usize = 8;

/// Renames what `index.html` in `staging` names, there and in its own text.
pub(super) fn complete(staging: &Path) -> Result<(), BundleError> {
    let index = staging.join("index.html");
    let html =
        fs::read_to_string(&index).map_err(|error| BundleError::io("read", &index, error))?;
    let mut completed = html.clone();
    for address in html.split('"') {
        let name = address.rsplit('/').next().unwrap_or(address);
        let Some(whole) = with_whole_hash(name) else { continue };
        let (from, to) = (staging.join(name), staging.join(&whole));
        if from.is_file() {
            fs::rename(&from, &to).map_err(|error| BundleError::io("rename", &from, error))?;
            completed = completed.replace(name, &whole);
        }
    }
    if completed == html {
        return Ok(());
    }
    fs::write(&index, completed).map_err(|error| BundleError::io("write", &index, error))
}

/// The name with the zeros that Trunk left out; none where nothing is missing.
fn with_whole_hash(name: &str) -> Option<String> {
    let (start, rest) = name.rsplit_once('-')?;
    let length = rest.find(['.', '_'])?;
    let (hash, ending) = rest.split_at(length);
    let is_hash = hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (is_hash && (FEWEST..Caching::DIGITS).contains(&length))
        .then(|| format!("{start}-{hash:0>width$}{ending}", width = Caching::DIGITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_without_its_zeros_gets_them() {
        for (name, whole) in [
            ("app-2883cb5b346211.js", Some("app-002883cb5b346211.js")),
            ("app-2883cb5b346211_bg.wasm", Some("app-002883cb5b346211_bg.wasm")),
            ("app-0123456789abcdef.js", None),
            ("icon-192.png", None),
            ("style-guide-of-the-clinic.css", None),
            ("actions.js", None),
        ] {
            assert_eq!(with_whole_hash(name).as_deref(), whole, "{name}");
        }
    }

    #[test]
    fn files_and_the_page_that_names_them_change_together() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        for name in ["app-123456789abcde_bg.wasm", "icon-0123456789abcdef.svg"] {
            fs::write(file(name), name).unwrap();
        }
        let html = r#"<meta content="/sub/app-123456789abcde_bg.wasm" /><link href="/sub/icon-0123456789abcdef.svg" /><a href="/report-20261130.html">"#;
        fs::write(file("index.html"), html).unwrap();
        complete(folder.path()).unwrap();
        let completed = fs::read_to_string(file("index.html")).unwrap();
        assert_eq!(completed, html.replace("app-123456789abcde", "app-00123456789abcde"));
        assert!(file("app-00123456789abcde_bg.wasm").is_file());
        assert!(!file("app-123456789abcde_bg.wasm").exists());
        // Nothing is left to do a second time.
        complete(folder.path()).unwrap();
        assert_eq!(fs::read_to_string(file("index.html")).unwrap(), completed);
    }
}
