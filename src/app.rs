//! What is on every page.

use std::{borrow::Cow, sync::Arc};

use leptos::prelude::*;
use leptos_router::components::Router;
use model::{BasePath, PageRecord, Site};

use crate::{
    components::{
        announcer::Announcer, contact_panel::ContactPanel, footer::Footer, header::Header,
        quick_contact::QuickContact,
    },
    outlet::Outlet,
    source::Source,
    still::{Kept, Still},
};

/// What the app begins with: all that differs between the build machine and the browser.
#[derive(Debug, Clone)]
pub enum Start {
    /// The build machine draws a page.
    Draw(Arc<Site>, Drawing),
    /// The build has drawn the page: the app takes it over, and needs none of its data but the
    /// site's name.
    TakeOver(String),
    /// The page is empty, as in a preview: the app draws all of it.
    Empty(Arc<Site>),
}

/// What the build machine draws.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// A page of the site.
    Page(Box<PageRecord>),
    /// The page for addresses that lead nowhere.
    NotFound,
    /// The page in the place of those that cannot be had offline.
    Offline,
}

impl Start {
    /// Whether there are empty pages: only in previews, which are not built as releases are.
    pub(crate) const MAY_BE_EMPTY: bool = cfg!(debug_assertions);

    /// Whether what is on every page may have to be drawn. Said so that the code for it is left out of
    /// the Wasm of releases, where the build has drawn it.
    pub(crate) const MAY_BE_DRAWN: bool = cfg!(not(target_arch = "wasm32")) || Self::MAY_BE_EMPTY;
}

/// The whole site.
#[component]
pub fn App(
    /// The folder of its host that the site stands in.
    base: BasePath,
    /// What there is to begin with.
    start: Start,
    /// Which build the page is of, as its JSON says too.
    #[prop(into, optional)]
    build_id: String,
) -> impl IntoView {
    let router_base = Cow::Owned(base.as_str().to_owned());
    provide_context(Source::new(base.clone(), &build_id));
    provide_context(base);
    let site = match &start {
        Start::Draw(site, _) | Start::Empty(site) => Some(Arc::clone(site)),
        Start::TakeOver(_) => None,
    };
    // Without the site's data the page has been drawn, and the parts are taken over.
    let part = move |draw: fn(Arc<Site>) -> Still| match &site {
        Some(site) if Start::MAY_BE_DRAWN => draw(Arc::clone(site)),
        _ => Still::kept(Kept::default()),
    };
    view! {
        <Router base=router_base>
            <a class="skip-link" href="#main">
                "Skip to main content"
            </a>
            {part(|site| Still::new(view! { <Header site /> }))}
            <Outlet start />
            {part(|site| Still::new(view! { <ContactPanel site /> }))}
            {part(|site| Still::new(view! { <Footer site /> }))}
            {part(|site| Still::new(view! { <QuickContact site /> }))}
            <Announcer />
        </Router>
    }
}
