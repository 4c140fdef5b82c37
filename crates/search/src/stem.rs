//! What the forms of a word have in common: `addicted`, `addiction` and `addictive` are `addict`.

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded word.
pub(crate) fn stem(word: &str) -> String {
    // The stemmer knows English letters; a word in another script has no English ending.
    if !word.is_ascii() {
        return word.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// Words that stand in every text and say nothing of what it is about. Left out of queries that
/// have other words too.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// The words that say what a text is about; all of them where none does.
pub(crate) fn telling(words: Vec<String>) -> Vec<String> {
    if words.iter().all(|word| is_common(word)) {
        return words;
    }
    words.into_iter().filter(|word| !is_common(word)).collect()
}

/// Articles, pronouns, prepositions, auxiliaries and the words of questions.
const COMMON: [&str; 117] = [
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "arent", "as", "at",
    "away", "be", "been", "being", "but", "by", "can", "cannot", "cant", "could", "couldnt", "did",
    "didnt", "do", "does", "doesnt", "doing", "dont", "for", "from", "get", "gets", "getting",
    "go", "goes", "going", "got", "had", "has", "hasnt", "have", "havent", "having", "he", "her",
    "him", "his", "how", "i", "if", "ill", "im", "in", "into", "is", "isnt", "it", "its", "ive",
    "just", "like", "may", "me", "might", "much", "my", "no", "not", "of", "on", "or", "our",
    "out", "really", "she", "should", "shouldnt", "so", "some", "someone", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "to", "too", "up", "very", "was",
    "wasnt", "we", "were", "werent", "what", "whats", "when", "where", "which", "who", "why",
    "will", "with", "wont", "would", "wouldnt", "you", "your", "yours",
];

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

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
        assert!(is_common("the") && is_common("yours") && !is_common("ketamine"));
    }
}
