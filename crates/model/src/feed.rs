use crate::{PageData, Route, Slug, document_title};

/// What can be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feed {
    /// All articles.
    Site,
    /// The articles of one category.
    Category(Slug),
}

impl Feed {
    /// What a page offers to its readers, with its name: an archive the feed of its category, where that
    /// has articles, and every other page the site's. `site` is the site's name.
    pub fn offered_on(page: &PageData, site: &str) -> (Self, String) {
        match page {
            PageData::Archive(archive) if !archive.articles.is_empty() => {
                let category = &archive.category;
                (Self::Category(category.slug.clone()), Self::title(site, Some(&category.title)))
            }
            _ => (Self::Site, Self::title(site, None)),
        }
    }

    /// The name of a feed: the site's, for a category with the category's before it.
    pub fn title(site: &str, category: Option<&str>) -> String {
        category.map_or_else(|| site.to_owned(), |category| document_title(category, site))
    }

    /// The page that shows the same.
    pub fn route(&self) -> Route {
        match self {
            Self::Site => Route::Home,
            Self::Category(category) => Route::archive(category.clone()),
        }
    }

    /// Where the Atom feed (RFC 4287) stands in the built site.
    pub fn atom_file(&self) -> String {
        self.file("feed.xml")
    }

    /// Where the JSON Feed (<https://www.jsonfeed.org/version/1.1/>) stands in the built site.
    pub fn json_file(&self) -> String {
        self.file("feed.json")
    }

    /// The addresses that the feed had under WordPress.
    pub fn old_addresses(&self) -> impl Iterator<Item = String> + use<> {
        let page = self.route().to_string();
        ["feed/", "feed/atom/", "feed/rss2/"].into_iter().map(move |form| format!("{page}{form}"))
    }

    fn file(&self, name: &str) -> String {
        // Beside the page that shows the same.
        format!("{}{name}", &self.route().to_string()[1..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_stand_beside_the_page_that_shows_the_same() {
        assert_eq!(Feed::Site.atom_file(), "feed.xml");
        let category = Feed::Category("low-mood".parse().unwrap());
        assert_eq!(category.json_file(), "category/low-mood/feed.json");
    }
}
