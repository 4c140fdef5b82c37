use leptos::prelude::*;

/// What is shown, and said aloud, while a page is on its way.
pub(crate) const WORDS: &str = "Loading the page…";

/// A line at the top of the page while the next one is on its way.
#[component]
pub(crate) fn Progress(
    /// Whether it is shown.
    #[prop(into)]
    shown: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="progress" hidden=move || !shown.get()>
            <p class="progress__text">{WORDS}</p>
        </div>
    }
}
