//! What the site adds to the bundle that Trunk makes: the content as JSON, the stylesheet, the
//! pictures, and in a release every page as HTML and what hosts, search engines, feed readers and
//! previews of links look for.

mod build_id;
mod compress;
mod contact_card;
mod content_names;
mod deployment;
mod digest;
mod drawing;
mod error;
mod feed;
mod for_machines;
mod head;
mod hosts;
mod inventory;
mod minifier;
mod moved_page;
mod offline;
mod originals;
mod page_writer;
mod palette;
mod pictures;
mod policy;
mod prerender;
mod preview;
mod redirects;
mod release;
mod report;
mod search_index;
mod search_script;
mod sharing;
mod shell;
mod sitemap;
mod structured_data;
mod stylesheet;
mod web_app;
mod well_known;

use std::{fs, path::PathBuf, sync::Arc};

use html_escape::encode_double_quoted_attribute;
use model::{BasePath, Library, PageRecord, Route, Site};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use build_id::BuildId;
pub(crate) use compress::brotli;
use contact_card::contact_card;
pub use deployment::Deployment;
pub use drawing::DrawingError;
pub use error::BundleError;
pub use for_machines::ForMachines;
use head::{Head, for_the_browser};
use minifier::Minifier;
use offline::OfflineReading;
pub(crate) use page_writer::PageWriter;
pub use pictures::EncodingError;
pub use policy::PolicyError;
use prerender::Prerender;
pub(crate) use preview::{Preview, Refreshed};
use release::Release;
pub use report::{FirstView, Report};
pub use search_index::material;
use sharing::SharingPictures;
pub(crate) use shell::Shell;
use stylesheet::Stylesheet;

use crate::content::{self, Selection, Severity};

/// Where Trunk has put its bundle, and what kind of bundle it is.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The project's folder.
    pub project: PathBuf,
    /// The content folder.
    pub content: PathBuf,
    /// The folder that becomes `dist/`.
    pub staging: PathBuf,
    /// The address that the site will have, or the path on its host: `/`, `/clinic/`.
    pub public_url: String,
    /// Which pages there are as HTML.
    pub pages: Pages,
    /// Where it is going to stand.
    pub deployment: Deployment,
}

/// The pages of a bundle.
#[derive(Debug, Clone, Copy)]
pub enum Pages {
    /// Of a release: each page, drawn.
    Drawn(Draw),
    /// Of a preview: an empty one, which its server gives at every address. The app draws in the
    /// browser, so that after a change of a component nothing has to be compiled but the Wasm.
    Empty,
    /// The same under `cargo site serve`, which shows what is saved: the page has the script for that.
    Watched,
    /// Of a preview that stands below another: an empty one at each address.
    EmptyEach,
}

/// Draws the app at a route, or the page for addresses that lead nowhere.
pub type DrawPage = fn(&BasePath, &Arc<Site>, Option<(&Route, PageRecord)>) -> String;

/// The app's way to draw pages to text, handed in by the program that is joined with the app.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    /// The HTML of a page.
    pub page: DrawPage,
    /// The title of the page for addresses that lead nowhere.
    pub not_found_title: fn(&Site) -> String,
    /// The HTML of the page in the place of those that cannot be had offline.
    pub offline: fn(&BasePath, &Arc<Site>) -> String,
    /// Its title.
    pub offline_title: fn(&Site) -> String,
}

/// Completes a bundle, and tells what was done. Nothing is written where the content has an error.
pub fn run(bundle: &Bundle, selection: Selection) -> Result<Report, BundleError> {
    let minifier = bundle.minifier();
    content_names::set(&bundle.staging, minifier)?;
    let shell = Shell::read(&bundle.staging.join("index.html"))?;
    check_and_write(bundle, selection, shell.with_small_scripts(&bundle.staging, minifier)?)
}

fn check_and_write(
    bundle: &Bundle,
    selection: Selection,
    shell: Shell,
) -> Result<Report, BundleError> {
    let mut report = Report::default();
    let checked = report.time("check the content", || content::check(&bundle.content, selection));
    report.warnings = checked.problems.count(Severity::Warning);
    report.next_change.clone_from(&checked.next_change);
    let mut library = checked.into_library()?;
    if matches!(bundle.pages, Pages::Drawn(_)) {
        let built = report.time("build the pictures", || pictures::write(bundle, &library))?;
        // Only now their names are known. A site without photographs is not read twice.
        if !built.is_empty() {
            library = content::load_with_pictures(&bundle.content, selection, &built)?;
        }
    }
    let search = report.time("make the search", || Search::write(bundle, &library))?;
    let basis = Basis::write(bundle, &library, &shell, Some(&search))?;
    let writer = PageWriter::new(&bundle.staging);
    report.time("write the data", || write_data(&library, &basis, &writer))?;
    write_pages(bundle, &library, shell, &basis, &writer, &mut report)?;
    Ok(report)
}

/// What all pages need before one of them is written.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Basis {
    css: Stylesheet,
    /// What tells a page where the search is.
    search: String,
    /// What pages and worker are made of that keep pages for reading offline, where they do.
    ///
    /// Only a preview is written down and read again, and none has this.
    #[serde(skip)]
    offline: Option<OfflineReading>,
    build: BuildId,
}

impl Basis {
    /// Writes the stylesheet, and names the build after all that will be in it. Without `search` the
    /// field of pages leads to the list of all articles.
    pub(crate) fn write(
        bundle: &Bundle,
        library: &Library,
        shell: &Shell,
        search: Option<&Search>,
    ) -> Result<Self, BundleError> {
        let (css, search) = Self::css_and_search(bundle, search)?;
        let base = BasePath::from_public_url(&bundle.public_url);
        let is_release = matches!(bundle.pages, Pages::Drawn(_));
        let offline = (is_release && bundle.deployment.offline)
            .then(|| OfflineReading::write(bundle, &base, &PageWriter::new(&bundle.staging)))
            .transpose()?;
        let script = offline.as_ref().map_or("", |offline| &offline.script);
        let build = BuildId::of(bundle, library, shell, &[&css.file, &search, script])?;
        Ok(Self { css, search, offline, build })
    }

    /// The same for a preview, whatever its library comes to be.
    fn of_preview(
        bundle: &Bundle,
        shell: &Shell,
        search: Option<&Search>,
    ) -> Result<Self, BundleError> {
        let (css, search) = Self::css_and_search(bundle, search)?;
        let build = BuildId::of_preview(shell, &[&css.file, &search]);
        Ok(Self { css, search, offline: None, build })
    }

    /// What previews and releases have alike: the stylesheet, written, and what tells pages where the
    /// search is.
    fn css_and_search(
        bundle: &Bundle,
        search: Option<&Search>,
    ) -> Result<(Stylesheet, String), BundleError> {
        let css = stylesheet::write("site", &bundle.project, &PageWriter::new(&bundle.staging))?;
        let base = BasePath::from_public_url(&bundle.public_url);
        Ok((css, search.map_or(String::new(), |search| search.element(&base))))
    }
}

/// The files of the search, by their names in the built site.
#[derive(Debug)]
pub(crate) struct Search {
    /// The script that a page loads when somebody searches, and the Wasm of its worker.
    script: search_script::SearchScript,
    /// The files of the index, with `*` for the name of each.
    index: String,
}

impl Search {
    fn write(bundle: &Bundle, library: &Library) -> Result<Self, BundleError> {
        let writer = PageWriter::new(&bundle.staging);
        Ok(Self {
            script: search_script::write(bundle, &writer)?,
            index: search_index::write(library, &writer)?,
        })
    }

    /// What tells a page where they are.
    fn element(&self, base: &BasePath) -> String {
        format!(
            r#"<meta name="search" content="{}" data-wasm="{}" data-index="{}">"#,
            encode_double_quoted_attribute(&base.file(&self.script.file)),
            encode_double_quoted_attribute(&base.file(&self.script.wasm)),
            encode_double_quoted_attribute(&base.file(&self.index)),
        )
    }
}

/// Completes a preview, and below it, at `/specimens/`, one of the tests' own site, which holds every
/// block and component there is.
pub fn run_with_specimens(bundle: &Bundle, selection: Selection) -> Result<Report, BundleError> {
    content_names::set(&bundle.staging, Minifier::Lines)?;
    let index = bundle.staging.join("index.html");
    let shell = Shell::read(&index)?;
    let shell_of_specimens = Shell::read(&index)?;
    let report = if matches!(bundle.pages, Pages::Watched) {
        write_watched(bundle, selection, shell)?
    } else {
        check_and_write(bundle, selection, shell)?
    };
    let specimens = Bundle {
        project: bundle.project.clone(),
        content: bundle.project.join(SPECIMENS),
        staging: bundle.staging.join("specimens"),
        public_url: format!("{}specimens/", bundle.public_url),
        pages: Pages::EmptyEach,
        deployment: Deployment::default(),
    };
    let library = content::load(&specimens.content, selection)?;
    // The script of the search is that of the site above.
    let basis = Basis::write(&specimens, &library, &shell_of_specimens, None)?;
    let writer = PageWriter::new(&specimens.staging);
    write_data(&library, &basis, &writer)?;
    let own = &mut Report::default();
    write_pages(&specimens, &library, shell_of_specimens, &basis, &writer, own)?;
    Ok(report)
}

/// A preview that shows what is saved. Mistakes in the content do not stop it: it shows them.
fn write_watched(
    bundle: &Bundle,
    selection: Selection,
    shell: Shell,
) -> Result<Report, BundleError> {
    let index = bundle.staging.join("index.html");
    let html =
        fs::read_to_string(&index).map_err(|error| BundleError::io("read", &index, error))?;
    let mut report = Report::default();
    let checked = content::check(&bundle.content, selection);
    report.warnings = checked.problems.count(Severity::Warning);
    let Some(library) = checked.library else {
        let problems = checked.problems.errors();
        let basis = Basis::of_preview(bundle, &shell, None)?;
        preview::write_page_of_mistakes(bundle, &shell, &basis)?;
        preview::begin(bundle, &html, &basis, Err(&problems), selection)?;
        report.mistakes = Some(problems.to_string());
        return Ok(report);
    };
    let search = Search::write(bundle, &library)?;
    let basis = Basis::of_preview(bundle, &shell, Some(&search))?;
    preview::begin(bundle, &html, &basis, Ok(&library), selection)?;
    let writer = PageWriter::new(&bundle.staging);
    write_data(&library, &basis, &writer)?;
    write_pages(bundle, &library, shell, &basis, &writer, &mut report)?;
    Ok(report)
}

/// The content of the tests' own site.
const SPECIMENS: &str = "tests/sites/valid/content";

/// Writes what the app loads: one JSON file a page, and one for what all pages share.
pub(crate) fn write_data(
    library: &Library,
    basis: &Basis,
    writer: &PageWriter,
) -> Result<(), BundleError> {
    let build = &basis.build;
    writer.write_json(Route::SITE_FILE, &build.on(&**library.site()))?;
    writer.write(Route::CONTACT_CARD_FILE, &contact_card(&library.site().clinic))?;
    each_page(library, |route, record| writer.write_json(&route.data_file(), &build.on(record)))
}

/// Writes what the browser loads first: stylesheet, pictures, and the pages; of a release also what
/// hosts, search engines, feed readers and previews of links look for.
pub(crate) fn write_pages(
    bundle: &Bundle,
    library: &Library,
    shell: Shell,
    basis: &Basis,
    writer: &PageWriter,
    report: &mut Report,
) -> Result<(), BundleError> {
    let base = BasePath::from_public_url(&bundle.public_url);
    originals::copy(bundle, library, writer)?;
    match bundle.pages {
        Pages::Drawn(draw) => {
            let release = Release::new(bundle, library, shell, base, basis)?;
            release.write(draw, writer, report)
        }
        Pages::Empty | Pages::Watched | Pages::EmptyEach => {
            let page = empty_page(bundle, library, &shell, &base, basis);
            if !matches!(bundle.pages, Pages::EmptyEach) {
                // A release that was served at the same address may have left a worker.
                offline::write_removal(bundle, &base, writer)?;
                return writer.write("index.html", &page);
            }
            each_page(library, |route, _| writer.write(&route.html_file(), &page))
        }
    }
}

/// A page of a preview.
fn empty_page(
    bundle: &Bundle,
    library: &Library,
    shell: &Shell,
    base: &BasePath,
    basis: &Basis,
) -> String {
    let Basis { css, search, build, .. } = basis;
    let preview = match bundle.pages {
        Pages::Watched => preview::script_element(base),
        _ => String::new(),
    };
    let head = Head {
        library,
        address: None,
        sharing: &SharingPictures::default(),
        language: shell.language(),
        browser: for_the_browser(&base.file(&css.file), None, None) + search + &preview,
    };
    Prerender { shell, base, site: library.site(), head, data: None, policy: None, build }.empty()
}

impl Bundle {
    /// What makes its scripts smaller.
    fn minifier(&self) -> Minifier<'_> {
        Minifier::new(self.deployment.terser.as_deref())
    }

    /// The folder that the pictures come from.
    fn pictures(&self) -> PathBuf {
        self.content.join("pictures")
    }
}

/// Does the same for every page, on all cores.
fn each_page(
    library: &Library,
    write: impl Fn(&Route, PageRecord) -> Result<(), BundleError> + Sync,
) -> Result<(), BundleError> {
    let routes: Vec<_> = library.routes().collect();
    // `routes` names only pages that there are, so none is left out.
    let records = routes
        .par_iter()
        .filter_map(|route| library.page_record(route).map(|record| (route, record)));
    records.try_for_each(|(route, record)| write(route, record))
}
