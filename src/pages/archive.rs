use leptos::prelude::*;
use model::{Archive, Route};

use crate::{
    components::{
        article_list::ArticleList, breadcrumb::Breadcrumb, count, pagination::Pagination,
    },
    still::Still,
};

/// The articles of a category, ten a page.
pub(super) fn view_of(archive: &Archive) -> Still {
    let Archive { category, page, pages, articles } = archive;
    let number = count(category.articles, "article", "articles");
    let place = (*pages > 1).then(|| format!(", page {page} of {pages}"));
    Still::new(view! {
        <div class="page">
            <Breadcrumb parent=(Route::Topics, "Topics".to_owned()) />
            <h1>{format!("Category: {}", category.title)}</h1>
            <p class="lede">{category.description.clone()}</p>
            <p class="count">{number} {place}</p>
            <ArticleList articles=articles heading="h2" />
            <Pagination category=category.slug.clone() page=*page pages=*pages />
        </div>
    })
}
