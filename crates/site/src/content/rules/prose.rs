use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text (UAX #29), without what has no words.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_sentences().map(str::trim).filter(|sentence| count_words(sentence) > 0)
}

/// The sentence of `text` that the byte `offset` stands in.
pub(super) fn sentence_at(text: &str, offset: usize) -> &str {
    bounds_at(text, offset).1.trim()
}

/// Where that sentence begins.
pub(super) fn sentence_start(text: &str, offset: usize) -> usize {
    bounds_at(text, offset).0
}

fn bounds_at(text: &str, offset: usize) -> (usize, &str) {
    let holds =
        |(start, sentence): &(usize, &str)| (*start..start + sentence.len()).contains(&offset);
    text.split_sentence_bound_indices().find(holds).unwrap_or((0, text))
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
        assert_eq!(sentence_at(text, text.find("late").unwrap()), "Was it late?");
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
