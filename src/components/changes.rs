use leptos::prelude::*;
use model::Change;

/// The corrections that a reader should know of.
#[component]
pub(crate) fn Changes<'a>(
    /// The corrections, newest first.
    changes: &'a [Change],
) -> impl IntoView + use<> {
    (!changes.is_empty()).then(|| {
        let items = changes.iter().map(|Change { date, note }| {
            view! { <li><time datetime=date.iso()>{date.to_string()}</time> ": " {note.clone()}</li> }
        });
        view! {
            <section class="section" aria-labelledby="changes">
                <h2 id="changes">"Changes to this article"</h2>
                <ul>{items.collect_view()}</ul>
            </section>
        }
    })
}
