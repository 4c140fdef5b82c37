//! Small files that programs look for at fixed places.

use model::{Date, SecurityContact, SiteAddress};

use super::sitemap;

/// What crawlers may look at (RFC 9309): all, and where the list of it is.
pub(super) const ROBOTS: &str = "robots.txt";

/// Whom to tell of a hole in the site (RFC 9116).
pub(super) const SECURITY: &str = ".well-known/security.txt";

pub(super) fn robots(address: Option<&SiteAddress>) -> String {
    let sitemap = address.map(|address| format!("\nSitemap: {}\n", address.file(sitemap::FILE)));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// The file, where it would still hold on the day `today`.
pub(super) fn security(
    contact: &SecurityContact,
    address: Option<&SiteAddress>,
    language: &str,
    today: Date,
) -> Option<String> {
    let SecurityContact { contact, expires } = contact;
    // Programs look for it at the root of the host alone, also where the site is in a folder.
    let canonical = address.map(|address| format!("Canonical: {}/{SECURITY}\n", address.origin()));
    (*expires > today).then(|| {
        format!(
            "Contact: {contact}\nExpires: {}T00:00:00Z\nPreferred-Languages: {}\n{}",
            expires.iso(),
            language.split('-').next().unwrap_or(language),
            canonical.unwrap_or_default()
        )
    })
}

#[cfg(test)]
mod tests {
    use model::BasePath;

    use super::*;

    fn address() -> SiteAddress {
        in_folder("/")
    }

    fn in_folder(folder: &str) -> SiteAddress {
        SiteAddress::new("https://a.example".parse().unwrap(), BasePath::from_public_url(folder))
    }

    #[test]
    fn crawlers_are_told_of_the_sitemap_where_there_is_one() {
        assert_eq!(robots(None), "User-agent: *\nAllow: /\n");
        let text = robots(Some(&address()));
        assert_eq!(text, "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml\n");
    }

    #[test]
    fn a_contact_holds_until_its_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let contact = SecurityContact {
            contact: "mailto:web@a.example".to_owned(),
            expires: day("2026-12-01"),
        };
        let text = security(&contact, Some(&address()), "en-GB", day("2026-11-30")).unwrap();
        assert_eq!(
            text,
            "Contact: mailto:web@a.example\nExpires: 2026-12-01T00:00:00Z\nPreferred-Languages: en\n\
             Canonical: https://a.example/.well-known/security.txt\n"
        );
        let other = security(&contact, Some(&in_folder("/sub/")), "en-GB", day("2026-11-30"));
        assert_eq!(other, Some(text));
        assert_eq!(security(&contact, None, "en-GB", day("2026-12-01")), None);
    }
}
