//! Editorial rules: what a text may say and how, beyond its form.
//!
//! A rule is a [`Rule`] beside the function that looks for what breaks it. Rules read the typed model
//! and the [`Passage`]s of a file, never Markdown, and add [`Finding`]s; [`Exception`]s take out what
//! an author has given a reason for.

use model::{Article, Date, Reference, Slug};

use super::{document::Located, passage::Passage};

mod acronyms;
mod alternatives;
mod capitals;
mod dates;
mod dosing;
mod exception;
mod finding;
mod length;
mod links;
mod medicines;
mod phrases;
mod prose;
mod readability;
mod references;
mod rule;
mod spelling;
mod statistics;
mod titles;
mod vocabulary;
mod wording;

use self::acronyms::Acronyms;
pub(crate) use self::{
    exception::{Exception, excepted},
    finding::Findings,
    medicines::{RestrictedMedicines, Showing},
    spelling::suggest,
    vocabulary::Vocabulary,
};
pub use self::{
    finding::Finding,
    rule::{Example, Rule, Severity},
};

/// All rules, in the order in which they are explained.
pub static RULES: [&Rule; 22] = [
    &dates::REVIEW_OVERDUE,
    &dates::NEVER_REVIEWED,
    &references::NO_REFERENCES,
    &references::REFERENCE_WITHOUT_SOURCE,
    &statistics::STATISTIC_WITHOUT_GROUP,
    &statistics::PERCENTAGE_ALONE,
    &length::LONG_SENTENCE,
    &length::LONG_PARAGRAPH,
    &readability::READING_AGE,
    &wording::STIGMATISING_WORDS,
    &wording::HYPE_WORDS,
    &wording::DRUG_FOR_MEDICINE,
    &wording::SUICIDE_WORDING,
    &capitals::CAPITALS,
    &links::VAGUE_LINK_TEXT,
    &acronyms::UNEXPANDED_ACRONYM,
    &dosing::DOSING_INSTRUCTION,
    &medicines::RESTRICTED_MEDICINE,
    &titles::LONG_TITLE,
    &alternatives::LONG_ALTERNATIVE,
    &alternatives::ALTERNATIVE_REPEATS_CAPTION,
    &spelling::SPELLING,
];

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.name == name)
}

/// An article as its rules see it.
pub(crate) struct ArticleSubject<'a> {
    /// What its fields say.
    pub(crate) article: &'a Article,
    /// Where they say it.
    pub(crate) lines: &'a ArticleLines,
    /// Its references, as they are written.
    pub(crate) references: &'a [Located<(Slug, Reference)>],
    /// Its running text.
    pub(crate) passages: &'a [Passage],
}

/// The lines of an article's days.
#[derive(Debug, Default)]
pub(crate) struct ArticleLines {
    /// Of `published`.
    pub(crate) published: Option<usize>,
    /// Of `updated`.
    pub(crate) updated: Option<usize>,
    /// Of `next` in `[review]`.
    pub(crate) next_review: Option<usize>,
}

/// What the rules for articles alone find on the day `today`.
pub(crate) fn article(subject: &ArticleSubject<'_>, today: Date, findings: &mut Findings) {
    dates::check(subject.article, subject.lines, today, findings);
    references::check(subject.references, findings);
    statistics::check(subject.passages, findings);
}

/// What the rules for every text find. Returns the age at which it can be read, where there are words
/// enough to tell.
pub(crate) fn text(
    passages: &[Passage],
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> Option<u8> {
    length::check(passages, findings);
    let reading_age = readability::check(passages, findings);
    wording::check(passages, findings);
    let acronyms = Acronyms::of(passages, vocabulary);
    capitals::check(passages, &acronyms, findings);
    links::check(passages, findings);
    acronyms.check(findings);
    dosing::check(passages, findings);
    titles::check(passages, findings);
    alternatives::check(passages, findings);
    spelling::check(passages, vocabulary, findings);
    reading_age
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::{
        super::{
            markdown::{Markdown, Place},
            pictures::Pictures,
            problem::Report,
        },
        *,
    };

    /// The passages of a Markdown text.
    pub(super) fn passages(markdown: &str) -> Vec<Passage> {
        let report = Report::new(Path::new("a.md"));
        let pictures = Pictures::named(["teapot.png"]);
        let reader = Markdown { report: &report, pictures: &pictures, references: None };
        let body = reader.body(markdown, 1, Place::Article);
        assert!(report.has_no_errors(), "{:?}", report.into_problems());
        body.passages
    }

    fn found(markdown: &str) -> BTreeSet<&'static str> {
        let mut findings = Findings::default();
        let passages = passages(markdown);
        text(&passages, &Vocabulary::default(), &mut findings);
        findings.as_slice().iter().map(|(_, finding)| finding.rule.name).collect()
    }

    #[test]
    fn the_examples_of_rules_for_texts_are_what_they_say() {
        let of_texts = [
            &length::LONG_SENTENCE,
            &length::LONG_PARAGRAPH,
            &wording::STIGMATISING_WORDS,
            &wording::HYPE_WORDS,
            &wording::DRUG_FOR_MEDICINE,
            &wording::SUICIDE_WORDING,
            &capitals::CAPITALS,
            &links::VAGUE_LINK_TEXT,
            &acronyms::UNEXPANDED_ACRONYM,
            &dosing::DOSING_INSTRUCTION,
            &alternatives::LONG_ALTERNATIVE,
            &alternatives::ALTERNATIVE_REPEATS_CAPTION,
            &spelling::SPELLING,
        ];
        for rule in of_texts {
            assert!(found(rule.example.wrong).contains(rule.name), "{}", rule.name);
            assert!(!found(rule.example.right).contains(rule.name), "{}", rule.name);
        }
    }

    #[test]
    fn every_rule_says_what_people_need_to_know() {
        let names: BTreeSet<_> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
        for wanted in RULES {
            assert_eq!(rule(wanted.name), Some(wanted));
            assert!(wanted.name.parse::<Slug>().is_ok(), "{}", wanted.name);
            for text in [wanted.summary, wanted.reason, wanted.source] {
                assert!(text.len() > 20 && text.ends_with(['.', ')']), "{}: {text}", wanted.name);
            }
            // It stands behind a semicolon.
            assert!(!wanted.remedy.ends_with('.') && !wanted.remedy.is_empty(), "{}", wanted.name);
            assert!(!wanted.example.wrong.is_empty() && !wanted.example.right.is_empty());
        }
    }
}
