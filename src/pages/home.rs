use leptos::prelude::*;
use model::{Home, Route};

use crate::{
    components::{
        article_list::ArticleList,
        link::Link,
        picture::{PictureView, Place},
        topic_list::TopicList,
    },
    prose::draw_body,
    still::Still,
};

/// Where you are, what you find here, the newest articles.
pub(super) fn view_of(home: &Home) -> Still {
    Still::new(view! {
        <div class="page">
            <div class="hero">
                <div class="hero__words">
                    <h1>{home.page.title.clone()}</h1>
                    {draw_body(&home.page.body)}
                </div>
                <PictureView picture=home.page.picture.as_ref() place=Place::Top />
            </div>
            <section class="section" aria-labelledby="topics">
                <h2 id="topics">"Topics"</h2>
                <TopicList topics=&home.topics heading="h3" />
                <p><Link to=Route::Topics text="All topics" /></p>
            </section>
            <section class="section" aria-labelledby="latest">
                <h2 id="latest">"Latest articles"</h2>
                <ArticleList articles=&home.latest heading="h3" />
            </section>
        </div>
    })
}
