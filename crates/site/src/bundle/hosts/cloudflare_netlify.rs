//! `_headers` and `_redirects`, which Netlify and Cloudflare Pages read from the built site.
//!
//! <https://docs.netlify.com/manage/routing/headers/>,
//! <https://developers.cloudflare.com/pages/configuration/headers/>. Cloudflare joins the values of a
//! header that two rules set, so none is set twice: what is not kept for good has the default of both,
//! which is to ask each time.

use std::fmt::Write;

use super::{Caching, HostRules};
use crate::bundle::redirects::OldAddress;

pub(super) const HEADERS: &str = "_headers";
pub(super) const REDIRECTS: &str = "_redirects";

impl HostRules<'_> {
    pub(super) fn netlify_headers(&self) -> String {
        let mut text = format!("{}\n", self.path("/*"));
        for (name, value) in &self.headers {
            line(&mut text, name, value);
        }
        for pattern in self.immutable_patterns() {
            text.push_str(&pattern);
            text.push('\n');
            line(&mut text, "Cache-Control", Caching::Immutable.header());
        }
        text
    }

    pub(super) fn netlify_redirects(&self) -> String {
        let line = |from: &OldAddress, to: &str| match from {
            OldAddress::Path(path) => format!("{} {to} 301\n", self.path(path)),
            // Netlify alone knows rules for queries; Cloudflare passes over the line.
            OldAddress::Number { key, number } => {
                format!("{} {key}={number} {to} 301\n", self.path("/"))
            }
        };
        self.redirects().map(|(redirect, to)| line(&redirect.from, &to)).collect()
    }
}

fn line(text: &mut String, name: &str, value: &str) {
    // Writing to a string never fails.
    let _ = writeln!(text, "  {name}: {value}");
}
