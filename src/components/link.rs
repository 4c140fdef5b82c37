use leptos::prelude::*;
use model::{BasePath, Route};

/// A link to a page of the site.
#[component]
pub(crate) fn Link(
    /// The page.
    to: Route,
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let base = use_context::<BasePath>().unwrap_or_default();
    view! { <a href=base.href(&to)>{text}</a> }
}
