use std::{collections::HashMap, fmt::Write};

use model::{Route, WebAddress};
use percent_encoding::percent_decode_str;

use crate::content;

/// Where links of the old site lead on this one.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// `https://old.example/blog`
    site: String,
    host: String,
    paths: HashMap<String, Route>,
    /// Posts, pages and attachments by their numbers.
    numbers: HashMap<u64, Route>,
}

/// What a link's address becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Linked {
    /// An address as Markdown has it.
    To(String),
    /// A page of this site; the place on it is not known.
    TopOf { address: String, fragment: String },
    /// Something on the old site that is not imported.
    OldFile(String),
    /// Nothing that may be linked to.
    Nowhere,
}

impl Links {
    pub(super) fn new(site: &str) -> Self {
        let host = host(site);
        Self { site: site.to_owned(), host, ..Self::default() }
    }

    /// An address of the old site, whole or as a path, leads to `route`.
    pub(super) fn add(&mut self, address: &str, route: &Route) {
        let path = path_of(&self.absolute(address));
        if !path.is_empty() {
            self.paths.entry(path).or_insert_with(|| route.clone());
        }
    }

    /// `/?p=12` and the like lead to `route`.
    pub(super) fn add_number(&mut self, number: u64, route: &Route) {
        self.numbers.insert(number, route.clone());
    }

    /// An address with its host.
    pub(super) fn absolute(&self, address: &str) -> String {
        let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
        if let Some(rest) = address.strip_prefix("//") {
            return format!("https://{rest}");
        }
        if has_scheme(&address) {
            return address;
        }
        if address.starts_with('/') {
            let origin = self.site.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
            return format!("{origin}{address}");
        }
        format!("{}/{}", self.site, address.trim_start_matches("./"))
    }

    /// What a link to `address` becomes.
    pub(super) fn target(&self, address: &str) -> Linked {
        let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
        if address.is_empty() || address == "#" {
            return Linked::Nowhere;
        }
        if address.starts_with('#') {
            return Linked::To(address);
        }
        let lower = address.to_ascii_lowercase();
        if let Some(scheme) =
            ["mailto:", "tel:", "sms:"].into_iter().find(|scheme| lower.starts_with(scheme))
        {
            let rest =
                percent_decode_str(&address[scheme.len()..]).decode_utf8_lossy().into_owned();
            let rest = rest.split('?').next().unwrap_or_default();
            let target = format!("{scheme}{rest}");
            return if content::is_link_target(&target) {
                Linked::To(target)
            } else {
                Linked::Nowhere
            };
        }
        let whole = self.absolute(&address);
        let is_web = lower_prefix(&whole, "https://") || lower_prefix(&whole, "http://");
        let Some(web) = is_web.then(|| web_address(&whole)).flatten() else {
            return Linked::Nowhere;
        };
        if !same_host(&host(&whole), &self.host) {
            return Linked::To(web);
        }
        let (before, fragment) = web.split_once('#').unwrap_or((&web, ""));
        match self.inside(before) {
            Some(route) if fragment.is_empty() => Linked::To(route.to_string()),
            Some(route) => {
                Linked::TopOf { address: route.to_string(), fragment: fragment.to_owned() }
            }
            None => Linked::OldFile(web),
        }
    }

    fn inside(&self, address: &str) -> Option<Route> {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let number = query.split('&').find_map(|part| {
            let (name, value) = part.split_once('=')?;
            matches!(name, "p" | "page_id" | "attachment_id").then(|| value.parse::<u64>().ok())?
        });
        if let Some(number) = number {
            return self.numbers.get(&number).cloned();
        }
        let path = path_of(address);
        if path.is_empty() || path == path_of(&self.site) {
            return Some(Route::Home);
        }
        self.paths.get(&path).cloned()
    }
}

/// The path of an address in one form: decoded, in small letters, without slashes at its ends.
fn path_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.splitn(4, '/').nth(3).unwrap_or_default();
    let path = percent_decode_str(path).decode_utf8_lossy().to_lowercase();
    path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
}

pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase()
}

pub(super) fn same_host(one: &str, other: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    bare(one) == bare(other)
}

fn lower_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
}

/// Whether an address begins with a scheme (RFC 3986, 3.1).
fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    })
}

/// An address on the web in the form that the site takes; `None` where it is none.
pub(super) fn web_address(address: &str) -> Option<String> {
    let mut encoded = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '"' | '\'' | '<' | '>' | '`' | '\\' | '|' | '{' | '}' => {
                let _ = write!(encoded, "%{:02X}", u32::from(character));
            }
            character if character.is_whitespace() => encoded.push_str("%20"),
            character if character.is_control() => {}
            character => encoded.push(character),
        }
    }
    let scheme = encoded.find("://")?;
    let encoded = encoded[..scheme].to_ascii_lowercase() + &encoded[scheme..];
    WebAddress::try_from(encoded).ok().map(String::from)
}

/// An address of the old site as `old_addresses` takes it, a path or `/?p=12`; `None` for the root and
/// for what hosts have no rules for.
pub(super) fn old_path(address: &str) -> Option<String> {
    let rest = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest.find(['/', '?']).map_or("/", |at| &rest[at..]));
    let rest = rest.split('#').next()?;
    if let Some((path, query)) = rest.split_once('?') {
        let short = format!("/?{query}");
        let is_root = path.trim_matches('/').is_empty();
        return (is_root && content::is_old_address(&short)).then_some(short);
    }
    let path = rest;
    let mut out = String::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if matches!(part, "." | "..") {
            return None;
        }
        out.push('/');
        for byte in part.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~%+".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    // Longer than any browser sends.
    if out.is_empty() || out.len() > 2_000 {
        return None;
    }
    let is_file = out.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if !is_file {
        out.push('/');
    }
    content::is_old_address(&out).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let mut links = Links::new("https://old.example/blog");
        let route = Route::Article("low-mood".parse().unwrap());
        links.add("https://old.example/blog/2013/01/Low-Mood/", &route);
        links.add_number(12, &route);
        links
    }

    #[test]
    fn links_inside_the_old_site_lead_to_the_new_pages() {
        let links = links();
        let new = Linked::To("/articles/low-mood/".into());
        for address in [
            "https://old.example/blog/2013/01/low-mood/",
            "http://www.old.example/blog/2013/01/low-mood",
            "//old.example/blog/2013/01/low%2Dmood/?share=x",
            "/blog/2013/01/low-mood/",
            "2013/01/low-mood/",
            "https://old.example/?p=12",
        ] {
            assert_eq!(links.target(address), new, "{address}");
        }
        assert_eq!(links.target("https://old.example/blog/"), Linked::To("/".into()));
        assert!(matches!(links.target("/blog/2013/01/low-mood/#a"), Linked::TopOf { .. }));
        assert!(matches!(links.target("/blog/a.pdf"), Linked::OldFile(_)));
    }

    #[test]
    fn links_lead_somewhere_safe_or_nowhere() {
        let links = links();
        for (address, to) in [
            ("https://a.example/b c", "https://a.example/b%20c"),
            ("HTTPS://a.example/\"x", "https://a.example/%22x"),
            ("mailto:a@b.example?subject=c", "mailto:a@b.example"),
            ("tel:01493%20253060", "tel:01493 253060"),
            ("#a", "#a"),
        ] {
            assert_eq!(links.target(address), Linked::To(to.into()), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            " JAVASCRIPT:a",
            "data:text/html,a",
            "vbscript:a",
            "file:///etc/passwd",
            "ftp://a.example",
            "",
            "#",
            "http://localhost/a",
            "https://",
            "mailto:",
            "tel:x",
            "https://user@a.example/",
        ] {
            assert_eq!(links.target(address), Linked::Nowhere, "{address}");
        }
    }

    #[test]
    fn old_paths_are_written_as_hosts_take_them() {
        for (address, path) in [
            ("https://old.example/2013/01/a/", Some("/2013/01/a/")),
            ("https://old.example//greek/%ce%b5/é", Some("/greek/%ce%b5/%C3%A9/")),
            ("https://old.example/a.html", Some("/a.html")),
            ("https://old.example/?p=1", Some("/?p=1")),
            ("https://old.example?page_id=2", Some("/?page_id=2")),
            ("https://old.example/?attachment_id=3", Some("/?attachment_id=3")),
            ("https://old.example/blog/?p=1", None),
            ("https://old.example/%2e%2e/a/", None),
            ("https://old.example/a*/", None),
            ("https://old.example", None),
            ("/../a", None),
        ] {
            assert_eq!(old_path(address).as_deref(), path, "{address}");
        }
    }
}
