//! Where addresses of the site before lead now.
//!
//! Every one leads to a page or feed that there is, and none is itself the address of something: so
//! there is no chain and no loop.

use std::collections::BTreeMap;

use model::{Library, Route};

/// All redirects, in the order of their old addresses.
#[derive(Debug, Default)]
pub(super) struct Redirects(Vec<Redirect>);

/// One old address, and where it leads. Both are paths from the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Redirect {
    pub(super) from: OldAddress,
    /// The path of a page or feed.
    pub(super) to: String,
}

/// An address of the site before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OldAddress {
    /// Such as `/2019/03/title/`, percent-encoded as it stood in links.
    Path(String),
    /// WordPress' short address of a post, page or picture: `/?p=12`, `/?page_id=12`,
    /// `/?attachment_id=12`.
    Number {
        /// `p`, `page_id` or `attachment_id`.
        key: String,
        /// `12`
        number: String,
    },
}

impl OldAddress {
    fn parse(address: &str) -> Self {
        match address.strip_prefix("/?").and_then(|query| query.split_once('=')) {
            Some((key, number)) => Self::Number { key: key.to_owned(), number: number.to_owned() },
            None => Self::Path(address.to_owned()),
        }
    }

    /// With and without the slash at the end, as people type it and hosts add it or take it away. What
    /// looks like a file's name has none, unless it was written with one.
    fn forms(self) -> Vec<Self> {
        let Self::Path(path) = self else { return vec![self] };
        let bare = path.strip_suffix('/');
        if bare.is_none() && last_segment(&path).contains('.') {
            return vec![Self::Path(path)];
        }
        let bare = bare.unwrap_or(&path);
        vec![Self::Path(bare.to_owned()), Self::Path(format!("{bare}/"))]
    }

    /// The path as it is once a server has decoded it.
    pub(super) fn decoded(&self) -> Option<String> {
        let Self::Path(path) = self else { return None };
        Some(percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned())
    }

    /// The file at which a host without rules of its own finds a page for the address; `None` where it
    /// never would: a query is no file, and a file with another ending is not served as HTML.
    pub(super) fn html_file(&self) -> Option<String> {
        let path = self.decoded()?;
        let path = path.trim_start_matches('/');
        match last_segment(path).rsplit_once('.') {
            _ if path.ends_with('/') => Some(format!("{path}index.html")),
            None => Some(format!("{path}/index.html")),
            Some((_, "html" | "htm")) => Some(path.to_owned()),
            Some(_) => None,
        }
    }
}

/// What stands after the last slash but one at the end.
pub(super) fn last_segment(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

impl Redirect {
    /// Whether only capitals tell the old address from the one that it leads to.
    pub(super) fn differs_in_capitals(&self) -> bool {
        let small = self.from.decoded().map(|path| path.to_lowercase());
        small.is_some_and(|path| path.trim_end_matches('/') == self.to.trim_end_matches('/'))
    }
}

impl Redirects {
    /// All that `library` knows of: the old addresses that the content names, and the addresses that WordPress
    /// gives to feeds and to first pages. `feeds` says whether there are feeds to lead to.
    ///
    /// What clashes has been found when the content was checked, but for later pages of an archive: while
    /// there is one, nothing leads on from its address.
    pub(super) fn new(library: &Library, feeds: bool) -> Self {
        let mut found = BTreeMap::new();
        let named = library.old_addresses().map(|(from, to)| (from.to_owned(), to.to_string()));
        let first_pages = library.categories().iter().map(|category| {
            let to = Route::archive(category.slug.clone()).to_string();
            (Route::first_page_by_number(&category.slug), to)
        });
        let feeds = library.feeds().filter(|_| feeds).flat_map(|feed| {
            let to = format!("/{}", feed.atom_file());
            feed.old_addresses().map(move |from| (from, to.clone()))
        });
        for (from, to) in named.chain(first_pages).chain(feeds) {
            let from = OldAddress::parse(&from);
            let page = from.decoded().and_then(|path| path.parse().ok());
            if page.is_some_and(|page| library.has(&page)) {
                continue;
            }
            for form in from.forms() {
                found.insert(form, to.clone());
            }
        }
        Self(found.into_iter().map(|(from, to)| Redirect { from, to }).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Redirect> {
        self.0.iter()
    }

    /// The pages for hosts without rules of their own, with the path that each leads to.
    pub(super) fn pages(&self) -> BTreeMap<String, &str> {
        let page = |redirect: &'_ Redirect| redirect.from.html_file();
        self.0.iter().filter_map(|redirect| Some((page(redirect)?, redirect.to.as_str()))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_address_is_a_path_or_a_number() {
        assert_eq!(OldAddress::parse("/2019/a/"), OldAddress::Path("/2019/a/".to_owned()));
        let number = OldAddress::Number { key: "p".to_owned(), number: "12".to_owned() };
        assert_eq!(OldAddress::parse("/?p=12"), number);
    }

    #[test]
    fn an_old_address_leads_on_with_and_without_the_slash_at_its_end() {
        let forms = |address: &str| {
            let forms = OldAddress::parse(address).forms();
            forms.iter().filter_map(OldAddress::decoded).collect::<Vec<_>>()
        };
        for written in ["/2019/a", "/2019/a/"] {
            assert_eq!(forms(written), ["/2019/a", "/2019/a/"]);
        }
        assert_eq!(forms("/brew.html"), ["/brew.html"]);
        assert_eq!(forms("/v1.0/"), ["/v1.0", "/v1.0/"]);
        assert_eq!(OldAddress::parse("/?p=12").forms(), [OldAddress::parse("/?p=12")]);
    }

    #[test]
    fn hosts_without_rules_find_a_page_where_there_can_be_one() {
        let file = |address: &str| OldAddress::parse(address).html_file();
        assert_eq!(file("/2019/a/").as_deref(), Some("2019/a/index.html"));
        assert_eq!(file("/2019/a").as_deref(), Some("2019/a/index.html"));
        assert_eq!(file("/Brew.html").as_deref(), Some("Brew.html"));
        assert_eq!(file("/caf%C3%A9/").as_deref(), Some("café/index.html"));
        assert_eq!(file("/index.php"), None);
        assert_eq!(file("/?p=12"), None);
    }
}
