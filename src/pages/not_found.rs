use leptos::prelude::*;
use model::Route;

use crate::components::link::Link;

pub(crate) const TITLE: &str = "Page not found";

/// The page for addresses that lead nowhere.
#[component]
pub(super) fn NotFound() -> impl IntoView {
    view! {
        <div class="page"><h1>{TITLE}</h1>
        <p>"There is no page at this address."</p>
        <ul>
            <li>"If you typed the address, check that it is right."</li>
            <li>"If you pasted the address, check that you copied all of it."</li>
            <li>"If you followed a link, the page may have moved or been taken down."</li>
        </ul>
        <p>
            "You can search for it at the top of this page, look for it in " <Link to=Route::Topics text="all topics" /> ", begin at the "
            <Link to=Route::Home text="home page" /> ", or call us: the number is on this page."
        </p></div>
    }
}
