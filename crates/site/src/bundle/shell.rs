use std::{fs, path::Path};

use super::BundleError;

/// The line of `index.html` that becomes a page's title, description and stylesheet.
const HEAD: &str = "<!-- site:head -->";
/// The line of `index.html` that becomes a page's content.
const APP: &str = "<!-- site:app -->";

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
        // Indentation and comments are for those who write the file, not for those who load the page.
        let lean = |part: &str| {
            let lines = part.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            lines.collect::<Vec<_>>().join("\n")
        };
        Ok(Self {
            before_head: lean(before_head),
            between: lean(between),
            after_app: lean(after_app),
        })
    }

    pub(super) fn fill(&self, head: &str, app: &str) -> String {
        [&self.before_head, head, &self.between, app, &self.after_app].concat()
    }
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
}
