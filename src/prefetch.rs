//! Fetches the data behind the links in view, so that a tap on one needs no request.

use std::time::Duration;

use leptos::prelude::*;
use model::{BasePath, Route};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, IdleRequestOptions, IntersectionObserver, IntersectionObserverEntry};

use crate::{outlet::Shown, source::Source};

/// How many pages are fetched ahead for one page that a visitor reads: some 50 kB at the most.
const AHEAD: usize = 10;

/// Watches the links of every page that is shown.
pub(crate) fn prefetch_links_in_view(shown: RwSignal<Shown>) {
    let source = expect_context::<Source>();
    let base = expect_context::<BasePath>();
    let watch = RwSignal::new_local(None::<Watch>);
    Effect::new(move |_| {
        shown.track();
        let (source, base) = (source.clone(), base.clone());
        // When idle: the page that was asked for comes first.
        request_idle(move || {
            watch.try_set((!saves_data()).then(|| Watch::new(source, base)).flatten());
        });
    });
}

/// One page's links under watch; dropping it ends the watch.
struct Watch {
    observer: IntersectionObserver,
    _on_sight: Closure<dyn FnMut(js_sys::Array)>,
}

impl Watch {
    fn new(source: Source, base: BasePath) -> Option<Self> {
        let mut asked = Vec::new();
        let on_sight = Closure::new(move |entries: js_sys::Array| {
            for route in entries.iter().filter_map(|entry| route_in_sight(entry, &base)) {
                let known = asked.contains(&route) || source.remembered(&route).is_some();
                if !known && asked.len() < AHEAD {
                    // A page that cannot be fetched ahead is fetched, or its failure told, when it
                    // is asked for.
                    source.ask(&route, None);
                    asked.push(route);
                }
            }
        });
        let observer = IntersectionObserver::new(on_sight.as_ref().unchecked_ref()).ok()?;
        let links = document().query_selector_all("main a[href], header a[href]").ok()?;
        for index in 0..links.length() {
            if let Some(link) = links.item(index).and_then(|node| node.dyn_into::<Element>().ok()) {
                observer.observe(&link);
            }
        }
        Some(Self { observer, _on_sight: on_sight })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn route_in_sight(entry: JsValue, base: &BasePath) -> Option<Route> {
    let entry: IntersectionObserverEntry = entry.unchecked_into();
    let href = entry.is_intersecting().then(|| entry.target().get_attribute("href"))??;
    base.route(href.split(['#', '?']).next()?)
}

/// Whether the visitor asked for less data.
fn saves_data() -> bool {
    let navigator = window().navigator();
    let get =
        |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name)).ok();
    get(&navigator, "connection")
        .filter(JsValue::is_object)
        .and_then(|connection| get(&connection, "saveData"))
        .is_some_and(|value| value.is_truthy())
}

/// Runs `task` when the browser is idle; after a moment where it cannot tell (Safari).
fn request_idle(task: impl FnOnce() + 'static) {
    let can_tell = js_sys::Reflect::has(&window(), &JsValue::from_str("requestIdleCallback"));
    if can_tell.unwrap_or(false) {
        // A page that is never idle still has its turn, as in `boot.js`.
        let options = IdleRequestOptions::new();
        options.set_timeout(3000);
        let task = Closure::once_into_js(task);
        // Fails only for what is no function.
        _ = window().request_idle_callback_with_options(task.unchecked_ref(), &options);
    } else {
        set_timeout(task, Duration::from_millis(300));
    }
}
