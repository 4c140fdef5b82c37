//! `vercel.json` (<https://vercel.com/docs/project-configuration>).

use serde_json::{Value, json};

use super::{Caching, HostRules};
use crate::bundle::redirects::OldAddress;

pub(super) const FILE: &str = "vercel.json";

impl HostRules<'_> {
    pub(super) fn vercel(&self) -> Value {
        let header = |(name, value): &(&str, String)| json!({ "key": name, "value": value });
        let mut headers = vec![json!({
            "source": self.path("/(.*)"),
            "headers": self.headers.iter().map(header).collect::<Vec<_>>(),
        })];
        let cached = json!([{ "key": "Cache-Control", "value": Caching::Immutable.header() }]);
        headers.extend(
            self.immutable_patterns().map(
                |pattern| json!({ "source": pattern.replace('*', "(.*)"), "headers": cached }),
            ),
        );
        let redirects = self.redirects().map(|(redirect, to)| match &redirect.from {
            OldAddress::Path(path) => {
                json!({ "source": self.path(path), "destination": to, "statusCode": 301 })
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
