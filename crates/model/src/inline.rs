use serde::{Deserialize, Serialize};

use crate::{Email, Phone, Route, Slug, TextMessage, WebAddress};

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Strong importance (`<strong>`).
    Strong(Vec<Inline>),
    /// Stress (`<em>`).
    Emphasis(Vec<Inline>),
    /// Something typed or printed to the letter (`<code>`).
    Code(String),
    /// A short form, and what it stands for.
    Abbreviation {
        /// `KAP`
        short: String,
        /// `ketamine-assisted psychotherapy`
        long: String,
    },
    /// Words of another language, so that a screen reader says them right.
    Language {
        /// A BCP 47 tag, such as `fr`.
        tag: String,
        /// The words.
        content: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it goes.
        target: Target,
        /// What it says.
        content: Vec<Inline>,
    },
    /// The number of a source at the end of a claim.
    Citation(Citation),
    /// The mark of a footnote: its number, from 1.
    Footnote(u16),
    /// A word of the glossary, at its first use.
    Term {
        /// The term.
        slug: Slug,
        /// What the text says.
        words: String,
        /// What it means.
        meaning: String,
    },
    /// A line break inside a paragraph.
    Break,
}

/// One place where the text cites a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source's number in the list of references, from 1.
    pub number: u16,
    /// How often the source has been cited up to here, from 1; makes the place linkable.
    pub occurrence: u16,
}

impl Citation {
    /// The id of the place in the text.
    pub fn id(self) -> String {
        format!("cite-{}-{}", self.number, self.occurrence)
    }

    /// The id of the source in the list of references.
    pub fn reference_id(self) -> String {
        format!("ref-{}", self.number)
    }
}

/// Where a link goes. There is no variant for an address that has not been checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Another page of this site.
    Inside {
        /// The page.
        route: Route,
        /// The id of the heading on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fragment: Option<String>,
    },
    /// A heading on the same page.
    Here(String),
    /// Another site.
    Outside(WebAddress),
    /// A phone number.
    Phone(Phone),
    /// A text message.
    Text(TextMessage),
    /// An e-mail address.
    Email(Email),
}

/// The words of `inlines` without any mark-up: for titles, descriptions, ids and counting.
pub fn plain_text(inlines: &[Inline]) -> String {
    fn push(inlines: &[Inline], text: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(words) | Inline::Code(words) | Inline::Term { words, .. } => {
                    text.push_str(words);
                }
                Inline::Strong(content)
                | Inline::Emphasis(content)
                | Inline::Language { content, .. }
                | Inline::Link { content, .. } => push(content, text),
                Inline::Abbreviation { short, .. } => text.push_str(short),
                Inline::Break => text.push(' '),
                Inline::Citation(_) | Inline::Footnote(_) => {}
            }
        }
    }
    let mut text = String::new();
    push(inlines, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_keeps_the_words_and_drops_the_marks() {
        let inlines = [
            Inline::Text("Ask ".to_owned()),
            Inline::Strong(vec![Inline::Text("your GP".to_owned())]),
            Inline::Text(".".to_owned()),
            Inline::Citation(Citation { number: 1, occurrence: 1 }),
            Inline::Break,
            Inline::Abbreviation { short: "KAP".to_owned(), long: "long".to_owned() },
        ];
        assert_eq!(plain_text(&inlines), "Ask your GP. KAP");
    }
}
