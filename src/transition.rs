//! Blends one page into the next where the browser can and the visitor does not mind movement.

use std::future::Future;

use js_sys::{Function, Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;

/// Runs `change`, which changes the page.
pub(crate) fn blend(change: impl Future<Output = ()> + 'static) {
    match start_view_transition() {
        Some(start) => {
            let update = Closure::once_into_js(move || {
                future_to_promise(async move {
                    change.await;
                    Ok(JsValue::UNDEFINED)
                })
            });
            let transition = start.call1(&document(), &update).unwrap_or_default();
            // The next change cuts this one short, which is no error.
            let ready = Reflect::get(&transition, &"ready".into()).unwrap_or_default();
            if let Some(ready) = ready.dyn_ref::<Promise>() {
                let ignore = Closure::once_into_js(|_: JsValue| {});
                _ = Reflect::get(ready, &"catch".into()).ok().and_then(|catch| {
                    catch.dyn_into::<Function>().ok()?.call1(ready, &ignore).ok()
                });
            }
        }
        None => spawn_local(change),
    }
}

/// `document.startViewTransition`, unless the visitor wants less movement.
fn start_view_transition() -> Option<Function> {
    let still = window().match_media("(prefers-reduced-motion: reduce)").ok()??;
    let start = Reflect::get(&document(), &"startViewTransition".into()).ok()?;
    start.dyn_into::<Function>().ok().filter(|_| !still.matches())
}
