//! `vercel.json` (<https://vercel.com/docs/project-configuration>).

use serde_json::{Value, json};

use super::{Embedding, HostRules};
use crate::bundle::redirects::{OldAddress, last_segment};

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
        json!({
            "cleanUrls": false,
            "trailingSlash": true,
            "headers": headers,
            "redirects": self.vercel_redirects().collect::<Vec<_>>(),
        })
    }

    /// Those that are ever looked at.
    pub(super) fn vercel_redirects(&self) -> impl Iterator<Item = Value> {
        self.redirects().filter_map(|(redirect, to)| match &redirect.from {
            OldAddress::Path(path) if !is_reached(path) => None,
            OldAddress::Path(path) => Some(
                json!({ "source": self.path(&literal(path)), "destination": to, "statusCode": 301 }),
            ),
            OldAddress::Number { key, number } => Some(json!({
                "source": self.path("/"),
                "has": [{ "type": "query", "key": key, "value": number }],
                "destination": to,
                "statusCode": 301,
            })),
        })
    }
}

/// Whether a path can still be asked for by the time that redirects are looked at: with `trailingSlash`,
/// Vercel has led every path without a dot to the one with a slash before, and that of a file to the one
/// without (<https://github.com/vercel/vercel/blob/main/packages/routing-utils/src/superstatic.ts>).
fn is_reached(path: &str) -> bool {
    let is_ending = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric())
    };
    match last_segment(path).rsplit_once('.') {
        None => path.ends_with('/'),
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => !path.ends_with('/'),
        Some(_) => true,
    }
}

/// The pattern that matches `path` and nothing else: of what may stand in one, `+` alone means something
/// here (<https://github.com/pillarjs/path-to-regexp>).
fn literal(path: &str) -> String {
    path.replace('+', "\\+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_vercel_leads_to_its_slash_before_is_no_redirect_of_ours() {
        for path in ["/2019/a/", "/index.php/feed/", "/brew.html", "/.env", "/a.b-c", "/a.b-c/"] {
            assert!(is_reached(path), "{path}");
        }
        for path in ["/2019/a", "/index.php/feed", "/brew.html/", "/v1.0/"] {
            assert!(!is_reached(path), "{path}");
        }
    }
}
