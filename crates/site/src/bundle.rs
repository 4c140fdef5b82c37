//! What the site adds to the bundle that Trunk makes: the content as JSON, the stylesheet, the
//! pictures, and in a release every page as HTML.

mod contact_card;
mod error;
mod page_writer;
mod prerender;
mod search_index;
mod search_script;
mod shell;
mod stylesheet;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use model::{BasePath, Library, PageRecord, Route, Site};
use rayon::prelude::*;

use contact_card::contact_card;
pub use error::BundleError;
use page_writer::PageWriter;
use prerender::Prerender;
pub use search_index::material;
pub(crate) use shell::Shell;

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

/// Completes a bundle, and tells how many warnings its content has. Nothing is written where it has
/// an error.
pub fn run(bundle: &Bundle, selection: Selection) -> Result<usize, BundleError> {
    let shell = Shell::read(&bundle.staging.join("index.html"))?;
    check_and_write(bundle, selection, &shell)
}

fn check_and_write(
    bundle: &Bundle,
    selection: Selection,
    shell: &Shell,
) -> Result<usize, BundleError> {
    let checked = content::check(&bundle.content, selection);
    let warnings = checked.problems.count(Severity::Warning);
    write(bundle, &checked.into_library()?, shell)?;
    Ok(warnings)
}

/// Writes `library` into a bundle, its pages into `shell`, and the search.
fn write(bundle: &Bundle, library: &Library, shell: &Shell) -> Result<(), BundleError> {
    write_data(bundle, library)?;
    let writer = PageWriter::new(&bundle.staging);
    let search = Search {
        script: search_script::write(&bundle.project, &bundle.staging, &writer)?,
        index: search_index::write(library, &writer)?,
    };
    write_pages(bundle, library, shell, Some(&search))
}

/// The files of the search, by their names in the built site.
#[derive(Debug)]
pub(crate) struct Search {
    /// The script that a page loads when somebody searches.
    script: String,
    /// The folder of the index.
    index: String,
}

/// Completes a preview, and below it, at `/specimens/`, one of the tests' own site, which holds every
/// block and component there is.
pub fn run_with_specimens(bundle: &Bundle, selection: Selection) -> Result<usize, BundleError> {
    let shell = Shell::read(&bundle.staging.join("index.html"))?;
    let warnings = check_and_write(bundle, selection, &shell)?;
    let specimens = Bundle {
        project: bundle.project.clone(),
        content: bundle.project.join(SPECIMENS),
        staging: bundle.staging.join("specimens"),
        public_url: format!("{}specimens/", bundle.public_url),
        pages: Pages::EmptyEach,
    };
    let library = content::load(&specimens.content, selection)?;
    write_data(&specimens, &library)?;
    // The script is that of the site above.
    write_pages(&specimens, &library, &shell, None)?;
    Ok(warnings)
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

/// Writes what the browser loads first: stylesheet, pictures, and the pages.
pub(crate) fn write_pages(
    bundle: &Bundle,
    library: &Library,
    shell: &Shell,
    search: Option<&Search>,
) -> Result<(), BundleError> {
    let base = BasePath::from_public_url(&bundle.public_url);
    let writer = PageWriter::new(&bundle.staging);
    let css = stylesheet::bundle(&bundle.project.join("style/site.css"))?;
    let css_file = stylesheet::file_name(&css);
    writer.write(&css_file, &css)?;
    copy_pictures(&bundle.content.join("pictures"), &bundle.staging.join("pictures"))?;

    let prerender = Prerender::new(shell, &base, library.site(), &base.file(&css_file), search);
    match bundle.pages {
        Pages::Drawn(draw) => {
            writer.write("404.html", &prerender.not_found(draw))?;
            each_page(library, |route, record| {
                writer.write(&route.html_file(), &prerender.page(draw, route, record))
            })
        }
        Pages::Empty => writer.write("index.html", &prerender.empty()),
        Pages::EmptyEach => {
            each_page(library, |route, _| writer.write(&route.html_file(), &prerender.empty()))
        }
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
