//! `vercel.json` (<https://vercel.com/docs/project-configuration>).

use serde_json::{Value, json};

use super::{Embedding, HostRules};
use crate::bundle::redirects::OldAddress;

pub(super) const FILE: &str = "vercel.json";

impl HostRules<'_> {
    pub(super) fn vercel(&self) -> Value {
        let header = |name: &str, value: &str| json!({ "key": name, "value": value });
        let every = self.headers.iter().map(|(name, value)| header(name, value));
        let every = every.chain([header(Embedding::HEADER, Embedding::OwnPages.header())]);
        let mut headers = vec![json!({
            "source": self.path("/(.*)"),
            "headers": every.collect::<Vec<_>>(),
        })];
        // Of two values for one header the last counts.
        headers.extend(self.own_headers().into_iter().map(|(pattern, headers)| {
            let headers = headers.into_iter().map(|(name, value)| header(name, value));
            json!({
                "source": pattern.replace('*', "(.*)"),
                "headers": headers.collect::<Vec<_>>(),
            })
        }));
        let redirects = self.redirects().map(|(redirect, to)| match &redirect.from {
            OldAddress::Path(path) => {
                json!({ "source": self.path(&literal(path)), "destination": to, "statusCode": 301 })
            }
            OldAddress::Number { key, number } => json!({
                "source": self.path("/"),
                "has": [{ "type": "query", "key": key, "value": number }],
                "destination": to,
                "statusCode": 301,
            }),
        });
        json!({
            "cleanUrls": false,
            "trailingSlash": true,
            "headers": headers,
            "redirects": redirects.collect::<Vec<_>>(),
        })
    }
}

/// The pattern that matches `path` and nothing else: of what may stand in one, `+` alone means something
/// here (<https://github.com/pillarjs/path-to-regexp>).
fn literal(path: &str) -> String {
    path.replace('+', "\\+")
}
