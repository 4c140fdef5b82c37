use leptos::prelude::*;
use model::SearchPage;

use crate::{
    components::{a_to_z::AToZ, breadcrumb::Breadcrumb},
    still::Still,
};

/// The page of results, as it is without any: the search's script puts them in. What it needs to say
/// where it fails stands here, as it may fail for want of a connection.
pub(super) fn view_of(page: &SearchPage) -> Still {
    Still::new(view! {
        <div class="page">
            <Breadcrumb />
            <h1 id="search-title">"Search"</h1>
            <p class="needs-no-script">
                "The search needs JavaScript, which is switched off here or was blocked. "
                "Everything on this site is in the list below."
            </p>
            <div id="search-failed" class="search-results" hidden=true>
                <p data-updated="false">
                    "You may be offline, or the connection may be slow."
                </p>
                <p data-updated="true" hidden=true>
                    "This site has been updated since you opened this page. “Try again” opens the new "
                    "version."
                </p>
                <ul>
                    <li><a href="#help-1">"See who helps in an emergency"</a></li>
                    <li><a href="#contact">"Call us"</a></li>
                </ul>
                <p>
                    <button type="button" class="button" data-action="search">"Try again"</button>
                </p>
            </div>
            <div id="search-results" class="search-results"></div>
            <div id="search-rest">
                <AToZ links=&page.a_to_z />
            </div>
        </div>
    })
}
