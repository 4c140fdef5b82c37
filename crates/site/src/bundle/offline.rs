//! Offline reading: what browsers keep, decided here, and the two scripts that keep it (`src/offline/`).
//! `docs/decisions/0009` has the reasons.

mod kept;

use std::fs;

use html_escape::encode_double_quoted_attribute;
use model::{BasePath, Route};
use serde::Serialize;

use super::{
    BuildId, Bundle, BundleError, inventory::Caching, minifier::Script, page_writer::PageWriter,
};

pub(super) use kept::Kept;

/// The page in the place of those that cannot be had.
pub(super) const PAGE: &str = "offline/index.html";

/// Where that page is asked for. Cloudflare and Azure redirect an address that ends in `.html`, and what
/// was redirected is nothing that a worker may keep: it could be the sign-in page of a public network.
const ADDRESS: &str = "offline/";

/// The list of all that can be saved.
pub(super) const LIST: &str = "data/offline.json";

/// The worker. Its name stays, as browsers look for a newer one there; that of its list of files is in
/// it.
const WORKER: &str = "service-worker.js";

/// Where the scripts stand.
const SCRIPTS: &str = "src/offline";

/// The page's side, written.
#[derive(Debug)]
pub(super) struct OfflineReading {
    base: BasePath,
    /// The name of the script that pages load.
    pub(super) script: String,
}

/// What both sides know of the site.
#[derive(Debug, Serialize)]
struct Place {
    /// The path that the site has on its host, with a slash at its end.
    base: String,
    /// What the names of files look like that never change.
    hashed: &'static str,
    worker: String,
    list: String,
    offline: String,
    /// The page with the buttons.
    controls: String,
}

/// What the worker knows beside that.
#[derive(Debug, Serialize)]
struct Worker<'a> {
    #[serde(flatten)]
    place: Place,
    build: &'a BuildId,
    needed: &'a [String],
    wanted: &'a [String],
}

impl Place {
    fn of(base: &BasePath) -> Self {
        Self {
            base: base.file(""),
            hashed: Caching::IMMUTABLE,
            worker: base.file(WORKER),
            list: base.file(LIST),
            offline: base.file(ADDRESS),
            controls: base.href(&Route::Topics),
        }
    }
}

impl OfflineReading {
    /// Writes the script that pages load.
    pub(super) fn write(
        bundle: &Bundle,
        base: &BasePath,
        writer: &PageWriter,
    ) -> Result<Self, BundleError> {
        let text = joined(bundle, &Place::of(base), &["store.js", "page.js"])?;
        let script = format!("offline-{}.js", Caching::fingerprint(blake3::hash(text.as_bytes())));
        writer.write(&script, &text)?;
        Ok(Self { base: base.clone(), script })
    }

    /// What tells a page where its script is.
    pub(super) fn element(&self, base: &BasePath) -> String {
        let script = base.file(&self.script);
        format!(r#"<meta name="offline" content="{}">"#, encode_double_quoted_attribute(&script))
    }

    /// Writes the worker of `build`, which keeps what `kept` says.
    pub(super) fn write_worker(
        &self,
        bundle: &Bundle,
        kept: &Kept,
        build: &BuildId,
        writer: &PageWriter,
    ) -> Result<(), BundleError> {
        let place = Place::of(&self.base);
        let worker = Worker { place, build, needed: &kept.needed, wanted: &kept.wanted };
        writer.write(WORKER, &joined(bundle, &worker, &["store.js", "worker.js"])?)
    }
}

/// Writes what stands in the worker's place where pages are not kept: it removes the worker of a build
/// before, and what that kept.
pub(super) fn write_removal(
    bundle: &Bundle,
    base: &BasePath,
    writer: &PageWriter,
) -> Result<(), BundleError> {
    writer.write(WORKER, &joined(bundle, &Place::of(base), &["goodbye.js"])?)
}

/// One script of several files, behind what they know of the site.
fn joined(bundle: &Bundle, site: &impl Serialize, files: &[&str]) -> Result<String, BundleError> {
    let mut text = format!("const SITE = {};\n", serde_json::to_string(site)?);
    for file in files {
        let path = bundle.project.join(SCRIPTS).join(file);
        let part =
            fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))?;
        text.push_str(&part);
        text.push('\n');
    }
    bundle.minifier().minify(&text, Script::Classic)
}
