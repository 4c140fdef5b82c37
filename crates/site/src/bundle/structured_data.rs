//! What a page is, in the vocabulary of <https://schema.org> as JSON-LD, for search engines.
//!
//! Only what the content says: a property of which nothing is known is left out, never guessed. It is
//! kept short, since every visitor loads it: a source is named by its address alone, and one without an
//! address stands in the page's own list only (as text, they take 130 bytes of Brotli an article).

use model::{
    Archive, Article, ArticlePage, CategoryCard, Clinic, Library, PageData, Route, SiteAddress,
    Source,
};
use serde_json::{Map, Value, json};

/// What the structured data of all pages is made with.
#[derive(Debug)]
pub(super) struct StructuredData<'a> {
    pub(super) address: &'a SiteAddress,
    pub(super) clinic: &'a Clinic,
    /// The language of the pages, such as `en-GB`.
    pub(super) language: &'a str,
    /// The page that shows what a search finds, where the site has one.
    pub(super) search: Option<Route>,
}

impl<'a> StructuredData<'a> {
    pub(super) fn of(library: &'a Library, address: &'a SiteAddress, language: &'a str) -> Self {
        let search = library.routes().find(|route| *route == Route::Search);
        Self { address, clinic: &library.site().clinic, language, search }
    }
}

/// The article that the page at `route` shows.
pub(super) fn article_at<'a>(library: &'a Library, route: &Route) -> Option<&'a Article> {
    match route {
        Route::Article(slug) => library.article(slug),
        _ => None,
    }
}

impl StructuredData<'_> {
    /// The script element with the data of a page. `article` is what the page shows, where that is one.
    pub(super) fn element(
        &self,
        route: &Route,
        page: &PageData,
        article: Option<&Article>,
    ) -> String {
        let things = self.things(route, page, article);
        let data = json!({ "@context": "https://schema.org", "@graph": things });
        // No text can end the element.
        let data = data.to_string().replace('<', "\\u003c");
        format!(r#"<script type="application/ld+json">{data}</script>"#)
    }

    fn things(&self, route: &Route, page: &PageData, article: Option<&Article>) -> Vec<Value> {
        let mut things = match page {
            PageData::Home(_) => vec![self.web_site(), self.business()],
            PageData::Contact(_) => vec![self.page("ContactPage", route, page), self.business()],
            PageData::Article(data) => vec![self.medical_page(route, page, data, article)],
            PageData::Archive(archive) => vec![self.archive(route, page, archive)],
            PageData::Topics(topics) => {
                let category = |category: &CategoryCard| Route::archive(category.slug.clone());
                let pages = topics.categories.iter().map(category);
                vec![self.collection(route, page, pages)]
            }
            PageData::Search(_) => vec![self.page("SearchResultsPage", route, page)],
            PageData::Page(_) | PageData::Glossary(_) => vec![self.page("WebPage", route, page)],
        };
        things.extend(self.breadcrumbs(page));
        things
    }

    fn page(&self, kind: &str, route: &Route, page: &PageData) -> Value {
        json!({
            "@type": kind,
            "url": self.address.page(route),
            "name": page.title(),
            "description": page.description(),
        })
    }

    fn medical_page(
        &self,
        route: &Route,
        page: &PageData,
        data: &ArticlePage,
        article: Option<&Article>,
    ) -> Value {
        let mut value = self.page("MedicalWebPage", route, page);
        let person = |name: &String| json!({ "@type": "Person", "name": name });
        let mut more = Map::new();
        more.insert("datePublished".into(), data.published.iso().into());
        let changed = article.map(Article::last_changed).filter(|day| *day > data.published);
        more.extend(changed.map(|day| ("dateModified".into(), day.iso().into())));
        more.insert("publisher".into(), json!({ "@id": self.business_id() }));
        if !data.authors.is_empty() {
            let authors: Vec<_> = data.authors.iter().map(person).collect();
            more.insert("author".into(), authors.into());
        }
        if let Some(review) = &data.review {
            more.insert("lastReviewed".into(), review.last.iso().into());
            let reviewer = review.reviewer.as_ref().map(person);
            more.extend(reviewer.map(|person| ("reviewedBy".into(), person)));
        }
        let citations: Vec<_> = data
            .text
            .references
            .iter()
            .filter_map(|reference| reference.source.as_ref())
            .map(|source| match source {
                Source::Doi { address, .. } | Source::Url(address) => address.as_str(),
            })
            .collect();
        if !citations.is_empty() {
            more.insert("citation".into(), citations.into());
        }
        if let Value::Object(value) = &mut value {
            value.extend(more);
        }
        value
    }

    fn archive(&self, route: &Route, page: &PageData, archive: &Archive) -> Value {
        let articles = archive.articles.iter().map(|card| Route::Article(card.slug.clone()));
        self.collection(route, page, articles)
    }

    fn collection(
        &self,
        route: &Route,
        page: &PageData,
        pages: impl Iterator<Item = Route>,
    ) -> Value {
        let mut value = self.page("CollectionPage", route, page);
        let items: Vec<_> = (1..)
            .zip(pages)
            .map(|(position, route)| {
                let url = self.address.page(&route);
                json!({ "@type": "ListItem", "position": position, "url": url })
            })
            .collect();
        if !items.is_empty() {
            value["mainEntity"] = json!({ "@type": "ItemList", "itemListElement": items });
        }
        value
    }

    /// The way from home to the page, as its breadcrumb shows it; home has none.
    fn breadcrumbs(&self, page: &PageData) -> Option<Value> {
        let topics = || (Route::Topics, "Topics".to_owned());
        let between = match page {
            PageData::Home(_) => return None,
            PageData::Archive(_) => Some(topics()),
            PageData::Article(article) => {
                Some(article.categories.first().map_or_else(topics, |category| {
                    (Route::archive(category.slug.clone()), category.title.clone())
                }))
            }
            _ => None,
        };
        let steps = [(Route::Home, "Home".to_owned())].into_iter().chain(between);
        let mut items: Vec<_> = (1..)
            .zip(steps)
            .map(|(position, (route, name))| {
                let item = self.address.page(&route);
                json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
            })
            .collect();
        // Where the last step leads is known: it is the page itself.
        let position = items.len() + 1;
        items.push(json!({ "@type": "ListItem", "position": position, "name": page.title() }));
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
    }

    fn web_site(&self) -> Value {
        let mut site = json!({
            "@type": "WebSite",
            "url": self.address.page(&Route::Home),
            "name": self.clinic.name,
            "inLanguage": self.language,
            "publisher": { "@id": self.business_id() },
        });
        if let Some(search) = &self.search {
            let template = format!("{}?q={{search_term_string}}", self.address.page(search));
            site["potentialAction"] = json!({
                "@type": "SearchAction",
                "target": { "@type": "EntryPoint", "urlTemplate": template },
                "query-input": "required name=search_term_string",
            });
        }
        site
    }

    /// The clinic, with exactly what is known of it: no hours, no prices, no kind of care.
    fn business(&self) -> Value {
        let Clinic { name, address, phone, maps, .. } = self.clinic;
        let mut business = json!({
            "@type": "LocalBusiness",
            "@id": self.business_id(),
            "name": name,
            "url": self.address.page(&Route::Home),
            "telephone": phone.tel().trim_start_matches("tel:"),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": format!("{}, {}", address.lines.join(", "), address.locality),
                "addressLocality": address.town,
                "addressRegion": address.county,
                "postalCode": address.postcode,
                "addressCountry": address.country,
            },
        });
        if let Some(map) = maps.first() {
            business["hasMap"] = map.address.as_str().into();
        }
        business
    }

    fn business_id(&self) -> String {
        format!("{}#clinic", self.address.page(&Route::Home))
    }
}
