//! What the document's head says of the page that is shown, as extensions, share sheets and feed readers
//! in the browser read it.
//!
//! The build writes it for the page that is loaded. At a change of page, all that was said of that page
//! alone goes, and what is known of the next comes: no structured data and no picture, whose names only
//! the build knows. Whoever goes back to the page that was loaded finds its head as it was.

use leptos::prelude::*;
use model::{BasePath, Feed, PageRecord};
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
        let mut said = Vec::new();
        while let Ok(Some(element)) = document().query_selector(OF_ONE_PAGE) {
            element.remove();
            said.push(element);
        }
        let put_by = self.put_by.get_or_insert(said);
        let host = point_canonical_link(now.path);
        if now.path == self.path {
            for element in put_by {
                // Cannot fail: it stood there.
                _ = head.append_child(element);
            }
            self.put_by = None;
        } else if let Some(record) = now.page {
            now.add_to(&head, record, host.as_deref());
        }
    }
}

impl Described<'_> {
    /// Adds what is known of a page. `host`: the address of the site's host, where that is known.
    fn add_to(&self, head: &Element, record: &PageRecord, host: Option<&str>) {
        let page = &record.page;
        let description = page.description();
        add(head, "meta", &[("name", "description"), ("content", description)]);
        let Some(host) = host else { return };
        for (property, content) in [
            ("og:title", &*page.title()),
            ("og:description", description),
            ("og:url", &[host, self.path].concat()),
        ] {
            add(head, "meta", &[("property", property), ("content", content)]);
        }
        let (feed, title) = Feed::offered_on(page, self.site);
        for (kind, file) in [
            ("application/atom+xml", feed.atom_file()),
            ("application/feed+json", feed.json_file()),
        ] {
            let href = [host, &self.base.file(&file)].concat();
            let link = [("rel", "alternate"), ("type", kind), ("title", &title), ("href", &href)];
            add(head, "link", &link);
        }
    }
}

/// Adds an element with attributes.
fn add(head: &Element, name: &str, attributes: &[(&str, &str)]) {
    let Ok(element) = document().create_element(name) else { return };
    for (name, value) in attributes {
        // Cannot fail: the names are those of attributes.
        _ = element.set_attribute(name, value);
    }
    // Cannot fail: it stands nowhere yet.
    _ = head.append_child(&element);
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
