//! What each host has to be told: headers, redirects, how long files may be kept, which page says that
//! there is none.

mod caddy;
mod cloudflare_netlify;
mod limits;
mod nginx;
mod static_web_apps;
mod vercel;

use std::{collections::BTreeMap, path::Path};

use model::BasePath;

use super::{
    BundleError,
    inventory::{Caching, Embedding, Inventory},
    page_writer::PageWriter,
    policy::Policy,
    redirects::{Redirect, Redirects},
};

/// The features of a device that pages have no use for. Those that they use (sharing, the clipboard)
/// are not among them, nor any that a browser of today would not know and complain of.
const FEATURES: [&str; 13] = [
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
];

/// The page for addresses that lead nowhere.
pub(super) const NOT_FOUND: &str = "404.html";

/// Files at the root that are for hosts and not for visitors.
pub(super) const HOST_FILES: [&str; 4] = [
    cloudflare_netlify::HEADERS,
    cloudflare_netlify::REDIRECTS,
    vercel::FILE,
    static_web_apps::FILE,
];

/// All that hosts are told.
#[derive(Debug)]
pub(super) struct HostRules<'a> {
    pub(super) base: &'a BasePath,
    pub(super) redirects: &'a Redirects,
    /// The files of the built site.
    pub(super) inventory: &'a Inventory,
    /// The headers of every answer; only [`Embedding::HEADER`] is not the same for all files.
    headers: Vec<(&'static str, String)>,
}

impl<'a> HostRules<'a> {
    pub(super) fn new(
        base: &'a BasePath,
        policy: &Policy,
        redirects: &'a Redirects,
        inventory: &'a Inventory,
    ) -> Self {
        Self { base, redirects, inventory, headers: security_headers(policy) }
    }

    /// Writes the files that hosts take from the built site.
    pub(super) fn write(&self, writer: &PageWriter) -> Result<(), BundleError> {
        writer.write(cloudflare_netlify::HEADERS, &self.netlify_headers())?;
        writer.write(cloudflare_netlify::REDIRECTS, &self.netlify_redirects())?;
        writer.write_json(vercel::FILE, &self.vercel())?;
        writer.write_json(static_web_apps::FILE, &self.static_web_apps())
    }

    /// Writes what a server of one's own includes, into `folder`, which is not served.
    pub(super) fn write_server_files(&self, folder: &Path) -> Result<(), BundleError> {
        let writer = PageWriter::new(folder);
        writer.write("nginx.conf", &self.nginx())?;
        writer.write("Caddyfile", &self.caddy())
    }

    /// The path on the host that a path from the site's root has.
    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_str())
    }

    /// What files have of their own beside the headers of every answer: name and value, by patterns of
    /// paths on the host.
    fn own_headers(&self) -> BTreeMap<String, Vec<(&'static str, &'static str)>> {
        let kept = self.inventory.patterns(|file| file.caching == Caching::Immutable);
        let shown = self.inventory.patterns(|file| file.embedding == Embedding::Anywhere);
        let kept = kept
            .into_iter()
            .map(|pattern| (pattern, ("Cache-Control", Caching::Immutable.header())));
        let shown = shown
            .into_iter()
            .map(|pattern| (pattern, (Embedding::HEADER, Embedding::Anywhere.header())));
        let mut headers: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (pattern, header) in kept.chain(shown) {
            headers.entry(self.path(&format!("/{pattern}"))).or_default().push(header);
        }
        headers
    }

    fn redirects(&self) -> impl Iterator<Item = (&Redirect, String)> {
        self.redirects.iter().map(|redirect| (redirect, self.path(&redirect.to)))
    }
}

/// A block of a server's configuration: `opening`, the lines of `inside` and the brace that closes it.
fn block(opening: &str, indent: &str, inside: &str) -> String {
    let mut text = format!("{opening} {{\n");
    for line in inside.lines() {
        if !line.is_empty() {
            text.push_str(indent);
        }
        text.push_str(line);
        text.push('\n');
    }
    text.push_str("}\n");
    text
}

/// What browsers are told with every answer (OWASP's Secure Headers Project says why of each).
///
/// `Strict-Transport-Security` is not among them: it binds the whole host for as long as it says, so
/// whoever owns the host decides; `docs/deploy.md` has the advice.
fn security_headers(policy: &Policy) -> Vec<(&'static str, String)> {
    let features = FEATURES.map(|feature| format!("{feature}=()"));
    vec![
        ("Content-Security-Policy", policy.header()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        // What somebody reads about their health is nobody else's business.
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", features.join(", ")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
    ]
}
