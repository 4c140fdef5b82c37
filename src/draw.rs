//! Pages as HTML text, for the build machine.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::RenderHtml};
use leptos_router::location::RequestUrl;
use model::{BasePath, PageRecord, Route, Site, document_title};

use crate::{App, Drawing, Start};

/// The HTML of the app at `route`, or of the page for addresses that lead nowhere.
pub fn draw(base: &BasePath, site: &Arc<Site>, page: Option<(&Route, PageRecord)>) -> String {
    match page {
        Some((route, record)) => {
            draw_at(base, site, &base.href(route), Drawing::Page(record.into()))
        }
        None => draw_at(base, site, &base.file("404.html"), Drawing::NotFound),
    }
}

/// The HTML of the page in the place of those that cannot be had offline.
pub fn draw_offline(base: &BasePath, site: &Arc<Site>) -> String {
    draw_at(base, site, &base.file("offline/"), Drawing::Offline)
}

fn draw_at(base: &BasePath, site: &Arc<Site>, url: &str, drawing: Drawing) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| {
        provide_context(RequestUrl::new(url));
        let start = Start::Draw(Arc::clone(site), drawing);
        view! { <App base=base.clone() start /> }.to_html()
    });
    owner.unset();
    html
}

/// The title of the page for addresses that lead nowhere.
pub fn not_found_title(site: &Site) -> String {
    document_title(crate::pages::not_found::TITLE, &site.clinic.name)
}

/// The title of the page in the place of those that cannot be had offline.
pub fn offline_title(site: &Site) -> String {
    document_title(crate::pages::offline::TITLE, &site.clinic.name)
}
