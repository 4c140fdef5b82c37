//! Words that say nothing of what a text is about.

use alloc::{string::String, vec::Vec};

/// Words that stand in every text and say nothing of what it is about. Left out of queries that
/// have other words too.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Common words that say what is asked of something: the titles that have them answer it.
pub(crate) fn is_asking(word: &str) -> bool {
    ["not", "should", "when", "who", "why"].contains(&word)
}

/// The words that say what a text is about; all of them where none does.
pub(crate) fn telling(words: Vec<String>) -> Vec<String> {
    if words.iter().all(|word| is_common(word)) {
        return words;
    }
    words.into_iter().filter(|word| !is_common(word)).collect()
}

/// Articles, pronouns, prepositions, auxiliaries, the words of questions, and how one asks.
const COMMON: [&str; 125] = [
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "arent", "as", "at",
    "away", "be", "been", "being", "but", "by", "can", "cannot", "cant", "could", "couldnt", "did",
    "didnt", "do", "does", "doesnt", "doing", "dont", "for", "from", "get", "gets", "getting",
    "go", "goes", "going", "got", "had", "has", "hasnt", "have", "havent", "having", "he", "her",
    "him", "his", "how", "i", "if", "ill", "im", "in", "into", "is", "isnt", "it", "its", "ive",
    "just", "know", "knows", "like", "may", "me", "might", "much", "my", "need", "needs", "no",
    "not", "of", "on", "or", "our", "out", "really", "she", "should", "shouldnt", "so", "some",
    "someone", "tell", "tells", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "to", "too", "up", "very", "want", "wants", "was", "wasnt", "we", "were",
    "werent", "what", "whats", "when", "where", "which", "who", "why", "will", "with", "wont",
    "would", "wouldnt", "you", "your", "yours",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
        assert!(is_common("the") && is_common("yours") && !is_common("ketamine"));
    }
}
