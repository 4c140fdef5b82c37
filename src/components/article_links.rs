use leptos::prelude::*;
use model::{ArticleLink, Route};

use super::link::Link;

/// Where to read on: related articles, the one before and the one after.
#[component]
pub(crate) fn ArticleLinks<'a>(
    /// Related articles.
    related: &'a [ArticleLink],
    /// The next older article of the category.
    previous: Option<&'a ArticleLink>,
    /// The next newer article of the category.
    next: Option<&'a ArticleLink>,
) -> impl IntoView + use<> {
    let related = (!related.is_empty()).then(|| {
        let items = related.iter().map(|article| view! { <li>{link(article)}</li> });
        view! {
            <section class="section" aria-labelledby="related">
                <h2 id="related">"Related articles"</h2>
                <ul>{items.collect_view()}</ul>
            </section>
        }
    });
    let neighbour = |label, article: &ArticleLink| {
        view! {
            <li>
                <span class="neighbours__label">{label}</span>
                {link(article)}
            </li>
        }
    };
    let neighbours = (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="neighbours" aria-label="Previous and next article">
                <ul class="neighbours__list">
                    {previous.map(|article| neighbour("Previous: ", article))}
                    {next.map(|article| neighbour("Next: ", article))}
                </ul>
            </nav>
        }
    });
    view! { {related} {neighbours} }
}

fn link(article: &ArticleLink) -> impl IntoView + use<> {
    view! { <Link to=Route::Article(article.slug.clone()) text=article.title.clone() /> }
}
