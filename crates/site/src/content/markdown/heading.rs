use std::collections::{BTreeSet, HashMap};

use model::{Heading, HeadingLevel, Slug, plain_text};
use pulldown_cmark::CowStr;

use super::Reader;
use crate::content::{passage::PassageKind, problem::TextProblem};

/// The headings read so far.
#[derive(Debug, Default)]
pub(super) struct Headings {
    ids: BTreeSet<String>,
    /// The number to try next behind an id that several headings would have.
    next: HashMap<String, u32>,
    level: Option<HeadingLevel>,
}

impl Headings {
    /// The level of what stands below the heading that was read last.
    pub(super) fn level_below(&self) -> HeadingLevel {
        self.level.map_or(HeadingLevel::H2, HeadingLevel::deeper)
    }

    /// The ids of all headings.
    pub(super) fn into_ids(self) -> BTreeSet<String> {
        self.ids
    }

    fn take(&mut self, id: String) -> String {
        self.ids.insert(id.clone());
        id
    }

    /// An id made of the heading's words.
    fn make_id(&mut self, words: &str) -> String {
        let mut base = slug_of(words);
        if is_reserved(&base) {
            base.insert_str(0, "section-");
        }
        let mut id = base.clone();
        while self.ids.contains(&id) {
            let next = self.next.entry(base.clone()).or_insert(2);
            id = format!("{base}-{next}");
            *next += 1;
        }
        self.take(id)
    }
}

impl Reader<'_> {
    /// Reads a heading that begins at `start`. `plain` says that nothing but an id stands in the
    /// braces behind it.
    pub(super) fn heading(
        &mut self,
        level: pulldown_cmark::HeadingLevel,
        id: Option<CowStr<'_>>,
        plain: bool,
        start: usize,
    ) -> Option<Heading> {
        let nested = self.depth > 0;
        let content = self.inside(start, Self::inlines);
        self.keep(start, PassageKind::Heading, &content);
        let words = plain_text(&content);
        let level = level_of(level);
        let problem = match level {
            _ if nested => Some(TextProblem::HeadingInside),
            None => Some(TextProblem::TitleInBody),
            _ if words.trim().is_empty() => Some(TextProblem::EmptyHeading),
            _ => None,
        };
        if let Some(problem) = problem {
            self.add(start, problem);
            return None;
        }
        let level = level?;
        if !plain {
            self.add(start, TextProblem::HeadingAttributes);
        }
        self.check_level(level, start);
        self.headings.level = Some(level);
        let id = match id {
            Some(id) => self.own_id(&id, start)?,
            None => self.headings.make_id(&words),
        };
        Some(Heading { level, id, content })
    }

    fn check_level(&self, level: HeadingLevel, start: usize) {
        let expected = self.headings.level_below();
        if level > expected {
            let marks = |level: HeadingLevel| "#".repeat(usize::from(level.number()));
            let problem = TextProblem::SkippedLevel {
                found: marks(level),
                above: self.headings.level.map(marks).unwrap_or_default(),
                expected: marks(expected),
            };
            self.add(start, problem);
        }
    }

    /// The id that the author gave to the heading.
    fn own_id(&mut self, id: &str, start: usize) -> Option<String> {
        let problem = match id.parse::<Slug>() {
            Err(error) => TextProblem::HeadingIdNotSlug { error },
            Ok(_) if is_reserved(id) => TextProblem::HeadingIdReserved { id: id.to_owned() },
            Ok(_) if self.headings.ids.contains(id) => {
                TextProblem::HeadingIdTwice { id: id.to_owned() }
            }
            Ok(_) => return Some(self.headings.take(id.to_owned())),
        };
        self.add(start, problem);
        None
    }
}

fn level_of(level: pulldown_cmark::HeadingLevel) -> Option<HeadingLevel> {
    match level {
        pulldown_cmark::HeadingLevel::H1 => None,
        pulldown_cmark::HeadingLevel::H2 => Some(HeadingLevel::H2),
        pulldown_cmark::HeadingLevel::H3 => Some(HeadingLevel::H3),
        pulldown_cmark::HeadingLevel::H4 => Some(HeadingLevel::H4),
        pulldown_cmark::HeadingLevel::H5 => Some(HeadingLevel::H5),
        pulldown_cmark::HeadingLevel::H6 => Some(HeadingLevel::H6),
    }
}

/// Whether the app gives the id to an element of its own.
pub(crate) fn is_reserved(id: &str) -> bool {
    const IDS: [&str; 22] = [
        "a-to-z",
        "announcer",
        "app",
        "categories",
        "changes",
        "contact",
        "contents",
        "directions",
        "key-points",
        "latest",
        "main",
        "notes",
        "notice",
        "q",
        "related",
        "search-failed",
        "search-rest",
        "search-results",
        "search-title",
        "sources",
        "suggestions",
        "topics",
    ];
    const NUMBERED: [&str; 6] = ["cite-", "help-", "note-", "note-mark-", "ref-", "table-"];
    let numbers = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    id.starts_with("glossary-")
        || IDS.contains(&id)
        || NUMBERED.iter().any(|prefix| id.strip_prefix(prefix).is_some_and(numbers))
}

/// The words in the letters of an address: `What's new?` becomes `whats-new`.
pub(crate) fn slug_of(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for character in words.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !matches!(character, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_of_words_and_never_twice() {
        let mut headings = Headings::default();
        for (words, id) in [
            ("What’s new?", "whats-new"),
            ("What's new", "whats-new-2"),
            ("  2 or 3 cups – a day ", "2-or-3-cups-a-day"),
            ("茶", "section"),
            ("Ω", "section-2"),
            ("Table 1", "section-table-1"),
            ("Table 1", "section-table-1-2"),
            ("Main", "section-main"),
        ] {
            assert_eq!(headings.make_id(words), id);
        }
    }
}
