use std::sync::Arc;

use html_escape::{encode_double_quoted_attribute, encode_text};
use model::{BasePath, PageRecord, Route, Site};

use super::{Draw, Search, Shell};

/// Puts pages into the shell.
#[derive(Debug)]
pub(super) struct Prerender<'a> {
    shell: &'a Shell,
    base: &'a BasePath,
    site: &'a Arc<Site>,
    stylesheet: String,
    search: String,
}

impl<'a> Prerender<'a> {
    /// `stylesheet` is the address of the stylesheet. Without `search` pages have a field for it that
    /// leads to the list of all articles.
    pub(super) fn new(
        shell: &'a Shell,
        base: &'a BasePath,
        site: &'a Arc<Site>,
        stylesheet: &str,
        search: Option<&Search>,
    ) -> Self {
        let address = encode_double_quoted_attribute(stylesheet);
        let stylesheet = format!(r#"<link rel="stylesheet" href="{address}">"#);
        let search = search.map_or(String::new(), |Search { script, index }| {
            format!(
                r#"<meta name="search" content="{}" data-index="{}">"#,
                encode_double_quoted_attribute(&base.file(script)),
                encode_double_quoted_attribute(&base.file(index)),
            )
        });
        Self { shell, base, site, stylesheet, search }
    }

    /// The page at `route`.
    pub(super) fn page(&self, draw: Draw, route: &Route, record: PageRecord) -> String {
        let head = self.head(&record.document_title, Some(record.page.description()));
        let html = (draw.page)(self.base, self.site, Some((route, record)));
        self.shell.fill(&head, &self.root(&html))
    }

    /// The page for addresses that lead nowhere.
    pub(super) fn not_found(&self, draw: Draw) -> String {
        let html = (draw.page)(self.base, self.site, None);
        let title = (draw.not_found_title)(self.site);
        self.shell.fill(&self.head(&title, None), &self.root(&html))
    }

    /// A page that the app fills in the browser.
    pub(super) fn empty(&self) -> String {
        let script_off = "<noscript><p>This preview is drawn by JavaScript. A release build needs none.</p></noscript>";
        self.shell.fill(&self.head(&self.site.clinic.name, None), &(self.root("") + script_off))
    }

    fn head(&self, title: &str, description: Option<&str>) -> String {
        let title = format!("<title>{}</title>", encode_text(title));
        let description = description.map_or(String::new(), |description| {
            format!(
                r#"<meta name="description" content="{}">"#,
                encode_double_quoted_attribute(description)
            )
        });
        [title, description, self.stylesheet.clone(), self.search.clone()].join("\n")
    }

    fn root(&self, html: &str) -> String {
        let base = encode_double_quoted_attribute(self.base.as_str());
        let name = encode_double_quoted_attribute(&self.site.clinic.name);
        format!(r#"<div id="app" data-base="{base}" data-name="{name}">{html}</div>"#)
    }
}
