//! What the site adds to the bundle that Trunk makes: the content as JSON, the stylesheet, the
//! pictures, and in a release every page as HTML and what hosts, search engines, feed readers and
//! previews of links look for.

mod compress;
mod contact_card;
mod deployment;
mod digest;
mod drawing;
mod error;
mod feed;
mod head;
mod hosts;
mod inventory;
mod moved_page;
mod page_writer;
mod palette;
mod policy;
mod prerender;
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

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use html_escape::encode_double_quoted_attribute;
use model::{BasePath, Library, PageRecord, Route, Site};
use rayon::prelude::*;

pub(crate) use compress::brotli;
use contact_card::contact_card;
pub use deployment::Deployment;
pub use drawing::DrawingError;
pub use error::BundleError;
use head::{Head, for_the_browser};
use page_writer::PageWriter;
pub use policy::PolicyError;
use prerender::Prerender;
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
}

/// Completes a bundle, and tells what was done. Nothing is written where the content has an error.
pub fn run(bundle: &Bundle, selection: Selection) -> Result<Report, BundleError> {
    let shell = Shell::read(&bundle.staging.join("index.html"))?;
    check_and_write(bundle, selection, shell)
}

fn check_and_write(
    bundle: &Bundle,
    selection: Selection,
    shell: Shell,
) -> Result<Report, BundleError> {
    let mut report = Report::default();
    let checked = report.time("check the content", || content::check(&bundle.content, selection));
    report.warnings = checked.problems.count(Severity::Warning);
    let library = checked.into_library()?;
    report.time("write the data", || write_data(bundle, &library))?;
    let search = report.time("make the search", || Search::write(bundle, &library))?;
    write_pages(bundle, &library, shell, Some(&search), &mut report)?;
    Ok(report)
}

/// The files of the search, by their names in the built site.
#[derive(Debug)]
pub(crate) struct Search {
    /// The script that a page loads when somebody searches.
    script: String,
    /// The files of the index, with `*` for the name of each.
    index: String,
}

impl Search {
    fn write(bundle: &Bundle, library: &Library) -> Result<Self, BundleError> {
        let writer = PageWriter::new(&bundle.staging);
        Ok(Self {
            script: search_script::write(&bundle.project, &bundle.staging, &writer)?,
            index: search_index::write(library, &writer)?,
        })
    }

    /// What tells a page where they are.
    fn element(&self, base: &BasePath) -> String {
        format!(
            r#"<meta name="search" content="{}" data-index="{}">"#,
            encode_double_quoted_attribute(&base.file(&self.script)),
            encode_double_quoted_attribute(&base.file(&self.index)),
        )
    }
}

/// Completes a preview, and below it, at `/specimens/`, one of the tests' own site, which holds every
/// block and component there is.
pub fn run_with_specimens(bundle: &Bundle, selection: Selection) -> Result<Report, BundleError> {
    let index = bundle.staging.join("index.html");
    let shell = Shell::read(&index)?;
    let shell_of_specimens = Shell::read(&index)?;
    let report = check_and_write(bundle, selection, shell)?;
    let specimens = Bundle {
        project: bundle.project.clone(),
        content: bundle.project.join(SPECIMENS),
        staging: bundle.staging.join("specimens"),
        public_url: format!("{}specimens/", bundle.public_url),
        pages: Pages::EmptyEach,
        deployment: Deployment::default(),
    };
    let library = content::load(&specimens.content, selection)?;
    write_data(&specimens, &library)?;
    // The script of the search is that of the site above.
    write_pages(&specimens, &library, shell_of_specimens, None, &mut Report::default())?;
    Ok(report)
}

/// The content of the tests' own site.
const SPECIMENS: &str = "tests/sites/valid/content";

/// Writes what the app loads: one JSON file a page, and one for what all pages share.
pub(crate) fn write_data(bundle: &Bundle, library: &Library) -> Result<(), BundleError> {
    let writer = PageWriter::new(&bundle.staging);
    writer.write_json(Route::SITE_FILE, &**library.site())?;
    writer.write(Route::CONTACT_CARD_FILE, &contact_card(&library.site().clinic))?;
    each_page(library, |route, record| writer.write_json(&route.data_file(), &record))
}

/// Writes what the browser loads first: stylesheet, pictures, and the pages; of a release also what
/// hosts, search engines, feed readers and previews of links look for.
pub(crate) fn write_pages(
    bundle: &Bundle,
    library: &Library,
    shell: Shell,
    search: Option<&Search>,
    report: &mut Report,
) -> Result<(), BundleError> {
    let base = BasePath::from_public_url(&bundle.public_url);
    let writer = PageWriter::new(&bundle.staging);
    let css = stylesheet::write("site", &bundle.project, &writer)?;
    let search = search.map_or(String::new(), |search| search.element(&base));
    copy_pictures(&bundle.content.join("pictures"), &bundle.staging.join("pictures"))?;
    match bundle.pages {
        Pages::Drawn(draw) => {
            let release = Release::new(bundle, library, shell, base, css, search)?;
            release.write(draw, &writer, report)
        }
        Pages::Empty | Pages::EmptyEach => {
            let page = empty_page(library, &shell, &base, &css, &search);
            if matches!(bundle.pages, Pages::Empty) {
                return writer.write("index.html", &page);
            }
            each_page(library, |route, _| writer.write(&route.html_file(), &page))
        }
    }
}

/// A page of a preview.
fn empty_page(
    library: &Library,
    shell: &Shell,
    base: &BasePath,
    css: &Stylesheet,
    search: &str,
) -> String {
    let head = Head {
        library,
        address: None,
        sharing: &SharingPictures::default(),
        language: shell.language(),
        browser: for_the_browser(&base.file(&css.file), None, None) + search,
    };
    Prerender { shell, base, site: library.site(), head, data: None, policy: None }.empty()
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

fn copy_pictures(from: &Path, to: &Path) -> Result<(), BundleError> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to).map_err(|error| BundleError::io("create", to, error))?;
    let entries = fs::read_dir(from).map_err(|error| BundleError::io("read", from, error))?;
    for entry in entries {
        let path = entry.map_err(|error| BundleError::io("read", from, error))?.path();
        if let Some(name) = path.file_name() {
            fs::copy(&path, to.join(name))
                .map_err(|error| BundleError::io("copy", &path, error))?;
        }
    }
    Ok(())
}
