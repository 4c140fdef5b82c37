//! Pages as HTML text, for the build machine.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::RenderHtml};
use leptos_router::location::RequestUrl;
use model::{BasePath, PageRecord, Route, Site, document_title};

use crate::{App, Start};

/// The HTML of the app at `route`, or of the page for addresses that lead nowhere.
pub fn draw(base: &BasePath, site: &Arc<Site>, page: Option<(&Route, PageRecord)>) -> String {
    let (url, page) = match page {
        Some((route, record)) => (base.href(route), Some(record)),
        None => (base.file("404.html"), None),
    };
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&url));
        let start = Start::Draw(Arc::clone(site), page.map(Box::new));
        view! { <App base=base.clone() start /> }.to_html()
    });
    owner.unset();
    html
}

/// The title of the page for addresses that lead nowhere.
pub fn not_found_title(site: &Site) -> String {
    document_title(crate::pages::not_found::TITLE, &site.clinic.name)
}
