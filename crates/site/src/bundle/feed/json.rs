use serde_json::{Value, json};

use super::{Entry, FeedPage, moment};

impl FeedPage<'_> {
    /// The feed as JSON Feed (<https://www.jsonfeed.org/version/1.1/>).
    pub(in crate::bundle) fn to_json(&self) -> Value {
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.page,
            "feed_url": self.json,
            "icon": self.icon,
            "language": self.language,
            "authors": [{ "name": self.publisher, "url": self.address.page(&model::Route::Home) }],
            "items": self.entries.iter().map(|entry| self.item(entry)).collect::<Vec<_>>(),
        })
    }

    fn item(&self, entry: &Entry<'_>) -> Value {
        let Entry { article, address, categories, html } = entry;
        let mut item = json!({
            "id": address,
            "url": address,
            "title": article.title,
            "summary": article.summary,
            "content_html": html,
            "date_published": moment(article.published),
            "date_modified": moment(article.last_changed()),
            "tags": categories,
            "language": self.language,
        });
        if !article.authors.is_empty() {
            let authors = article.authors.iter().map(|name| json!({ "name": name }));
            item["authors"] = authors.collect();
        }
        item
    }
}
