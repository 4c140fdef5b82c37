//! The site's app: the same components draw every page natively at build time and take it over in
//! the browser.
//!
//! Read in this order:
//!
//! 1. [`App`]: what is on every page, and [`Start`], all that differs between the build machine, a
//!    page that was drawn before, and an empty page under `trunk serve`.
//! 2. `outlet`: shows the page of the current address; keeps the old page until the new one is there.
//! 3. `source`: where the data of a page comes from, and [`LoadError`].
//! 4. `decode`: JSON values to the types of the model.
//! 5. `pages`, then `components`: a page is made of components, and each is a small function.
//! 6. `prose`: blocks to elements; `still`: how pages are taken over without being sent twice.
//! 7. `place`, `focus`, `transition`: what a browser does at a change of page, and an app has to do
//!    itself: scroll, focus, words for a screen reader, a picture of the change. `metadata`: what the head
//!    says of the page.
//! 8. `prefetch`: fetches the data behind the links in view.
//!
//! The build machine calls `draw`; the browser calls `start`. Neither could be compiled for the
//! other, so here, and only here, the target decides what there is.

#![expect(
    unreachable_pub,
    reason = "`#[component]` makes props types that are `pub` whatever the component is"
)]

mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
mod components;
mod decode;
#[cfg(not(target_arch = "wasm32"))]
mod draw;
mod focus;
mod metadata;
mod outlet;
mod pages;
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "only browsers have a history to watch")
)]
mod place;
mod prefetch;
mod prose;
mod source;
mod still;
mod transition;

pub use app::{App, Drawing, Start};
#[cfg(target_arch = "wasm32")]
pub use browser::start;
pub use decode::{Decode, Expected};
#[cfg(not(target_arch = "wasm32"))]
pub use draw::{draw, draw_offline, not_found_title, offline_title};
pub use source::{LoadError, read_json};
