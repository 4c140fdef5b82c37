use std::collections::HashSet;

use model::Inline;

use super::{Example, Findings, Rule, Severity, Vocabulary, prose::Sentences};
use crate::content::passage::{Passage, PassageKind};

pub(super) static UNEXPANDED_ACRONYM: Rule = Rule {
    name: "unexpanded-acronym",
    severity: Severity::Warning,
    summary: "An acronym is explained where the text first uses it.",
    reason: "Who does not know it cannot look it up while reading, and a screen reader only spells it.",
    source: "WCAG 2.2, 3.1.4 (abbreviations); NHS content style guide, A to Z: abbreviations.",
    remedy: "write the long form and the acronym in brackets behind it, or `[ABC](abbr: \"long form\")`; what every reader knows goes into content/words.txt",
    example: Example {
        wrong: "It blocks NMDA.",
        right: "It blocks N-methyl-D-aspartate (NMDA). NMDA is a docking point.",
    },
};

/// What readers in Britain know in this form better than in the long one: the NHS content style
/// guide (A to Z, abbreviations) does not expand them either.
const KNOWN: [&str; 16] = [
    "A&E", "AIDS", "BBC", "DNA", "EU", "GP", "HIV", "ID", "IP", "NHS", "PDF", "TV", "UK", "US",
    "USA", "WHO",
];

/// The acronyms of a file.
pub(super) struct Acronyms<'a> {
    vocabulary: &'a Vocabulary,
    /// The passages, each with those that it explains.
    passages: Vec<(&'a Passage, HashSet<&'a str>)>,
    /// Those that the text explains somewhere.
    explained: HashSet<&'a str>,
}

impl<'a> Acronyms<'a> {
    /// Finds what the passages explain.
    pub(super) fn of(passages: &'a [Passage], vocabulary: &'a Vocabulary) -> Self {
        let passages: Vec<_> =
            passages.iter().map(|passage| (passage, explained(passage))).collect();
        let explained = passages.iter().flat_map(|(_, own)| own).copied().collect();
        Self { vocabulary, passages, explained }
    }

    /// Whether this is an English word in capitals, and no short form that readers know or learn.
    pub(super) fn is_word_in_capitals(&self, token: &str) -> bool {
        token.len() > 1
            && token.bytes().all(|byte| byte.is_ascii_uppercase())
            && !self.is_known(token)
            && !self.explained.contains(token)
            && self.vocabulary.is_english(&token.to_lowercase())
    }

    /// Whether readers know it, by the list above or by the site's own.
    fn is_known(&self, short: &str) -> bool {
        KNOWN.contains(&short) || self.vocabulary.is_own(short)
    }

    /// Looks for those that the text uses before it explains them.
    pub(super) fn check(&self, findings: &mut Findings) {
        let mut seen = HashSet::new();
        for (passage, own) in self.passages.iter().filter(|(passage, _)| is_text(passage)) {
            let sentences = Sentences::of(&passage.text);
            for token in tokens(&passage.text) {
                let short = singular(token.text);
                if !is_acronym(short)
                    || self.is_known(short)
                    || self.is_word_in_capitals(short)
                    || seen.contains(short)
                {
                    continue;
                }
                let explained = own.contains(short);
                // The words of a table or heading may come before the paragraph that explains them.
                if !explained && !passage.is_prose() && self.explained.contains(short) {
                    continue;
                }
                seen.insert(short);
                if explained {
                    continue;
                }
                let message = format!("`{short}` is not explained where it is first used");
                let finding = UNEXPANDED_ACRONYM.finding(message).about(sentences.at(token.start));
                findings.add(passage.line, finding);
            }
        }
    }
}

/// Whether a passage is a part of the text itself: titles and summaries are too short to explain
/// anything.
fn is_text(passage: &Passage) -> bool {
    !matches!(
        passage.kind,
        PassageKind::Title | PassageKind::PlainTitle | PassageKind::Summary | PassageKind::Note
    )
}

/// `MAOI` for `MAOIs`.
fn singular(token: &str) -> &str {
    token.strip_suffix('s').unwrap_or(token)
}

/// A run of letters, digits, hyphens and ampersands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

/// The tokens of a text, in which `MORE-KARE` and `A&E` are whole.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let inside = |c: char| c.is_alphanumeric() || "-&".contains(c);
    let mut end = 0;
    text.split_inclusive(move |c| !inside(c)).filter_map(move |part| {
        let start = end + part.find(char::is_alphanumeric).unwrap_or_default();
        end += part.len();
        let text = part.trim_matches(|c: char| !c.is_alphanumeric());
        (!text.is_empty()).then_some(Token { text, start })
    })
}

/// Whether a token has two capitals or more and next to no small letters: `NMDA`, `rTMS`.
fn is_acronym(token: &str) -> bool {
    let capitals = token.chars().filter(|c| c.is_uppercase()).count();
    let small = token.chars().filter(|c| c.is_lowercase()).count();
    let numeral = token.bytes().all(|byte| b"IVX".contains(&byte));
    capitals > 1 && small < 2 && !numeral && !token.contains(|c: char| c.is_ascii_digit())
}

/// The acronyms that a passage explains: as an abbreviation, as `long form (SHORT)`, as
/// `(long form, SHORT)`, or as `SHORT (long form)`.
fn explained(passage: &Passage) -> HashSet<&str> {
    let in_text = tokens(&passage.text).filter_map(|Token { text, start }| {
        let short = singular(text);
        let before = passage.text[..start].trim_end();
        let after = &passage.text[start + text.len()..];
        let last = after.starts_with([')', ',']);
        let explains = (last && before.ends_with(['(', ','])) || after.starts_with(" (");
        (explains && is_acronym(short)).then_some(short)
    });
    let mut explained = in_text.collect();
    abbreviations(&passage.content, &mut explained);
    explained
}

fn abbreviations<'a>(inlines: &'a [Inline], found: &mut HashSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Abbreviation { short, .. } => {
                found.insert(short);
            }
            Inline::Strong(content)
            | Inline::Emphasis(content)
            | Inline::Language { content, .. }
            | Inline::Link { content, .. } => abbreviations(content, found),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Citation(_)
            | Inline::Footnote(_)
            | Inline::Term { .. }
            | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    fn found(text: &str) -> usize {
        let mut findings = Findings::default();
        Acronyms::of(&passages(text), &Vocabulary::default()).check(&mut findings);
        findings.as_slice().len()
    }

    #[test]
    fn an_acronym_is_explained_in_one_of_four_ways() {
        for good in [
            "The Council on Tea (CTX) says so. CTX is old.",
            "Pulses (repetitive stimulation, rTMS) help.",
            "The CTX (Council on Tea) says so.",
            "[CTX](abbr: \"Council on Tea\") says so.",
            "Your GP, the NHS and A&E.",
            "## CTX?\n\nThe Council on Tea (CTX) says so.",
            "Table: A\n\n| B |\n|---|\n| Council on Tea (CTX) |\n\nThe CTX says so.",
            "Schedule II and NG222.",
            "Inhibitors called CTXs (council of tea inhibitors). A CTX may help.",
        ] {
            assert_eq!(found(good), 0, "{good}");
        }
        for bad in [
            "The CTX says so.",
            "The CTX says so. It is the Council on Tea.\n\nThe Council on Tea (CTX).",
            "Some (in the US and CTX) do.",
            "Three CTXs.",
            "## CTX?\n\nText.",
        ] {
            assert_eq!(found(bad), 1, "{bad}");
        }
        assert_eq!(found("CTX. CTX. CTX."), 1);
    }
}
