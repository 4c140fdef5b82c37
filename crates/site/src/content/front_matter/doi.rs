use std::fmt::Write;

use model::{Source, WebAddress};
use serde_json::{Value, json};
use toml::de::DeValue;

use super::value::{FieldValue, Unfit};

/// A digital object identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doi(pub(crate) Source);

impl FieldValue for Doi {
    const EXPECTED: &'static str = String::EXPECTED;
    const EXAMPLE: &'static str = "\"10.1192/bjp.2023.79\"";

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^10\\..+/" })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let doi = value.as_str().ok_or(Unfit::Type)?;
        let unfit = || {
            Unfit::Reason(format!(
                "`{doi}` is not a DOI; write it from the `10.` on, without an address before it, such as `10.1192/bjp.2023.79`"
            ))
        };
        let valid = doi.starts_with("10.")
            && doi.contains('/')
            && !doi.contains(|c: char| c.is_whitespace() || c.is_control());
        let address =
            valid.then(|| WebAddress::try_from(format!("https://doi.org/{}", encoded(doi))));
        match address {
            Some(Ok(address)) => Ok(Self(Source::Doi { doi: doi.to_owned(), address })),
            _ => Err(unfit()),
        }
    }
}

/// The DOI as the path of an address: older ones have characters in them that end a path, or that
/// no address can have, such as `<`.
fn encoded(doi: &str) -> String {
    let mut path = String::with_capacity(doi.len());
    for byte in doi.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/()[]:;,!$&*+=@".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Doi, Unfit> {
        Doi::read(&DeValue::String(text.into()))
    }

    #[test]
    fn a_doi_of_the_nineties_makes_an_address() {
        let Doi(source) = read("10.1002/(SICI)1<1::AID-A>3.0.CO;2-2").unwrap();
        let Source::Doi { address, .. } = source else { panic!("{source:?}") };
        assert_eq!(address.as_str(), "https://doi.org/10.1002/(SICI)1%3C1::AID-A%3E3.0.CO;2-2");
        for bad in ["", "10.1", "https://doi.org/10.1/a", "doi:10.1/a", "10.1/a b"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
