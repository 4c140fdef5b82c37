use leptos::prelude::*;
use model::ContentsEntry;

/// An article with fewer sections needs no list of them.
const FEWEST: usize = 3;

/// Links to the sections of an article. Scripts fold it where there is no room beside the text
/// (`head.js`, `actions.js`); without them it is open.
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
                <details class="contents__fold" open>
                    <summary><h2 id="contents" class="contents__title">"Contents"</h2></summary>
                    <ol class="contents__list">{items.collect_view()}</ol>
                </details>
            </nav>
        }
    })
}
