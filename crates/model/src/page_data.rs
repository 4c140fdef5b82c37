use serde::{Deserialize, Serialize};

use crate::{
    ArticleText, Audience, Change, Clinic, Date, HeadingLevel, Page, PageNumber, Review, Route,
    Slug,
};

/// What every page shows around its own content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The clinic.
    pub clinic: Clinic,
    /// The links in the main navigation.
    pub navigation: Vec<PageLink>,
    /// The links at the foot of the page.
    pub footer: Vec<PageLink>,
}

/// What one route shows: the content of one JSON file, and of the record inside one HTML file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageData {
    /// `/`
    Home(Home),
    /// `/topics/`
    Topics(Topics),
    /// `/category/…`
    Archive(Archive),
    /// `/articles/…`
    Article(Box<ArticlePage>),
    /// `/contact/`
    Contact(Page),
    /// `/accessibility/`, `/privacy/`, …
    Page(Page),
}

/// A link to a page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLink {
    /// The page.
    pub route: Route,
    /// What the link says.
    pub title: String,
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The words at its top.
    pub page: Page,
    /// The categories that it may show.
    pub topics: Vec<CategoryCard>,
    /// The newest articles that it may show.
    pub latest: Vec<ArticleCard>,
}

/// All categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topics {
    /// The words at its top.
    pub page: Page,
    /// The categories.
    pub categories: Vec<CategoryCard>,
}

/// A category in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryCard {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What its articles are about.
    pub description: String,
    /// How many articles it has.
    pub articles: usize,
}

/// One page of a category's archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// The category, with the number of all its articles.
    pub category: CategoryCard,
    /// Which page this is.
    pub page: PageNumber,
    /// How many pages there are, at least one.
    pub pages: u32,
    /// The articles of this page, newest first.
    pub articles: Vec<ArticleCard>,
}

impl Archive {
    /// How many articles a page of an archive shows.
    pub const PAGE_SIZE: usize = 10;
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCard {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What it says.
    pub summary: String,
    /// The day of its publication.
    pub published: Date,
    /// The day of its last change of substance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// How long reading takes.
    pub reading_minutes: usize,
}

/// A link to an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleLink {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
}

/// A link to a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryLink {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
}

/// An article's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePage {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The title in everyday words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain_title: Option<String>,
    /// What it says.
    pub summary: String,
    /// Its categories, the main one first.
    pub categories: Vec<CategoryLink>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// The day of its publication.
    pub published: Date,
    /// The day of its last change of substance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// Its last review by a clinician.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// How long reading takes.
    pub reading_minutes: usize,
    /// Its sections.
    pub contents: Vec<ContentsEntry>,
    /// The text; `None` in the record that travels inside the page's own HTML, where the text
    /// already stands as elements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<ArticleText>,
    /// Corrections, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Articles that a reader may want next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<ArticleLink>,
    /// The next older article of its main category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ArticleLink>,
    /// The next newer article of its main category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ArticleLink>,
}

/// A line of an article's contents list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsEntry {
    /// The section's level.
    pub level: HeadingLevel,
    /// The id of its heading.
    pub id: String,
    /// Its words.
    pub title: String,
}

impl PageData {
    /// The page's title, also its first heading.
    pub fn title(&self) -> String {
        match self {
            Self::Home(home) => home.page.title.clone(),
            Self::Topics(topics) => topics.page.title.clone(),
            Self::Contact(page) | Self::Page(page) => page.title.clone(),
            Self::Article(article) => article.title.clone(),
            Self::Archive(archive) => format!("Category: {}", archive.category.title),
        }
    }

    /// What the browser's tab and search engines show: the title, where in an archive, the site.
    pub fn document_title(&self, site: &Site) -> String {
        let name = &site.clinic.name;
        match self {
            Self::Archive(archive) if archive.page > PageNumber::FIRST => {
                format!("{} (page {} of {}) – {name}", self.title(), archive.page, archive.pages)
            }
            _ => format!("{} – {name}", self.title()),
        }
    }

    /// What the page says, in one or two sentences.
    pub fn description(&self) -> &str {
        match self {
            Self::Home(home) => &home.page.summary,
            Self::Topics(topics) => &topics.page.summary,
            Self::Contact(page) | Self::Page(page) => &page.summary,
            Self::Article(article) => &article.summary,
            Self::Archive(archive) => &archive.category.description,
        }
    }

    /// The same without the long text, for the record inside the page's own HTML: there the text
    /// stands already, as elements that the app takes over, and need not be sent twice.
    #[must_use]
    pub fn without_text(mut self) -> Self {
        match &mut self {
            Self::Home(home) => home.page.body = None,
            Self::Topics(topics) => topics.page.body = None,
            Self::Contact(page) | Self::Page(page) => page.body = None,
            Self::Article(article) => article.text = None,
            Self::Archive(_) => {}
        }
        self
    }
}
