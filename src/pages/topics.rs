use leptos::prelude::*;
use model::Topics;

use crate::{
    components::{a_to_z::AToZ, breadcrumb::Breadcrumb, topic_list::TopicList},
    prose::draw_body,
    still::Still,
};

/// All categories.
pub(super) fn view_of(topics: &Topics) -> Still {
    Still::new(view! {
        <div class="page">
            <Breadcrumb />
            <h1>{topics.page.title.clone()}</h1>
            {draw_body(&topics.page.body)}
            <TopicList topics=&topics.categories heading="h2" />
            <AToZ links=&topics.a_to_z />
        </div>
    })
}
