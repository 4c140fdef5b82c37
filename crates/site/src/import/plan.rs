use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    io,
    path::Path,
};

use model::{Route, Slug};

use super::{
    links::{Links, old_path},
    names::{Names, slug_of},
    record::Record,
    survey::{Survey, TextFacts},
    wxr::Term,
};
use crate::content;

/// Where everything of an export gets its place, before any text is read.
#[derive(Debug)]
pub(super) struct Plan {
    /// In the order of [`Survey::texts`].
    pub(super) texts: Vec<Place>,
    pub(super) categories: Vec<CategoryPlace>,
    /// Addresses that belong to no file.
    pub(super) redirects: Vec<(String, Route)>,
    pub(super) links: Links,
    /// Every old address.
    pub(super) addresses: Vec<OldAddress>,
}

/// The place of a post or page.
#[derive(Debug)]
pub(super) struct Place {
    /// What the record calls it.
    pub(super) key: String,
    /// `articles/low-mood.md`
    pub(super) file: String,
    pub(super) route: Route,
    pub(super) old_addresses: Vec<String>,
}

/// The place of a category.
#[derive(Debug)]
pub(super) struct CategoryPlace {
    pub(super) key: String,
    pub(super) file: String,
    pub(super) slug: Slug,
    /// Whether the site had it before.
    pub(super) is_there: bool,
    /// The categories that it stands under, the nearest first.
    pub(super) above: Vec<Slug>,
    pub(super) old_addresses: Vec<String>,
}

/// An address of the old site and where it leads now.
#[derive(Debug, Clone)]
pub(super) struct OldAddress {
    pub(super) address: String,
    pub(super) leads: Leads,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// The page has the same address here.
    Same(Route),
    /// A redirect leads to the page.
    Redirect(Route),
    /// Another page of this site has the address.
    Taken(Route),
    /// The host shows the home page, or finds nothing: it has no rules for such an address.
    Nowhere,
}

impl Plan {
    pub(super) fn new(survey: &Survey, record: &Record, content: &Path) -> io::Result<Self> {
        let mut planner = Planner::new(survey, record, content)?;
        let categories = planner.categories();
        let texts = planner.texts();
        // Only now is it known which addresses the site has itself.
        Ok(planner.addresses(texts, categories))
    }
}

struct Planner<'a> {
    survey: &'a Survey,
    record: &'a Record,
    /// Files of the content folder that the import did not write.
    foreign: BTreeSet<String>,
    names: Names,
}

impl<'a> Planner<'a> {
    fn new(survey: &'a Survey, record: &'a Record, content: &Path) -> io::Result<Self> {
        let own: BTreeSet<_> = record.files.values().map(|written| written.file.as_str()).collect();
        let mut foreign = BTreeSet::new();
        for folder in ["articles", "categories", "pages"] {
            for name in content::file_names(&content.join(folder))? {
                let file = format!("{folder}/{name}");
                if !own.contains(file.as_str()) {
                    foreign.insert(file);
                }
            }
        }
        let mut names = Names::default();
        for file in foreign.iter().map(String::as_str).chain(own) {
            names.take(file);
        }
        for reserved in Route::RESERVED.into_iter().chain(["404"]) {
            names.take(&format!("pages/{reserved}.md"));
        }
        Ok(Self { survey, record, foreign, names })
    }

    /// The file that an import wrote before, or a free one.
    fn file(&mut self, key: &str, folder: &str, slug: &str) -> String {
        match self.record.files.get(key) {
            Some(written) => written.file.clone(),
            None => self.names.free(&format!("{folder}/{slug}"), ".md"),
        }
    }

    fn categories(&mut self) -> Vec<CategoryPlace> {
        let survey = self.survey;
        let mut places: Vec<CategoryPlace> = Vec::new();
        let mut slugs: BTreeMap<&str, Slug> = BTreeMap::new();
        for (number, term) in survey.categories.iter().enumerate() {
            let name = if term.slug.is_empty() { &term.name } else { &term.slug };
            let wanted = slug_of(name, &format!("category-{}", number + 1));
            let key = category_key(survey, &term.slug);
            let there = format!("categories/{wanted}.md");
            let is_there = self.foreign.contains(&there);
            let again = slugs.contains_key(term.slug.as_str());
            if again {
                continue;
            }
            let file = if is_there { there } else { self.file(&key, "categories", &wanted) };
            let Some(slug) = slug_in(&file) else { continue };
            slugs.insert(&term.slug, slug.clone());
            let (above, old_addresses) = (Vec::new(), Vec::new());
            places.push(CategoryPlace { key, file, slug, is_there, above, old_addresses });
        }
        let terms: BTreeMap<&str, &Term> =
            survey.categories.iter().map(|term| (term.slug.as_str(), term)).collect();
        for place in &mut places {
            let Some((slug, _)) = slugs.iter().find(|(_, slug)| **slug == place.slug) else {
                continue;
            };
            let slug = *slug;
            let mut above: Vec<&str> = Vec::new();
            let mut term = terms.get(slug);
            // A category may stand under itself in a broken export.
            while let Some(parent) = term.map(|term| term.parent.as_str()).filter(|p| !p.is_empty())
                && parent != slug
                && !above.contains(&parent)
            {
                above.push(parent);
                term = terms.get(parent);
            }
            let path: Vec<_> = above.iter().rev().copied().chain([slug]).collect();
            place.above = above.iter().filter_map(|name| slugs.get(name).cloned()).collect();
            place.old_addresses = [
                format!("{}/category/{}/", survey.site, path.join("/")),
                format!("{}/category/{slug}/", survey.site),
            ]
            .into();
        }
        places
    }

    fn texts(&mut self) -> Vec<Place> {
        let survey = self.survey;
        let mut keys = HashSet::new();
        survey
            .texts
            .iter()
            .enumerate()
            .map(|(number, text)| {
                let kind = if text.is_post { "post" } else { "page" };
                let mut key = format!("{} {kind} {}", survey.site_name, text.id);
                // A broken export gives a number to nothing, or to several.
                if text.id == 0 || !keys.insert(key.clone()) {
                    key = format!("{key} {number} {}", text.slug);
                    keys.insert(key.clone());
                }
                let name = if text.slug.is_empty() { &text.title } else { &text.slug };
                let mut slug = slug_of(name, &format!("{kind}-{}", text.id));
                let folder = if text.is_post { "articles" } else { "pages" };
                if !text.is_post && Route::RESERVED.contains(&slug.as_str()) {
                    slug.push_str("-page");
                }
                let file = self.file(&key, folder, &slug);
                let route = match slug_in(&file) {
                    Some(slug) if text.is_post => Route::Article(slug),
                    Some(slug) => Route::Page(slug),
                    None => Route::Home,
                };
                Place { key, file, route, old_addresses: Vec::new() }
            })
            .collect()
    }

    fn addresses(self, mut texts: Vec<Place>, mut categories: Vec<CategoryPlace>) -> Plan {
        let survey = self.survey;
        let mut taken = Taken::new(&self.foreign, &texts, &categories);
        let mut links = Links::new(&survey.site);
        for (text, place) in survey.texts.iter().zip(&mut texts) {
            links.add_number(text.id, &place.route);
            let keys: &[&str] = if text.is_post { &["p"] } else { &["p", "page_id"] };
            let short = keys.iter().filter_map(|key| short_address(&survey.site, key, text.id));
            for address in addresses_of(text).into_iter().chain(short) {
                links.add(&address, &place.route);
                place.old_addresses.extend(taken.lead(&address, &place.route));
            }
        }
        let posts = self.posts_in(&categories);
        for place in &mut categories {
            let route = Route::archive(place.slug.clone());
            let wanted = std::mem::take(&mut place.old_addresses);
            let posts = posts.get(&place.slug).copied().unwrap_or_default();
            let further = wanted.iter().flat_map(|address| further_pages(address, posts));
            let further: Vec<_> = further.collect();
            for address in wanted.into_iter().chain(further) {
                links.add(&address, &route);
                place.old_addresses.extend(taken.lead(&address, &route));
            }
        }
        let mut redirects = Vec::new();
        let places: BTreeMap<u64, usize> =
            survey.texts.iter().enumerate().map(|(index, text)| (text.id, index)).collect();
        let mut attachments: Vec<_> = survey.attachments.iter().collect();
        attachments.sort_by_key(|(id, _)| **id);
        for (id, attachment) in attachments {
            let parent = places.get(&attachment.parent);
            let route = parent.map_or(Route::Topics, |&index| texts[index].route.clone());
            links.add_number(*id, &route);
            links.add(&attachment.link, &route);
            let short = short_address(&survey.site, "attachment_id", *id);
            for address in [attachment.link.clone()].into_iter().chain(short) {
                let address = taken.lead(&address, &route);
                match parent {
                    Some(&index) => texts[index].old_addresses.extend(address),
                    None => redirects.extend(address.map(|address| (address, Route::Topics))),
                }
            }
        }
        for (address, route) in self.lists(&categories) {
            links.add(&address, &route);
            redirects.extend(taken.lead(&address, &route).map(|address| (address, route)));
        }
        // What the site had before keeps its files as they are.
        for place in categories.iter_mut().filter(|place| place.is_there) {
            let route = Route::archive(place.slug.clone());
            let addresses = std::mem::take(&mut place.old_addresses).into_iter();
            redirects.extend(addresses.map(|address| (address, route.clone())));
        }
        Plan { texts, categories, redirects, links, addresses: taken.addresses }
    }

    /// The addresses of WordPress's lists, and where they lead.
    fn lists(&self, categories: &[CategoryPlace]) -> Vec<(String, Route)> {
        let survey = self.survey;
        let base = &survey.site;
        let mut lists = Vec::new();
        let slugs: BTreeMap<&str, &Slug> = survey
            .categories
            .iter()
            .filter_map(|term| {
                let key = category_key(survey, &term.slug);
                let place = categories.iter().find(|place| place.key == key)?;
                Some((term.slug.as_str(), &place.slug))
            })
            .collect();
        // By their numbers, which no host has rules for.
        for term in survey.categories.iter().filter(|term| !term.id.is_empty()) {
            if let Some(slug) = slugs.get(term.slug.as_str()) {
                let route = Route::archive((*slug).clone());
                lists.push((format!("{base}/?cat={}", term.id), route));
            }
        }
        // A tag leads to the category that most of its posts are in.
        let mut used: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        let mut posts: BTreeMap<&str, usize> = BTreeMap::new();
        for text in &survey.texts {
            for tag in &text.tags {
                *posts.entry(tag).or_default() += 1;
                let used = used.entry(tag).or_default();
                for category in &text.categories {
                    *used.entry(category).or_default() += 1;
                }
            }
        }
        let tags: BTreeSet<&str> =
            survey.tags.keys().map(String::as_str).chain(used.keys().copied()).collect();
        for tag in tags {
            let most = used.get(tag).and_then(|used| {
                used.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(name, _)| *name)
            });
            let route =
                most.and_then(|name| slugs.get(name)).map(|slug| Route::archive((*slug).clone()));
            let (route, address) = (route.unwrap_or(Route::Topics), format!("{base}/tag/{tag}/"));
            let further = further_pages(&address, posts.get(tag).copied().unwrap_or_default());
            lists.extend(further.map(|address| (address, route.clone())));
            lists.push((address, route));
        }
        let mut written: HashMap<&str, usize> = HashMap::new();
        for text in survey.texts.iter().filter(|text| text.is_post) {
            *written.entry(&text.author).or_default() += 1;
        }
        for login in survey.authors.keys() {
            let address = format!("{base}/author/{login}/");
            let own = written.get(login.as_str()).copied().unwrap_or_default();
            let further = further_pages(&address, own);
            lists.extend(further.map(|address| (address, Route::Topics)));
            lists.push((address, Route::Topics));
        }
        let mut days = BTreeSet::new();
        for text in survey.texts.iter().filter(|text| text.is_post) {
            let Some(date) = text.date else { continue };
            let date = date.iso().replace('-', "/");
            days.insert(date[..4].to_owned());
            days.insert(date[..7].to_owned());
            if text.link.contains(&date) {
                days.insert(date);
            }
        }
        lists.extend(days.into_iter().map(|day| (format!("{base}/{day}/"), Route::Topics)));
        let posts = survey.texts.iter().filter(|text| text.is_post).count();
        let home = format!("{base}/");
        lists.extend(further_pages(&home, posts).map(|address| (address, Route::Topics)));
        lists
    }

    /// How many posts each category has; those of the categories below it are listed in it too.
    fn posts_in(&self, categories: &[CategoryPlace]) -> HashMap<Slug, usize> {
        let survey = self.survey;
        let places: HashMap<&str, &CategoryPlace> =
            categories.iter().map(|place| (place.key.as_str(), place)).collect();
        let mut posts = HashMap::new();
        for text in &survey.texts {
            let keys = text.categories.iter().map(|slug| category_key(survey, slug));
            let own = keys.filter_map(|key| places.get(key.as_str()).copied());
            let all: HashSet<_> =
                own.flat_map(|place| place.above.iter().chain([&place.slug])).collect();
            for slug in all {
                *posts.entry(slug.clone()).or_default() += 1;
            }
        }
        posts
    }
}

/// The addresses that led to a post or page.
fn addresses_of(text: &TextFacts) -> Vec<String> {
    let mut addresses = vec![text.link.clone()];
    let is_path = old_path(&text.link).is_some() && !text.link.contains('?');
    if is_path {
        let stem = text.link.trim_end_matches('/');
        addresses.extend((2..=text.pages).map(|page| format!("{stem}/{page}/")));
        if let Some((folder, _)) = stem.rsplit_once('/') {
            addresses.extend(text.old_slugs.iter().map(|slug| format!("{folder}/{slug}/")));
        }
    }
    addresses
}

/// The second and later pages of a list: WordPress shows ten posts a page, unless it is told otherwise.
fn further_pages(list: &str, posts: usize) -> impl Iterator<Item = String> {
    (2..=posts.div_ceil(10)).map(move |page| format!("{list}page/{page}/"))
}

/// The address by which WordPress knows a post, page or upload, whatever its own; `None` where the site was
/// in a folder, for which hosts have no such rules.
fn short_address(site: &str, key: &str, id: u64) -> Option<String> {
    let address = format!("{site}/?{key}={id}");
    (id != 0 && old_path(&address).is_some()).then_some(address)
}

/// The addresses that lead somewhere already.
struct Taken {
    /// Of the pages of this site.
    routes: HashSet<Route>,
    /// Of the old site, as [`key_of`] writes them.
    old: HashSet<String>,
    addresses: Vec<OldAddress>,
}

impl Taken {
    fn new(foreign: &BTreeSet<String>, texts: &[Place], categories: &[CategoryPlace]) -> Self {
        let of_file = |file: &String| {
            let slug = slug_in(file)?;
            Some(match file.split('/').next()? {
                "articles" => Route::Article(slug),
                "categories" => Route::archive(slug),
                _ => content::route_of_page(&slug),
            })
        };
        let routes = foreign
            .iter()
            .filter_map(of_file)
            .chain(texts.iter().map(|place| place.route.clone()))
            .chain(categories.iter().map(|place| Route::archive(place.slug.clone())))
            .chain([Route::Home, Route::Topics, Route::Contact, Route::Search, Route::Glossary])
            .collect();
        Self { routes, old: HashSet::new(), addresses: Vec::new() }
    }

    /// Leads an old address to `route`; returns the path where that takes a redirect.
    fn lead(&mut self, address: &str, route: &Route) -> Option<String> {
        let (path, leads) = match old_path(address) {
            None => (None, Leads::Nowhere),
            Some(path) => match (path.parse::<Route>(), format!("{}/", key_of(&path)).parse()) {
                (Ok(own), _) if is_of(&own, route) => (None, Leads::Same(own)),
                (Ok(own), _) | (_, Ok(own))
                    if !is_of(&own, route) && self.routes.contains(&own) =>
                {
                    (None, Leads::Taken(own))
                }
                _ => (Some(path), Leads::Redirect(route.clone())),
            },
        };
        let key = key_of(path.as_deref().unwrap_or(address));
        if address.trim().is_empty() || !self.old.insert(key) {
            return None;
        }
        self.addresses.push(OldAddress { address: address.to_owned(), leads });
        path
    }
}

/// An old address as two are compared: servers decode them, and some take no notice of capitals.
fn key_of(address: &str) -> String {
    content::as_compared(address).to_lowercase()
}

/// What the record calls a category.
pub(super) fn category_key(survey: &Survey, slug: &str) -> String {
    format!("{} category {slug}", survey.site_name)
}

/// Whether a page is `route`, or one of the pages of its list.
fn is_of(page: &Route, route: &Route) -> bool {
    match (page, route) {
        (Route::Archive { category: one, .. }, Route::Archive { category: other, .. }) => {
            one == other
        }
        _ => page == route,
    }
}

/// The slug that a file's name is.
fn slug_in(file: &str) -> Option<Slug> {
    file.rsplit('/').next()?.strip_suffix(".md")?.parse().ok()
}
