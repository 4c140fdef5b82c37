//! A file with the letters of words, to find the one that was meant.

use fst::{IntoStreamer, Map, Streamer};

use crate::{
    bytes::{Corrupt, Decoder, Encoder},
    spelling::Spelling,
};

/// The words that begin with some letters, each with the number of documents that have it.
#[derive(Debug)]
pub(crate) struct Words {
    words: Map<Vec<u8>>,
}

impl Words {
    pub(crate) fn write(words: &[(&str, u64)]) -> Result<Vec<u8>, fst::Error> {
        let words = Map::from_iter(words.iter().copied())?;
        let mut file = Encoder::default();
        file.bytes(words.as_fst().as_bytes());
        Ok(file.finish())
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        let words = Decoder::open(bytes)?.bytes()?.to_vec();
        Ok(Self { words: Map::new(words).map_err(|_| Corrupt::Damaged)? })
    }

    /// Adds the words that a misspelt one may stand for.
    pub(crate) fn find(&self, spelling: Spelling<'_>, found: &mut Vec<(String, u64)>) {
        let mut words = self.words.search(spelling).into_stream();
        while let Some((word, documents)) = words.next() {
            if let Ok(word) = str::from_utf8(word)
                && found.iter().all(|(known, _)| known != word)
            {
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
        let file = Words::write(&[("ketamine", 9), ("ketones", 1)]).unwrap();
        let words = Words::read(&file).unwrap();
        let mut found = Vec::new();
        words.find(Spelling::of("ketmine"), &mut found);
        words.find(Spelling::of("ketmine"), &mut found);
        assert_eq!(found, [("ketamine".to_owned(), 9)]);
        assert!(Words::read(&file[1..]).is_err());
    }
}
