//! The pages: what stands in `<main>`.

mod archive;
mod article;
pub(crate) mod failed;
mod glossary;
mod home;
pub(crate) mod not_found;
pub(crate) mod offline;
mod plain;
mod search;
mod topics;

use leptos::prelude::*;
use model::PageData;

use crate::{Start, outlet::Shown, source::Loaded, still::Still};

/// The view of what is shown. Each page has one element at its root.
pub(crate) fn view_of(shown: Shown, retry: Callback<()>) -> Still {
    match shown {
        Shown::Page(Loaded::Drawn { kept, .. }) => Still::kept(kept),
        Shown::Page(Loaded::Data(record)) => match &record.page {
            PageData::Home(home) => home::view_of(home),
            PageData::Topics(topics) => topics::view_of(topics),
            PageData::Archive(archive) => archive::view_of(archive),
            PageData::Article(article) => article::view_of(article),
            PageData::Glossary(glossary) => glossary::view_of(glossary),
            PageData::Search(page) => search::view_of(page),
            PageData::Contact(page) | PageData::Page(page) => plain::view_of(page),
        },
        Shown::Missing => Still::new(view! { <not_found::NotFound /> }),
        Shown::Failed(error) => Still::new(view! { <failed::LoadFailed error retry /> }),
        Shown::Offline if Start::MAY_BE_DRAWN => Still::new(view! { <offline::Offline /> }),
        Shown::Offline | Shown::Loading => Still::new(view! { <div></div> }),
    }
}
