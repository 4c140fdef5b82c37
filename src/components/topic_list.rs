use leptos::{html, prelude::*};
use model::{CategoryCard, Route};

use super::{
    count,
    link::Link,
    picture::{PictureView, Place},
};

/// Categories with what they are about.
#[component]
pub(crate) fn TopicList<'a>(
    /// The categories.
    topics: &'a [CategoryCard],
    /// The element of their titles: one level below the heading that the list stands under.
    heading: &'static str,
) -> impl IntoView + use<> {
    let items = topics.iter().map(|topic| {
        let link =
            view! { <Link to=Route::archive(topic.slug.clone()) text=topic.title.clone() /> };
        view! {
            <li class="card">
                <PictureView picture=topic.picture.as_ref() place=Place::Card />
                {html::custom(heading).class("card__title").child(link)}
                <p>{topic.description.clone()}</p>
                <p class="card__facts">{count(topic.articles, "article", "articles")}</p>
            </li>
        }
    });
    view! { <ul class="cards cards--grid">{items.collect_view()}</ul> }
}
