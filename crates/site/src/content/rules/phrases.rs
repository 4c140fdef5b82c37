use std::{collections::HashMap, ops::Range};

use super::prose::{Word, words};

/// Phrases to look for in a text, whole words and in any case.
#[derive(Debug)]
pub(super) struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    index: usize,
}

impl Phrases {
    /// The phrases; matches are told by their place in the list.
    pub(super) fn new<'a>(phrases: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (index, phrase) in phrases.into_iter().enumerate() {
            let words: Vec<_> = words(phrase).into_iter().map(|word| word.lower).collect();
            if let Some(first) = words.first() {
                by_first.entry(first.clone()).or_default().push(Phrase { words, index });
            }
        }
        // Of two phrases that begin alike, the longer says more.
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self { by_first }
    }

    /// Where the phrases stand among `words`, and which they are; none inside another.
    pub(super) fn find(&self, words: &[Word<'_>]) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let phrase = self.by_first.get(&word.lower).into_iter().flatten().find(|phrase| {
                words
                    .get(at..at + phrase.words.len())
                    .is_some_and(|here| here.iter().map(|word| &word.lower).eq(&phrase.words))
            });
            match phrase {
                Some(phrase) => {
                    found.push((at..at + phrase.words.len(), phrase.index));
                    at += phrase.words.len();
                }
                None => at += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_the_longest_phrase_of_them() {
        let phrases = Phrases::new(["drug", "drug addict", "A&E"]);
        let text = words("A drug-addict, drugs, DRUG at A&E");
        assert_eq!(phrases.find(&text), [(1..3, 1), (4..5, 0), (6..8, 2)]);
    }
}
