//! `staticwebapp.config.json` of Azure Static Web Apps
//! (<https://learn.microsoft.com/azure/static-web-apps/configuration>).

use serde_json::{Map, Value, json};

use super::{Caching, HostRules, NOT_FOUND};
use crate::bundle::redirects::OldAddress;

pub(super) const FILE: &str = "staticwebapp.config.json";

impl HostRules<'_> {
    pub(super) fn static_web_apps(&self) -> Value {
        let mut headers: Map<_, Value> =
            self.headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        headers.insert("Cache-Control".to_owned(), Caching::Revalidated.header().into());
        let kept = self.kept().into_iter().map(|route| {
            json!({ "route": route, "headers": { "Cache-Control": Caching::Immutable.header() } })
        });
        // Rules for queries are unknown here, so the short addresses of WordPress lead to the home page.
        let redirects = self.redirects().filter_map(|(redirect, to)| match &redirect.from {
            OldAddress::Path(path) => {
                Some(json!({ "route": self.path(path), "redirect": to, "statusCode": 301 }))
            }
            OldAddress::Number { .. } => None,
        });
        json!({
            "trailingSlash": "always",
            "globalHeaders": headers,
            "routes": redirects.chain(kept).collect::<Vec<_>>(),
            "responseOverrides": {
                "404": { "rewrite": self.path(&format!("/{NOT_FOUND}")), "statusCode": 404 },
            },
            "mimeTypes": { ".webmanifest": "application/manifest+json", ".vcf": "text/vcard" },
        })
    }

    /// The routes of files that never change. A `*` may only stand for all of a folder here.
    fn kept(&self) -> Vec<String> {
        let mut routes = Vec::new();
        for pattern in self.inventory.immutable_patterns() {
            if pattern.ends_with("/*") || !pattern.ends_with('*') {
                routes.push(self.path(&format!("/{pattern}")));
                continue;
            }
            let start = pattern.trim_end_matches('*');
            let files = self.inventory.files().iter().filter(|file| file.path.starts_with(start));
            routes.extend(files.map(|file| self.path(&format!("/{}", file.path))));
        }
        routes
    }
}
