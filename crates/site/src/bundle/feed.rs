//! The newest articles for feed readers, whole, as Atom (RFC 4287) and JSON Feed 1.1.

mod atom;
mod json;
mod text;

use model::{Article, Date, Feed, Library, Route, SiteAddress};

use super::head::feed_title;
use text::FeedText;

/// How many articles a feed holds: who subscribes late finds the others on the site.
const ENTRIES: usize = 50;

/// A feed with all that both formats say.
#[derive(Debug)]
pub(super) struct FeedPage<'a> {
    address: &'a SiteAddress,
    /// The language of the articles, such as `en-GB`.
    language: &'a str,
    title: String,
    /// The page that shows the same.
    page: String,
    atom: String,
    json: String,
    /// The site's icon.
    icon: String,
    publisher: &'a str,
    /// The day of the newest change.
    updated: Date,
    entries: Vec<Entry<'a>>,
}

/// An article in a feed.
#[derive(Debug)]
struct Entry<'a> {
    article: &'a Article,
    address: String,
    categories: Vec<&'a str>,
    html: String,
}

impl<'a> FeedPage<'a> {
    /// The feed; `None` where it has no articles. `icon` is the file of the site's icon.
    pub(super) fn new(
        library: &'a Library,
        feed: &Feed,
        address: &'a SiteAddress,
        language: &'a str,
        icon: &str,
    ) -> Option<Self> {
        let clinic = &library.site().clinic;
        let entry = |article: &'a Article| {
            let page = address.page(&Route::Article(article.slug.clone()));
            let text = FeedText { address, page: &page };
            let html = text.article(article, &clinic.name) + &text.notice(&clinic.notice);
            let categories = article.categories.iter().filter_map(|slug| library.category(slug));
            let categories = categories.map(|category| category.title.as_str()).collect();
            Entry { article, address: page, categories, html }
        };
        let entries: Vec<_> = library.articles_in(feed).take(ENTRIES).map(entry).collect();
        Some(Self {
            address,
            language,
            title: feed_title(library, feed),
            page: address.page(&feed.route()),
            atom: address.file(&feed.atom_file()),
            json: address.file(&feed.json_file()),
            icon: address.file(icon),
            publisher: &clinic.name,
            updated: entries.iter().map(|entry| entry.article.last_changed()).max()?,
            entries,
        })
    }
}

/// A day as a moment: its start in Britain's winter (RFC 3339).
fn moment(day: Date) -> String {
    format!("{}T00:00:00Z", day.iso())
}
