use leptos::prelude::*;
use model::Review;

/// Says that an article is older than it should be. It is there, hidden, while the review is not yet
/// due: the site may have been built long before it is read, so `actions.js` looks at the day.
#[component]
pub(crate) fn Overdue<'a>(
    /// The article's last review.
    review: &'a Review,
    /// Whether the next one was due when the site was built.
    overdue: bool,
) -> impl IntoView + use<> {
    let next = review.next;
    view! {
        <div class="callout callout--important overdue" data-due=next.iso() hidden=!overdue>
            <p class="callout__heading">"This article is due for a review"</p>
            <p>
                {format!("It should have been reviewed again by {next}. There may be newer advice: ")}
                "ask your GP or call NHS 111."
            </p>
        </div>
    }
}
