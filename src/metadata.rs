//! What the document's head says of the page that is shown, as extensions, share sheets and feed readers
//! in the browser read it.
//!
//! The build writes it for the page that is loaded. At a change of page, all that was said of that page
//! alone goes, and what is known of the next comes: no structured data and no picture, whose names only
//! the build knows. Whoever goes back to the page that was loaded finds its head as it was.

use leptos::prelude::*;
use model::{BasePath, Feed, PageData, PageRecord};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What says something of one page alone, beside the title.
const OF_ONE_PAGE: &str = "meta[name=description],meta[name=robots],meta[name^=twitter],\
                           meta[property],link[rel=alternate],script[type='application/ld+json']";

/// The head of the page that was loaded, while another is shown.
pub(crate) struct Metadata {
    path: String,
    /// `None` as long as it stands in its place.
    put_by: Option<Vec<Element>>,
}

/// What is shown.
pub(crate) struct Described<'a> {
    pub(crate) base: &'a BasePath,
    /// Its path on the host.
    pub(crate) path: &'a str,
    /// What it says, where it is a page whose data is known.
    pub(crate) page: Option<&'a PageRecord>,
    /// The site's name.
    pub(crate) site: &'a str,
}

impl Metadata {
    /// Of the page at a path, which was loaded and is described.
    pub(crate) fn of_loaded(path: &str) -> Self {
        Self { path: path.to_owned(), put_by: None }
    }

    /// Has the head describe what is shown now.
    pub(crate) fn describe(&mut self, now: &Described<'_>) {
        let Some(head) = document().head() else { return };
        if self.put_by.is_none() && now.path == self.path {
            return;
        }
        let said = elements(OF_ONE_PAGE);
        for element in &said {
            element.remove();
        }
        let put_by = self.put_by.get_or_insert(said);
        let add = |element: &Element| _ = head.append_child(element);
        let host = point_canonical_link(now.path);
        if now.path == self.path {
            put_by.iter().for_each(add);
            self.put_by = None;
        } else if let Some(record) = now.page {
            for (element, attributes) in described(now, record, host.as_deref()) {
                let Ok(element) = document().create_element(element) else { continue };
                for (name, value) in attributes {
                    // Cannot fail: the names are those of attributes.
                    _ = element.set_attribute(name, &value);
                }
                add(&element);
            }
        }
    }
}

/// The elements that describe a page, each with its attributes. `host`: the address of the site's host,
/// where that is known.
fn described(
    now: &Described<'_>,
    record: &PageRecord,
    host: Option<&str>,
) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let PageRecord { document_title, page } = record;
    let meta = |kind, name: &str, content: &str| {
        ("meta", vec![(kind, name.to_owned()), ("content", content.to_owned())])
    };
    let mut elements = vec![meta("name", "description", page.description())];
    let Some(host) = host else { return elements };
    elements.extend([
        meta("property", "og:title", &page.title()),
        meta("property", "og:description", page.description()),
        meta("property", "og:url", &[host, now.path].concat()),
        meta("property", "og:site_name", now.site),
    ]);
    let has_articles = |feed: &Feed| match page {
        PageData::Archive(archive) => !archive.articles.is_empty(),
        _ => *feed == Feed::Site,
    };
    let feed = now.base.route(now.path).and_then(|route| Feed::shown_at(&route));
    if let Some(feed) = feed.filter(has_articles) {
        let title = if feed == Feed::Site { now.site } else { document_title };
        for (kind, file) in [
            ("application/atom+xml", feed.atom_file()),
            ("application/feed+json", feed.json_file()),
        ] {
            elements.push((
                "link",
                vec![
                    ("rel", "alternate".to_owned()),
                    ("type", kind.to_owned()),
                    ("title", title.to_owned()),
                    ("href", [host, &now.base.file(&file)].concat()),
                ],
            ));
        }
    }
    elements
}

fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let nodes = (0..found.length()).filter_map(|place| found.item(place));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Has the page's canonical link lead to `path`: a phone's own share button takes the address from it.
/// Returns the address of the site's host, where the build knew it.
fn point_canonical_link(path: &str) -> Option<String> {
    let link = document().query_selector("link[rel=canonical]").ok()??;
    let address = link.get_attribute("href").unwrap_or_default();
    let end = address.match_indices('/').nth(2).map_or(address.len(), |(slash, _)| slash);
    let host = &address[..end];
    // Cannot fail: the name is an attribute's name.
    _ = link.set_attribute("href", &[host, path].concat());
    Some(host.to_owned())
}
