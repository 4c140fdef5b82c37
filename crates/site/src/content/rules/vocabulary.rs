use std::{collections::HashSet, sync::LazyLock};

use spellbook::Dictionary;

use crate::content::{
    problem::{FileProblem, Problem, Report},
    source_file::SourceFile,
};

/// British English with the spelling `-ise`, of the SCOWL word lists, version 2020.12.07; its
/// licence lies beside it.
static DICTIONARY: LazyLock<Option<Dictionary>> = LazyLock::new(|| {
    Dictionary::new(
        include_str!("../../../dictionary/en_GB.aff"),
        include_str!("../../../dictionary/en_GB.dic"),
    )
    // It is the same in every run, and a test reads it.
    .ok()
});

/// The words that texts may use: those of English, and the site's own.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    own: HashSet<String>,
}

impl Vocabulary {
    /// Reads `words.txt`: one word a line, and remarks behind `#`.
    pub(crate) fn read(file: Option<&SourceFile>) -> (Self, Vec<Problem>) {
        let Some(file) = file else { return (Self::default(), Vec::new()) };
        let report = Report::new(&file.shown);
        let text = file.read(&report).unwrap_or_default();
        let mut own = HashSet::new();
        for (number, line) in (1..).zip(text.lines()) {
            let word = line.split('#').next().unwrap_or_default().trim();
            if word.contains(char::is_whitespace) {
                report.add(number, FileProblem::SeveralWords { text: word.to_owned() });
            } else if !word.is_empty() && !own.insert(word.to_owned()) {
                report.add(number, FileProblem::WordTwice { word: word.to_owned() });
            }
        }
        (Self { own }, report.into_problems())
    }

    /// Whether it is one of the site's own words, as it is written there.
    pub(super) fn is_own(&self, word: &str) -> bool {
        self.own.contains(word)
    }

    /// Whether it is a word of English.
    #[expect(clippy::unused_self, reason = "who asks need not know that the dictionary is shared")]
    pub(super) fn is_english(&self, word: &str) -> bool {
        DICTIONARY.as_ref().is_some_and(|dictionary| dictionary.check(word))
    }

    /// Whether a text may use it; a word of small letters may have a capital at its beginning.
    pub(super) fn knows(&self, word: &str) -> bool {
        let known = |word: &str| {
            let lower = || word.to_lowercase();
            self.is_own(word) || self.is_english(word) || self.is_own(&lower())
        };
        known(word) || word.strip_suffix("'s").is_some_and(known)
    }
}

/// The word of English that was meant.
pub(super) fn suggest(word: &str) -> Option<String> {
    let mut found = Vec::new();
    DICTIONARY.as_ref()?.suggest(word, &mut found);
    found.into_iter().next()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn the_dictionary_is_british() {
        let vocabulary = Vocabulary::default();
        for right in ["colour", "behaviour", "anaesthetic", "programme", "paediatric", "realise"] {
            assert!(vocabulary.knows(right), "{right}");
        }
        for wrong in ["color", "behavior", "anesthetic", "pediatric", "teh"] {
            assert!(!vocabulary.knows(wrong), "{wrong}");
        }
        assert_eq!(suggest("recieve").as_deref(), Some("receive"));
    }

    fn read(text: &str) -> (Vocabulary, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("words.txt"), text).unwrap();
        let file = SourceFile::new(folder.path(), Path::new("content"), Path::new("words.txt"));
        let (vocabulary, problems) = Vocabulary::read(Some(&file));
        (vocabulary, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn own_words_are_read_one_a_line() {
        let (vocabulary, problems) = read("# Names\nGorleston # a town\n\nesketamine\n");
        assert_eq!(problems, Vec::<String>::new());
        for right in ["Gorleston", "Gorleston's", "esketamine", "Esketamine"] {
            assert!(vocabulary.knows(right), "{right}");
        }
        assert!(!vocabulary.knows("gorleston"));
        let (_, problems) = read("two words\ntea\ntea\n");
        assert!(problems[0].starts_with("content/words.txt:1: "), "{problems:?}");
        assert!(problems[1].starts_with("content/words.txt:3: "), "{problems:?}");
    }
}
