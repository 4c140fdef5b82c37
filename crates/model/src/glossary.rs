use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{ArticleLink, ArticleText, Block, Inline, Slug};

/// The words that articles explain, each explained once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glossary {
    /// The title of its page.
    pub title: String,
    /// What the page is, in one sentence.
    pub summary: String,
    /// The terms, in the order of the alphabet.
    pub terms: Vec<Term>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its name in the address.
    pub slug: Slug,
    /// The word.
    pub term: String,
    /// Other forms of it that the text may have, such as a plural.
    pub forms: Vec<String>,
    /// What it means, in a sentence or two.
    pub meaning: String,
}

/// The page that lists all terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryPage {
    /// Its title.
    pub title: String,
    /// What it is, in one sentence.
    pub summary: String,
    /// The terms, in the order of the alphabet.
    pub entries: Vec<GlossaryEntry>,
}

/// A term on the page that lists all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryEntry {
    /// Its name in the address.
    pub slug: Slug,
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
    /// The articles that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<ArticleLink>,
}

impl Glossary {
    /// Has the first use of each term in an article carry its meaning, and returns the terms used.
    ///
    /// Not in headings, which are names of places; not in links, which lead elsewhere already; not
    /// in care cards, where nothing may delay the reader.
    pub(crate) fn explain(&self, text: &mut ArticleText) -> BTreeSet<Slug> {
        let mut explained = Explained { glossary: self, used: BTreeSet::new() };
        for point in &mut text.key_points {
            explained.inlines(point);
        }
        explained.blocks(&mut text.body);
        explained.used
    }
}

struct Explained<'a> {
    glossary: &'a Glossary,
    used: BTreeSet<Slug>,
}

impl Explained<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) | Block::Plain(content) => self.inlines(content),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Quote(content)
                | Block::Details { content, .. }
                | Block::Callout { content, .. } => self.blocks(content),
                Block::Table(table) => {
                    for cell in table.rows.iter_mut().flatten() {
                        self.inlines(&mut cell.content);
                    }
                }
                Block::Definitions(definitions) => {
                    for meaning in definitions.iter_mut().flat_map(|d| &mut d.meanings) {
                        self.blocks(meaning);
                    }
                }
                Block::Heading(_)
                | Block::Figure(_)
                | Block::CareCard { .. }
                | Block::Preformatted(_)
                | Block::Divider => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut explained = Vec::with_capacity(inlines.len());
        for inline in inlines.drain(..) {
            match inline {
                Inline::Text(words) => self.words(words, &mut explained),
                Inline::Strong(mut content) => {
                    self.inlines(&mut content);
                    explained.push(Inline::Strong(content));
                }
                Inline::Emphasis(mut content) => {
                    self.inlines(&mut content);
                    explained.push(Inline::Emphasis(content));
                }
                other => explained.push(other),
            }
        }
        *inlines = explained;
    }

    fn words(&mut self, mut words: String, explained: &mut Vec<Inline>) {
        // The first of all terms in the text, and of those that begin there the longest.
        while let Some((start, end, term)) = self.first(&words) {
            let after = words.split_off(end);
            let used = words.split_off(start);
            if !words.is_empty() {
                explained.push(Inline::Text(words));
            }
            let meaning = term.meaning.clone();
            self.used.insert(term.slug.clone());
            explained.push(Inline::Term { slug: term.slug, words: used, meaning });
            words = after;
        }
        if !words.is_empty() {
            explained.push(Inline::Text(words));
        }
    }

    fn first(&self, words: &str) -> Option<(usize, usize, Term)> {
        let unused = self.glossary.terms.iter().filter(|term| !self.used.contains(&term.slug));
        let found = unused.filter_map(|term| {
            let forms = [&term.term].into_iter().chain(&term.forms);
            let (start, end) = forms.filter_map(|form| find_word(words, form)).min()?;
            Some((start, end, term))
        });
        found
            .min_by_key(|(start, end, _)| (*start, usize::MAX - end))
            .map(|(start, end, term)| (start, end, term.clone()))
    }
}

/// Where `form` stands in `text` as a word of its own. Capitals count only in forms that have them
/// within: `KAP`, not `Placebo` at the beginning of a sentence.
fn find_word(text: &str, form: &str) -> Option<(usize, usize)> {
    let exact = form.chars().skip(1).any(char::is_uppercase);
    let same = |part: &str| if exact { part == form } else { part.eq_ignore_ascii_case(form) };
    let in_word = |letter: char| letter.is_alphanumeric() || letter == '-';
    text.char_indices().map(|(start, _)| start).find_map(|start| {
        let end = start + form.len();
        let part = text.get(start..end)?;
        let before = text[..start].chars().next_back().is_none_or(|letter| !in_word(letter));
        let after = text[end..].chars().next().is_none_or(|letter| !in_word(letter));
        (same(part) && before && after).then_some((start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        let term = |term: &str, forms: &[&str]| Term {
            slug: term.to_lowercase().replace(' ', "-").parse().unwrap(),
            term: term.to_owned(),
            forms: forms.iter().map(|&form| form.to_owned()).collect(),
            meaning: format!("What {term} means."),
        };
        Glossary {
            title: String::new(),
            summary: String::new(),
            terms: vec![term("KAP", &[]), term("placebo", &["dummy medicine"]), term("trial", &[])],
        }
    }

    fn explained(text: &str) -> String {
        let mut article = ArticleText {
            body: vec![Block::Paragraph(vec![Inline::Text(text.to_owned())])],
            ..ArticleText::default()
        };
        glossary().explain(&mut article);
        let [Block::Paragraph(inlines)] = &article.body[..] else { panic!() };
        let write = |inline: &Inline| match inline {
            Inline::Text(words) => words.clone(),
            Inline::Term { words, .. } => format!("[{words}]"),
            other => panic!("{other:?}"),
        };
        inlines.iter().map(write).collect()
    }

    #[test]
    fn the_first_use_of_each_term_carries_its_meaning() {
        assert_eq!(
            explained("A placebo, and KAP. A Placebo, and KAP."),
            "A [placebo], and [KAP]. A Placebo, and KAP."
        );
        assert_eq!(explained("Placebo first"), "[Placebo] first");
        assert_eq!(explained("a dummy medicine or placebo"), "a [dummy medicine] or placebo");
    }

    #[test]
    fn only_whole_words_are_terms() {
        assert_eq!(
            explained("Trials, pre-trial, kap, placebos."),
            "Trials, pre-trial, kap, placebos."
        );
        assert_eq!(explained("(KAP)é trial"), "([KAP])é [trial]");
    }

    #[test]
    fn headings_links_and_care_cards_stay_as_they_are() {
        let words = || vec![Inline::Text("placebo".to_owned())];
        let target = crate::Target::Here("a".to_owned());
        let mut article = ArticleText {
            body: vec![
                Block::Heading(crate::Heading {
                    level: crate::HeadingLevel::H2,
                    id: "a".to_owned(),
                    content: words(),
                }),
                Block::Paragraph(vec![Inline::Link { target, content: words() }]),
                Block::CareCard {
                    urgency: crate::Urgency::Emergency,
                    level: crate::HeadingLevel::H3,
                    heading: words(),
                    content: vec![Block::Paragraph(words())],
                },
            ],
            ..ArticleText::default()
        };
        let before = article.clone();
        assert!(glossary().explain(&mut article).is_empty());
        assert_eq!(article, before);
    }
}
