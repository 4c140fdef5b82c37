use leptos::prelude::*;
use model::ContentsEntry;

/// An article with fewer sections needs no list of them.
const FEWEST: usize = 3;

/// Links to the sections of an article.
#[component]
pub(crate) fn ContentsList<'a>(
    /// The sections.
    entries: &'a [ContentsEntry],
) -> impl IntoView + use<> {
    (entries.len() >= FEWEST).then(|| {
        let items = entries.iter().map(|entry| {
            view! { <li><a href=format!("#{}", entry.id)>{entry.title.clone()}</a></li> }
        });
        view! {
            <nav class="contents" aria-labelledby="contents">
                <h2 id="contents" class="contents__title">"Contents"</h2>
                <ol class="contents__list">{items.collect_view()}</ol>
            </nav>
        }
    })
}
