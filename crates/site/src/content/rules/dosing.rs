use super::{
    Example, Findings, Rule, Severity,
    prose::{Sentences, Word, words},
};
use crate::content::passage::Passage;

pub(super) static DOSING_INSTRUCTION: Rule = Rule {
    name: "dosing-instruction",
    severity: Severity::Error,
    summary: "No text gives a dose: no milligrams, no \"take two tablets\". A legal limit is no dose.",
    reason: "A dose is a matter between prescriber and patient. In print it can be taken for advice, also by people who use the drug without one.",
    source: "MHRA Blue Guide, appendix 6 (websites of clinics do not promote the use of prescription-only medicines).",
    remedy: "leave the dose out; say who decides on it",
    example: Example {
        wrong: "Most people had 0.5 mg/kg.",
        right: "The limit for driving is 20 micrograms per litre of blood.",
    },
};

const UNITS: [&str; 9] =
    ["mg", "mcg", "ug", "µg", "μg", "milligram", "milligrams", "microgram", "micrograms"];
const FORMS: [&str; 14] = [
    "tablet", "tablets", "capsule", "capsules", "pill", "pills", "spray", "sprays", "puff",
    "puffs", "drop", "drops", "lozenge", "lozenges",
];
const TAKING: [&str; 3] = ["take", "swallow", "use"];

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for passage in passages {
        let words = words(&passage.text);
        let sentences = Sentences::of(&passage.text);
        let mut looked_at = 0;
        for (at, word) in words.iter().enumerate() {
            if word.start < looked_at || !is_dose(&words, at) {
                continue;
            }
            let sentence = sentences.at(word.start);
            if !is_legal_limit(sentence) {
                let finding = DOSING_INSTRUCTION.finding("this gives a dose").about(sentence);
                findings.add(passage.line, finding);
                // One finding says enough of a paragraph.
                break;
            }
            looked_at = sentences.range_at(word.start).end;
        }
    }
}

fn is_dose(words: &[Word<'_>], at: usize) -> bool {
    let is = |at: usize, list: &[&str]| {
        words.get(at).is_some_and(|word| list.contains(&word.lower.as_str()))
    };
    let lower = &words[at].lower;
    let unit = lower.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
    UNITS.contains(&unit)
        || (TAKING.contains(&lower.as_str())
            && words.get(at + 1).is_some_and(Word::is_number)
            && (is(at + 2, &FORMS) || is(at + 3, &FORMS)))
}

/// A limit for driving is a fact of the law, in the units of blood tests.
fn is_legal_limit(sentence: &str) -> bool {
    let words = words(sentence);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.lower.as_str()));
    any(&["limit", "limits"]) && any(&["law", "legal", "blood", "driving", "drive", "litre"])
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    #[test]
    fn a_dose_is_found_and_a_limit_is_not() {
        let found = |text: &str| {
            let mut findings = Findings::default();
            check(&passages(text), &mut findings);
            findings.as_slice().len()
        };
        for bad in
            ["0.5 mg/kg", "84mg", "about 20 micrograms", "Take two tablets.", "Take 2 small pills"]
        {
            assert_eq!(found(bad), 1, "{bad}");
        }
        for good in [
            "The legal limit is 20 micrograms in a litre of blood.",
            "It takes two weeks.",
            "Take tablets as your doctor says.",
            "Use two hands.",
            "5 kg of tea",
        ] {
            assert_eq!(found(good), 0, "{good}");
        }
    }
}
