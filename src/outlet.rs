//! Shows the page of the current address, and keeps the old page until the new one is there.
//!
//! The router's own `<Routes>` would swap the page at once and leave each page to load its data;
//! here the address bar, the scroll position and the page change together, when the data has come.

use std::{sync::Arc, time::Duration};

use leptos::{prelude::*, task::tick};
use leptos_router::{
    hooks::use_location,
    location::{BrowserUrl, Location, LocationProvider},
};
use model::{BasePath, Route, document_title};
use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::{
    Drawing, Start,
    components::{
        header::mark_current_link,
        progress::{self, Progress},
    },
    focus::announce,
    metadata::{Described, Metadata},
    pages,
    place::Places,
    prefetch::prefetch_links_in_view,
    source::{LoadError, Loaded, Source, Then},
    still::Kept,
    transition::blend,
};

/// A page that takes longer than this shows that it is on its way.
const PATIENCE: Duration = Duration::from_millis(200);

/// What stands in `<main>`.
#[derive(Debug, Clone)]
pub(crate) enum Shown {
    /// A page.
    Page(Loaded),
    /// The address leads nowhere.
    Missing,
    /// The page cannot be had offline.
    Offline,
    /// The page could not be loaded.
    Failed(LoadError),
    /// The first page is on its way.
    Loading,
}

impl Shown {
    /// What the browser's tab says; `site` is the site's name.
    fn document_title(&self, site: &str) -> String {
        match self {
            Self::Page(Loaded::Data(record)) => record.document_title.clone(),
            Self::Page(Loaded::Drawn { document_title, .. }) => document_title.clone(),
            Self::Missing => document_title(pages::not_found::TITLE, site),
            Self::Failed(_) => document_title(pages::failed::TITLE, site),
            // That for a page that is not there has the title that the build wrote: no app takes it
            // over.
            Self::Offline | Self::Loading => site.to_owned(),
        }
    }
}

/// The main part of the page.
#[component]
pub(crate) fn Outlet(
    /// What there is to begin with.
    start: Start,
) -> impl IntoView {
    let source = expect_context::<Source>();
    let base = expect_context::<BasePath>();
    let Location { pathname, search, .. } = use_location();

    let name = match &start {
        Start::Draw(site, _) | Start::Empty(site) => site.clinic.name.clone(),
        Start::TakeOver(name) => name.clone(),
    };
    let shown = RwSignal::new(match start {
        Start::Draw(_, Drawing::Page(record)) => Shown::Page(Loaded::Data(Arc::new(*record))),
        Start::Draw(_, Drawing::NotFound) => Shown::Missing,
        Start::Draw(_, Drawing::Offline) => Shown::Offline,
        Start::TakeOver(_) => {
            Shown::Page(Loaded::Drawn { document_title: document().title(), kept: Kept::default() })
        }
        Start::Empty(_) => Shown::Loading,
    });
    let first = pathname.with_untracked(|path| base.route(path));
    if let (Some(route), Shown::Page(loaded)) = (first, shown.get_untracked()) {
        source.remember(route, loaded);
    }

    let site = name.clone();
    let described = base.clone();
    let slow = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    let retry = Callback::new(move |()| attempt.update(|count| *count += 1));

    let location = use_context::<BrowserUrl>();
    let places = use_context::<Places>();
    Effect::new(move |previous: Option<(String, u32)>| {
        let now = (pathname.get(), attempt.get());
        let begun = previous.is_some() || matches!(shown.get_untracked(), Shown::Loading);
        if begun && previous.as_ref() != Some(&now) {
            let is_current = current(pathname, attempt, &now);
            let visit = previous.is_some().then(|| Visit {
                site: site.clone(),
                path: now.0.clone(),
                places: places.clone(),
            });
            let change = PageChange { shown, slow, is_current, location: location.clone(), visit };
            change.begin(base.route(&now.0), &source);
        }
        now
    });
    complete_queries(search, use_context::<BrowserUrl>());
    describe_in_head(shown, pathname, described, name);
    mark_current_link(shown, pathname);
    prefetch_links_in_view(shown);

    view! {
        <main id="main" tabindex="-1" aria-busy=move || slow.get().then_some("true")>
            <Progress shown=slow />
            {move || pages::view_of(shown.get(), retry)}
        </main>
    }
}

/// Keeps the title of the document, and what its head says, those of what is shown.
fn describe_in_head(shown: RwSignal<Shown>, pathname: Memo<String>, base: BasePath, site: String) {
    Effect::new(move |metadata: Option<Metadata>| {
        let path = pathname.get_untracked();
        let mut metadata = metadata.unwrap_or_else(|| Metadata::of_loaded(&path));
        shown.with(|shown| {
            document().set_title(&shown.document_title(&site));
            let page = match shown {
                Shown::Page(Loaded::Data(record)) => Some(&**record),
                _ => None,
            };
            metadata.describe(&Described { base: &base, path: &path, page, site: &site });
        });
        metadata
    });
}

/// Whether the visitor still waits for what was asked for.
fn current(
    pathname: Memo<String>,
    attempt: RwSignal<u32>,
    asked: &(String, u32),
) -> impl Fn() -> bool + Clone + 'static {
    let asked = asked.clone();
    move || {
        pathname.try_with_untracked(|path| *path == asked.0).unwrap_or(false)
            && attempt.try_get_untracked() == Some(asked.1)
    }
}

/// One change of page.
struct PageChange<F> {
    shown: RwSignal<Shown>,
    slow: RwSignal<bool>,
    is_current: F,
    location: Option<BrowserUrl>,
    /// None for the first page, at whose arrival a browser does all that there is to do.
    visit: Option<Visit>,
}

/// What is done at the arrival of a page.
struct Visit {
    /// The site's name.
    site: String,
    path: String,
    places: Option<Places>,
}

impl<F: Fn() -> bool + Clone + 'static> PageChange<F> {
    fn begin(self, route: Option<Route>, source: &Source) {
        let Some(route) = route else {
            return self.finish(Shown::Missing);
        };
        source.leave_all_but(&route);
        if let Some(loaded) = source.remembered(&route) {
            return self.finish(Shown::Page(loaded));
        }
        let (slow, is_current) = (self.slow, self.is_current.clone());
        let wait = move || {
            if is_current() {
                slow.set(true);
                announce(progress::WORDS.to_owned());
            }
        };
        let timer = set_timeout_with_handle(wait, PATIENCE);
        let is_search = route == Route::Search;
        let then = move |result| {
            if let Ok(timer) = timer {
                timer.clear();
            }
            // The slow answer of the page before never replaces the page after.
            if (self.is_current)() {
                let shown = match result {
                    Ok(loaded) => Shown::Page(loaded),
                    // The host knows more than this app: where the page has gone, what a newer
                    // build says.
                    Err(LoadError::Missing | LoadError::OtherBuild) if self.visit.is_some() => {
                        self.slow.set(true);
                        let load = |location| load_plainly(location, is_search);
                        return self.location.as_ref().map_or((), load);
                    }
                    Err(LoadError::Missing) => Shown::Missing,
                    Err(error) => Shown::Failed(error),
                };
                self.finish(shown);
            }
        };
        source.ask(&route, Some(Then::new(Box::new(then))));
    }

    fn finish(self, shown: Shown) {
        let Some(visit) = self.visit else {
            self.slow.set(false);
            return self.shown.set(shown);
        };
        blend(async move {
            let title = shown.document_title(&visit.site);
            self.slow.set(false);
            self.shown.set(shown);
            // Only now the address changes and the new page stands at its top or at its `#fragment`.
            if let Some(location) = &self.location {
                location.ready_to_complete();
                tick().await;
                add_to_history(location);
            }
            let fragment = window().location().hash().unwrap_or_default();
            if let Some(places) = visit.places {
                places.arrive(&visit.path, &fragment);
            }
            announce(title);
        });
    }
}

/// Has the browser load the page that the router was asked for, as if there were no app.
fn load_plainly(location: &BrowserUrl, is_search: bool) {
    let window = window().location();
    let url = location.as_url().get_untracked();
    if is_search && !url.search().is_empty() {
        // The words are not for the host, which does not hear of what follows a `#`. `actions.js` puts
        // them back.
        _ = window.assign(&format!("{}#{}", url.path(), url.search()));
        return;
    }
    // Where Back or Forward led the address is there already, and a `#fragment` in it would only
    // move the page.
    _ = match address_elsewhere(location) {
        Some(address) => window.assign(&address),
        None => window.reload(),
    };
}

/// The address that the router was asked for, unless it is that of the window already.
fn address_elsewhere(location: &BrowserUrl) -> Option<String> {
    let url = location.as_url().get_untracked();
    let query = if url.search().is_empty() { String::new() } else { format!("?{}", url.search()) };
    let there = window().location();
    let is_there =
        there.pathname().as_deref() == Ok(url.path()) && there.search().as_ref() == Ok(&query);
    (!is_there).then(|| format!("{}{query}{}", url.path(), url.hash()))
}

/// Has another query at the same path, such as that of another search, reach the browser's history.
fn complete_queries(search: Memo<String>, location: Option<BrowserUrl>) {
    Effect::new(move |begun: Option<()>| {
        // Not `track`, which makes no memo look at what it is of.
        search.with(|_| ());
        let Some(location) = location.as_ref().filter(|_| begun.is_some()) else { return };
        let path = window().location().pathname();
        // Else its page is on its way, and is added with it.
        if path.as_deref() == Ok(location.as_url().get_untracked().path())
            && add_to_history(location)
            && let Ok(event) = Event::new("query")
        {
            // The search looked at the address before it was there. Fails only without the event.
            _ = window().dispatch_event(&event);
        }
    });
}

/// Adds the page to the browser's history where the router has not.
///
/// `BrowserUrl` leaves out an address that it takes for the current one, but does not count a way
/// forward: back, forward and a click to the page in between, and the address stays as it was.
///
/// Returns whether it had to.
fn add_to_history(location: &BrowserUrl) -> bool {
    let Some(address) = address_elsewhere(location) else { return false };
    let Ok(history) = window().history() else { return false };
    // Fails only for another origin, where no link of the router leads.
    history.push_state_with_url(&JsValue::NULL, "", Some(&address)).is_ok()
}
