//! What was asked.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use crate::{
    fold::{folded_words, parted},
    stop_words::{is_asking, is_common, telling},
};

/// A search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The slug of a category, where only its documents are wanted.
    pub category: Option<String>,
    /// The page of results, from 1.
    pub page: usize,
    /// How many results a page has.
    pub page_size: usize,
}

/// The longest query that is read, in characters: longer than any question, and quick to answer.
const LONGEST: usize = 200;
/// The most words of it that are looked for.
const MOST_WORDS: usize = 16;

/// The words of a query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// All words.
    pub(crate) all: Vec<String>,
    /// The words that are looked for.
    pub(crate) words: Vec<String>,
    /// Whether the last of them may not be finished.
    pub(crate) is_open: bool,
    /// Words that have to follow each other: they were in quotation marks.
    pub(crate) phrases: Vec<Vec<String>>,
}

impl Query {
    /// The text as far as it is read.
    pub fn read(&self) -> &str {
        parted(&self.text, LONGEST).0
    }
}

impl Asked {
    pub(crate) fn parse(text: &str) -> Self {
        let mut asked = Self::default();
        let mut all = Vec::new();
        let parts: Vec<&str> = text.split(['"', '“', '”', '„']).collect();
        for (place, part) in parts.iter().enumerate() {
            let found = folded_words(part);
            // The parts between quotation marks are every second one; a mark that is never closed
            // closes at the end.
            if place % 2 == 1 && found.len() > 1 {
                asked.phrases.push(found.clone());
            }
            all.extend(found);
        }
        let ends_in_word =
            text.chars().next_back().is_some_and(|last| folded_words(&last.to_string()).len() == 1);
        let last_is_telling = all.last().is_some_and(|last| !is_common(last));
        asked.words = telling(all.clone());
        let is_whole = asked.words.len() <= MOST_WORDS;
        asked.words.truncate(MOST_WORDS);
        asked.is_open = ends_in_word && last_is_telling && is_whole && parts.len() % 2 == 1;
        asked.all = all;
        asked
    }
}

impl Asked {
    /// Whether any of its words is one of those that a title is looked through for.
    pub(crate) fn is_question(&self) -> bool {
        self.all.iter().any(|word| is_asking(word))
    }

    /// The part of all words that are those of a question which a title has too, from 0 to 1: three of five
    /// in “who should not have ketamine”.
    #[expect(clippy::cast_precision_loss, reason = "words are few")]
    pub(crate) fn part_in(&self, title: &str) -> f32 {
        let title = folded_words(title);
        let has = |word: &&String| is_asking(word) && title.contains(word);
        self.all.iter().filter(has).count() as f32 / self.all.len().max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_left_out_of_questions() {
        let asked = Asked::parse("What does ketamine feel like?");
        assert_eq!(asked.words, ["ketamine", "feel"]);
        assert!(!asked.is_open);
        assert_eq!(Asked::parse("what is it").words, ["what", "is", "it"]);
    }

    #[test]
    fn the_end_of_a_long_question_counts_too() {
        let text = "i have been feeling really low for a long time and i want to know if i can have ketamine";
        assert_eq!(Asked::parse(text).words.last().map(String::as_str), Some("ketamine"));
    }

    #[test]
    fn the_last_word_is_open_until_something_follows() {
        assert!(Asked::parse("ketamine and the bra").is_open);
        assert!(!Asked::parse("brain ").is_open);
        assert!(!Asked::parse("brain for").is_open);
        assert!(!Asked::parse("\"the brain\"").is_open);
        assert!(!Asked::parse("").is_open);
    }

    #[test]
    fn titles_that_say_more_of_a_question_are_known() {
        let asked = Asked::parse("who should not have ketamine");
        let part = asked.part_in("Ketamine safety: side effects, and who should not have it");
        assert!((part - 0.6).abs() < 0.01, "{part}");
        assert!(asked.part_in("How ketamine may work") < 0.01);
        assert!(Asked::parse("").part_in("Ketamine") < 0.01);
        assert!(asked.is_question() && !Asked::parse("ketamine bladder").is_question());
    }

    #[test]
    fn quotation_marks_make_phrases() {
        let asked = Asked::parse("“Yellow Card” \"nasal spray\" NHS");
        assert_eq!(asked.phrases, [["yellow", "card"], ["nasal", "spray"]]);
        assert_eq!(asked.words, ["yellow", "card", "nasal", "spray", "nhs"]);
        assert_eq!(Asked::parse("\"one two").phrases, [["one", "two"]]);
        assert_eq!(Asked::parse("\"one\" \"\"").phrases, [[""; 0]; 0]);
    }

    #[test]
    fn no_query_is_too_long() {
        let query = Query { text: "ä ".repeat(10_000), ..Query::default() };
        assert_eq!(query.read().chars().count(), LONGEST);
        assert_eq!(Asked::parse(query.read()).words.len(), MOST_WORDS);
    }
}
