use leptos::prelude::*;
use model::{CategoryCard, Route};

use super::{count, link::Link};

/// Categories with what they are about.
#[component]
pub(crate) fn TopicList<'a>(
    /// The categories.
    topics: &'a [CategoryCard],
) -> impl IntoView + use<> {
    let items = topics.iter().map(|topic| {
        view! {
            <li class="card">
                <p class="card__title"><Link to=Route::archive(topic.slug.clone()) text=topic.title.clone() /></p>
                <p>{topic.description.clone()}</p>
                <p class="card__facts">{count(topic.articles, "article", "articles")}</p>
            </li>
        }
    });
    view! { <ul class="cards cards--grid">{items.collect_view()}</ul> }
}
