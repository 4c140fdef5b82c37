use std::sync::Arc;

use leptos::prelude::*;
use model::Site;

use super::{link::Link, theme_choice::ThemeChoice};

/// Links to the pages about the site.
#[component]
pub(crate) fn Footer(
    /// What every page shows.
    site: Arc<Site>,
) -> impl IntoView {
    let items = site
        .footer
        .iter()
        .cloned()
        .map(|link| view! { <li><Link to=link.route text=link.title /></li> });
    view! {
        <footer class="footer">
            <nav aria-label="About this site">
                <ul class="footer__list">{items.collect_view()}</ul>
            </nav>
            <ThemeChoice />
            <p>{site.clinic.name.clone()}</p>
        </footer>
    }
}
