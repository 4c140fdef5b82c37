//! Names the files that Trunk has made after what is in them, so that browsers may keep them for good.
//!
//! Trunk's own names do not do: that of the Wasm, and of its script, is a hash of what the Wasm was
//! before wasm-opt, so another wasm-opt would put another file under the same name; and a hash loses the
//! zeros it begins with, so that one name in sixteen is not like those of files that never change.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    BundleError,
    inventory::Caching,
    minifier::{Minifier, Script},
};

/// What the app's script and Wasm are called, before the hash.
const APP: &str = "app";

/// So many digits have all but one hash in 2³⁶; and no other number in a name, as that of an icon's size,
/// has as many.
const FEWEST: usize = 8;

/// Renames the files that `index.html` in `staging` names, there and in its own text. The app's script is
/// made smaller before that.
pub(super) fn set(staging: &Path, minifier: Minifier<'_>) -> Result<(), BundleError> {
    let index = staging.join("index.html");
    let html =
        fs::read_to_string(&index).map_err(|error| BundleError::io("read", &index, error))?;
    let mut renamed = html.clone();
    let addresses = html.split('"');
    let names: BTreeSet<_> =
        addresses.map(|address| address.rsplit('/').next().unwrap_or(address)).collect();
    for name in names {
        let Some((start, ending)) = without_hash(name) else { continue };
        let path = staging.join(name);
        if !path.is_file() {
            continue;
        }
        let mut content = fs::read(&path).map_err(|error| BundleError::io("read", &path, error))?;
        if start == APP && ending == ".js" {
            let script = minifier.minify(&String::from_utf8_lossy(&content), Script::Module)?;
            content = script.into_bytes();
            fs::write(&path, &content).map_err(|error| BundleError::io("write", &path, error))?;
        }
        let hash = Caching::fingerprint(blake3::hash(&content));
        let whole = format!("{start}-{hash}{ending}");
        fs::rename(&path, staging.join(&whole))
            .map_err(|error| BundleError::io("rename", &path, error))?;
        renamed = renamed.replace(name, &whole);
    }
    if renamed == html {
        return Ok(());
    }
    fs::write(&index, renamed).map_err(|error| BundleError::io("write", &index, error))
}

/// What stands before and behind the hash in a name that Trunk gave.
fn without_hash(name: &str) -> Option<(&str, &str)> {
    let (start, rest) = name.rsplit_once('-')?;
    let (hash, ending) = rest.split_at(rest.find(['.', '_'])?);
    let is_hash = hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (is_hash && (FEWEST..=Caching::DIGITS).contains(&hash.len())).then_some((start, ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_in_a_name_is_known_with_and_without_its_zeros() {
        for (name, parts) in [
            ("app-2883cb5b346211.js", Some(("app", ".js"))),
            ("app-0123456789abcdef_bg.wasm", Some(("app", "_bg.wasm"))),
            ("my-icon-9ab60b6c41f29941.svg", Some(("my-icon", ".svg"))),
            ("icon-192.png", None),
            ("style-guide-of-the-clinic.css", None),
            ("actions.js", None),
        ] {
            assert_eq!(without_hash(name), parts, "{name}");
        }
    }

    #[test]
    fn another_content_has_another_name() {
        // As two versions of wasm-opt would leave them.
        let named = ["a", "b"].map(|content| {
            let folder = tempfile::tempdir().unwrap();
            let file = |name: &str| folder.path().join(name);
            fs::write(file("app-123456789abcde_bg.wasm"), content).unwrap();
            let html = r#"<meta content="/sub/app-123456789abcde_bg.wasm" /><a href="/report-20261130.html">"#;
            fs::write(file("index.html"), html).unwrap();
            set(folder.path(), Minifier::Lines).unwrap();
            let html = fs::read_to_string(file("index.html")).unwrap();
            let (_, name) = html.split_once("/sub/").unwrap();
            let (name, rest) = name.split_once('"').unwrap();
            assert!(rest.contains("/report-20261130.html"), "{rest}");
            assert_eq!(fs::read_to_string(file(name)).unwrap(), content);
            assert!(!file("app-123456789abcde_bg.wasm").exists());
            // Nothing is left to do a second time.
            set(folder.path(), Minifier::Lines).unwrap();
            assert_eq!(fs::read_to_string(file("index.html")).unwrap(), html);
            name.to_owned()
        });
        assert_ne!(named[0], named[1]);
        for name in named {
            let hash = name.strip_prefix("app-").unwrap().strip_suffix("_bg.wasm").unwrap();
            assert_eq!(hash.len(), Caching::DIGITS, "{name}");
        }
    }
}
