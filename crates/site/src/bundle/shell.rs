use std::{fs, io, path::Path};

use model::BasePath;

use super::{
    BundleError,
    digest::Digest,
    inventory::Caching,
    minifier::{Minifier, Script, lean},
    page_writer::PageWriter,
};

/// The line of `index.html` that becomes a page's title, description and stylesheet.
const HEAD: &str = "<!-- site:head -->";
/// The line of `index.html` that becomes a page's content.
const APP: &str = "<!-- site:app -->";

/// The scripts that every page loads.
const SCRIPTS: [&str; 2] = ["actions", "boot"];

/// The `index.html` that Trunk made, cut where a page's own parts go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shell {
    before_head: String,
    between: String,
    after_app: String,
}

impl Shell {
    pub(crate) fn read(path: &Path) -> Result<Self, BundleError> {
        let html =
            fs::read_to_string(path).map_err(|error| BundleError::io("read", path, error))?;
        Self::parse(&html)
    }

    fn parse(html: &str) -> Result<Self, BundleError> {
        let (before_head, rest) = html.split_once(HEAD).ok_or(BundleError::Marker(HEAD))?;
        let (between, after_app) = rest.split_once(APP).ok_or(BundleError::Marker(APP))?;
        Ok(Self {
            before_head: lean(before_head),
            between: lean(between),
            after_app: lean(after_app),
        })
    }

    /// The shell with the scripts of `src/` as they are sent, made smaller, under names of their new
    /// content. `folder` holds them.
    pub(super) fn with_small_scripts(
        mut self,
        folder: &Path,
        minifier: Minifier<'_>,
    ) -> Result<Self, BundleError> {
        for part in [&mut self.before_head, &mut self.between, &mut self.after_app] {
            *part = with_small_inline_scripts(part, minifier)?;
        }
        let unreadable = |error| BundleError::io("read", folder, error);
        // All of them before one of them is another.
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in entries.map_err(unreadable)? {
            let path = entry.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let own = SCRIPTS.iter().find(|own| name.starts_with(&format!("{own}-")));
            let Some(own) = own.filter(|_| path.extension().is_some_and(|it| it == "js")) else {
                continue;
            };
            let script =
                fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))?;
            let script = minifier.minify(&script, Script::Classic)?;
            let named =
                format!("{own}-{}.js", Caching::fingerprint(blake3::hash(script.as_bytes())));
            PageWriter::new(folder).write(&named, &script)?;
            if named != name {
                fs::remove_file(&path).map_err(|error| BundleError::io("remove", &path, error))?;
            }
            for part in [&mut self.before_head, &mut self.between, &mut self.after_app] {
                *part = part.replace(name, &named);
            }
        }
        Ok(self)
    }

    /// The shell with the digest of each script beside its address, and of the Wasm: a browser runs
    /// them as the build made them, or not at all. `folder` holds the files.
    ///
    /// Not of the script that `boot.js` imports: an import map would have to say it, which browsers of
    /// before 2025 complain of.
    pub(super) fn with_integrity(mut self, folder: &Path, base: &BasePath) -> Self {
        for (start, attribute) in
            [(r#"<script src=""#, "integrity"), (r#"<meta name="app" content=""#, "data-integrity")]
        {
            for part in [&mut self.before_head, &mut self.between, &mut self.after_app] {
                *part = add_digests(part, start, attribute, |address| {
                    let place = address.rsplit_once("://").map_or(address, |(_, rest)| {
                        rest.find('/').map_or("", |slash| &rest[slash..])
                    });
                    let file = place.strip_prefix(base.as_str())?.strip_prefix('/')?;
                    fs::read(folder.join(file)).ok().map(|content| Digest::of(&content))
                });
            }
        }
        self
    }

    /// The language of the pages, such as `en-GB`; empty where `index.html` does not say it.
    pub(super) fn language(&self) -> &str {
        let after = self.before_head.split_once(r#"lang=""#).map_or("", |(_, after)| after);
        after.split('"').next().unwrap_or_default()
    }

    pub(super) fn fill(&self, head: &str, app: &str) -> String {
        [&self.before_head, head, &self.between, app, &self.after_app].concat()
    }
}

/// Makes the scripts smaller that stand in a page.
fn with_small_inline_scripts(html: &str, minifier: Minifier<'_>) -> Result<String, BundleError> {
    const START: &str = "<script>";
    const END: &str = "</script>";
    let mut parts = html.split(START);
    let mut small = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (script, rest) = part.split_once(END).unwrap_or((part, ""));
        small.extend([START, &minifier.minify(script, Script::Classic)?, END, rest]);
    }
    Ok(small)
}

/// Puts `attribute` behind each address that follows `start`, where its file is known.
fn add_digests(
    html: &str,
    start: &str,
    attribute: &str,
    digest: impl Fn(&str) -> Option<Digest>,
) -> String {
    let mut parts = html.split(start);
    let mut with = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        with.push_str(start);
        let found = part.split_once('"').and_then(|(address, rest)| {
            let digest = digest(address)?;
            Some(format!(r#"{address}" {attribute}="{digest}"{rest}"#))
        });
        with.push_str(found.as_deref().unwrap_or(part));
    }
    with
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_where_the_marks_are() {
        let shell =
            Shell::parse("<head>\n  <!-- site:head -->\n</head><body><!-- site:app --></body>")
                .unwrap();
        assert_eq!(
            shell.fill("<title>T</title>", "<main>M</main>"),
            "<head>\n<title>T</title>\n</head><body><main>M</main></body>"
        );
    }

    #[test]
    fn a_missing_mark_is_named() {
        let error = Shell::parse("<!-- site:head -->").unwrap_err();
        assert!(
            error.to_string().contains("index.html has no line `<!-- site:app -->`"),
            "{error}"
        );
    }

    #[test]
    fn scripts_are_sent_without_comments_under_a_name_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("boot-0123456789abcdef.js");
        fs::write(&file, "// Why.\nif (a) {\n  b();\n}\n").unwrap();
        let html = "<!-- site:head --><script src=\"/boot-0123456789abcdef.js\"></script><!-- site:app -->";
        let shell =
            Shell::parse(html).unwrap().with_small_scripts(folder.path(), Minifier::Lines).unwrap();
        let html = shell.fill("", "");
        let (_, name) = html.split_once("src=\"/").unwrap();
        let name = name.split('"').next().unwrap();
        assert!(name.starts_with("boot-") && name != "boot-0123456789abcdef.js", "{html}");
        let script = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(script, "if (a) {\nb();\n}");
        assert!(!file.exists());
    }

    #[test]
    fn scripts_and_wasm_have_their_digest_where_their_file_is_known() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.js"), "a").unwrap();
        let html = "<html lang=\"en-GB\">\n<!-- site:head --><script src=\"/sub/a.js\" defer></script>\n\
                    <script src=\"/sub/b.js\"></script><meta name=\"app\" content=\"https://x.example/sub/a.js\" />\
                    <!-- site:app -->";
        let shell = Shell::parse(html).unwrap();
        assert_eq!(shell.language(), "en-GB");
        let digest = Digest::of(b"a");
        let base = BasePath::from_public_url("/sub/");
        let html = shell.with_integrity(folder.path(), &base).fill("", "");
        assert!(
            html.contains(&format!(r#"<script src="/sub/a.js" integrity="{digest}" defer>"#)),
            "{html}"
        );
        assert!(html.contains(r#"<script src="/sub/b.js"></script>"#), "{html}");
        assert!(
            html.contains(&format!(
                r#"content="https://x.example/sub/a.js" data-integrity="{digest}" />"#
            )),
            "{html}"
        );
    }
}
