use leptos::{either::Either, prelude::*};
use model::{ArticlePage, Audience, Date};

use super::count;

/// When an article was published, changed and reviewed, by whom, for whom, and how long it is.
#[component]
pub(crate) fn ArticleDates<'a>(
    /// The article.
    article: &'a ArticlePage,
) -> impl IntoView + use<> {
    let facts = facts(article).into_iter().map(|Fact { term, value, date }| {
        let value = match date {
            Some(date) => Either::Left(view! { <time datetime=date>{value}</time> }),
            None => Either::Right(value),
        };
        view! { <div class="facts__fact"><dt>{term}</dt><dd>{value}</dd></div> }
    });
    view! { <dl class="facts">{facts.collect_view()}</dl> }
}

/// One thing to know of an article.
struct Fact {
    term: &'static str,
    value: String,
    /// The same for machines, where it is a day.
    date: Option<String>,
}

fn facts(article: &ArticlePage) -> Vec<Fact> {
    let day = |term, date: Date| Fact { term, value: date.to_string(), date: Some(date.iso()) };
    let words = |term, value: String| Fact { term, value, date: None };

    let mut facts = vec![day("Published", article.published)];
    facts.extend(article.updated.map(|updated| day("Updated", updated)));
    match &article.review {
        Some(review) => {
            facts.push(day("Last reviewed", review.last));
            facts.push(day("Next review due", review.next));
            facts.extend(review.reviewer.clone().map(|reviewer| words("Reviewed by", reviewer)));
        }
        None => facts.push(words("Review", "Not yet reviewed by a clinician".to_owned())),
    }
    if !article.authors.is_empty() {
        facts.push(words("By", article.authors.join(", ")));
    }
    if !article.audience.is_empty() {
        let audience: Vec<_> = article.audience.iter().map(|&audience| name(audience)).collect();
        facts.push(words("For", audience.join(", ")));
    }
    facts.push(words("Reading time", count(article.reading_minutes, "minute", "minutes")));
    facts
}

fn name(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::Patients => "patients",
        Audience::Carers => "carers",
        Audience::Professionals => "professionals",
    }
}
