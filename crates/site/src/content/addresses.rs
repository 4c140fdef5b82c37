use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
};

use model::Route;

use super::{
    Parsed, Selection,
    document::{Document, Located, Mention},
    documents::Documents,
    page,
};

/// Where addresses lead on the site as its files stand, whatever else is wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    /// The pages that there are, and whether readers see them.
    pages: HashMap<Route, bool>,
    /// Addresses of the site before, without a slash at their end.
    old: HashMap<String, Redirect>,
}

#[derive(Debug)]
struct Redirect {
    to: Route,
    /// Whether it stands in `redirects.toml`: such a one leads to the topics until its page is seen.
    is_of_site: bool,
}

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lead {
    /// The page.
    pub(crate) to: Route,
    /// Whether it is the page's own address.
    pub(crate) is_own: bool,
    /// What stands there while readers do not see the page; `None` where they do.
    pub(crate) meanwhile: Option<Meanwhile>,
}

/// What stands at an address until a page is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meanwhile {
    /// The page for addresses that lead nowhere.
    Nothing,
    /// The list of topics.
    Topics,
}

impl Addresses {
    /// Reads the content folder; no addresses where there is none.
    pub(crate) fn read(folder: &Path, selection: Selection) -> Self {
        Parsed::read(folder, selection)
            .map(|parsed| Self::of(&parsed.documents, selection))
            .unwrap_or_default()
    }

    fn of(documents: &Documents, selection: Selection) -> Self {
        let mut addresses = Self::default();
        let fixed = [Route::Home, Route::Topics, Route::Contact, Route::Search];
        let glossary = documents.glossary.iter().map(|_| Route::Glossary);
        addresses.pages.extend(fixed.into_iter().chain(glossary).map(|route| (route, true)));
        let mut filled = BTreeSet::new();
        for document in &documents.articles {
            let shown = document.item.as_ref().is_none_or(|article| selection.shows(article));
            if let Some(article) = document.item.as_ref().filter(|_| shown) {
                filled.extend(&article.categories);
            }
            addresses.add(document, shown, |slug| Route::Article(slug.clone()));
        }
        for document in &documents.categories {
            let shown = document.item.as_ref().is_none_or(|category| {
                !category.hidden_while_empty || filled.contains(&category.slug)
            });
            addresses.add(document, shown, |slug| Route::archive(slug.clone()));
        }
        for document in &documents.pages {
            let shown = document.item.as_ref().is_none_or(|page| !page.draft);
            addresses.add(document, shown, page::route);
        }
        let redirects = documents.redirects.iter().filter_map(|document| document.item.as_ref());
        for redirect in redirects.flatten() {
            let to = redirect.to.clone();
            addresses.old.insert(bare(&redirect.from), Redirect { to, is_of_site: true });
        }
        addresses
    }

    fn add<T>(
        &mut self,
        document: &Document<T>,
        shown: bool,
        route: impl Fn(&model::Slug) -> Route,
    ) {
        let Some(slug) = &document.slug else { return };
        let route = route(slug);
        for Located { value, .. } in &document.mentions {
            if let Mention::OldAddress(path) = value {
                let to = route.clone();
                self.old.insert(bare(path), Redirect { to, is_of_site: false });
            }
        }
        self.pages.insert(route, shown);
    }

    /// Where a path leads; `None` where nothing stands there.
    pub(crate) fn lead(&self, path: &str) -> Option<Lead> {
        let own = path.parse::<Route>().ok();
        if let Some(to) = own
            && let Some(shown) = self.shown(&to)
        {
            let meanwhile = (!shown).then_some(Meanwhile::Nothing);
            return Some(Lead { to, is_own: true, meanwhile });
        }
        let Redirect { to, is_of_site } = self.old.get(&bare(path))?;
        let meanwhile = if *is_of_site { Meanwhile::Topics } else { Meanwhile::Nothing };
        let meanwhile = (!self.shown(to)?).then_some(meanwhile);
        Some(Lead { to: to.clone(), is_own: false, meanwhile })
    }

    /// Whether readers see a page; `None` where there is none.
    fn shown(&self, route: &Route) -> Option<bool> {
        let first = match route {
            Route::Archive { category, .. } => Route::archive(category.clone()),
            route => route.clone(),
        };
        self.pages.get(&first).copied()
    }
}

fn bare(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}
