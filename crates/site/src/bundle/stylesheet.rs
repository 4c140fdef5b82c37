//! The stylesheets as one file each: imports resolved, minified, named after what is in it.

use std::path::Path;

use lightningcss::{
    bundler::{Bundler, FileProvider},
    error::ErrorLocation,
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Targets},
};
use serde::{Deserialize, Serialize};

use super::{BundleError, digest::Digest, inventory::Caching, page_writer::PageWriter, policy};

/// The oldest browsers that know cascade layers, which nothing can be put in the place of; what they
/// lack beyond that is written in older words.
const BROWSERS: Browsers = Browsers {
    chrome: Some(99 << 16),
    edge: Some(99 << 16),
    firefox: Some(97 << 16),
    safari: Some(15 << 16 | 4 << 8),
    ios_saf: Some(15 << 16 | 4 << 8),
    android: None,
    ie: None,
    opera: None,
    samsung: None,
};

/// A stylesheet of the built site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stylesheet {
    /// Its name, which has the start of its hash: a new content has a new name.
    pub(super) file: String,
    pub(super) digest: Digest,
}

/// Writes `style/<name>.css` with all that it imports into the built site.
pub(super) fn write(
    name: &str,
    project: &Path,
    writer: &PageWriter,
) -> Result<Stylesheet, BundleError> {
    let source = format!("style/{name}.css");
    let css = bundle(&project.join(&source))?;
    policy::stylesheet_allowed(&css)
        .map_err(|error| BundleError::Policy { file: source, error })?;
    // The site's own is older than its feeds' and keeps its name.
    let stem = if name == "site" { "style" } else { name };
    let file = file_name(stem, &css);
    writer.write(&file, &css)?;
    Ok(Stylesheet { file, digest: Digest::of(css.as_bytes()) })
}

/// The stylesheet at `path` with all that it imports.
fn bundle(path: &Path) -> Result<String, BundleError> {
    let provider = FileProvider::new();
    let targets = Targets::from(BROWSERS);
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet =
        bundler.bundle(path).map_err(|error| mistake(error.loc.as_ref(), &error.kind))?;
    sheet
        .minify(MinifyOptions { targets, ..MinifyOptions::default() })
        .map_err(|error| mistake(error.loc.as_ref(), &error.kind))?;
    let options = PrinterOptions { minify: true, targets, ..PrinterOptions::default() };
    let css = sheet.to_css(options).map_err(|error| mistake(error.loc.as_ref(), &error.kind))?;
    Ok(css.code)
}

fn file_name(stem: &str, css: &str) -> String {
    format!("{stem}-{}.css", Caching::fingerprint(blake3::hash(css.as_bytes())))
}

fn mistake(place: Option<&ErrorLocation>, kind: &impl ToString) -> BundleError {
    let place = place.map_or("style/site.css".to_owned(), |place| {
        format!("{}:{}:{}", place.filename, place.line + 1, place.column)
    });
    BundleError::Stylesheet { place, message: kind.to_string() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn imports_become_one_small_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.css"), "@import './b.css';\np { color: red; }\n").unwrap();
        fs::write(folder.path().join("b.css"), "/* a remark */ a { color: blue; }").unwrap();
        let css = bundle(&folder.path().join("a.css")).unwrap();
        assert_eq!(css, "a{color:#00f}p{color:red}");
        assert_eq!(file_name("a", &css), file_name("a", &css));
        assert_ne!(file_name("a", &css), file_name("a", "p{}"));
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.css");
        fs::write(&file, "p { color: red; }\n@import 'x';\n}").unwrap();
        let message = bundle(&file).unwrap_err().to_string();
        assert!(message.contains("a.css:2:"), "{message}");
    }
}
