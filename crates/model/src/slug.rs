use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The part of an address that names one article, category or page, such as `understanding-addiction`.
///
/// Lower-case ASCII letters, digits and single hyphens between them, so that it means the same in
/// an address, in a file name and on a disk that does not tell upper from lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is not a [`Slug`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a slug; use lower-case letters a-z, digits and single hyphens, such as `low-mood`"
)]
pub struct SlugError(String);

impl Slug {
    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, SlugError> {
        let word = |word: &str| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if text.split('-').all(word) { Ok(Self(text)) } else { Err(SlugError(text)) }
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_words_joined_by_single_hyphens() {
        for good in ["a", "ketamine", "r-107", "what-we-know"] {
            assert_eq!(good.parse::<Slug>().unwrap().as_str(), good);
        }
    }

    #[test]
    fn refuses_all_else() {
        for bad in ["", "-", "a-", "-a", "a--b", "A", "é", "a b", "a/b", "..", "a.b"] {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?}");
        }
    }
}
