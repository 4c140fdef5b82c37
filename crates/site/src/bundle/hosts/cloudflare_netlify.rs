//! `_headers` and `_redirects`, which Netlify and Cloudflare Pages read from the built site.
//!
//! <https://docs.netlify.com/manage/routing/headers/>,
//! <https://docs.netlify.com/manage/routing/redirects/rewrites-proxies/#shadowing>,
//! <https://developers.cloudflare.com/pages/configuration/headers/>. Cloudflare joins the values of a
//! header that two rules set, so none is set twice: what is not kept for good has the default of both,
//! which is to ask each time. Only whose pages may show a file is: joined, `same-origin, cross-origin`
//! is no policy and allows all, as it should
//! (<https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check>).

use std::fmt::Write;

use super::{Embedding, HostRules};
use crate::bundle::redirects::OldAddress;

pub(super) const HEADERS: &str = "_headers";
pub(super) const REDIRECTS: &str = "_redirects";

impl HostRules<'_> {
    pub(super) fn netlify_headers(&self) -> String {
        let mut text = format!("{}\n", self.path("/*"));
        for (name, value) in &self.headers {
            line(&mut text, name, value);
        }
        line(&mut text, Embedding::HEADER, Embedding::OwnPages.header());
        for (pattern, headers) in self.own_headers() {
            text.push_str(&pattern);
            text.push('\n');
            for (name, value) in headers {
                line(&mut text, name, value);
            }
        }
        text
    }

    pub(super) fn netlify_redirects(&self) -> String {
        let line = |from: &OldAddress, to: &str| match from {
            OldAddress::Path(path) => format!("{} {to} 301\n", self.path(path)),
            // Netlify alone knows rules for queries; Cloudflare passes over the line. Without the mark,
            // what is there comes before any rule, and the home page is.
            OldAddress::Number { key, number } => {
                format!("{} {key}={number} {to} 301!\n", self.path("/"))
            }
        };
        self.redirects().map(|(redirect, to)| line(&redirect.from, &to)).collect()
    }
}

fn line(text: &mut String, name: &str, value: &str) {
    // Writing to a string never fails.
    let _ = writeln!(text, "  {name}: {value}");
}
