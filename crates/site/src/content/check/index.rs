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
    /// An article, page or category that readers do not see.
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
            Route::Page(slug) => self.page(slug).map(|page| self.visible_page(page)),
            Route::Article(slug) => self.article(slug).map(|article| self.visible(article)),
            Route::Archive { category, .. } if self.is_hidden(category) => {
                Some(Found::Hidden { from: None, headings: Some(&NO_HEADINGS) })
            }
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
                    Visibility::Public { from, .. } => Some(from),
                };
                Found::Hidden { from, headings }
            }
            _ => Found::Page { headings },
        }
    }

    fn visible_page(&self, document: &'a Document<NavigablePage>) -> Found<'a> {
        match &document.item {
            Some(page) if page.draft && !self.selection.unpublished => {
                Found::Hidden { from: None, headings: document.headings.as_ref() }
            }
            _ => page(document),
        }
    }

    /// The first day on which readers no longer see an article that is not for good.
    pub(super) fn until(&self, slug: &Slug) -> Option<Date> {
        match self.article(slug)?.item.as_ref()?.visibility {
            Visibility::Public { until, .. } => until,
            Visibility::Draft => None,
        }
    }

    /// The first day on which a category is left out, as the last of its articles is gone; `None` for
    /// one that readers do not see today, or see for good.
    pub(super) fn category_until(&self, slug: &Slug) -> Option<Date> {
        if !self.category(slug)?.item.as_ref()?.hidden_while_empty {
            return None;
        }
        let articles = self.articles.values().filter_map(|document| document.item.as_ref());
        let seen: Vec<_> = articles
            .filter(|article| article.categories.contains(slug))
            .filter_map(|article| match article.visibility {
                Visibility::Public { from, until } => Some((from, until)),
                Visibility::Draft => None,
            })
            .collect();
        let mut day = self.selection.today;
        // What is seen on that day puts it off.
        while let Some((_, until)) =
            seen.iter().find(|(from, until)| *from <= day && until.is_none_or(|until| until > day))
        {
            day = (*until)?;
        }
        (day > self.selection.today).then_some(day)
    }

    /// Whether a category is left out because readers see none of its articles.
    fn is_hidden(&self, category: &Slug) -> bool {
        let category = self.category(category).and_then(|document| document.item.as_ref());
        category.is_some_and(|category| {
            category.hidden_while_empty && !self.counts.contains_key(&category.slug)
        })
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
