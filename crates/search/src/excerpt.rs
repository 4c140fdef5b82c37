//! The part of a text that shows the words that were looked for.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    answer::Run,
    fold::{Word, count, part, rest, words},
    root::root,
};

/// How many characters of a passage are shown: two lines on a wide screen, five on a phone.
const LENGTH: usize = 220;

/// The words that are marked where a document is shown.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// The forms of each word.
    words: Vec<Vec<String>>,
    beginning: Option<String>,
}

impl Marks {
    /// Marks all forms of a word.
    pub(crate) fn add(&mut self, forms: &[String]) {
        if !self.words.iter().any(|known| known == forms) {
            self.words.push(forms.to_vec());
        }
    }

    /// Marks words with this beginning too.
    pub(crate) fn add_beginning(&mut self, beginning: &str) {
        self.beginning = Some(beginning.to_owned());
    }

    /// What a word is marked as: the first of its forms, or what it may be where it only begins alike.
    fn meaning<'a>(&'a self, word: &'a Word) -> Option<&'a str> {
        let word = word.folded.as_str();
        let forms = self.words.iter().find(|forms| forms.iter().any(|form| form == word));
        let begins = || self.beginning.as_deref().is_some_and(|start| word.starts_with(start));
        match forms {
            Some(forms) => forms.first().map(String::as_str),
            None => begins().then(|| root(word)),
        }
    }

    fn has(&self, word: &Word) -> bool {
        self.meaning(word).is_some()
    }

    /// The number of different words of a text that are marked.
    pub(crate) fn count(&self, text: &str) -> usize {
        let words = words(text);
        let mut found: Vec<&str> = Vec::new();
        for meaning in words.iter().filter_map(|word| self.meaning(word)) {
            if !found.contains(&meaning) {
                found.push(meaning);
            }
        }
        found.len()
    }

    /// A whole text, its words marked.
    pub(crate) fn mark(&self, text: &str) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut end = 0;
        let mut push = |text: &str, marked| {
            if !text.is_empty() {
                runs.push(Run { text: text.to_owned(), marked });
            }
        };
        for word in words(text).iter().filter(|word| self.has(word)) {
            push(part(text, end, word.start), false);
            push(part(text, word.start, word.end), true);
            end = word.end;
        }
        push(rest(text, end), false);
        runs
    }

    /// The part of a text around its first marked word, no longer than is shown.
    pub(crate) fn excerpt(&self, text: &str) -> Vec<Run> {
        let words = words(text);
        let first = words.iter().find(|word| self.has(word)).map_or(0, |word| word.start);
        let length = |from: usize, to: usize| count(part(text, from, to));
        if length(0, text.len()) <= LENGTH {
            return self.mark(text);
        }
        // A third of the room for what leads to the word.
        let start = words.iter().find(|word| length(word.start.min(first), first) <= LENGTH / 3);
        let start = start.map_or(0, |word| word.start);
        let start = if length(0, start) < 20 { 0 } else { start };
        let end =
            words.iter().rev().find(|word| word.end > start && length(start, word.end) <= LENGTH);
        let end = end.map_or_else(|| cut(text, start), |word| word.end);
        let mut excerpt = self.mark(part(text, start, end));
        let dots = |text: &str| Run { text: text.to_owned(), marked: false };
        if start > 0 {
            excerpt.insert(0, dots("… "));
        }
        if end < text.len() {
            excerpt.push(dots(" …"));
        }
        excerpt
    }
}

/// Where a text without any end of a word is cut.
fn cut(text: &str, start: usize) -> usize {
    rest(text, start).char_indices().nth(LENGTH).map_or(text.len(), |(end, _)| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks() -> Marks {
        let mut marks = Marks::default();
        marks.add(&["ketamine", "ketamines"].map(ToOwned::to_owned));
        marks.add_beginning("bla");
        marks
    }

    fn written(runs: &[Run]) -> String {
        let write =
            |run: &Run| if run.marked { format!("[{}]", run.text) } else { run.text.clone() };
        runs.iter().map(write).collect()
    }

    #[test]
    fn marks_the_words_and_nothing_else() {
        let marked = marks().mark("Ketamine’s harm: the bladder (and ‘ketamines’).");
        assert_eq!(written(&marked), "[Ketamine]’s harm: the [bladder] (and ‘[ketamines]’).");
        assert_eq!(marks().mark(""), []);
        assert_eq!(marks().count("ketamine, ketamine and blame"), 2);
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_marked_word() {
        let long = format!("{} the ketamine {}", "before ".repeat(60), "after ".repeat(60));
        let excerpt = written(&marks().excerpt(&long));
        assert!(excerpt.starts_with("… before") && excerpt.ends_with("after …"), "{excerpt}");
        assert!(
            excerpt.contains("[ketamine]") && excerpt.chars().count() <= LENGTH + 8,
            "{excerpt}"
        );
    }

    #[test]
    fn any_text_is_cut_somewhere() {
        for text in ["é".repeat(1_000), "🦄".repeat(1_000), " ".repeat(1_000), "a b".repeat(500)]
        {
            let length: usize =
                marks().excerpt(&text).iter().map(|run| run.text.chars().count()).sum();
            assert!(length <= LENGTH + 4, "{length}");
        }
        assert_eq!(written(&marks().excerpt("short ketamine")), "short [ketamine]");
    }
}
