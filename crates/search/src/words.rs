//! A file with the letters of words, to find the one that was meant.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    bytes::{Corrupt, Decoder, Encoder},
    dictionary::Dictionary,
    spelling::Spelling,
};

/// The words that begin with some letters, each with the number of documents that have it.
#[derive(Debug)]
pub(crate) struct Words {
    words: Dictionary,
}

impl Words {
    /// `words` are in order.
    pub(crate) fn write(words: &[(&str, usize)]) -> Vec<u8> {
        let mut file = Encoder::default();
        Dictionary::write(words, &mut file);
        file.finish()
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        Ok(Self { words: Dictionary::read(&mut Decoder::open(bytes)?)? })
    }

    /// Adds the words that are meant, each with the number of documents that have it.
    pub(crate) fn find(&self, spelling: &Spelling<'_>, found: &mut Vec<(String, usize)>) {
        for (word, documents) in self.words.spelt_as(spelling) {
            if found.iter().all(|(known, _)| known != word) {
                found.push((word.to_owned(), documents));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_misspelt_word_stands_for() {
        let file = Words::write(&[("ketamine", 9), ("ketones", 1)]);
        let words = Words::read(&file).unwrap();
        let mut found = Vec::new();
        words.find(&Spelling::of("ketmine"), &mut found);
        words.find(&Spelling::of("ketmine"), &mut found);
        assert_eq!(found, [("ketamine".to_owned(), 9)]);
        assert!(Words::read(&file[1..]).is_err());
    }
}
