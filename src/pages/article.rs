use leptos::prelude::*;
use model::{ArticlePage, CategoryLink, Inline, Route};

use crate::{
    components::{
        article_dates::ArticleDates,
        article_links::ArticleLinks,
        article_tools::ArticleTools,
        breadcrumb::Breadcrumb,
        changes::Changes,
        contents_list::ContentsList,
        link::Link,
        overdue::Overdue,
        picture::{PictureView, Place},
    },
    prose::{draw_article, draw_paragraph},
    still::Still,
};

/// An article: what it is, its text, where to read on.
pub(super) fn view_of(article: &ArticlePage) -> Still {
    let parent = article.categories.first().cloned();
    let parent = parent
        .map_or((Route::Topics, "Topics".to_owned()), |CategoryLink { slug, title }| {
            (Route::archive(slug), title)
        });
    let categories = article.categories.iter().cloned().map(|CategoryLink { slug, title }| {
        view! { <li><Link to=Route::archive(slug) text=title /></li> }
    });
    let overdue =
        article.review.as_ref().map(|review| view! { <Overdue review overdue=article.overdue /> });
    let plain_title = article.plain_title.clone();
    Still::new(view! {
        <div class="page">
            <Breadcrumb parent />
            <article class="article">
                <header class="article__header">
                    <h1>{article.title.clone()}</h1>
                    {plain_title.map(|title| view! { <p class="lede">{title}</p> })}
                    <PictureView picture=article.picture.as_ref() place=Place::Top />
                    <ArticleDates article />
                    {overdue}
                    <ArticleTools />
                </header>
                <ContentsList entries=&article.contents />
                {draw_article(&article.text)}
                <Notice paragraphs=&article.notice />
                <Changes changes=&article.changes />
            </article>
            <section class="section" aria-labelledby="categories">
                <h2 id="categories">"Categories"</h2>
                <ul class="tags">{categories.collect_view()}</ul>
            </section>
            <ArticleLinks
                related=&article.related
                previous=article.previous.as_ref()
                next=article.next.as_ref()
            />
        </div>
    })
}

/// What holds for every article: information, not advice.
#[component]
fn Notice<'a>(
    /// Its paragraphs.
    paragraphs: &'a [Vec<Inline>],
) -> impl IntoView + use<> {
    let paragraphs = paragraphs.iter().map(|paragraph| draw_paragraph(paragraph)).collect_view();
    view! {
        <section class="notice" aria-labelledby="notice">
            <h2 id="notice">"About this information"</h2>
            {paragraphs}
        </section>
    }
}
