use crate::{PageNumber, Route, Slug};

/// What can be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feed {
    /// All articles.
    Site,
    /// The articles of one category.
    Category(Slug),
}

impl Feed {
    /// The feed that has what a page shows.
    pub fn shown_at(page: &Route) -> Option<Self> {
        match page {
            Route::Home | Route::Topics => Some(Self::Site),
            Route::Archive { category, page: PageNumber::FIRST } => {
                Some(Self::Category(category.clone()))
            }
            _ => None,
        }
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
