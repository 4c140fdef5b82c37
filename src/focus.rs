//! Moves the focus to where a visitor is, and says in words what has changed.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Element, FocusOptions, HtmlElement};

/// A screen reader that is busy with a new focus would miss what is said with it.
const PAUSE: Duration = Duration::from_millis(60);

/// The id of the one element whose changes are read aloud.
pub(crate) const ANNOUNCER: &str = "announcer";

/// Moves the focus without moving the page.
pub(crate) fn focus_on(element: Option<Element>) {
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    make_focusable(&element);
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Fails only for an element that is in no page.
    _ = element.focus_with_options(&options);
}

/// Lets an element that is no control take the focus, until it loses it: otherwise every click into
/// its text would move the focus there.
pub(crate) fn make_focusable(element: &HtmlElement) {
    if element.tab_index() >= 0 {
        return;
    }
    element.set_tab_index(-1);
    let options = AddEventListenerOptions::new();
    options.set_once(true);
    let left = element.clone();
    let leave = Closure::once_into_js(move || _ = left.remove_attribute("tabindex"));
    // Fails only for an event that has no name.
    _ = element.add_event_listener_with_callback_and_add_event_listener_options(
        "blur",
        leave.unchecked_ref(),
        &options,
    );
}

/// Has a screen reader say `words` when it has said what it is about to.
pub(crate) fn announce(words: String) {
    set_timeout(
        move || {
            if let Some(announcer) = document().get_element_by_id(ANNOUNCER) {
                announcer.set_text_content(Some(&words));
            }
        },
        PAUSE,
    );
}
