use leptos::prelude::*;
use model::Route;

use crate::{components::link::Link, source::LoadError};

pub(crate) const TITLE: &str = "This page did not load";

/// The page that is there but could not be loaded.
#[component]
pub(crate) fn LoadFailed(
    /// Why.
    error: LoadError,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let reason = match error {
        LoadError::Unreachable(_) => "You may be offline, or the connection may be slow.",
        LoadError::Refused(_) => "The site has a problem at the moment.",
        LoadError::Malformed(_) => {
            "What came back was not the page. On a public network you may have to sign in first."
        }
        LoadError::Missing => "Part of this site is missing.",
        LoadError::OtherBuild => "This site has been updated since the page was loaded.",
    };
    let detail = error.to_string();
    view! {
        <div class="page"><h1>{TITLE}</h1>
        <p>{reason}</p>
        <p>
            <button type="button" class="button" data-retry="" on:click=move |_| retry.run(())>
                "Try again"
            </button>
        </p>
        <p>
            "You can also " <a href="" rel="external">"load the page anew"</a> ", or go to the " <Link to=Route::Home text="home page" />
            ". Help lines and our phone number are below."
        </p>
        <details>
            <summary>"Details for a report"</summary>
            <p>{detail}</p>
        </details></div>
    }
}
