//! What the site adds to the bundle that Trunk makes: the content as JSON, the stylesheet, the
//! pictures, and in a release every page as HTML.

mod contact_card;
mod error;
mod page_writer;
mod prerender;
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
use shell::Shell;

use crate::content::{self, Selection};

/// Where Trunk has put its bundle, and what kind of bundle it is.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The project's folder.
    pub project: PathBuf,
    /// The folder that becomes `dist/`.
    pub staging: PathBuf,
    /// The address that the site will have, or the path on its host: `/`, `/clinic/`.
    pub public_url: String,
    /// What draws the pages of a release. A preview has none: the app draws in the browser, so that
    /// after a change of a component nothing has to be compiled but the Wasm.
    pub draw: Option<Draw>,
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

/// Completes a bundle. Nothing is written where the content has a problem.
pub fn run(bundle: &Bundle, selection: Selection) -> Result<(), BundleError> {
    let library = content::load(&bundle.project.join("content"), selection)?;
    write(bundle, &library)
}

/// Writes `library` into a bundle.
pub fn write(bundle: &Bundle, library: &Library) -> Result<(), BundleError> {
    write_data(bundle, library)?;
    write_pages(bundle, library)
}

/// Writes what the app loads: one JSON file a page, and one for what all pages share.
pub fn write_data(bundle: &Bundle, library: &Library) -> Result<(), BundleError> {
    let writer = PageWriter::new(&bundle.staging);
    writer.write_json(Route::SITE_FILE, &**library.site())?;
    writer.write(Route::CONTACT_CARD_FILE, &contact_card(&library.site().clinic))?;
    each_page(library, |route, record| writer.write_json(&route.data_file(), &record))
}

/// Writes what the browser loads first: stylesheet, pictures, and the pages.
pub fn write_pages(bundle: &Bundle, library: &Library) -> Result<(), BundleError> {
    let base = BasePath::from_public_url(&bundle.public_url);
    let writer = PageWriter::new(&bundle.staging);
    let css = stylesheet::bundle(&bundle.project.join("style/site.css"))?;
    let css_file = stylesheet::file_name(&css);
    writer.write(&css_file, &css)?;
    copy_pictures(&bundle.project.join("content/pictures"), &bundle.staging.join("pictures"))?;

    let shell = Shell::read(&bundle.staging.join("index.html"))?;
    let prerender = Prerender::new(&shell, &base, library.site(), &base.file(&css_file));
    let Some(draw) = bundle.draw else {
        return writer.write("index.html", &prerender.empty());
    };
    writer.write("404.html", &prerender.not_found(draw))?;
    each_page(library, |route, record| {
        writer.write(&route.html_file(), &prerender.page(draw, route, record))
    })
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
