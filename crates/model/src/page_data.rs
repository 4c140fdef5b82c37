use serde::{Deserialize, Serialize};

use crate::{
    ArticleText, Audience, Change, Clinic, Date, GlossaryPage, HeadingLevel, Inline, Page,
    PageNumber, Picture, Review, Route, Slug,
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

/// One JSON file: what one route shows, and its title in the browser's tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRecord {
    /// The page's title and the site's name.
    pub document_title: String,
    /// The page.
    pub page: PageData,
}

/// What one route shows.
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
    /// `/glossary/`
    Glossary(GlossaryPage),
    /// `/search/`
    Search(SearchPage),
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
    /// Categories and articles in the order of the alphabet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub a_to_z: Vec<PageLink>,
}

impl Topics {
    /// The most articles that are listed from A to Z: a list that is longer is no help, and the page
    /// would grow with the library.
    pub const A_TO_Z: usize = 100;
}

/// What a search begins with, and what is there without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Categories and articles in the order of the alphabet.
    pub a_to_z: Vec<PageLink>,
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
    /// The picture beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
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
    /// The picture beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
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
    /// The picture at its top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Its last review by a clinician.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Whether its next review was due before the site was built.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// How long reading takes.
    pub reading_minutes: usize,
    /// Its sections.
    pub contents: Vec<ContentsEntry>,
    /// The text.
    pub text: ArticleText,
    /// What holds for every article: the paragraphs that stand under its text.
    pub notice: Vec<Vec<Inline>>,
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
            Self::Search(_) => "Search".to_owned(),
            Self::Home(home) => home.page.title.clone(),
            Self::Topics(topics) => topics.page.title.clone(),
            Self::Contact(page) | Self::Page(page) => page.title.clone(),
            Self::Article(article) => article.title.clone(),
            Self::Glossary(glossary) => glossary.title.clone(),
            Self::Archive(archive) if archive.page > PageNumber::FIRST => {
                let Archive { category, page, pages, .. } = archive;
                format!("Category: {} (page {page} of {pages})", category.title)
            }
            Self::Archive(archive) => format!("Category: {}", archive.category.title),
        }
    }

    /// What the page says, in one or two sentences.
    pub fn description(&self) -> &str {
        match self {
            Self::Search(_) => "Search this site, or choose from all topics and articles.",
            Self::Home(home) => &home.page.summary,
            Self::Topics(topics) => &topics.page.summary,
            Self::Contact(page) | Self::Page(page) => &page.summary,
            Self::Article(article) => &article.summary,
            Self::Glossary(glossary) => &glossary.summary,
            Self::Archive(archive) => &archive.category.description,
        }
    }
}

/// What the browser's tab and search engines show for a page: its title and the site's name.
pub fn document_title(title: &str, site: &str) -> String {
    format!("{title} – {site}")
}
