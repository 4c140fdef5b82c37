use leptos::prelude::*;
use model::Page;

use crate::{
    components::{
        breadcrumb::Breadcrumb,
        picture::{PictureView, Place},
    },
    prose::draw_body,
    still::Still,
};

/// A page that is a title and words: contact, accessibility, privacy, about.
pub(super) fn view_of(page: &Page) -> Still {
    Still::new(view! {
        <div class="page">
            <Breadcrumb />
            <h1>{page.title.clone()}</h1>
            <PictureView picture=page.picture.as_ref() place=Place::Top />
            {draw_body(&page.body)}
        </div>
    })
}
