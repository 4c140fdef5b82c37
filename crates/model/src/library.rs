use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
    sync::Arc,
};

use crate::{
    Archive, Article, ArticleCard, ArticleLink, ArticlePage, Block, Category, CategoryCard,
    CategoryLink, Clinic, ContentsEntry, Date, Feed, Glossary, GlossaryEntry, GlossaryPage,
    Heading, HeadingLevel, Home, Origin, Page, PageData, PageLink, PageNumber, PageRecord, Picture,
    Route, SearchPage, SearchWords, SecurityContact, Site, Slug, Term, Topics, document_title,
    plain_text, reading_minutes,
};

/// How many articles the home page shows.
const LATEST: usize = 6;
/// How many related articles an article names.
const RELATED: usize = 3;

/// Everything that the site shows, checked and in order, and the data of each of its pages.
#[derive(Debug)]
pub struct Library {
    site: Arc<Site>,
    home: Page,
    topics: Page,
    contact: Page,
    pages: BTreeMap<Slug, Page>,
    categories: Vec<Category>,
    articles: Vec<Article>,
    by_slug: BTreeMap<Slug, usize>,
    by_category: BTreeMap<Slug, Vec<usize>>,
    glossary: Option<Glossary>,
    search_words: SearchWords,
    /// The pages that readers do not see.
    drafts: Vec<Slug>,
    /// The terms that each article uses.
    uses: Vec<BTreeSet<Slug>>,
    origin: Option<Origin>,
    security_contact: Option<SecurityContact>,
    /// Paths of the site before that no article and no category has.
    old_addresses: Vec<(String, Route)>,
    today: Date,
}

/// The parts of a [`Library`], before they are put in order.
#[derive(Debug)]
pub struct Parts {
    /// The clinic.
    pub clinic: Clinic,
    /// The words at the top of the home page.
    pub home: Page,
    /// The words at the top of the list of topics.
    pub topics: Page,
    /// The words at the top of the contact page.
    pub contact: Page,
    /// All other pages.
    pub pages: Vec<Page>,
    /// Those of them that readers do not see: in a preview alone.
    pub drafts: Vec<Slug>,
    /// What the main navigation leads to beside topics and contact.
    pub navigation: Vec<PageLink>,
    /// The categories.
    pub categories: Vec<Category>,
    /// The articles that readers may see.
    pub articles: Vec<Article>,
    /// What words mean, where the site has a glossary.
    pub glossary: Option<Glossary>,
    /// What people say when they search.
    pub search_words: SearchWords,
    /// Where the site stands on the web, where that is known.
    pub origin: Option<Origin>,
    /// Whom to tell of a hole in its security.
    pub security_contact: Option<SecurityContact>,
    /// Paths of the site before that lead to pages and to lists, and where they lead now; those of
    /// articles and categories stand with them.
    pub old_addresses: Vec<(String, Route)>,
    /// The day on which the site is built.
    pub today: Date,
}

impl From<Parts> for Library {
    fn from(parts: Parts) -> Self {
        let Parts {
            clinic,
            home,
            topics,
            contact,
            pages,
            drafts,
            navigation,
            mut categories,
            mut articles,
            glossary,
            search_words,
            origin,
            security_contact,
            old_addresses,
            today,
        } = parts;
        let filled: BTreeSet<_> =
            articles.iter().flat_map(|article: &Article| &article.categories).cloned().collect();
        categories
            .retain(|category| !category.hidden_while_empty || filled.contains(&category.slug));
        categories.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
        articles.sort_by(|a, b| b.published.cmp(&a.published).then_with(|| a.slug.cmp(&b.slug)));
        let pages: BTreeMap<_, _> =
            pages.into_iter().map(|page| (page.slug.clone(), page)).collect();

        let uses = articles
            .iter_mut()
            .map(|article| {
                glossary
                    .as_ref()
                    .map(|glossary| glossary.explain(&mut article.text))
                    .unwrap_or_default()
            })
            .collect();
        let by_slug = articles
            .iter()
            .enumerate()
            .map(|(index, article)| (article.slug.clone(), index))
            .collect();
        let mut by_category: BTreeMap<_, Vec<_>> =
            categories.iter().map(|category| (category.slug.clone(), Vec::new())).collect();
        for (index, article) in articles.iter().enumerate() {
            for category in &article.categories {
                by_category.entry(category.clone()).or_default().push(index);
            }
        }

        let link = |route, page: &Page| PageLink { route, title: page.title.clone() };
        let own = |page: &Page| link(Route::Page(page.slug.clone()), page);
        let site = Site {
            navigation: iter::once(link(Route::Topics, &topics))
                .chain(navigation)
                .chain(iter::once(link(Route::Contact, &contact)))
                .collect(),
            footer: pages
                .values()
                .map(own)
                .chain(glossary.as_ref().map(|glossary| PageLink {
                    route: Route::Glossary,
                    title: glossary.title.clone(),
                }))
                .collect(),
            clinic,
        };
        Self {
            site: Arc::new(site),
            home,
            topics,
            contact,
            pages,
            categories,
            articles,
            by_slug,
            by_category,
            glossary,
            search_words,
            drafts,
            uses,
            origin,
            security_contact,
            old_addresses,
            today,
        }
    }
}

impl Library {
    /// What every page shows around its own content.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The articles, newest first.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The categories, in the order in which they are shown.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The words at the top of the list of topics.
    pub fn topics(&self) -> &Page {
        &self.topics
    }

    /// The pages that are neither article nor list, each with its address; not the home page.
    pub fn pages(&self) -> impl Iterator<Item = (Route, &Page)> {
        let own = self.pages.iter().map(|(slug, page)| (Route::Page(slug.clone()), page));
        iter::once((Route::Contact, &self.contact)).chain(own)
    }

    /// The pages that readers do not see: there are some in a preview alone.
    pub fn drafts(&self) -> &[Slug] {
        &self.drafts
    }

    /// What words mean, where the site has a glossary.
    pub fn glossary(&self) -> Option<&Glossary> {
        self.glossary.as_ref()
    }

    /// What people say when they search.
    pub fn search_words(&self) -> &SearchWords {
        &self.search_words
    }

    /// Whom to tell of a hole in the site's security.
    pub fn security_contact(&self) -> Option<&SecurityContact> {
        self.security_contact.as_ref()
    }

    /// The day on which the site is built.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Where the site stands on the web, as the content folder has it.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_ref()
    }

    /// The category with this slug.
    pub fn category(&self, slug: &Slug) -> Option<&Category> {
        self.categories.iter().find(|category| category.slug == *slug)
    }

    /// The article with this name.
    pub fn article(&self, slug: &Slug) -> Option<&Article> {
        self.by_slug.get(slug).map(|&index| &self.articles[index])
    }

    /// Everything that can be subscribed to: what has articles.
    pub fn feeds(&self) -> impl Iterator<Item = Feed> {
        let category = |category: &Category| Feed::Category(category.slug.clone());
        let feeds = iter::once(Feed::Site).chain(self.categories.iter().map(category));
        feeds.filter(|feed| self.articles_in(feed).next().is_some())
    }

    /// The articles of a feed, newest first.
    pub fn articles_in<'a>(&'a self, feed: &Feed) -> Box<dyn Iterator<Item = &'a Article> + 'a> {
        match feed {
            Feed::Site => Box::new(self.articles.iter()),
            Feed::Category(slug) => {
                Box::new(self.articles_of(slug).iter().map(|&index| &self.articles[index]))
            }
        }
    }

    /// The day on which what `route` shows last changed, where the content says one: an article's own,
    /// for a list that of the newest change among what it lists.
    pub fn last_changed(&self, route: &Route) -> Option<Date> {
        let newest = |slugs: &mut dyn Iterator<Item = &Slug>| {
            slugs.filter_map(|slug| self.article(slug)).map(Article::last_changed).max()
        };
        if let Route::Article(slug) = route {
            return self.article(slug).map(Article::last_changed);
        }
        match self.page_data(route)? {
            PageData::Home(home) => newest(&mut home.latest.iter().map(|card| &card.slug)),
            PageData::Archive(archive) => {
                newest(&mut archive.articles.iter().map(|card| &card.slug))
            }
            PageData::Topics(_) => self.articles.iter().map(Article::last_changed).max(),
            _ => None,
        }
    }

    /// Every path of the site before that leads somewhere, and the page that it leads to now.
    pub fn old_addresses(&self) -> impl Iterator<Item = (&str, Route)> {
        let of_articles = self.articles.iter().flat_map(|article| {
            let route = || Route::Article(article.slug.clone());
            article.old_addresses.iter().map(move |path| (path.as_str(), route()))
        });
        let of_categories = self.categories.iter().flat_map(|category| {
            let route = || Route::archive(category.slug.clone());
            category.old_addresses.iter().map(move |path| (path.as_str(), route()))
        });
        // A page that nobody sees yet is not there to lead to.
        let others = self.old_addresses.iter().map(|(path, route)| {
            let route = if self.has(route) { route.clone() } else { Route::Topics };
            (path.as_str(), route)
        });
        of_articles.chain(of_categories).chain(others)
    }

    /// Whether there is a page at `route`.
    pub fn has(&self, route: &Route) -> bool {
        match route {
            Route::Home | Route::Topics | Route::Contact | Route::Search => true,
            Route::Glossary => self.glossary.is_some(),
            Route::Page(slug) => self.pages.contains_key(slug),
            Route::Article(slug) => self.by_slug.contains_key(slug),
            Route::Archive { category, page } => self
                .by_category
                .get(category)
                .is_some_and(|articles| page.get() <= page_count(articles.len())),
        }
    }

    /// The names of all picture files that pages show, as they stand below `pictures/`.
    pub fn pictures(&self) -> BTreeSet<&str> {
        let pages =
            [&self.home, &self.topics, &self.contact].into_iter().chain(self.pages.values());
        let of_pages = pages
            .flat_map(|page| page.picture.as_ref().into_iter().chain(Block::pictures(&page.body)));
        let of_articles = self.articles.iter().flat_map(|article| {
            let notes = article.text.footnotes.iter().flat_map(|note| Block::pictures(note));
            let own = article.picture.as_ref().into_iter();
            own.chain(Block::pictures(&article.text.body)).chain(notes)
        });
        let of_categories = self.categories.iter().filter_map(|category| category.picture.as_ref());
        let all = of_pages.chain(of_articles).chain(of_categories);
        all.map(|picture| picture.file.as_str()).collect()
    }

    /// Every page there is.
    pub fn routes(&self) -> impl Iterator<Item = Route> {
        let archives = self.categories.iter().flat_map(|category| {
            let pages = page_count(self.articles_of(&category.slug).len());
            (1..=pages)
                .filter_map(PageNumber::new)
                .map(|page| Route::Archive { category: category.slug.clone(), page })
        });
        [Route::Home, Route::Topics, Route::Contact, Route::Search]
            .into_iter()
            .chain(self.glossary.as_ref().map(|_| Route::Glossary))
            .chain(self.pages.keys().cloned().map(Route::Page))
            .chain(archives)
            .chain(self.articles.iter().map(|article| Route::Article(article.slug.clone())))
    }

    /// What the page at `route` shows; `None` where there is no such page.
    pub fn page_data(&self, route: &Route) -> Option<PageData> {
        match route {
            Route::Home => Some(PageData::Home(self.home())),
            Route::Topics => Some(PageData::Topics(Topics {
                page: self.topics.clone(),
                categories: self.categories.iter().map(|category| self.card(category)).collect(),
                a_to_z: self.a_to_z(),
            })),
            Route::Search => Some(PageData::Search(SearchPage { a_to_z: self.a_to_z() })),
            Route::Contact => Some(PageData::Contact(self.contact.clone())),
            Route::Glossary => self.glossary_page().map(PageData::Glossary),
            Route::Page(slug) => self.pages.get(slug).cloned().map(PageData::Page),
            Route::Archive { category, page } => {
                self.archive(category, *page).map(PageData::Archive)
            }
            Route::Article(slug) => {
                let index = *self.by_slug.get(slug)?;
                Some(PageData::Article(Box::new(self.article_page(index))))
            }
        }
    }

    /// The content of the JSON file of the page at `route`.
    pub fn page_record(&self, route: &Route) -> Option<PageRecord> {
        let page = self.page_data(route)?;
        Some(PageRecord {
            document_title: document_title(&page.title(), &self.site.clinic.name),
            page,
        })
    }

    fn home(&self) -> Home {
        let shown: Vec<_> = self.categories.iter().filter(|category| category.home).collect();
        let may_show = |article: &&Article| {
            article
                .categories
                .iter()
                .all(|slug| shown.iter().any(|category| category.slug == *slug))
        };
        Home {
            page: self.home.clone(),
            topics: shown
                .iter()
                .map(|category| self.card(category))
                .filter(|card| card.articles > 0)
                .collect(),
            latest: self.articles.iter().filter(may_show).take(LATEST).map(article_card).collect(),
        }
    }

    fn a_to_z(&self) -> Vec<PageLink> {
        let topics = self.categories.iter().map(|category| PageLink {
            route: Route::archive(category.slug.clone()),
            title: category.title.clone(),
        });
        let articles = self.articles.iter().map(|article| PageLink {
            route: Route::Article(article.slug.clone()),
            title: article.title.clone(),
        });
        let articles = articles.take_while(|_| self.articles.len() <= Topics::A_TO_Z);
        let mut links: Vec<_> = topics.chain(articles).collect();
        links.sort_by_cached_key(|link| link.title.to_lowercase());
        links
    }

    fn glossary_page(&self) -> Option<GlossaryPage> {
        let Glossary { title, summary, terms } = self.glossary.as_ref()?;
        let entry = |term: &Term| {
            let using = self.uses.iter().enumerate().filter(|(_, used)| used.contains(&term.slug));
            GlossaryEntry {
                slug: term.slug.clone(),
                term: term.term.clone(),
                meaning: term.meaning.clone(),
                articles: using.map(|(index, _)| self.article_link(index)).collect(),
            }
        };
        let (title, summary) = (title.clone(), summary.clone());
        Some(GlossaryPage { title, summary, entries: terms.iter().map(entry).collect() })
    }

    fn card(&self, category: &Category) -> CategoryCard {
        CategoryCard {
            slug: category.slug.clone(),
            title: category.title.clone(),
            description: category.description.clone(),
            articles: self.articles_of(&category.slug).len(),
            picture: category.picture.as_ref().map(Picture::decorative),
        }
    }

    fn archive(&self, slug: &Slug, page: PageNumber) -> Option<Archive> {
        let category = self.category(slug)?;
        let articles = self.articles_of(slug);
        let pages = page_count(articles.len());
        let shown =
            articles.iter().skip(page.index() * Archive::PAGE_SIZE).take(Archive::PAGE_SIZE);
        (page.get() <= pages).then(|| Archive {
            category: self.card(category),
            page,
            pages,
            articles: shown.map(|&index| article_card(&self.articles[index])).collect(),
        })
    }

    fn article_page(&self, index: usize) -> ArticlePage {
        let article = &self.articles[index];
        let siblings = article.categories.first().map_or(&[][..], |main| self.articles_of(main));
        let place = siblings.iter().position(|&sibling| sibling == index).unwrap_or_default();
        let newer = place.checked_sub(1).and_then(|place| siblings.get(place));
        let older = siblings.get(place + 1);
        ArticlePage {
            slug: article.slug.clone(),
            title: article.title.clone(),
            plain_title: article.plain_title.clone(),
            summary: article.summary.clone(),
            categories: self.category_links(article),
            authors: article.authors.clone(),
            audience: article.audience.clone(),
            published: article.published,
            updated: article.updated,
            picture: article.picture.clone(),
            review: article.review.clone(),
            overdue: article.review.as_ref().is_some_and(|review| review.is_overdue(self.today)),
            reading_minutes: reading_minutes(article.text.count_words()),
            contents: contents(&article.text.body),
            text: article.text.clone(),
            notice: self.site.clinic.notice.clone(),
            changes: article.changes.clone(),
            related: self.related(index, siblings, place),
            previous: older.map(|&index| self.article_link(index)),
            next: newer.map(|&index| self.article_link(index)),
        }
    }

    fn category_links(&self, article: &Article) -> Vec<CategoryLink> {
        let link = |slug: &Slug| {
            let category = self.category(slug)?;
            Some(CategoryLink { slug: category.slug.clone(), title: category.title.clone() })
        };
        article.categories.iter().filter_map(link).collect()
    }

    /// The articles its author named; then those that follow in its main category, round to the
    /// newest again, so that every article is named by some other.
    fn related(&self, index: usize, siblings: &[usize], place: usize) -> Vec<ArticleLink> {
        let named = self.articles[index].related.iter().filter_map(|slug| self.by_slug.get(slug));
        let following =
            siblings.iter().cycle().skip(place + 1).take(siblings.len().saturating_sub(1));
        let mut related = Vec::with_capacity(RELATED);
        for &other in named.chain(following) {
            if related.len() < RELATED && other != index && !related.contains(&other) {
                related.push(other);
            }
        }
        related.into_iter().map(|other| self.article_link(other)).collect()
    }

    fn article_link(&self, index: usize) -> ArticleLink {
        let article = &self.articles[index];
        ArticleLink { slug: article.slug.clone(), title: article.title.clone() }
    }

    fn articles_of(&self, category: &Slug) -> &[usize] {
        self.by_category.get(category).map_or(&[], Vec::as_slice)
    }
}

/// How many pages an archive of `articles` has: one even where it is empty, to say so.
fn page_count(articles: usize) -> u32 {
    u32::try_from(articles.div_ceil(Archive::PAGE_SIZE)).unwrap_or(u32::MAX).max(1)
}

fn article_card(article: &Article) -> ArticleCard {
    ArticleCard {
        slug: article.slug.clone(),
        title: article.title.clone(),
        summary: article.summary.clone(),
        published: article.published,
        updated: article.updated,
        reading_minutes: reading_minutes(article.text.count_words()),
        picture: article.picture.as_ref().map(Picture::decorative),
    }
}

/// The sections; subsections would make the list longer than its use.
fn contents(body: &[Block]) -> Vec<ContentsEntry> {
    let entry = |heading: &Heading| ContentsEntry {
        level: heading.level,
        id: heading.id.clone(),
        title: plain_text(&heading.content),
    };
    body.iter()
        .filter_map(|block| match block {
            Block::Heading(heading) if heading.level <= HeadingLevel::H2 => Some(entry(heading)),
            _ => None,
        })
        .collect()
}
