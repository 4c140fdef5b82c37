use leptos::prelude::*;

pub(crate) const TITLE: &str = "You are offline";

/// The page in the place of those that cannot be had offline. No app takes it over: it stands at the
/// address of another, which comes once the connection is back. `src/offline/page.js` adds what is
/// saved on the device.
#[component]
pub(super) fn Offline() -> impl IntoView {
    view! {
        <div class="page" data-offline-page=""><h1>{TITLE}</h1>
        <p>"This page could not be reached, and it is not saved on this device."</p>
        <p>
            "When you are connected again, " <a href="">"try this page again"</a>
            ". Until then, what is saved on this device opens as ever."
        </p>
        <p>
            "Help lines and our phone number are on this page. Calls and texts need no internet connection."
        </p></div>
    }
}
