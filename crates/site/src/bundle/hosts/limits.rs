//! What hosts take at most, and what to do about more.

use super::HostRules;
use crate::bundle::redirects::OldAddress;

/// Redirects in `_redirects` of Cloudflare Pages
/// (<https://developers.cloudflare.com/pages/configuration/redirects/#per-file>).
const CLOUDFLARE_REDIRECTS: usize = 2_000;

/// Rules in `_headers` of Cloudflare Pages
/// (<https://developers.cloudflare.com/pages/configuration/headers/>).
const CLOUDFLARE_HEADERS: usize = 100;

/// Redirects in `vercel.json`
/// (<https://vercel.com/docs/routing/redirects/configuration-redirects#limits>).
const VERCEL_REDIRECTS: usize = 2_048;

/// Kilobytes of `staticwebapp.config.json`
/// (<https://learn.microsoft.com/azure/static-web-apps/configuration#restrictions>).
const AZURE_KILOBYTES: usize = 20;

impl HostRules<'_> {
    /// Which hosts would not take all of the rules, and what to do.
    pub(in crate::bundle) fn too_much(&self) -> Vec<String> {
        const FEWER: &str = "take out old addresses that nobody follows any more";
        const EACH: &str = "each makes two, with and without a slash at its end";
        let vercel = self.vercel_redirects().count();
        let is_path = |from: &OldAddress| matches!(from, OldAddress::Path(_));
        let paths = self.redirects.iter().filter(|redirect| is_path(&redirect.from)).count();
        // The rule for every answer is one more.
        let headers = self.own_headers().len() + 1;
        let bytes = self.static_web_apps().to_string().len();
        let said = [
            (paths > CLOUDFLARE_REDIRECTS).then(|| {
                format!(
                    "Cloudflare Pages takes {CLOUDFLARE_REDIRECTS} redirects and passes over the \
                     rest of {paths}: {FEWER} ({EACH}), or make Bulk Redirects of them in its dashboard"
                )
            }),
            (headers > CLOUDFLARE_HEADERS).then(|| {
                format!(
                    "Cloudflare Pages takes {CLOUDFLARE_HEADERS} rules for headers and passes over \
                     the rest of {headers}: put the files of `public/` that never change into one folder"
                )
            }),
            (vercel > VERCEL_REDIRECTS).then(|| {
                format!(
                    "Vercel takes {VERCEL_REDIRECTS} redirects and not {vercel}: {FEWER}, or make its \
                     Bulk Redirects of them"
                )
            }),
            (bytes > AZURE_KILOBYTES * 1024).then(|| {
                format!(
                    "Azure Static Web Apps takes {AZURE_KILOBYTES} kB of staticwebapp.config.json \
                     and not {}: {FEWER} ({EACH}), or write one rule with `*` for many of them",
                    bytes.div_ceil(1024)
                )
            }),
        ];
        said.into_iter().flatten().collect()
    }
}
