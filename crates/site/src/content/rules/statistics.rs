use std::collections::HashMap;

use super::{
    Example, Findings, Rule, Severity,
    prose::{Sentences, Word, words},
};
use crate::content::passage::{Passage, PassageKind};

pub(super) static STATISTIC_WITHOUT_GROUP: Rule = Rule {
    name: "statistic-without-group",
    severity: Severity::Warning,
    summary: "\"1 in 4\" stands with the size of the group, or with what it is compared with, in the same paragraph, list or table.",
    reason: "\"2 in 3 got better\" says nothing without how many were asked, and how many got better without the treatment.",
    source: "Gigerenzer et al. 2007, Psychological Science in the Public Interest 8(2):53-96, doi:10.1111/j.1539-6053.2008.00033.x.",
    remedy: "say how many people took part, or what it is compared with",
    example: Example {
        wrong: "About 2 in 3 felt better.",
        right: "In a study of 90 people, about 2 in 3 felt better.",
    },
};

pub(super) static PERCENTAGE_ALONE: Rule = Rule {
    name: "percentage-alone",
    severity: Severity::Warning,
    summary: "A percentage stands with numbers of people.",
    reason: "Many people misread percentages; \"12 of 40 people\" is understood by more of them.",
    source: "Gigerenzer et al. 2007, doi:10.1111/j.1539-6053.2008.00033.x.",
    remedy: "write how many of how many people, such as \"about 2 in 5 of the 80 people\"",
    example: Example {
        wrong: "Of those who had it, 40% felt better.",
        right: "Of the 80 people who had it, 40% felt better.",
    },
};

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for unit in units(passages) {
        let words: Vec<_> = unit.iter().map(|passage| words(&passage.text)).collect();
        let frequencies: Vec<_> = words.iter().map(|words| frequencies(words)).collect();
        let group = words.iter().zip(&frequencies).any(|(words, found)| has_group(words, found));
        let compared = words.iter().any(|words| has_comparison(words));
        let counted = group || frequencies.iter().any(|found| !found.is_empty());
        for ((passage, words), frequencies) in unit.iter().zip(&words).zip(&frequencies) {
            let percentage = words
                .iter()
                .enumerate()
                .find(|(at, word)| word.is_figure() && is_percentage(&passage.text, words, *at));
            let (rule, message, word) = match (percentage, frequencies.first()) {
                (Some((_, word)), _) if !counted => {
                    (&PERCENTAGE_ALONE, "a percentage stands here without numbers of people", word)
                }
                (_, Some(&first)) if !group && !compared => (
                    &STATISTIC_WITHOUT_GROUP,
                    "a statistic stands here without a group size or a comparison",
                    &words[first],
                ),
                _ => continue,
            };
            let sentence = Sentences::of(&passage.text).at(word.start);
            findings.add(passage.line, rule.finding(message).about(sentence));
        }
    }
}

/// What is read together: a paragraph with the list that follows it, or a table.
fn units(passages: &[Passage]) -> impl Iterator<Item = &[Passage]> {
    passages.chunk_by(|a, b| match (a.kind, b.kind) {
        (PassageKind::Paragraph | PassageKind::Item, PassageKind::Item) => true,
        (
            PassageKind::TableCaption(a) | PassageKind::Cell(a),
            PassageKind::TableCaption(b) | PassageKind::Cell(b),
        ) => a == b,
        _ => false,
    })
}

fn is_percentage(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let next = |index: usize| words.get(at + index).map_or("", |word| word.lower.as_str());
    text[words[at].end()..].trim_start().starts_with('%')
        || next(1) == "percent"
        || (next(1) == "per" && next(2) == "cent")
}

/// Where "2 in 3", "2 out of 3" or "2 of 3" begin.
fn frequencies(words: &[Word<'_>]) -> Vec<usize> {
    (0..words.len()).filter(|&at| frequency(words, at).is_some()).collect()
}

/// The place of the second number of a frequency that begins at `at`.
fn frequency(words: &[Word<'_>], at: usize) -> Option<usize> {
    let lower = |index: usize| words.get(at + index).map(|word| word.lower.as_str());
    let second = match (lower(1)?, lower(2)) {
        ("in" | "of", _) => at + 2,
        ("out", Some("of")) => at + 3,
        _ => return None,
    };
    let (first, other) = (&words[at], words.get(second)?);
    (first.is_number() && other.is_number() && !other.is_year()).then_some(second)
}

/// Whether the size of a group is told, beside the numbers of frequencies such as "1 in 4 people".
fn has_group(words: &[Word<'_>], frequencies: &[usize]) -> bool {
    const PEOPLE: [&str; 26] = [
        "people",
        "persons",
        "patients",
        "adults",
        "participants",
        "men",
        "women",
        "children",
        "volunteers",
        "veterans",
        "members",
        "cases",
        "trials",
        "studies",
        "respondents",
        "deaths",
        "users",
        "students",
        "adolescents",
        "students",
        "households",
        "teenagers",
        "doctors",
        "drinkers",
        "infusions",
        "treatments",
    ];
    const STUDIES: [&str; 7] = ["study", "trial", "group", "sample", "survey", "review", "all"];
    // Of each frequency its second number, and the place of its first.
    let seconds: HashMap<usize, usize> =
        frequencies.iter().filter_map(|&first| Some((frequency(words, first)?, first))).collect();
    let of_frequency =
        |at: usize| seconds.contains_key(&at) || frequencies.binary_search(&at).is_ok();
    let is = |at: Option<usize>, list: &[&str]| {
        at.and_then(|at| words.get(at)).is_some_and(|word| list.contains(&word.lower.as_str()))
    };
    words.iter().enumerate().any(|(at, word)| {
        let counts = word.is_number() && !word.is_year();
        let of_people = (1..=3).any(|next| is(Some(at + next), &PEOPLE));
        let of_study = is(at.checked_sub(1), &["of"]) && is(at.checked_sub(2), &STUDIES);
        let of_the = is(at.checked_sub(1), &["the"]) && is(at.checked_sub(2), &["of"]);
        // "12 of 40 people" tells the size, "1 in 4 people" does not.
        let told = seconds.get(&at).is_some_and(|first| words[first + 1].lower == "of")
            && word.is_figure();
        counts && (told || (!of_frequency(at) && (of_people || of_study || of_the)))
    })
}

fn has_comparison(words: &[Word<'_>]) -> bool {
    const COMPARING: [&str; 9] =
        ["compared", "comparison", "than", "placebo", "versus", "vs", "dummy", "control", "groups"];
    words.iter().any(|word| COMPARING.contains(&word.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::passages, *};

    fn found(markdown: &str) -> Vec<&'static str> {
        let mut findings = Findings::default();
        check(&passages(markdown), &mut findings);
        findings.as_slice().iter().map(|(_, finding)| finding.rule.name).collect()
    }

    #[test]
    fn the_examples_are_what_they_say() {
        for rule in [&STATISTIC_WITHOUT_GROUP, &PERCENTAGE_ALONE] {
            assert_eq!(found(rule.example.wrong), [rule.name]);
            assert!(found(rule.example.right).is_empty(), "{}", rule.name);
        }
    }

    #[test]
    fn a_group_or_comparison_in_the_same_paragraph_list_or_table_will_do() {
        for good in [
            "About 1 in 4 people, more than before.",
            "In a trial of 80, 40% got better.",
            "A trial had 80 adults.\n\n- 40% got better\n- 2 in 3 slept well",
            "Of the 96, 12% and 3 in 10 left.",
            "12 of 40 got better.",
            "Table: Trials\n\n| People | Better |\n|---|---|\n| 80 people | 40% |\n",
            "Twelve in 2019.",
        ] {
            assert!(found(good).is_empty(), "{good}: {:?}", found(good));
        }
        assert_eq!(found("About 1 in 4 people."), ["statistic-without-group"]);
        assert_eq!(found("Table: A\n\n| B | C |\n|---|---|\n| 2 in 3 | 5% |\n").len(), 1);
        assert_eq!(found("A trial had 80 adults.\n\nText: 40% won."), ["percentage-alone"]);
        assert_eq!(found("It is 5 per cent or 6 percent."), ["percentage-alone"]);
    }
}
