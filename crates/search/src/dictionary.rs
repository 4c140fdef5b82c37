//! Sorted words, each with a number: a shard's keys, and the words that a misspelt one may stand for.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use crate::{
    bytes::{Corrupt, Decoder, Encoder},
    spelling::Spelling,
};

/// Words in order, each with a number. In a file each word is what it shares with the one before and
/// the letters after that.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    word: String,
    number: usize,
    /// The bytes that the word shares with the one before.
    shared: usize,
}

impl Dictionary {
    /// Writes words that are in order, each with its number.
    pub(crate) fn write<'a>(entries: &[(&'a str, usize)], file: &mut Encoder) {
        let mut before = "";
        file.list(entries, |file, &(word, number): &(&'a str, usize)| {
            let shared = shared(before, word);
            before = word;
            file.number(shared);
            file.text(&word[shared..]);
            file.number(number);
        });
    }

    pub(crate) fn read(file: &mut Decoder<'_>) -> Result<Self, Corrupt> {
        let mut before = String::new();
        let entries = file.list(|file| {
            let shared = file.number()?;
            // What is not there, or half of a letter, is shared by no two words.
            let mut word = before.get(..shared).ok_or(Corrupt::Damaged)?.to_owned();
            word.push_str(file.text()?);
            before.clone_from(&word);
            Ok(Entry { word, number: file.number()?, shared })
        })?;
        Ok(Self { entries })
    }

    /// The number of a word.
    pub(crate) fn find(&self, word: &str) -> Option<usize> {
        let entry = self.entries.get(self.first_from(word))?;
        (entry.word == word).then_some(entry.number)
    }

    /// The words with a beginning, in order.
    pub(crate) fn beginning<'a>(
        &'a self,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a str, usize)> {
        let entries = self.entries.get(self.first_from(beginning)..).unwrap_or_default();
        let entries = entries.iter().take_while(move |entry| entry.word.starts_with(beginning));
        entries.map(|entry| (entry.word.as_str(), entry.number))
    }

    /// The words that are written for another by mistake, in order.
    pub(crate) fn spelt_as<'a>(
        &'a self,
        spelling: &'a Spelling<'_>,
    ) -> impl Iterator<Item = (&'a str, usize)> {
        // A row for each letter of the word before: what two words share is compared once, and what
        // begins as nothing that is meant is passed over.
        let mut rows = vec![spelling.start()];
        let is_meant = move |entry: &&Entry| {
            rows.truncate(entry.shared + 1);
            for &letter in entry.word.as_bytes().get(rows.len() - 1..).unwrap_or_default() {
                // Never empty: the first row stays.
                let Some(row) = rows.last() else { return false };
                if !spelling.can_match(row) {
                    return false;
                }
                let row = spelling.accept(row, letter);
                rows.push(row);
            }
            rows.last().is_some_and(|row| spelling.is_match(row))
        };
        let meant = self.entries.iter().filter(is_meant);
        meant.map(|entry| (entry.word.as_str(), entry.number))
    }

    /// The place of the first word that does not come before another.
    fn first_from(&self, word: &str) -> usize {
        self.entries.partition_point(|entry| entry.word.as_str() < word)
    }
}

/// The bytes at their beginning that two words share, whole letters alone.
pub(crate) fn shared(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(letter, _)| letter.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 8] =
        ["anxiety", "anxious", "café", "cafés", "keta", "ketamine", "ketone", "therapy"];

    fn dictionary() -> Dictionary {
        let words: Vec<_> =
            WORDS.iter().enumerate().map(|(number, &word)| (word, number)).collect();
        let mut file = Encoder::default();
        Dictionary::write(&words, &mut file);
        let file = file.into_bytes();
        Dictionary::read(&mut Decoder::new(&file)).unwrap()
    }

    fn spelt_as(spelling: &Spelling<'_>) -> Vec<String> {
        dictionary().spelt_as(spelling).map(|(word, _)| word.to_owned()).collect()
    }

    #[test]
    fn each_word_has_its_number() {
        let dictionary = dictionary();
        for (number, word) in WORDS.iter().enumerate() {
            assert_eq!(dictionary.find(word), Some(number), "{word}");
        }
        for word in ["", "a", "ket", "ketamines", "zoo"] {
            assert_eq!(dictionary.find(word), None, "{word}");
        }
    }

    #[test]
    fn words_with_a_beginning_follow_each_other() {
        let dictionary = dictionary();
        let found = |beginning| dictionary.beginning(beginning).map(|(_, number)| number);
        assert_eq!(found("ket").collect::<Vec<_>>(), [4, 5, 6]);
        assert_eq!(found("caf").collect::<Vec<_>>(), [2, 3]);
        assert_eq!(found("").count(), WORDS.len());
        assert_eq!(found("zoo").count(), 0);
    }

    #[test]
    fn misspelt_words_are_found_as_if_each_were_compared() {
        for typed in ["anxeity", "ketamin", "ketmine", "cafe", "terapy", "kettone", "zzzzzzz", "k"]
        {
            for spelling in [Spelling::of(typed), Spelling::of(typed).beginning()] {
                let meant = WORDS.into_iter().filter(|word| spelling.is_met_by(word));
                assert_eq!(spelt_as(&spelling), meant.collect::<Vec<_>>(), "{typed}");
            }
        }
        assert_eq!(spelt_as(&Spelling::of("anxeity")), ["anxiety"]);
    }

    #[test]
    fn what_no_two_words_can_share_is_not_read() {
        let mut file = Encoder::default();
        file.number(2);
        for (shared, letters) in [(0, "é"), (1, "a")] {
            file.number(shared);
            file.text(letters);
            file.number(0);
        }
        let file = file.into_bytes();
        assert_eq!(Dictionary::read(&mut Decoder::new(&file)).unwrap_err(), Corrupt::Damaged);
    }
}
