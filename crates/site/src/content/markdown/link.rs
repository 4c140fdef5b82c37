use model::{Inline, Target, plain_text};
use pulldown_cmark::LinkType;

use super::{Reader, target::target};
use crate::content::{
    document::{Located, Mention},
    problem::LinkProblem,
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
        if link_type == LinkType::Autolink {
            self.add(start, LinkProblem::BareAddress);
            self.events.close();
            return;
        }
        let content = self.inside(start, Self::inlines);
        match link_type {
            LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                self.unresolved(link_type, label, content, start, inlines);
            }
            LinkType::Email => {
                inlines.extend(self.link_to(&format!("mailto:{address}"), content, start));
            }
            _ if address == "abbr:" => inlines.extend(self.abbreviation(title, content, start)),
            _ => {
                if !title.is_empty() {
                    self.add(start, LinkProblem::Title);
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
            self.add(start, LinkProblem::Undefined { label: label.to_owned() });
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
            self.add(start, LinkProblem::WithoutWords);
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
            Target::Outside(_) | Target::Phone(_) | Target::Text(_) | Target::Email(_) => None,
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
                self.add(start, LinkProblem::Abbreviation);
                None
            }
        }
    }

    fn language(&self, tag: &str, content: Vec<Inline>, start: usize) -> Option<Inline> {
        if !is_language_tag(tag) {
            self.add(start, LinkProblem::LanguageTag { tag: tag.to_owned() });
            return None;
        }
        if plain_text(&content).trim().is_empty() {
            self.add(start, LinkProblem::WithoutWords);
            return None;
        }
        Some(Inline::Language { tag: tag.to_owned(), content })
    }
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
    fn language_tags_have_their_form() {
        for good in ["fr", "de-CH", "zh-Hant-TW", "gsw"] {
            assert!(is_language_tag(good), "{good}");
        }
        for bad in ["", "f", "french", "FR", "de_CH", "de-", "d1"] {
            assert!(!is_language_tag(bad), "{bad}");
        }
    }
}
