use std::sync::Arc;

use leptos::prelude::*;
use model::Site;

use super::contact_panel::DIRECTIONS;

/// The clinic within reach of a thumb: stays at the foot of a phone's window while the page scrolls
/// by, and comes to rest below it.
#[component]
pub(crate) fn QuickContact(
    /// What every page shows.
    site: Arc<Site>,
) -> impl IntoView {
    let phone = &site.clinic.phone;
    view! {
        <nav class="quick-contact" aria-label="Quick contact">
            <a href=phone.tel()>"Call " {phone.to_string()}</a>
            <a href=format!("#{DIRECTIONS}")>"Directions"</a>
        </nav>
    }
}
