//! What the words of a query stand for in the index.

use alloc::{string::String, vec, vec::Vec};

use super::{
    Engine, Halt, Missing,
    lookup::{ALSO_BEGINNING, BEGINNING, Match, letters},
};
use crate::{
    core::Core,
    excerpt::Marks,
    file::File,
    fold::{self, folded_words, part, rest},
    query::Asked,
    shard::Group,
};

/// The words of a query, as far as the index has them.
pub(super) struct Terms {
    pub(super) found: Vec<Term>,
    /// The words that no document has.
    pub(super) unknown: Vec<String>,
    /// The words that were taken for others, with those.
    corrections: Vec<(String, String)>,
    /// The beginning of a word that is not finished.
    open: Option<String>,
}

/// A word of a query, or a few that have a meaning together.
pub(super) struct Term {
    /// What it may stand for, each with how much that counts.
    pub(super) matches: Vec<(Match, f32)>,
}

impl Terms {
    pub(super) fn find(engine: &Engine, core: &Core, asked: &Asked) -> Result<Self, Halt> {
        let mut words = asked.words.clone();
        let mut corrections = Vec::new();
        loop {
            let mut terms = Self::of(engine, core, &words, asked.is_open)?;
            if !corrections.is_empty() {
                terms.corrections = corrections;
                return Ok(terms);
            }
            if terms.corrections.is_empty() {
                return Ok(terms);
            }
            // With the words that were meant, there may be some that have a meaning together.
            let mut named = false;
            let meant = |word: &String| {
                let known = terms.corrections.iter().find(|(written, _)| written == word);
                // Two, where a space was missing.
                folded_words(known.map_or(word, |(_, meant)| meant))
            };
            words = words.iter().flat_map(meant).collect();
            for start in 0..words.len() {
                named |= engine.name(core, &words[start..], asked.is_open)?.is_some();
            }
            if !named {
                return Ok(terms);
            }
            corrections = terms.corrections;
        }
    }

    fn of(engine: &Engine, core: &Core, words: &[String], is_open: bool) -> Result<Self, Halt> {
        let mut missing = Missing::default();
        let open = words.len().checked_sub(1).filter(|_| is_open);
        for (place, word) in words.iter().enumerate() {
            let mut files: Vec<File> = core.shard_of(word).into_iter().collect();
            if open == Some(place) {
                files.extend(core.shard_of(&letters(word)));
            }
            for file in files {
                if engine.shard(file).is_none() {
                    missing.add(file);
                }
            }
        }
        missing.check()?;

        let mut terms =
            Self { found: Vec::new(), unknown: Vec::new(), corrections: Vec::new(), open: None };
        let mut missing = Missing::default();
        let mut left = words;
        while let Some((word, others)) = left.split_first() {
            if let Some((length, term)) = engine.name(core, left, is_open)? {
                terms.found.push(term);
                left = left.get(length..).unwrap_or_default();
                continue;
            }
            left = others;
            let is_open = is_open && others.is_empty();
            let mut matches = engine.exact(core, word)?;
            if is_open {
                let counts = if matches.is_empty() { BEGINNING } else { ALSO_BEGINNING };
                let beginnings = engine.beginnings(core, word, counts, &mut missing)?;
                if !beginnings.is_empty() {
                    terms.open = Some(word.clone());
                }
                matches.extend(beginnings);
            }
            if let (true, Some(next)) = (matches.is_empty(), left.first()) {
                // "breast feeding", of which the texts have "breastfeeding".
                matches = engine.word(core, &[word.as_str(), next].concat(), &mut missing)?;
                if !matches.is_empty() {
                    left = &left[1..];
                }
            }
            if matches.is_empty() && missing.0.is_empty() {
                matches =
                    engine.misspelt(core, word, is_open, &mut terms.corrections, &mut missing)?;
            }
            if matches.is_empty() && missing.0.is_empty() {
                matches = engine.shortened(core, word, &mut terms.corrections, &mut missing)?;
            }
            if matches.is_empty() && missing.0.is_empty() {
                let apart = engine.apart(core, word, &mut terms.corrections, &mut missing)?;
                if !apart.is_empty() {
                    terms
                        .found
                        .extend(apart.into_iter().map(|found| Term { matches: vec![found] }));
                    continue;
                }
            }
            if matches.is_empty() {
                terms.unknown.push(word.clone());
            } else {
                terms.found.push(Term { matches });
            }
        }
        missing.check()?;
        Ok(terms)
    }

    /// How many words there are, found or not.
    #[expect(clippy::cast_precision_loss, reason = "words are few")]
    pub(super) fn number(&self) -> f32 {
        (self.found.len() + self.unknown.len()) as f32
    }

    /// What is marked where a document is shown.
    pub(super) fn marks(&self) -> Marks {
        let mut marks = Marks::default();
        for (_, group) in self.found.iter().flat_map(Term::groups) {
            for forms in &group.words {
                marks.add(forms);
            }
        }
        if let Some(open) = &self.open {
            marks.add_beginning(open);
        }
        marks
    }

    /// The query with the words that were meant, where others were written.
    pub(super) fn corrected(&self, text: &str) -> Option<String> {
        if self.corrections.is_empty() {
            return None;
        }
        let mut corrected = String::new();
        let mut end = 0;
        for word in fold::words(text) {
            let meant = self.corrections.iter().find(|(written, _)| *written == word.folded);
            if let Some((_, meant)) = meant {
                corrected.push_str(part(text, end, word.start));
                corrected.push_str(meant);
                end = word.end;
            }
        }
        corrected.push_str(rest(text, end));
        Some(corrected)
    }
}

impl Term {
    /// The square root of how much it says.
    pub(super) fn part(&self) -> f32 {
        let most = self.matches.iter().map(|(_, factor)| *factor).fold(0.0, f32::max);
        let surest = self.matches.iter().filter(|(_, factor)| *factor >= most);
        surest.map(|(found, _)| f32::from(found.group.weight)).fold(255.0, f32::min)
    }

    /// What it stands for, with the shard that knows more of it.
    pub(super) fn groups(&self) -> impl Iterator<Item = (File, &Group)> {
        self.matches.iter().map(|(found, _)| (found.shard, &found.group))
    }
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;

    use crate::{Card, Document, Index, Kind, Material, Query, Synonym};

    /// A few titles, of which one is known by another name.
    fn index() -> Index {
        let titles =
            ["Report a side effect", "Yellow flowers on a card", "Pregnancy and breastfeeding"];
        let document = |title: &&str| {
            Document::of(Card {
                kind: Kind::Article,
                title: (*title).to_owned(),
                plain_title: None,
                path: "/".to_owned(),
            })
        };
        Index::build(Material {
            documents: titles.iter().map(document).collect(),
            synonyms: vec![Synonym {
                says: "yellow card".to_owned(),
                means: vec!["report".to_owned()],
            }],
            ..Material::default()
        })
    }

    /// The titles that a query finds among them.
    fn found(text: &str) -> Vec<String> {
        let query = Query { text: text.to_owned(), page_size: 10, ..Query::default() };
        let answer = index().answer(&query).unwrap();
        answer.hits.into_iter().map(|hit| hit.card.title).collect()
    }

    #[test]
    fn a_name_is_known_unfinished_and_misspelt() {
        for text in ["yellow card", "yellow car", "yelow card"] {
            assert_eq!(found(text)[0], "Report a side effect", "{text}");
        }
        // Two letters may become anything.
        assert_eq!(found("yellow ca")[0], "Yellow flowers on a card");
    }

    #[test]
    fn two_words_may_be_written_as_one() {
        for text in ["yellowflowers", "pregnancybreastfeeding"] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
        let index = index();
        let query = Query { text: "yellowflowers".to_owned(), page_size: 10, ..Query::default() };
        let answer = index.answer(&query).unwrap();
        assert_eq!(answer.corrected.as_deref(), Some("yellow flowers"));
        // As a name, which they have together.
        assert_eq!(found("yellowcard")[0], "Report a side effect");
    }

    #[test]
    fn a_word_has_forms_that_share_more_than_its_beginning() {
        // `sid` is no form of `sides`, and three letters are not enough to be sure.
        assert_eq!(found("cards").len(), 1);
        assert_eq!(found("caries"), [""; 0]);
    }

    #[test]
    fn a_word_may_be_written_as_two() {
        for text in ["breast feeding", "breast feeding pregnancy"] {
            assert_eq!(
                found(text).first().map_or("", String::as_str),
                "Pregnancy and breastfeeding",
                "{text}"
            );
        }
    }
}
