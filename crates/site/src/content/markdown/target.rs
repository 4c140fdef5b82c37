use model::{Email, Phone, PhoneError, Target, TextMessage, WebAddress};

use crate::content::problem::LinkProblem;

/// Where an address leads.
pub(super) fn target(address: &str) -> Result<Target, LinkProblem> {
    if address.is_empty() || address == "#" {
        return Err(LinkProblem::WithoutAddress);
    }
    if let Some(id) = address.strip_prefix('#') {
        return Ok(Target::Here(id.to_owned()));
    }
    if address.starts_with('/') && !address.starts_with("//") {
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.to_owned())),
            None => (address, None),
        };
        let route = path.parse().map_err(|error| LinkProblem::NotAnAddress { error })?;
        return Ok(Target::Inside { route, fragment: fragment.filter(|id| !id.is_empty()) });
    }
    let (scheme, rest) =
        scheme(address).ok_or_else(|| LinkProblem::Relative { address: address.to_owned() })?;
    match scheme {
        "https" | "http" => WebAddress::try_from(address.to_owned())
            .map(Target::Outside)
            .map_err(|error| LinkProblem::NotAWebAddress { error }),
        "tel" => Phone::try_from(rest.to_owned())
            .map(Target::Phone)
            .map_err(|error| LinkProblem::NotAPhoneNumber { error }),
        "sms" => text_message(rest)
            .map(Target::Text)
            .map_err(|error| LinkProblem::NotAPhoneNumber { error }),
        "mailto" => Email::try_from(rest.to_owned())
            .map(Target::Email)
            .map_err(|error| LinkProblem::NotAnEmailAddress { error }),
        _ => Err(LinkProblem::SchemeRefused { scheme: scheme.to_owned() }),
    }
}

/// Whether a link may have this address.
pub(crate) fn is_link_target(address: &str) -> bool {
    target(address).is_ok()
}

/// `85258?body=SHOUT`: a number, and the word to send where one is needed (RFC 5724).
fn text_message(address: &str) -> Result<TextMessage, PhoneError> {
    let (number, word) = match address.split_once("?body=") {
        Some((number, word)) => (number, Some(word.replace("%20", " "))),
        None => (address, None),
    };
    Ok(TextMessage { word, to: Phone::try_from(number.to_owned())? })
}

/// The scheme of an address and what follows it; `None` where it has none (RFC 3986, 3.1).
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    letters.then_some((scheme, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_somewhere_safe_or_nowhere() {
        for good in [
            "/",
            "/articles/a/#b",
            "/articles/a",
            "#b",
            "https://a.example/b#c",
            "http://a.example",
            "tel:116 123",
            "sms:85258",
            "sms:85258?body=SHOUT",
            "mailto:a@b.example",
        ] {
            assert!(target(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "#",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,a",
            "vbscript:a",
            "file:///etc",
            "ftp://a.example",
            "//a.example",
            "a",
            "a.md",
            "../a/",
            "www.a.example",
            "a@b.example",
            "/articles/a/?b",
            "/pictures/a.png",
            "/articles/A/",
            "https://a",
            "https:a.example",
            "tel:+44",
            "sms:",
            "sms:?body=SHOUT",
            "sms:85258?subject=a",
            "mailto:a",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
        ] {
            assert!(target(bad).is_err(), "{bad:?}");
        }
    }
}
