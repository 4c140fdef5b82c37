//! What the forms of a word have in common: `addicted`, `addiction` and `addictive` are `addict`.

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded word.
pub(super) fn stem(word: &str) -> String {
    // The stemmer knows English letters; a word in another script has no English ending.
    if !word.is_ascii() {
        return word.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for word in ["addict", "addicts", "addicted", "addiction", "addictive"] {
            assert_eq!(stem(word), "addict");
        }
        assert_eq!(stem("привет"), "привет");
        assert_eq!(stem(""), "");
    }
}
