//! The entry in the browser: takes over what the build drew, or draws where the page is empty.

use std::sync::Arc;

use leptos::{
    mount::{hydrate_from, mount_to},
    prelude::*,
    task::spawn_local,
};
use model::{BasePath, Route, Site};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{App, Start, pages::failed::LoadFailed, source::fetch};

/// Starts the app in the element `#app`.
pub fn start() {
    let root =
        document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else {
        return leptos::logging::error!("index.html has no element `#app` to start in");
    };
    let base = BasePath::from_public_url(&root.get_attribute("data-base").unwrap_or_default());
    if root.has_child_nodes() {
        let running = root.clone();
        hydrate_from(root, || view! { <App base start=Start::TakeOver /> }).forget();
        tell_that_it_runs(&running);
    } else {
        spawn_local(draw(root, base));
    }
}

/// The page is empty, as under `trunk serve`.
async fn draw(root: HtmlElement, base: BasePath) {
    match fetch::<Site>(&base.file(Route::SITE_FILE)).await {
        Ok(site) => {
            let start = Start::Empty(Arc::new(site));
            mount_to(root.clone(), || view! { <App base start /> }).forget();
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
