use super::{
    Example, Findings, Rule, Severity,
    acronyms::{Acronyms, tokens},
    prose::Sentences,
};
use crate::content::passage::Passage;

pub(super) static CAPITALS: Rule = Rule {
    name: "capitals",
    severity: Severity::Warning,
    summary: "Words are not written in capitals.",
    reason: "Capitals are harder to read, seem to shout, and some screen readers spell them out.",
    source: "NHS content style guide, A to Z: capital letters.",
    remedy: "write it in small letters, in bold as `**word**` where it matters; a name goes into content/words.txt",
    example: Example { wrong: "Do NOT pour.", right: "Do **not** pour." },
};

pub(super) fn check(passages: &[Passage], acronyms: &Acronyms<'_>, findings: &mut Findings) {
    for passage in passages {
        let shouted = tokens(&passage.text).find(|token| acronyms.is_word_in_capitals(token.text));
        if let Some(token) = shouted {
            let sentence = Sentences::of(&passage.text).at(token.start);
            let finding = CAPITALS.finding(format!("`{}` is in capitals", token.text));
            findings.add(passage.line, finding.about(sentence));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Vocabulary, tests::passages},
        *,
    };

    #[test]
    fn a_word_that_is_also_an_acronym_may_be_explained() {
        let found = |text: &str| {
            let mut findings = Findings::default();
            let passages = passages(text);
            let vocabulary = Vocabulary::default();
            check(&passages, &Acronyms::of(&passages, &vocabulary), &mut findings);
            findings.as_slice().len()
        };
        assert_eq!(found("Do NOT pour."), 1);
        assert_eq!(found("Call NICE, the US and your GP."), 1);
        assert_eq!(found("The National Institute (NICE) says so.\n\nNICE is right. An NMDA."), 0);
    }
}
