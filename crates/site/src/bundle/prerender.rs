use std::sync::Arc;

use html_escape::encode_double_quoted_attribute;
use model::{Article, BasePath, PageRecord, Route, Site};

use super::{BuildId, Draw, Shell, head::Head, structured_data::StructuredData};

/// Puts pages into the shell.
#[derive(Debug)]
pub(super) struct Prerender<'a> {
    pub(super) shell: &'a Shell,
    pub(super) base: &'a BasePath,
    pub(super) site: &'a Arc<Site>,
    pub(super) head: Head<'a>,
    /// What search engines are told, where the site's address is known.
    pub(super) data: Option<StructuredData<'a>>,
    /// The Content-Security-Policy, where it has to stand in the pages.
    pub(super) policy: Option<String>,
    pub(super) build: &'a BuildId,
}

impl Prerender<'_> {
    /// The page at `route`. `article` is what it shows, where that is one.
    pub(super) fn page(
        &self,
        draw: Draw,
        route: &Route,
        record: PageRecord,
        article: Option<&Article>,
    ) -> String {
        let head = self.head.page(route, &record);
        // At the end of the page: who reads it has no use for it.
        let data = self.data.as_ref().map(|data| data.element(route, &record.page, article));
        let html = (draw.page)(self.base, self.site, Some((route, record)));
        self.fill(&head, &(self.root(&html) + &data.unwrap_or_default()))
    }

    /// The page for addresses that lead nowhere.
    pub(super) fn not_found(&self, draw: Draw) -> String {
        let html = (draw.page)(self.base, self.site, None);
        let title = (draw.not_found_title)(self.site);
        self.fill(&self.head.not_found(&title), &self.root(&html))
    }

    /// The page in the place of those that cannot be had offline.
    pub(super) fn offline(&self, draw: Draw) -> String {
        let html = (draw.offline)(self.base, self.site);
        let title = (draw.offline_title)(self.site);
        self.fill(&self.head.not_found(&title), &self.root(&html))
    }

    /// A page that the app fills in the browser.
    pub(super) fn empty(&self) -> String {
        let script_off = "<noscript><p>This preview is drawn by JavaScript. A release build needs none.</p></noscript>";
        self.fill(&self.head.empty(), &(self.root("") + script_off))
    }

    fn fill(&self, head: &str, body: &str) -> String {
        let page = self.shell.fill(head, body);
        let Some(policy) = &self.policy else { return page };
        // First in the head: a policy holds for what follows it.
        let policy = format!(
            r#"<meta http-equiv="Content-Security-Policy" content="{}"><meta name="referrer" content="no-referrer">"#,
            encode_double_quoted_attribute(policy)
        );
        page.replacen("<head>", &format!("<head>\n{policy}"), 1)
    }

    fn root(&self, html: &str) -> String {
        let base = encode_double_quoted_attribute(self.base.as_str());
        let name = encode_double_quoted_attribute(&self.site.clinic.name);
        let build = self.build;
        format!(
            r#"<div id="app" data-base="{base}" data-name="{name}" data-build="{build}">{html}</div>"#
        )
    }
}
