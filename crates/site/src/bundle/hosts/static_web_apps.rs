//! `staticwebapp.config.json` of Azure Static Web Apps
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{Caching, Embedding, HostRules, NOT_FOUND};
use crate::bundle::{inventory::BuiltFile, redirects::OldAddress};

pub(super) const FILE: &str = "staticwebapp.config.json";

impl HostRules<'_> {
    pub(super) fn static_web_apps(&self) -> Value {
        let mut headers: Map<_, Value> =
            self.headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        headers.insert("Cache-Control".to_owned(), Caching::Revalidated.header().into());
        headers.insert(Embedding::HEADER.to_owned(), Embedding::OwnPages.header().into());
        // Rules for queries are unknown here, so the short addresses of WordPress lead to the home page.
        let redirects = self.redirects().filter_map(|(redirect, to)| match &redirect.from {
            // Nothing says whether the host tells capitals apart: the page might lead to itself.
            OldAddress::Path(_) if redirect.differs_in_capitals() => None,
            OldAddress::Path(path) => {
                Some(json!({ "route": self.path(path), "redirect": to, "statusCode": 301 }))
            }
            OldAddress::Number { .. } => None,
        });
        json!({
            "trailingSlash": "always",
            "globalHeaders": headers,
            "routes": redirects.chain(self.routes_of_files()).collect::<Vec<_>>(),
            "responseOverrides": {
                "404": { "rewrite": self.path(&format!("/{NOT_FOUND}")), "statusCode": 404 },
            },
            "mimeTypes": { ".webmanifest": "application/manifest+json", ".vcf": "text/vcard" },
        })
    }

    /// What files have of their own beside the headers of all. Only the first route that matches counts,
    /// so what is said of the fewest files comes first.
    fn routes_of_files(&self) -> impl Iterator<Item = Value> {
        let kept = |file: &BuiltFile| file.caching == Caching::Immutable;
        let shown = |file: &BuiltFile| file.embedding == Embedding::Anywhere;
        let cache = json!({ "Cache-Control": Caching::Immutable.header() });
        let embed = json!({ Embedding::HEADER: Embedding::Anywhere.header() });
        let both = json!({
            "Cache-Control": Caching::Immutable.header(),
            Embedding::HEADER: Embedding::Anywhere.header(),
        });
        let kinds = [
            (self.routes(|file| kept(file) && shown(file)), both),
            (self.routes(|file| kept(file) && !shown(file)), cache),
            (self.routes(shown), embed),
        ];
        let mut seen = BTreeSet::new();
        let mut routes = Vec::new();
        for (patterns, headers) in kinds {
            for route in patterns {
                if seen.insert(route.clone()) {
                    routes.push(json!({ "route": route, "headers": headers }));
                }
            }
        }
        routes.into_iter()
    }

    /// The routes that match all files of which `is_one` holds and no other. A `*` may stand for all of a
    /// folder here, or for all of it that have one ending.
    fn routes(&self, is_one: impl Fn(&BuiltFile) -> bool) -> BTreeSet<String> {
        let mut all = BTreeMap::new();
        for file in self.inventory.files() {
            let is_one = is_one(file);
            for (slash, _) in file.path.match_indices('/') {
                let folder = &file.path[..slash];
                for pattern in [format!("{folder}/*"), format!("{folder}/*.{}", ending(file))] {
                    *all.entry(pattern).or_insert(true) &= is_one;
                }
            }
        }
        let route = |file: &BuiltFile| {
            let (folder, _) = file.folder_and_name();
            let patterns = [format!("{folder}/*"), format!("{folder}/*.{}", ending(file))];
            let found = patterns.into_iter().find(|pattern| all.get(pattern) == Some(&true));
            self.path(&format!("/{}", found.unwrap_or_else(|| file.path.clone())))
        };
        self.inventory.files().iter().filter(|file| is_one(file)).map(route).collect()
    }
}

fn ending(file: &BuiltFile) -> &str {
    file.path.rsplit_once('.').map_or("", |(_, ending)| ending)
}
