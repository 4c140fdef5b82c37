use leptos::prelude::*;
use model::{GlossaryEntry, GlossaryPage, Route};

use crate::{
    components::{breadcrumb::Breadcrumb, link::Link},
    still::Still,
};

/// What words mean, and which articles use them.
pub(super) fn view_of(glossary: &GlossaryPage) -> Still {
    let entries = glossary.entries.iter().map(|entry| view! { <Entry entry /> });
    Still::new(view! {
        <div class="page">
            <Breadcrumb />
            <h1>{glossary.title.clone()}</h1>
            <p class="lede">{glossary.summary.clone()}</p>
            {entries.collect_view()}
        </div>
    })
}

#[component]
fn Entry<'a>(
    /// The term.
    entry: &'a GlossaryEntry,
) -> impl IntoView + use<> {
    let slug = entry.slug.to_string();
    let heading = slug.clone();
    let articles = (!entry.articles.is_empty()).then(|| {
        let links = entry.articles.iter().map(|article| {
            let to = Route::Article(article.slug.clone());
            view! { <li><Link to text=article.title.clone() /></li> }
        });
        view! {
            <p>"In these articles:"</p>
            <ul>{links.collect_view()}</ul>
        }
    });
    view! {
        <section class="section" aria-labelledby=slug>
            <h2 id=heading>{entry.term.clone()}</h2>
            <p>{entry.meaning.clone()}</p>
            {articles}
        </section>
    }
}
