use model::{Article, Date, Visibility};

use super::{ArticleLines, Example, Findings, Rule, Severity};

pub(super) static REVIEW_OVERDUE: Rule = Rule {
    name: "review-overdue",
    severity: Severity::Warning,
    summary: "The next review of an article is not late; an error once it is 12 months late.",
    reason: "Health advice ages: licences, guidelines and phone numbers change. Readers are told when a review is late, and after another year nobody can answer for the text.",
    source: "PIF TICK criteria of the Patient Information Forum: information is reviewed when it was said to be. The 12 months are the site's own limit.",
    remedy: "have a clinician review it and write the days into `[review]`, or take it off the site with `draft = true`",
    example: Example {
        wrong: "next = 2026-01-31, on 1 February 2026",
        right: "next = 2027-01-31, on 1 February 2026",
    },
};

pub(super) static NEVER_REVIEWED: Rule = Rule {
    name: "never-reviewed",
    severity: Severity::Warning,
    summary: "An article that is older than three years has been reviewed.",
    reason: "What was right when it was written may not be now, and without a review nobody has looked.",
    source: "NHS and PIF TICK practice: health information is reviewed at least every three years.",
    remedy: "have a clinician review it and add `[review]`, or bring it up to date and set `updated`",
    example: Example {
        wrong: "published = 2022-05-01 without [review], in 2026",
        right: "published = 2022-05-01, updated = 2025-03-01 without [review], in 2026",
    },
};

/// Years after which an article needs a review.
const OLD: u16 = 3;

pub(super) fn check(article: &Article, lines: &ArticleLines, today: Date, findings: &mut Findings) {
    if article.visibility == Visibility::Draft {
        return;
    }
    match &article.review {
        Some(review) if review.is_overdue(today) => {
            let message = format!("the next review was due on {}", review.next);
            let finding = REVIEW_OVERDUE.finding(message);
            let late = passed(review.next, 1, today);
            let severity = if late { Severity::Error } else { Severity::Warning };
            findings.add(lines.next_review, finding.severity(severity));
        }
        Some(_) => {}
        None => {
            let (day, line) = match article.updated {
                Some(updated) => (updated, lines.updated),
                None => (article.published, lines.published),
            };
            if passed(day, OLD, today) {
                let message = format!("the article is of {day} and has never been reviewed");
                findings.add(line, NEVER_REVIEWED.finding(message));
            }
        }
    }
}

/// Whether more than so many years have passed since `day`.
fn passed(day: Date, years: u16, today: Date) -> bool {
    let (day, today) = (day.iso(), today.iso());
    let year = |date: &str| date[..4].parse::<u16>().unwrap_or_default();
    // Dates written so are in the order of their days.
    (year(&day) + years, &day[4..]) < (year(&today), &today[4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_has_passed_on_the_day_after() {
        let today = day("2026-11-23");
        assert!(!passed(day("2025-11-23"), 1, today));
        assert!(passed(day("2025-11-22"), 1, today));
        assert!(!passed(day("2025-12-01"), 1, today));
        assert!(passed(day("2023-02-28"), 3, today));
    }

    fn found(
        review: Option<&str>,
        published: &str,
        updated: Option<&str>,
    ) -> Vec<(&'static str, Severity)> {
        let slug = |text: &str| text.parse::<model::Slug>().unwrap();
        let article = Article {
            slug: slug("a"),
            title: String::new(),
            plain_title: None,
            summary: String::new(),
            categories: vec![slug("b")],
            authors: vec![],
            audience: vec![],
            picture: None,
            visibility: Visibility::Public { from: day(published), until: None },
            published: day(published),
            updated: updated.map(day),
            review: review.map(|next| model::Review {
                reviewer: None,
                last: day("2020-01-01"),
                next: day(next),
            }),
            text: model::ArticleText::default(),
            changes: vec![],
            related: vec![],
            old_addresses: vec![],
            synonyms: vec![],
        };
        let mut findings = Findings::default();
        check(&article, &ArticleLines::default(), day("2026-11-23"), &mut findings);
        findings.as_slice().iter().map(|(_, found)| (found.rule.name, found.severity)).collect()
    }

    #[test]
    fn a_late_review_is_a_warning_for_a_year_and_then_an_error() {
        let found = |next| found(Some(next), "2020-01-01", None);
        assert_eq!(found("2026-11-23"), []);
        assert_eq!(found("2026-11-22"), [("review-overdue", Severity::Warning)]);
        assert_eq!(found("2025-11-22"), [("review-overdue", Severity::Error)]);
    }

    #[test]
    fn what_is_old_needs_a_review() {
        assert_eq!(found(None, "2023-11-24", None), []);
        assert_eq!(found(None, "2023-11-22", None), [("never-reviewed", Severity::Warning)]);
        assert_eq!(found(None, "2019-01-01", Some("2026-01-01")), []);
    }
}
