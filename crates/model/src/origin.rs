use std::{fmt, str::FromStr};

use crate::{BasePath, Route, WebAddress};

/// The scheme and host at which the site stands on the web, such as `https://clinic.example`: the part
/// of an address before the path, without a slash at its end (RFC 6454).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// Why a text is not an [`Origin`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not the address of a host; write https:// and the host's name and nothing after it, such as `https://clinic.example`"
)]
pub struct OriginError(String);

impl Origin {
    /// The origin of a whole address such as `https://a.example/clinic/`; `None` for a path.
    pub fn of(address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let host = rest.split('/').next().unwrap_or_default();
        format!("{scheme}://{host}").parse().ok()
    }

    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        let bare = text.strip_suffix('/').unwrap_or(&text).to_owned();
        let host = bare.split_once("://").map_or("", |(_, host)| host);
        if WebAddress::try_from(bare.clone()).is_err() || host.contains(['/', '?', '#']) {
            return Err(OriginError(text));
        }
        Ok(Self(bare))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the site stands on the web: its host, and the folder on that host. Whole addresses, for those
/// who read a page elsewhere: search engines, feed readers, previews of links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress {
    origin: Origin,
    base: BasePath,
}

impl SiteAddress {
    /// The site in the folder `base` of the host at `origin`.
    pub fn new(origin: Origin, base: BasePath) -> Self {
        Self { origin, base }
    }

    /// The host, whatever folder of it the site is in.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The address of a page.
    pub fn page(&self, route: &Route) -> String {
        self.on_host(&self.base.href(route))
    }

    /// The address of a file of the built site, such as `feed.xml`.
    pub fn file(&self, file: &str) -> String {
        self.on_host(&self.base.file(file))
    }

    /// The address of a picture's file.
    pub fn picture(&self, file: &str) -> String {
        self.on_host(&self.base.picture(file))
    }

    fn on_host(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for good in ["https://clinic.example", "https://clinic.example/", "http://127.0.0.1:8080"] {
            assert_eq!(good.parse::<Origin>().unwrap().as_str(), good.trim_end_matches('/'));
        }
        for bad in ["", "/", "clinic.example", "https://", "https://a.example/b", "ftp://a.example"]
        {
            assert!(bad.parse::<Origin>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_whole_address_has_an_origin_and_a_path_has_none() {
        let origin = |address: &str| Origin::of(address).map(|origin| origin.to_string());
        assert_eq!(origin("https://a.example/clinic/").as_deref(), Some("https://a.example"));
        assert_eq!(origin("https://a.example").as_deref(), Some("https://a.example"));
        assert_eq!(origin("/clinic/"), None);
    }

    #[test]
    fn whole_addresses_hold_the_folder_on_the_host() {
        let origin = "https://a.example".parse().unwrap();
        let address = SiteAddress::new(origin, BasePath::from_public_url("/clinic/"));
        assert_eq!(address.page(&Route::Home), "https://a.example/clinic/");
        assert_eq!(address.file("feed.xml"), "https://a.example/clinic/feed.xml");
        assert_eq!(address.picture("a.svg"), "https://a.example/clinic/pictures/a.svg");
    }
}
