use leptos::prelude::*;

/// Shares, copies and prints the page. Without scripts a browser's own menu does, and these are not
/// shown. `actions.js` carries them out.
#[component]
pub(crate) fn ArticleTools() -> impl IntoView {
    view! {
        <ul class="tools needs-script">
            <li>
                <button type="button" class="button button--quiet" data-action="share">
                    "Share this article"
                </button>
            </li>
            <li>
                <button type="button" class="button button--quiet" data-action="print">
                    "Print it"
                </button>
            </li>
        </ul>
    }
}
