use super::{Example, Findings, Rule, Severity};
use crate::content::passage::{Passage, PassageKind};

pub(super) static LONG_TITLE: Rule = Rule {
    name: "long-title",
    severity: Severity::Warning,
    summary: "A title has 65 characters at most.",
    reason: "Search engines cut longer titles off, and on a phone they fill the screen before the text begins.",
    source: "GOV.UK content design, page titles: 65 characters at most.",
    remedy: "shorten it; what it loses fits into `summary`",
    example: Example {
        wrong: "A long and winding title about how to brew tea in a pot at home, step by step",
        right: "How to brew tea",
    },
};

const MOST_CHARACTERS: usize = 65;

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Title) {
        let length = passage.text.chars().count();
        if length > MOST_CHARACTERS {
            let message =
                format!("this title has {length} characters, more than {MOST_CHARACTERS}");
            findings.add(passage.line, LONG_TITLE.finding(message).about(&passage.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_have_65_characters() {
        let found = |title: &str| {
            let mut findings = Findings::default();
            check(&[Passage::plain(2, PassageKind::Title, title)], &mut findings);
            findings.as_slice().len()
        };
        assert_eq!(found(&"é".repeat(65)), 0);
        assert_eq!(found(&"é".repeat(66)), 1);
        assert_eq!(found(LONG_TITLE.example.wrong), 1);
        assert_eq!(found(LONG_TITLE.example.right), 0);
    }
}
