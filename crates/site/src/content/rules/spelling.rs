use std::collections::HashSet;

use model::Inline;

use super::{Example, Finding, Findings, Rule, Severity, Vocabulary, prose::words, vocabulary};
use crate::content::passage::Passage;

pub(super) static SPELLING: Rule = Rule {
    name: "spelling",
    severity: Severity::Warning,
    summary: "Words are spelt as in Britain, with -ise.",
    reason: "A spelling mistake makes people doubt the facts beside it, and a screen reader says it wrong.",
    source: "SCOWL word lists (wordlist.sourceforge.net), British with -ise, version 2020.12.07, and content/words.txt.",
    remedy: "correct it; a right word that is not in the dictionary goes into content/words.txt",
    example: Example { wrong: "The color of tea.", right: "The colour of tea." },
};

pub(super) fn check(passages: &[Passage], vocabulary: &Vocabulary, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for passage in passages {
        check_inlines(&passage.content, &mut |text| {
            for word in words(text) {
                let spelt = word.text.replace('’', "'");
                if is_spelt(&spelt) && seen.insert(spelt.clone()) && !vocabulary.knows(&spelt) {
                    let finding = SPELLING.finding("this is not in the dictionary").about(&spelt);
                    findings.add(passage.line, finding);
                }
            }
        });
    }
}

/// Adds to findings what was meant. Looking for that takes a thousand times longer than looking a
/// word up: where more words than this are unknown, they are mostly names.
pub(crate) fn suggest<'a>(findings: impl Iterator<Item = &'a mut Finding>) {
    const MOST: usize = 20;
    for finding in findings.filter(|finding| finding.rule == &SPELLING).take(MOST) {
        if let Some(meant) = finding.words.as_deref().and_then(vocabulary::suggest) {
            let remedy =
                format!("did you mean “{meant}”? A right word goes into content/words.txt");
            finding.remedy = remedy.into();
        }
    }
}

/// Whether it is a word and no number, letter or acronym.
fn is_spelt(word: &str) -> bool {
    word.chars().count() > 1
        && !word.contains(|c: char| c.is_numeric() || "._".contains(c))
        && word.chars().filter(|c| c.is_uppercase()).count() < 2
}

/// Hands on the words of English: not those of other languages, nor what is typed to the letter.
fn check_inlines(inlines: &[Inline], check: &mut impl FnMut(&str)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Term { words: text, .. } => check(text),
            Inline::Abbreviation { long, .. } => check(long),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Link { content, .. } => {
                check_inlines(content, check);
            }
            Inline::Code(_)
            | Inline::Language { .. }
            | Inline::Citation(_)
            | Inline::Footnote(_)
            | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    #[test]
    fn a_wrong_word_is_found_once_with_the_right_one() {
        let mut findings = Findings::default();
        let text =
            "I recieve **tea**, and recieve it. Don’t `recieve` [recieve](lang:fr) 3rd NMDA.";
        check(&passages(text), &Vocabulary::default(), &mut findings);
        let found = findings.as_slice();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].1.words.as_deref(), Some("recieve"));
        let mut finding = found[0].1.clone();
        suggest([&mut finding].into_iter());
        assert!(finding.remedy.contains("“receive”"), "{finding}");
    }
}
