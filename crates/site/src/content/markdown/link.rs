use model::{Email, Inline, Phone, Target, WebAddress, plain_text};
use pulldown_cmark::LinkType;

use super::Reader;
use crate::content::{
    document::{Located, Mention},
    problem::TextProblem,
};

impl Reader<'_> {
    /// Reads what the parser takes for a link: a link, a citation, an abbreviation or words of
    /// another language.
    pub(super) fn link(
        &mut self,
        link_type: LinkType,
        address: &str,
        title: &str,
        label: &str,
        start: usize,
        inlines: &mut Vec<Inline>,
    ) {
        let content = self.inside(start, Self::inlines);
        match link_type {
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                self.unresolved(link_type, label, content, start, inlines);
            }
            LinkType::Email => {
                inlines.extend(self.link_to(&format!("mailto:{address}"), content, start));
            }
            LinkType::Autolink => self.add(start, TextProblem::BareAddress),
            _ if address == "abbr:" => inlines.extend(self.abbreviation(title, content, start)),
            _ => {
                if !title.is_empty() {
                    self.add(start, TextProblem::LinkTitle);
                }
                match address.strip_prefix("lang:") {
                    Some(tag) => inlines.extend(self.language(tag, content, start)),
                    None => inlines.extend(self.link_to(address, content, start)),
                }
            }
        }
    }

    /// A label that has no address: a citation, or a mistake.
    fn unresolved(
        &mut self,
        link_type: LinkType,
        label: &str,
        content: Vec<Inline>,
        start: usize,
        inlines: &mut Vec<Inline>,
    ) {
        if !label.starts_with('@') {
            self.add(start, TextProblem::UndefinedLink { label: label.to_owned() });
            return;
        }
        if link_type == LinkType::ReferenceUnknown {
            // `[@one][@another]` and `[words][@id]`
            let words = plain_text(&content);
            if words.starts_with('@') {
                self.citations(&words, start, inlines);
            } else {
                inlines.extend(content);
            }
        }
        self.citations(label, start, inlines);
    }

    fn link_to(&mut self, address: &str, content: Vec<Inline>, start: usize) -> Option<Inline> {
        if plain_text(&content).trim().is_empty() {
            self.add(start, TextProblem::LinkWithoutWords);
        }
        let target = match target(address) {
            Ok(target) => target,
            Err(problem) => {
                self.add(start, problem);
                return None;
            }
        };
        let mention = match &target {
            Target::Inside { route, fragment } => {
                Some(Mention::Link { route: route.clone(), fragment: fragment.clone() })
            }
            Target::Here(id) => Some(Mention::Here(id.clone())),
            Target::Outside(_) | Target::Phone(_) | Target::Email(_) => None,
        };
        let line = self.events.line(start);
        self.mentions.extend(mention.map(|value| Located { line, value }));
        Some(Inline::Link { target, content })
    }

    fn abbreviation(&self, title: &str, content: Vec<Inline>, start: usize) -> Option<Inline> {
        let long = title.trim();
        match <[Inline; 1]>::try_from(content) {
            Ok([Inline::Text(short)]) if !short.trim().is_empty() && !long.is_empty() => {
                Some(Inline::Abbreviation { short, long: long.to_owned() })
            }
            _ => {
                self.add(start, TextProblem::Abbreviation);
                None
            }
        }
    }

    fn language(&self, tag: &str, content: Vec<Inline>, start: usize) -> Option<Inline> {
        if !is_language_tag(tag) {
            self.add(start, TextProblem::LanguageTag { tag: tag.to_owned() });
            return None;
        }
        if plain_text(&content).trim().is_empty() {
            self.add(start, TextProblem::LinkWithoutWords);
            return None;
        }
        Some(Inline::Language { tag: tag.to_owned(), content })
    }
}

/// Where an address leads.
fn target(address: &str) -> Result<Target, TextProblem> {
    if address.is_empty() || address == "#" {
        return Err(TextProblem::LinkWithoutAddress);
    }
    if let Some(id) = address.strip_prefix('#') {
        return Ok(Target::Here(id.to_owned()));
    }
    if address.starts_with('/') && !address.starts_with("//") {
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.to_owned())),
            None => (address, None),
        };
        let route = path.parse().map_err(|error| TextProblem::NotAnAddress { error })?;
        return Ok(Target::Inside { route, fragment: fragment.filter(|id| !id.is_empty()) });
    }
    let (scheme, rest) =
        scheme(address).ok_or_else(|| TextProblem::RelativeLink { address: address.to_owned() })?;
    match scheme {
        "https" | "http" => WebAddress::try_from(address.to_owned())
            .map(Target::Outside)
            .map_err(|error| TextProblem::NotAWebAddress { error }),
        "tel" => Phone::try_from(rest.to_owned())
            .map(Target::Phone)
            .map_err(|error| TextProblem::NotAPhoneNumber { error }),
        "mailto" => Email::try_from(rest.to_owned())
            .map(Target::Email)
            .map_err(|error| TextProblem::NotAnEmailAddress { error }),
        _ => Err(TextProblem::SchemeRefused { scheme: scheme.to_owned() }),
    }
}

/// The scheme of an address and what follows it; `None` where it has none (RFC 3986, 3.1).
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    letters.then_some((scheme, rest))
}

/// Whether the text has the form of a BCP 47 tag: `fr`, `zh-Hant`, `de-CH`.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
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
            "mailto:a",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
        ] {
            assert!(target(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn language_tags_have_their_form() {
        for good in ["fr", "de-CH", "zh-Hant-TW", "gsw"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "f", "french", "FR", "de_CH", "de-", "d1"] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
