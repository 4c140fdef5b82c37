use std::{ops::Range, sync::LazyLock};

use super::{
    Example, Findings, Rule, Severity,
    phrases::Phrases,
    prose::{Sentences, Word, words},
};
use crate::content::passage::Passage;

mod lists;

pub(super) static STIGMATISING_WORDS: Rule = Rule {
    name: "stigmatising-words",
    severity: Severity::Warning,
    summary: "People come before what they have or do: \"person with an addiction\", not \"addict\".",
    reason: "Labels make people feel judged, and people who feel judged ask for help later or never.",
    source: "NIDA, Words Matter: preferred language for talking about addiction.",
    remedy: "name the person first",
    example: Example {
        wrong: "Many addicts recover.",
        right: "Many people with an addiction recover.",
    },
};

pub(super) static HYPE_WORDS: Rule = Rule {
    name: "hype-words",
    severity: Severity::Warning,
    summary: "No treatment is a miracle, a breakthrough, a cure, proven or simply safe.",
    reason: "Such words promise what no study has shown. Saying that something is not proven or no cure is fine.",
    source: "CAP Code, section 12 (medicines and health products): no claims without evidence, none that a product is sure to work or safe.",
    remedy: "say what a study found, in how many people and for how long",
    example: Example {
        wrong: "This breakthrough changes everything.",
        right: "In one study of 30 people, mood was better after a day.",
    },
};

pub(super) static DRUG_FOR_MEDICINE: Rule = Rule {
    name: "drug-for-medicine",
    severity: Severity::Warning,
    summary: "What is prescribed is a medicine; \"drug\" is for what is used without a prescription.",
    reason: "One word for both makes patients feel like offenders, and street drugs sound like treatment.",
    source: "NHS content style guide, A to Z: \"medicine\", not \"drug\".",
    remedy: "write \"medicine\"; for what is used without a prescription, say so, as in \"drug use\"",
    example: Example {
        wrong: "This drug is given as a spray.",
        right: "This medicine is given as a spray.",
    },
};

pub(super) static SUICIDE_WORDING: Rule = Rule {
    name: "suicide-wording",
    severity: Severity::Warning,
    summary: "\"Died by suicide\", never \"committed\", \"failed\" or \"successful\".",
    reason: "\"Commit\" belongs to crimes; \"failed\" and \"successful\" make death the aim. Both hurt readers who have been near it.",
    source: "Samaritans, Media guidelines for reporting suicide.",
    remedy: "write \"died by suicide\", \"took their own life\" or \"attempted suicide\"",
    example: Example { wrong: "He committed suicide.", right: "He died by suicide." },
};

/// A list of phrases and the rule that they break.
struct List {
    rule: &'static Rule,
    /// What to say instead, by phrase; nothing where the rule's remedy says it.
    instead: Vec<&'static str>,
    phrases: Phrases,
    /// Longer phrases in which those of the list mean something else.
    except: Phrases,
    /// Whether "not", "no" or a question before the phrase takes its meaning back.
    deniable: bool,
}

impl List {
    fn new(
        rule: &'static Rule,
        phrases: &[(&'static str, &'static str)],
        except: &[&'static str],
        deniable: bool,
    ) -> Self {
        Self {
            rule,
            instead: phrases.iter().map(|(_, instead)| *instead).collect(),
            phrases: Phrases::new(phrases.iter().map(|(phrase, _)| *phrase)),
            except: Phrases::new(except.iter().copied()),
            deniable,
        }
    }
}

static LISTS: LazyLock<[List; 4]> = LazyLock::new(|| {
    [
        List::new(&STIGMATISING_WORDS, lists::STIGMATISING, lists::NOT_STIGMATISING, false),
        List::new(&HYPE_WORDS, lists::HYPE, lists::NOT_HYPE, true),
        List::new(&DRUG_FOR_MEDICINE, lists::DRUG, lists::NOT_DRUG, false),
        List::new(&SUICIDE_WORDING, lists::SUICIDE, &[], false),
    ]
});

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for passage in passages {
        let words = words(&passage.text);
        let sentences = Sentences::of(&passage.text);
        for list in &*LISTS {
            check_words(list, passage, &words, &sentences, findings);
        }
    }
}

fn check_words(
    list: &List,
    passage: &Passage,
    words: &[Word<'_>],
    sentences: &Sentences<'_>,
    findings: &mut Findings,
) {
    let found = list.phrases.find(words);
    if found.is_empty() {
        return;
    }
    let excepted = list.except.find(words);
    for (place, index) in found {
        let start = words[place.start].start;
        let sentence = sentences.at(start);
        let begin = sentences.range_at(start).start;
        let before = words[..place.start].partition_point(|word| word.start < begin);
        let before = &words[before..place.start];
        if is_inside(&place, &excepted) || (list.deniable && is_denied(before, sentence)) {
            continue;
        }
        let end = words[place.end - 1].end();
        let phrase = &passage.text[start..end];
        let finding = list.rule.finding(format!("`{phrase}` stands here")).about(sentence);
        let finding = match list.instead[index] {
            "" => finding,
            instead => finding.remedy(format!("write `{instead}`")),
        };
        findings.add(passage.line, finding);
    }
}

/// Whether a place is a part of one of the others, which stand one behind the other.
fn is_inside(place: &Range<usize>, others: &[(Range<usize>, usize)]) -> bool {
    let next = others.partition_point(|(other, _)| other.end < place.end);
    others.get(next).is_some_and(|(other, _)| other.start <= place.start)
}

/// Whether the sentence asks, or says no before the phrase.
fn is_denied(before: &[Word<'_>], sentence: &str) -> bool {
    const NO: [&str; 22] = [
        "no", "not", "nobody", "none", "never", "cannot", "can't", "isn't", "aren't", "doesn't",
        "don't", "hasn't", "haven't", "without", "whether", "if", "nor", "neither", "until",
        "unproven", "rarely", "myth",
    ];
    // Further away it is mostly about something else.
    const CLAUSE: usize = 8;
    let near = before.iter().rev().take(CLAUSE);
    sentence.ends_with('?') || near.into_iter().any(|word| NO.contains(&word.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    fn found(text: &str) -> Vec<(&'static str, String)> {
        let mut findings = Findings::default();
        check(&passages(text), &mut findings);
        let found = findings.as_slice().iter();
        found.map(|(_, finding)| (finding.rule.name, finding.remedy.to_string())).collect()
    }

    #[test]
    fn what_a_label_should_be_is_told() {
        for (bad, instead) in [
            ("An addict.", "write `person with an addiction`"),
            ("Ketamine users often say so.", "write `people who use ketamine`"),
            ("He suffers from depression.", "write `has`"),
            ("It is alcohol abuse.", "write `harmful use of alcohol`"),
            ("She stayed clean.", "write `stopped using drugs`"),
            ("Substance misuse is common.", "write `drug or alcohol use`"),
        ] {
            assert_eq!(found(bad), [("stigmatising-words", instead.to_owned())], "{bad}");
        }
        for good in [
            "Call Alcoholics Anonymous.",
            "Do not drink alcoholic drinks.",
            "The Misuse of Drugs Act 1971 says so.",
            "Addiction is a health condition. Users of this site may differ.",
            "Clean your hands. Sexual abuse is never your fault.",
            "She got into the habit of walking.",
        ] {
            assert_eq!(found(good), [], "{good}");
        }
    }

    #[test]
    fn hype_may_be_denied() {
        for bad in ["A miracle.", "It is safe and effective.", "A proven cure."] {
            assert!(found(bad).iter().all(|(rule, _)| *rule == "hype-words"), "{bad}");
            assert!(!found(bad).is_empty(), "{bad}");
        }
        for good in [
            "There is no cure.",
            "It has not been proven.",
            "Is it a cure?",
            "They go on until it is safe to stop.",
            "Keep it in a safe place.",
        ] {
            assert_eq!(found(good), [], "{good}");
        }
        // The denial of one sentence is not that of the next.
        assert_eq!(found("It is not that. A miracle it is.").len(), 1);
    }

    #[test]
    fn a_drug_problem_is_called_what_it_is() {
        for bad in ["This drug works.", "A new drug.", "Prescription drugs help."] {
            assert_eq!(found(bad)[0].0, "drug-for-medicine", "{bad}");
        }
        for good in [
            "A drug problem. Drug use. Drugs and alcohol.",
            "If this drug problem is yours, ask.",
            "It is a Class B drug.",
        ] {
            assert_eq!(found(good), [], "{good}");
        }
    }

    #[test]
    fn suicide_is_not_committed() {
        for bad in ["He committed suicide.", "A failed suicide attempt."] {
            assert_eq!(found(bad)[0].0, "suicide-wording", "{bad}");
        }
        assert_eq!(found("She died by suicide after suicidal thoughts."), []);
    }
}
