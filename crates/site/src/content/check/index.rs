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

    /// The day by which the content is checked.
    pub(super) fn today(&self) -> Date {
        self.selection.today
    }

    /// What stands at the address of `route` on `day`.
    pub(super) fn find(&self, route: &Route, day: Date) -> Found<'a> {
        let found = match route {
            Route::Home => return self.view("home"),
            Route::Topics => return self.view("topics"),
            Route::Contact => return self.view("contact"),
            Route::Search => Some(Found::Page { headings: Some(&NO_HEADINGS) }),
            Route::Glossary => self.glossary.map(|terms| Found::Page { headings: Some(terms) }),
            Route::Page(slug) => self.page(slug).map(|page| self.visible_page(page)),
            Route::Article(slug) => self.article(slug).map(|article| self.visible(article, day)),
            Route::Archive { category, .. } if self.is_hidden(category, day) => {
                Some(Found::Hidden { from: None, headings: Some(&NO_HEADINGS) })
            }
            Route::Archive { category, page } => (self.category(category).is_some()
                && self.has_page(category, *page, day))
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

    fn visible(&self, document: &'a Document<Article>, day: Date) -> Found<'a> {
        let headings = document.headings.as_ref();
        match &document.item {
            Some(article) if !self.shows(article, day) => {
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

    /// The first day after `from` on which readers no longer see a page of a category's archive, as
    /// articles of it are gone; `None` for one that they do not see on `from`, or see for good.
    pub(super) fn archive_until(
        &self,
        category: &Slug,
        page: PageNumber,
        from: Date,
    ) -> Option<Date> {
        let hidden_while_empty = self.category(category)?.item.as_ref()?.hidden_while_empty;
        let least = match page.index() {
            0 if hidden_while_empty => 1,
            0 => return None,
            before => before * Archive::PAGE_SIZE + 1,
        };
        let seen: Vec<_> = self
            .articles_of(category)
            .filter_map(|article| match article.visibility {
                Visibility::Public { from, until } => Some((from, until)),
                Visibility::Draft => None,
            })
            .collect();
        let number = |day: Date| {
            let is_seen = |(from, until): &&(Date, Option<Date>)| {
                *from <= day && until.is_none_or(|until| until > day)
            };
            seen.iter().filter(is_seen).count()
        };
        if number(from) < least {
            return None;
        }
        let mut days: Vec<_> = seen.iter().filter_map(|(_, until)| *until).collect();
        days.retain(|day| *day > from);
        days.sort_unstable();
        days.into_iter().find(|day| number(*day) < least)
    }

    fn articles_of(&self, category: &Slug) -> impl Iterator<Item = &'a Article> {
        let articles = self.articles.values().filter_map(|document| document.item.as_ref());
        articles.filter(|article| article.categories.contains(category))
    }

    fn shows(&self, article: &Article, day: Date) -> bool {
        self.selection.unpublished || article.visibility.is_visible(day)
    }

    /// How many articles of a category readers see on `day`.
    fn count(&self, category: &Slug, day: Date) -> usize {
        if day == self.today() {
            return self.counts.get(category).copied().unwrap_or_default();
        }
        self.articles_of(category).filter(|article| self.shows(article, day)).count()
    }

    /// Whether a category is left out on `day` because readers see none of its articles.
    fn is_hidden(&self, slug: &Slug, day: Date) -> bool {
        let category = self.category(slug).and_then(|document| document.item.as_ref());
        category.is_some_and(|category| category.hidden_while_empty && self.count(slug, day) == 0)
    }

    fn has_page(&self, category: &Slug, page: PageNumber, day: Date) -> bool {
        page.index() < self.count(category, day).div_ceil(Archive::PAGE_SIZE).max(1)
    }
}

fn by_slug<T>(documents: &[Document<T>]) -> impl Iterator<Item = (&Slug, &Document<T>)> {
    documents.iter().filter_map(|document| Some((document.slug.as_ref()?, document)))
}

fn page<T>(document: &Document<T>) -> Found<'_> {
    Found::Page { headings: document.headings.as_ref() }
}
