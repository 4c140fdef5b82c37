use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::{BasePath, PageLink, Route, Site};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::link::Link;
use crate::outlet::Shown;

/// The site's name, how to reach the clinic, the main navigation.
#[component]
pub(crate) fn Header(
    /// What every page shows.
    site: Arc<Site>,
) -> impl IntoView {
    let clinic = site.clinic.clone();
    let address = clinic.address.parts().collect::<Vec<_>>().join(", ");
    let navigation = site.navigation.clone();
    let items = navigation.into_iter().map(|link| view! { <NavigationItem link /> });
    view! {
        <header class="header">
            <div class="header__inner">
                <p class="header__name"><Link to=Route::Home text=clinic.name.clone() /></p>
                <p class="header__address">{address}</p>
                <p class="header__phone">
                    "Call us: " <a href=clinic.phone.tel()>{clinic.phone.to_string()}</a>
                </p>
                <SearchForm />
            </div>
            <nav class="navigation" aria-label="Main">
                <ul class="navigation__list">{items.collect_view()}</ul>
            </nav>
        </header>
    }
}

/// The field for the search. A form of HTML: where no script has come it leads to the list of all
/// articles. It has no name, so that what is typed is not sent even then.
#[component]
fn SearchForm() -> impl IntoView {
    let base = use_context::<BasePath>().unwrap_or_default();
    view! {
        <form class="search" role="search" action=base.href(&Route::Search)>
            <label class="search__label" for="q">"What are you looking for?"</label>
            <input id="q" class="search__field" type="search" maxlength="200" />
            <button type="submit" class="button">"Search"</button>
        </form>
    }
}

/// A link in the navigation that says so where it is the page that is shown.
#[component]
fn NavigationItem(
    /// The link.
    link: PageLink,
) -> impl IntoView {
    let base = use_context::<BasePath>().unwrap_or_default();
    let here = use_location().pathname.with_untracked(|path| base.route(path));
    let current = (here.as_ref() == Some(&link.route)).then_some("page");
    view! { <li><a href=base.href(&link.route) aria-current=current>{link.title}</a></li> }
}

/// Marks the navigation's link to the page that is shown, and no other. The address is ahead of the
/// page while that is on its way, so the mark moves with the page.
pub(crate) fn mark_current_link(shown: RwSignal<Shown>, pathname: Memo<String>) {
    Effect::new(move |_| {
        shown.track();
        let path = pathname.get_untracked();
        let Ok(links) = document().query_selector_all(".navigation a") else { return };
        for index in 0..links.length() {
            let Some(link) = links.item(index).and_then(|node| node.dyn_into::<Element>().ok())
            else {
                continue;
            };
            // Neither can fail: the name is an attribute's name.
            _ = if link.get_attribute("href").as_deref() == Some(path.as_str()) {
                link.set_attribute("aria-current", "page")
            } else {
                link.remove_attribute("aria-current")
            };
        }
    });
}
