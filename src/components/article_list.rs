use leptos::{html, prelude::*};
use model::{ArticleCard, Route};

use super::{
    count,
    link::Link,
    picture::{PictureView, Place},
};

/// Articles as cards, or words where there are none.
#[component]
pub(crate) fn ArticleList<'a>(
    /// The articles.
    articles: &'a [ArticleCard],
    /// The element of their titles: one level below the heading that the list stands under.
    heading: &'static str,
) -> impl IntoView + use<> {
    let empty = articles.is_empty();
    let cards = articles.iter().map(|article| view! { <ArticleListItem article heading /> });
    view! {
        {empty.then(|| view! { <p class="empty">"There are no articles here yet."</p> })}
        <ul class="cards" hidden=empty>
            {cards.collect_view()}
        </ul>
    }
}

/// An article as a card: its title is the one link.
#[component]
fn ArticleListItem<'a>(
    /// The article.
    article: &'a ArticleCard,
    /// The element of its title.
    heading: &'static str,
) -> impl IntoView + use<> {
    let (label, day) = match article.updated {
        Some(updated) => ("Updated ", updated),
        None => ("Published ", article.published),
    };
    let link =
        view! { <Link to=Route::Article(article.slug.clone()) text=article.title.clone() /> };
    view! {
        <li class="card">
            <PictureView picture=article.picture.as_ref() place=Place::Card />
            {html::custom(heading).class("card__title").child(link)}
            <p>{article.summary.clone()}</p>
            <p class="card__facts">
                {label} <time datetime=day.iso()>{day.to_string()}</time>
                {format!(" · {} to read", count(article.reading_minutes, "minute", "minutes"))}
            </p>
        </li>
    }
}
