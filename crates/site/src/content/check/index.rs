use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{Archive, Article, Category, Date, PageNumber, Route, Slug, Visibility};

use crate::content::{Selection, document::Document, documents::Documents, page::NavigablePage};

/// An archive has no text, and so no headings to lead to.
static NO_HEADINGS: BTreeSet<String> = BTreeSet::new();

/// What there is on the site, by address.
pub(super) struct Index<'a> {
    selection: Selection,
    articles: HashMap<&'a Slug, &'a Document<Article>>,
    categories: BTreeMap<&'a Slug, &'a Document<Category>>,
    pages: HashMap<&'a Slug, &'a Document<NavigablePage>>,
    /// The ids of the terms, where there is a glossary.
    glossary: Option<&'a BTreeSet<String>>,
    /// How many articles that readers see each category has.
    counts: HashMap<&'a Slug, usize>,
}

/// What stands at an address.
pub(super) enum Found<'a> {
    /// A page; its headings are `None` where they could not be read.
    Page {
        /// The ids of its headings.
        headings: Option<&'a BTreeSet<String>>,
    },
    /// An article that readers do not see.
    Hidden {
        /// From when they see it; `None` for a draft.
        from: Option<Date>,
        /// The ids of its headings.
        headings: Option<&'a BTreeSet<String>>,
    },
    /// Nothing.
    Nothing,
}

impl<'a> Index<'a> {
    pub(super) fn new(documents: &'a Documents, selection: Selection) -> Self {
        let mut counts = HashMap::new();
        for article in documents.articles.iter().filter_map(|document| document.item.as_ref()) {
            if selection.shows(article) {
                for category in &article.categories {
                    *counts.entry(category).or_default() += 1;
                }
            }
        }
        Self {
            selection,
            articles: by_slug(&documents.articles).collect(),
            categories: by_slug(&documents.categories).collect(),
            pages: by_slug(&documents.pages).collect(),
            glossary: documents.glossary.as_ref().and_then(|document| document.headings.as_ref()),
            counts,
        }
    }

    pub(super) fn article(&self, slug: &Slug) -> Option<&'a Document<Article>> {
        self.articles.get(slug).copied()
    }

    pub(super) fn category(&self, slug: &Slug) -> Option<&'a Document<Category>> {
        self.categories.get(slug).copied()
    }

    pub(super) fn page(&self, slug: &Slug) -> Option<&'a Document<NavigablePage>> {
        self.pages.get(slug).copied()
    }

    pub(super) fn category_slugs(&self) -> impl Iterator<Item = &'a Slug> {
        self.categories.keys().copied()
    }

    pub(super) fn category_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.categories.keys().map(|slug| slug.as_str())
    }

    /// What stands at the address of `route`.
    pub(super) fn find(&self, route: &Route) -> Found<'a> {
        let found = match route {
            Route::Home => return self.view("home"),
            Route::Topics => return self.view("topics"),
            Route::Contact => return self.view("contact"),
            Route::Search => Some(Found::Page { headings: Some(&NO_HEADINGS) }),
            Route::Glossary => self.glossary.map(|terms| Found::Page { headings: Some(terms) }),
            Route::Page(slug) => self.page(slug).map(page),
            Route::Article(slug) => self.article(slug).map(|article| self.visible(article)),
            Route::Archive { category, page } => (self.category(category).is_some()
                && self.has_page(category, *page))
            .then_some(Found::Page { headings: Some(&NO_HEADINGS) }),
        };
        found.unwrap_or(Found::Nothing)
    }

    /// One of the pages that every site has: where it is missing, that is the problem, not the
    /// links to it.
    fn view(&self, slug: &str) -> Found<'a> {
        let document = slug.parse().ok().and_then(|slug| self.page(&slug));
        document.map_or(Found::Page { headings: None }, page)
    }

    fn visible(&self, document: &'a Document<Article>) -> Found<'a> {
        let headings = document.headings.as_ref();
        match &document.item {
            Some(article) if !self.selection.shows(article) => {
                let from = match article.visibility {
                    Visibility::Draft => None,
                    Visibility::From(day) => Some(day),
                };
                Found::Hidden { from, headings }
            }
            _ => Found::Page { headings },
        }
    }

    fn has_page(&self, category: &Slug, page: PageNumber) -> bool {
        let articles = self.counts.get(category).copied().unwrap_or_default();
        page.index() < articles.div_ceil(Archive::PAGE_SIZE).max(1)
    }
}

fn by_slug<T>(documents: &[Document<T>]) -> impl Iterator<Item = (&Slug, &Document<T>)> {
    documents.iter().filter_map(|document| Some((document.slug.as_ref()?, document)))
}

fn page<T>(document: &Document<T>) -> Found<'_> {
    Found::Page { headings: document.headings.as_ref() }
}
