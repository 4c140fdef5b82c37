use leptos::prelude::*;
use model::Route;

use super::link::Link;

/// The way back up, on every page but home. The page itself is its heading, not a crumb.
#[component]
pub(crate) fn Breadcrumb(
    /// The page between home and this one, and its title.
    #[prop(optional)]
    parent: Option<(Route, String)>,
) -> impl IntoView {
    let parent = parent.map(|(route, text)| view! { <li><Link to=route text /></li> });
    view! {
        <nav class="breadcrumb" aria-label="Breadcrumb">
            <ol class="breadcrumb__list">
                <li><Link to=Route::Home text="Home" /></li>
                {parent}
            </ol>
        </nav>
    }
}
