use leptos::prelude::*;
use model::PageLink;

use super::link::Link;

/// Pages in the order of the alphabet.
#[component]
pub(crate) fn AToZ<'a>(
    /// The pages, in that order.
    links: &'a [PageLink],
) -> impl IntoView + use<> {
    let items = links
        .iter()
        .map(|link| view! { <li><Link to=link.route.clone() text=link.title.clone() /></li> });
    view! {
        <section class="section" aria-labelledby="a-to-z">
            <h2 id="a-to-z">"Topics and articles from A to Z"</h2>
            <ul>{items.collect_view()}</ul>
        </section>
    }
}
