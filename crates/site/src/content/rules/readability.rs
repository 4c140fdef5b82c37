use super::{
    Example, Findings, Rule, Severity,
    prose::{count_words, sentences},
};
use crate::content::passage::Passage;

pub(super) static READING_AGE: Rule = Rule {
    name: "reading-age",
    severity: Severity::Warning,
    summary: "A text can be read at the age of 14.",
    reason: "4 in 10 adults in England struggle with health information written for the public (Rowlands et al. 2015, doi:10.3399/bjgp15X685285). The formula counts letters, so that names of medicines and conditions weigh much: the limit is therefore the upper end of what the NHS allows for medical texts.",
    source: "Automated Readability Index (Senter and Smith 1967, AMRL-TR-66-220). NHS content style guide: reading age 9 to 11; where medical information makes that hard, 11 to 14.",
    remedy: "use shorter sentences and common words; `long-sentence` shows where to begin",
    example: Example {
        wrong: "Pharmacological interventions demonstrate heterogeneous effectiveness across populations presenting comorbid symptomatology.",
        right: "Medicines do not help everyone in the same way.",
    },
};

/// Years.
const OLDEST: f64 = 14.0;
/// The index says little of a few sentences.
const FEWEST_WORDS: usize = 100;

/// Returns the age in years, where there are words enough to tell.
pub(super) fn check(passages: &[Passage], findings: &mut Findings) -> Option<u8> {
    let prose =
        || passages.iter().filter(|passage| passage.is_prose()).map(|passage| &*passage.text);
    let words: usize = prose().map(count_words).sum();
    if words < FEWEST_WORDS {
        return None;
    }
    let age = reading_age(prose());
    if age > OLDEST {
        let message = format!("the text needs a reading age of {age:.0}, more than {OLDEST:.0}");
        findings.add(None, READING_AGE.finding(message));
    }
    // Between the two limits no number is too large, or below zero.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let years = age.clamp(0.0, 99.0) as u8;
    Some(years)
}

/// The age at which a text can be read, by the Automated Readability Index: the index, rounded up,
/// is the school year of the United States, and a child is five years older at its end.
fn reading_age<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    let (mut letters, mut words, mut count) = (0_u32, 0_u32, 0_u32);
    let add = |sum: &mut u32, number: usize| {
        *sum = sum.saturating_add(u32::try_from(number).unwrap_or(u32::MAX));
    };
    for text in texts {
        add(&mut letters, text.chars().filter(|letter| letter.is_alphanumeric()).count());
        add(&mut words, count_words(text));
        add(&mut count, sentences(text).count());
    }
    let (letters, words, count) =
        (f64::from(letters), f64::from(words.max(1)), f64::from(count.max(1)));
    (4.71 * letters / words + 0.5 * words / count - 21.43).ceil() + 5.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_that_of_the_formula() {
        // 20 letters, 5 words, 1 sentence: 4.71 * 4 + 0.5 * 5 - 21.43 = -0.09
        let age = reading_age(["Four word item text just."].into_iter());
        assert!((age - 5.0).abs() < f64::EPSILON, "{age}");
    }

    #[test]
    fn the_examples_are_what_they_say() {
        assert!(reading_age([READING_AGE.example.wrong].into_iter()) > OLDEST);
        assert!(reading_age([READING_AGE.example.right].into_iter()) <= OLDEST);
    }

    #[test]
    fn long_words_are_found_in_a_text_of_some_length() {
        let found = |text: &str| {
            let mut findings = Findings::default();
            check(&super::super::tests::passages(text), &mut findings);
            findings.as_slice().len()
        };
        assert_eq!(found(&READING_AGE.example.wrong.repeat(20)), 1);
        assert_eq!(found(READING_AGE.example.wrong), 0);
        assert_eq!(found(&format!("{} ", READING_AGE.example.right).repeat(20)), 0);
    }
}
