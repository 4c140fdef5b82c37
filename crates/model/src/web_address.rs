use std::fmt;

use serde::{Deserialize, Serialize};

/// An address on another site: `https://…` or, where that site has nothing better, `http://…`.
///
/// No other scheme can be held, so no link can run code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

/// Why a text is not a [`WebAddress`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a web address; it begins with https:// and a host name, and has no spaces or quotes"
)]
pub struct WebAddressError(String);

impl WebAddress {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host's name, such as `www.nhs.uk`.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
    }
}

impl TryFrom<String> for WebAddress {
    type Error = WebAddressError;

    fn try_from(text: String) -> Result<Self, WebAddressError> {
        let scheme = text.starts_with("https://") || text.starts_with("http://");
        let clean = text.chars().all(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\')
        });
        let address = Self(text);
        let host = address.host();
        let named = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if scheme && clean && named { Ok(address) } else { Err(WebAddressError(address.0)) }
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_addresses_on_the_web() {
        for good in [
            "https://www.nhs.uk",
            "http://a.example/b?c=d#e",
            "https://doi.org/10.1016/S2215-0366(17)30272-9",
        ] {
            assert_eq!(WebAddress::try_from(good.to_owned()).unwrap().as_str(), good);
        }
    }

    #[test]
    fn refuses_what_could_run_or_go_nowhere() {
        for bad in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt://a.b/%0aalert(1)",
            "data:text/html,x",
            "//nhs.uk",
            "https://",
            "https://nhs",
            "https://user@nhs.uk",
            "https://nhs.uk/a b",
            "https://nhs.uk/\"onclick",
            "ftp://nhs.uk",
        ] {
            assert!(WebAddress::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn names_its_host() {
        assert_eq!(
            WebAddress::try_from("https://www.nhs.uk/a/b".to_owned()).unwrap().host(),
            "www.nhs.uk"
        );
    }
}
