//! The entry in the browser: takes over what the build drew, or draws where the page is empty.

use std::sync::Arc;

use leptos::{
    mount::{hydrate_from, mount_to},
    prelude::*,
};
use model::{BasePath, Route, Site};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, console};

use crate::{
    App, Start, focus::make_focusable, pages::failed::LoadFailed, place::Places, source::fetch,
};

/// Starts the app in the element `#app`.
pub fn start() {
    // `boot.js` hears of a panic from the browser, and goes on without the app; only here it has words.
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic.location().map_or(("", 0), |place| (place.file(), place.line()));
        console::error_3(&"The app panicked at".into(), &file.into(), &line.into());
    }));
    let root =
        document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else {
        return leptos::logging::error!("index.html has no element `#app` to start in");
    };
    leave_fragments_to_the_browser(&root);
    let written = |name| root.get_attribute(name).unwrap_or_default();
    let (base, build) = (BasePath::from_public_url(&written("data-base")), written("data-build"));
    if root.has_child_nodes() {
        let start = Start::TakeOver(written("data-name"));
        hydrate_from(root.clone(), || app(base, start, build)).forget();
        tell_that_it_runs(&root);
    } else if Start::MAY_BE_EMPTY {
        // Leptos has no executor before the first view is mounted.
        wasm_bindgen_futures::spawn_local(draw(root, base, build));
    } else {
        leptos::logging::error!("the page has no content, though this is a release");
    }
}

/// The app, in a browser, which has a history to watch.
fn app(base: BasePath, start: Start, build_id: String) -> impl IntoView {
    provide_context(Places::watch());
    view! { <App base start build_id /> }
}

/// The page is empty, as under `trunk serve`.
async fn draw(root: HtmlElement, base: BasePath, build: String) {
    match fetch::<Site>(&base.file(Route::SITE_FILE), &build, None).await {
        Ok(site) => {
            let start = Start::Empty(Arc::new(site));
            mount_to(root.clone(), || app(base, start, build)).forget();
            tell_that_it_runs(&root);
        }
        Err(error) => {
            let retry = Callback::new(|()| _ = window().location().reload());
            let failed = move || view! { <main id="main"><LoadFailed error retry /></main> };
            mount_to(root, failed).forget();
        }
    }
}

/// For styles and tests that depend on whether clicks are handled here yet.
fn tell_that_it_runs(root: &HtmlElement) {
    // Fails only for a name that is no attribute's name.
    _ = root.set_attribute("data-app", "running");
}

/// A link to a place on the same page needs no router. The browser moves the focus there and marks
/// the place as `:target`; the router, which listens further out, would only scroll.
fn leave_fragments_to_the_browser(root: &HtmlElement) {
    let listener = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = link.and_then(|element| element.closest("a[href^='#']").ok().flatten());
        if let Some(link) = link {
            event.stop_propagation();
            let id = link.get_attribute("href").unwrap_or_default();
            let target = document().get_element_by_id(id.trim_start_matches('#'));
            if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
                make_focusable(&target);
            }
        }
    });
    // Fails only for an event that has no name.
    _ = root.add_event_listener_with_callback("click", listener.as_ref().unchecked_ref());
    // The app lives as long as the page.
    listener.forget();
}
