use leptos::prelude::*;

use crate::focus::ANNOUNCER;

/// The one element whose changes a screen reader says aloud, when it has nothing else to say.
#[component]
pub(crate) fn Announcer() -> impl IntoView {
    view! { <p id=ANNOUNCER class="visually-hidden" role="status"></p> }
}
