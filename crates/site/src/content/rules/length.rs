use model::{Inline, plain_text};

use super::{
    Example, Findings, Rule, Severity,
    prose::{count_words, sentences},
};
use crate::content::passage::{Passage, PassageKind};

pub(super) static LONG_SENTENCE: Rule = Rule {
    name: "long-sentence",
    severity: Severity::Warning,
    summary: "A sentence has 25 words at most.",
    reason: "People who are unwell, tired or reading in a second language lose the thread of longer ones.",
    source: "GOV.UK content design: sentences of 25 words at most.",
    remedy: "make two sentences of it, or a list",
    example: Example {
        wrong: "The kettle has to be filled with fresh water each time, because water that has boiled before tastes flat, which you notice most in green and in white tea.",
        right: "Fill the kettle with fresh water each time. Water that has boiled before tastes flat.",
    },
};

pub(super) static LONG_PARAGRAPH: Rule = Rule {
    name: "long-paragraph",
    severity: Severity::Warning,
    summary: "A paragraph has 3 sentences at most.",
    reason: "One idea a paragraph: on a phone four sentences fill the screen, and readers skip them.",
    source: "NHS content style guide: short paragraphs with one idea each; the number is the site's own.",
    remedy: "begin a new paragraph at the next idea, or make a list",
    example: Example {
        wrong: "Boil water. Warm the pot. Add the leaves. Wait.",
        right: "Boil water. Warm the pot.\n\nAdd the leaves. Wait.",
    },
};

/// Words in a sentence.
const MOST_WORDS: usize = 25;
/// Sentences in a paragraph.
const MOST_SENTENCES: usize = 3;

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for passage in passages {
        if matches!(
            passage.kind,
            PassageKind::Title | PassageKind::PlainTitle | PassageKind::Alternative
        ) {
            continue;
        }
        // "**Tablets.** They are…": words in bold at the beginning are a heading.
        let headed = matches!(passage.content.first(), Some(Inline::Strong(lead)) if plain_text(lead).ends_with('.'));
        let mut count = 0;
        for sentence in sentences(&passage.text) {
            count += 1;
            let words = count_words(sentence);
            if words > MOST_WORDS {
                let message = format!("this sentence has {words} words, more than {MOST_WORDS}");
                findings.add(passage.line, LONG_SENTENCE.finding(message).about(sentence));
            }
        }
        count -= usize::from(headed && count > 0);
        if passage.is_prose() && count > MOST_SENTENCES {
            let first = sentences(&passage.text).next().unwrap_or_default();
            let message =
                format!("this paragraph has {count} sentences, more than {MOST_SENTENCES}");
            findings.add(passage.line, LONG_PARAGRAPH.finding(message).about(first));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    #[test]
    fn a_limit_may_be_reached_and_not_passed() {
        let found = |text: &str| {
            let mut findings = Findings::default();
            check(&passages(text), &mut findings);
            findings.as_slice().len()
        };
        assert_eq!(found(&format!("{}end.", "word ".repeat(24))), 0);
        assert_eq!(found(&format!("{}end.", "word ".repeat(25))), 1);
        assert_eq!(found("A b. C d. E f."), 0);
        assert_eq!(found("A b. C d. E f. G h."), 1);
        assert_eq!(found("**Tea.** C d. E f. G h."), 0);
    }
}
