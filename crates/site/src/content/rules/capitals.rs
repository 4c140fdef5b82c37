use super::{
    Example, Findings, Rule, Severity, Vocabulary,
    acronyms::{self, tokens},
    prose::sentence_at,
};
use crate::content::passage::Passage;

pub(super) static CAPITALS: Rule = Rule {
    name: "capitals",
    severity: Severity::Warning,
    summary: "Words are not written in capitals.",
    reason: "Capitals are harder to read, seem to shout, and some screen readers spell them out.",
    source: "NHS content style guide, A to Z: capital letters; handbook, 5.12.",
    remedy: "write it in small letters, in bold as `**word**` where it matters; a name goes into content/words.txt",
    example: Example { wrong: "Do NOT pour.", right: "Do **not** pour." },
};

pub(super) fn check(passages: &[Passage], vocabulary: &Vocabulary, findings: &mut Findings) {
    for passage in passages {
        let shouted = tokens(&passage.text).find(|token| is_word_in_capitals(token.text, vocabulary));
        if let Some(token) = shouted {
            let sentence = sentence_at(&passage.text, token.start);
            let finding = CAPITALS.finding(format!("`{}` is in capitals", token.text));
            findings.add(passage.line, finding.about(sentence));
        }
    }
}

/// Whether this is an English word in capitals, and no short form that readers know.
pub(super) fn is_word_in_capitals(token: &str, vocabulary: &Vocabulary) -> bool {
    token.len() > 1
        && token.bytes().all(|byte| byte.is_ascii_uppercase())
        && !acronyms::is_known(token, vocabulary)
        && vocabulary.is_english(&token.to_lowercase())
}
