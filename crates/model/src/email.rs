use std::fmt;

use serde::{Deserialize, Serialize};

/// An e-mail address, such as `jo@samaritans.org`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an [`Email`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an e-mail address; write it as name@host, such as `jo@samaritans.org`")]
pub struct EmailError(String);

impl Email {
    /// The address that writes a message: `mailto:jo@samaritans.org`.
    pub fn mailto(&self) -> String {
        format!("mailto:{}", self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;

    /// Stricter than RFC 5321: what a clinic prints has no quotes and no comments.
    fn try_from(text: String) -> Result<Self, EmailError> {
        let part = |part: &str, extra: &[u8]| {
            part.split('.').all(|word| {
                !word.is_empty()
                    && word
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || extra.contains(&b))
            })
        };
        let valid = text
            .split_once('@')
            .is_some_and(|(name, host)| part(name, b"_+") && part(host, b"") && host.contains('.'));
        if valid { Ok(Self(text)) } else { Err(EmailError(text)) }
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_plain_addresses_and_refuses_the_rest() {
        assert_eq!(
            Email::try_from("jo@samaritans.org".to_owned()).unwrap().mailto(),
            "mailto:jo@samaritans.org"
        );
        for bad in
            ["", "jo", "jo@", "@a.b", "jo@a", "a b@c.d", "a@b.c?subject=x", "a@b@c.d", "a..b@c.d"]
        {
            assert!(Email::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }
}
