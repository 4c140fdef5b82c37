//! The head of a page: what browsers, search engines and previews of links read.

use html_escape::{encode_double_quoted_attribute, encode_text};
use model::{Feed, Library, PageData, PageRecord, Route, SiteAddress};

use super::{digest::Digest, sharing::SharingPictures, web_app::WebApp};

/// The size in pixels at which all who show previews of links show a picture large (<https://developers.facebook.com/docs/sharing/best-practices>).
pub(super) const SHARING_SIZE: (u32, u32) = (1200, 630);

/// What is the same in the head of every page.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub(super) library: &'a Library,
    /// Where the site stands on the web; without it there is nothing to say to those who look from
    /// elsewhere.
    pub(super) address: Option<&'a SiteAddress>,
    pub(super) sharing: &'a SharingPictures,
    /// The language of the pages, such as `en-GB`.
    pub(super) language: &'a str,
    /// Lines for the browser: stylesheet, icons, colours.
    pub(super) browser: String,
}

/// The stylesheet, and what makes the site one that can be put on a phone's home screen.
pub(super) fn for_the_browser(
    stylesheet: &str,
    digest: Option<&Digest>,
    web_app: Option<&WebApp>,
) -> String {
    let integrity = digest.map(|digest| format!(r#" integrity="{digest}""#));
    let stylesheet = format!(
        r#"<link rel="stylesheet" href="{}"{}>"#,
        encode_double_quoted_attribute(stylesheet),
        integrity.unwrap_or_default()
    );
    let web_app = web_app.map(WebApp::head).unwrap_or_default();
    [stylesheet, web_app].join("\n")
}

impl Head<'_> {
    /// The head of the page at `route`.
    pub(super) fn page(&self, route: &Route, record: &PageRecord) -> String {
        let PageRecord { document_title, page } = record;
        let description = page.description();
        let mut lines = vec![
            title(document_title),
            self.browser.clone(),
            meta("name", "description", description),
        ];
        if let Some(address) = self.address {
            let canonical = address.page(route);
            lines.push(link("canonical", &canonical));
            let (feed, name) = Feed::offered_on(page, &self.library.site().clinic.name);
            if self.library.feeds().any(|one| one == feed) {
                lines.extend(alternates(address, &feed, &name));
            }
            lines.extend(self.preview(address, route, page, &canonical));
        }
        lines.join("\n")
    }

    /// The head of the page for addresses that lead nowhere, which nobody should find by searching.
    pub(super) fn not_found(&self, document_title: &str) -> String {
        let noindex = meta("name", "robots", "noindex");
        [title(document_title), self.browser.clone(), noindex].join("\n")
    }

    /// The head of a page that the app fills in the browser.
    pub(super) fn empty(&self) -> String {
        [title(&self.library.site().clinic.name), self.browser.clone()].join("\n")
    }

    /// What a preview of a link shows (<https://ogp.me/>). Twitter's own tags would say the same again;
    /// only that the picture is large has no other name.
    fn preview(
        &self,
        address: &SiteAddress,
        route: &Route,
        page: &PageData,
        canonical: &str,
    ) -> Vec<String> {
        let og = |property: &str, content: &str| meta("property", property, content);
        let kind = if matches!(route, Route::Article(_)) { "article" } else { "website" };
        let mut lines = vec![
            og("og:type", kind),
            og("og:url", canonical),
            og("og:title", &page.title()),
            og("og:description", page.description()),
            og("og:site_name", &self.library.site().clinic.name),
            og("og:locale", &self.language.replace('-', "_")),
        ];
        if let Some(picture) = self.sharing.of(route) {
            let (width, height) = SHARING_SIZE;
            lines.extend([
                og("og:image", &address.file(&picture.file)),
                og("og:image:width", &width.to_string()),
                og("og:image:height", &height.to_string()),
                og("og:image:alt", &picture.alt),
                meta("name", "twitter:card", "summary_large_image"),
            ]);
        }
        lines
    }
}

/// The name of a feed.
pub(super) fn feed_title(library: &Library, feed: &Feed) -> String {
    let category = match feed {
        Feed::Site => None,
        Feed::Category(slug) => library.category(slug),
    };
    Feed::title(&library.site().clinic.name, category.map(|category| category.title.as_str()))
}

/// What leads feed readers to a feed.
fn alternates(address: &SiteAddress, feed: &Feed, name: &str) -> [String; 2] {
    let name = encode_double_quoted_attribute(name);
    let alternate = |kind, file: &str| {
        let file = address.file(file);
        let href = encode_double_quoted_attribute(&file);
        format!(r#"<link rel="alternate" type="{kind}" title="{name}" href="{href}">"#)
    };
    [
        alternate("application/atom+xml", &feed.atom_file()),
        alternate("application/feed+json", &feed.json_file()),
    ]
}

fn title(text: &str) -> String {
    format!("<title>{}</title>", encode_text(text))
}

fn meta(attribute: &str, name: &str, content: &str) -> String {
    format!(r#"<meta {attribute}="{name}" content="{}">"#, encode_double_quoted_attribute(content))
}

fn link(rel: &str, href: &str) -> String {
    format!(r#"<link rel="{rel}" href="{}">"#, encode_double_quoted_attribute(href))
}
