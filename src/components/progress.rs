use leptos::prelude::*;

/// A line at the top of the page while the next one is on its way.
#[component]
pub(crate) fn Progress(
    /// Whether it is shown.
    #[prop(into)]
    shown: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="progress" hidden=move || !shown.get()>
            <p class="progress__text" role="status">{move || shown.get().then_some("Loading the page…")}</p>
        </div>
    }
}
