//! What the forms of a word have in common, as far as a browser has to know it.

use crate::fold::part;

/// The letters that the forms of a word share, for the browser: a form that is in no document leads to
/// one that is. The index has all others, so the tables of the stemmer with
/// which it was made need not come along.
pub(crate) fn root(word: &str) -> &str {
    let mut root = word;
    for ending in ENDINGS {
        if let Some(rest) = root.strip_suffix(ending)
            && rest.len() >= SHORTEST_ROOT
        {
            root = rest;
        }
    }
    // `stopping` and `stop`.
    let mut letters = root.bytes().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && root.len() > SHORTEST_ROOT => {
            part(root, 0, root.len() - 1)
        }
        _ => root,
    }
}

/// Endings, in the order in which they are taken off: `addict-ion-s`, `overdos-ing`, `stud-ie-s`.
const ENDINGS: [&str; 11] = ["s", "ing", "ed", "ion", "ive", "al", "er", "ie", "e", "y", "i"];
/// What has to be left of a word.
const SHORTEST_ROOT: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_root() {
        for forms in [
            "addict addicts addicted addicting addiction addictions addictive",
            "overdose overdoses overdosed overdosing",
            "study studies studied studying",
            "stop stops stopped stopping",
            "therapy therapies",
            "suicide suicides suicidal",
            "kill kills killed killing",
            "drink drinks drinking drinker drinkers",
        ] {
            let roots: Vec<&str> = forms.split(' ').map(root).collect();
            assert!(roots.iter().all(|root| *root == roots[0]), "{forms}: {roots:?}");
        }
        for word in ["", "s", "ing", "red", "привет", "ééé", "aaa"] {
            assert_eq!(root(word), word);
        }
        assert_ne!(root("depression"), root("depth"));
    }
}
