//! Where on a page a visitor was, kept in the browser's history, so that Back leads there again.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event};

use crate::focus::focus_on;

/// How long a page stands still before its place is noted: browsers limit how often they take it.
const STILL: Duration = Duration::from_millis(150);

/// Watches where a visitor is, and where the browser's history leads.
#[derive(Clone)]
pub(crate) struct Places(SendWrapper<Rc<Watched>>);

#[derive(Default)]
struct Watched {
    /// The path of the page that is shown.
    path: RefCell<String>,
    /// Whether Back or Forward led to a page that is not shown yet.
    travelling: Cell<bool>,
    timer: Cell<Option<TimeoutHandle>>,
}

/// A place on a page: how far down, and the link that was followed from there.
struct Place {
    /// In whole CSS pixels from the top: to write and read fractions would cost 24 kB of Wasm.
    down: i32,
    link: String,
}

impl Places {
    /// Begins to watch. To be called before the router is there, which would hear of a way through
    /// the history first.
    pub(crate) fn watch() -> Self {
        let path = || window().location().pathname().unwrap_or_default();
        let watched = Watched { path: RefCell::new(path()), ..Watched::default() };
        let places = Self(SendWrapper::new(Rc::new(watched)));
        let this = places.clone();
        listen_first("popstate", move |_| {
            this.0.travelling.set(path() != *this.0.path.borrow());
        });
        let this = places.clone();
        listen_first("scroll", move |_| this.note_when_still());
        let this = places.clone();
        listen_first("click", move |event| this.note(link_of(&event)));
        places
    }

    fn note_when_still(&self) {
        if let Some(timer) = self.0.timer.take() {
            timer.clear();
        }
        let this = self.clone();
        let timer = set_timeout_with_handle(move || this.note(None), STILL);
        self.0.timer.set(timer.ok());
    }

    /// Notes the place, and the link that may be about to be followed.
    fn note(&self, link: Option<String>) {
        if self.0.travelling.get() {
            return;
        }
        let Ok(history) = window().history() else { return };
        let link = link.or_else(|| Some(Place::read()?.link)).unwrap_or_default();
        // No page is two thousand million pixels long.
        #[expect(clippy::cast_possible_truncation)]
        let down = window().scroll_y().unwrap_or_default() as i32;
        // Fails only where a visitor's browser takes no more notes for now.
        _ = history.replace_state(&JsValue::from_str(&format!("{down} {link}")), "");
    }

    /// The page at `path` is there: at its top or its `#fragment` if a link led there, else where it
    /// was left.
    pub(crate) fn arrive(&self, path: &str, fragment: &str) {
        self.0.path.replace(path.to_owned());
        let place = self.0.travelling.take().then(Place::read).flatten();
        let element = |id: &str| document().get_element_by_id(id);
        if let Some(Place { down, link }) = place {
            window().scroll_to_with_x_and_y(0.0, down.into());
            let selector = format!("main a[href=\"{link}\"]");
            let link = (!link.is_empty())
                .then(|| document().query_selector(&selector).ok().flatten())
                .flatten();
            return focus_on(link.or_else(|| element("main")));
        }
        let id = fragment.trim_start_matches('#');
        focus_on(element(id).or_else(|| element("main")));
    }
}

impl Place {
    fn read() -> Option<Self> {
        let state = window().history().ok()?.state().ok()?.as_string()?;
        let (down, link) = state.split_once(' ')?;
        Some(Self { down: down.parse().ok()?, link: link.to_owned() })
    }
}

/// Listens to what happens on the page before anything on the page does.
fn listen_first(event: &str, listener: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(listener);
    // Fails only for an event that has no name.
    _ = window().add_event_listener_with_callback_and_bool(
        event,
        listener.as_ref().unchecked_ref(),
        true,
    );
    // The app lives as long as the page.
    listener.forget();
}

/// The address that the link under an event leads to, as the page spells it.
fn link_of(event: &Event) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("main a[href]").ok()??.get_attribute("href")
}
