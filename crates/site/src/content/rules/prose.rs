use std::{cell::OnceCell, iter, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text (UAX #29), without what has no words.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut all = text.unicode_sentences();
    // Asked how many are left, unicode-segmentation 1.13 panics once there are none.
    iter::from_fn(move || all.next()).map(str::trim).filter(|sentence| count_words(sentence) > 0)
}

/// The sentences of a text, by what stands in them. They are looked for once, and not before somebody
/// asks: most texts break no rule, and in others each of a million words may.
#[derive(Debug)]
pub(super) struct Sentences<'a> {
    text: &'a str,
    starts: OnceCell<Vec<usize>>,
}

impl<'a> Sentences<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, starts: OnceCell::new() }
    }

    /// Where the sentence that the byte `offset` stands in begins and ends.
    pub(super) fn range_at(&self, offset: usize) -> Range<usize> {
        let starts = self.starts.get_or_init(|| {
            self.text.split_sentence_bound_indices().map(|(start, _)| start).collect()
        });
        let next = starts.partition_point(|start| *start <= offset);
        let start = next.checked_sub(1).map_or(0, |at| starts[at]);
        start..starts.get(next).copied().unwrap_or(self.text.len())
    }

    /// That sentence.
    pub(super) fn at(&self, offset: usize) -> &'a str {
        self.text[self.range_at(offset)].trim()
    }
}

/// How many words a reader counts: what stands between spaces.
pub(super) fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A word (UAX #29): `ketamine-assisted` is two, `don't` and `2.5` are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it is written.
    pub(super) text: &'a str,
    /// In small letters, with straight apostrophes.
    pub(super) lower: String,
    /// The byte at which it begins.
    pub(super) start: usize,
}

impl Word<'_> {
    /// The byte behind it.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is a number, in digits or as a word up to twelve.
    pub(super) fn is_number(&self) -> bool {
        const WORDS: [&str; 12] = [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ];
        self.is_figure() || WORDS.contains(&self.lower.as_str())
    }

    /// Whether it is a number in digits.
    pub(super) fn is_figure(&self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
            && self.text.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte))
    }

    /// Whether it is the number of a year of our time.
    pub(super) fn is_year(&self) -> bool {
        self.text.len() == 4
            && self.text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let word = |(start, text): (usize, _)| Word { text, lower: lower(text), start };
    text.unicode_word_indices().map(word).collect()
}

fn lower(text: &str) -> String {
    // Nearly all words are, and need one copy instead of two.
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase().replace('’', "'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_stop_inside_a_number_or_name_ends_no_sentence() {
        let text = "It took 1.5 hours (e.g. on oxfordhealth.nhs.uk). Was it late?  No!";
        let found: Vec<_> = sentences(text).collect();
        assert_eq!(
            found,
            ["It took 1.5 hours (e.g. on oxfordhealth.nhs.uk).", "Was it late?", "No!"]
        );
        let sentences = Sentences::of(text);
        for (word, sentence) in [("hours", found[0]), ("Was", found[1]), ("late", found[1])] {
            assert_eq!(sentences.at(text.find(word).unwrap()), sentence);
        }
        assert_eq!(sentences.at(text.len()), "No!");
        assert_eq!(Sentences::of("").at(0), "");
    }

    #[test]
    fn an_empty_text_has_no_sentences() {
        assert_eq!(sentences("").count(), 0);
    }

    #[test]
    fn a_dash_is_no_word() {
        assert_eq!(count_words("One – two, ketamine-assisted & 3"), 4);
    }

    #[test]
    fn words_know_what_they_are() {
        let words = words("Don’t give 12,000 or two A&E in 2019");
        let lower: Vec<_> = words.iter().map(|word| word.lower.as_str()).collect();
        assert_eq!(lower, ["don't", "give", "12,000", "or", "two", "a", "e", "in", "2019"]);
        let numbers: Vec<_> = words.iter().filter(|word| word.is_number()).collect();
        assert_eq!(numbers.len(), 3);
        assert!(numbers[2].is_year() && !numbers[0].is_year());
    }
}
