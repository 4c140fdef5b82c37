use std::{collections::BTreeSet, fs, path::Path};

use model::{BasePath, Library, Route};
use rayon::prelude::*;
use serde::Serialize;

use crate::bundle::{
    BundleError,
    inventory::{BuiltFile, Caching, Inventory},
    pictures::PHONE,
};

/// What browsers keep of a build, by the paths on the host.
#[derive(Debug)]
pub(in crate::bundle) struct Kept {
    /// Without these no page opens: the worker comes into use once all of them are there.
    pub(super) needed: Vec<String>,
    /// Where the app is blocked, these never come, and pages are whole all the same.
    pub(super) wanted: Vec<String>,
    /// What can be saved.
    pub(in crate::bundle) list: List,
}

/// What a visitor can save.
#[derive(Debug, Serialize)]
pub(in crate::bundle) struct List {
    /// How many articles there are.
    articles: usize,
    /// How much room all pages and the search take.
    bytes: u64,
    pages: Vec<PageFiles>,
    /// The files of the search.
    search: Vec<String>,
}

/// A page with its files.
#[derive(Debug, Serialize)]
struct PageFiles {
    path: String,
    data: String,
    /// How much room it takes, with the pictures that no page before it has: where all pages are
    /// saved, their sum is what they take.
    bytes: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pictures: Vec<String>,
}

impl Kept {
    /// Of the build in `staging`, whose files are `inventory`; `search` is what tells pages where the
    /// search is.
    pub(in crate::bundle) fn of(
        library: &Library,
        base: &BasePath,
        staging: &Path,
        inventory: &Inventory,
        search: &str,
    ) -> Result<Self, BundleError> {
        let routes: Vec<Route> = library.routes().collect();
        let mut pages: Vec<PageFiles> = routes
            .par_iter()
            .map(|route| PageFiles::of(route, base, staging))
            .collect::<Result<_, _>>()?;
        let mut counted = BTreeSet::new();
        for page in &mut pages {
            for picture in page.pictures.iter().filter(|picture| counted.insert((*picture).clone()))
            {
                let file = picture.strip_prefix(base.as_str()).unwrap_or(picture);
                page.bytes += size(&staging.join(file.trim_start_matches('/')))?;
            }
        }

        let is_first = |path: &str| {
            [Route::Home, Route::Topics, Route::Contact, Route::Search]
                .iter()
                .any(|route| base.href(route) == path)
        };
        let offline = base.file(super::ADDRESS);
        let html = read(&staging.join(super::PAGE))?;
        let mut needed = vec![offline, base.file(super::LIST)];
        let mut wanted = Vec::new();
        for page in pages.iter().filter(|page| is_first(&page.path)) {
            needed.extend([page.path.clone(), page.data.clone()]);
            wanted.extend(page.pictures.iter().cloned());
        }
        // What every page names, but for the search, which is kept when somebody has used it.
        let unchanging = inventory.files().iter().filter(|file| file.caching == Caching::Immutable);
        for BuiltFile { path, .. } in unchanging.clone() {
            let address = base.file(path);
            if html.contains(&format!("\"{address}\"")) && !search.contains(&address) {
                let is_app = path.starts_with("app-");
                if is_app { &mut wanted } else { &mut needed }.push(address);
            }
        }
        wanted.sort();
        wanted.dedup();

        let search: Vec<&String> =
            unchanging.map(|file| &file.path).filter(|path| path.starts_with("search")).collect();
        let mut bytes = pages.iter().map(|page| page.bytes).sum();
        for file in &search {
            bytes += size(&staging.join(file))?;
        }
        let list = List {
            articles: library.articles().len(),
            bytes,
            pages,
            search: search.into_iter().map(|file| base.file(file)).collect(),
        };
        Ok(Self { needed, wanted, list })
    }
}

impl PageFiles {
    /// Without the room that its pictures take.
    fn of(route: &Route, base: &BasePath, staging: &Path) -> Result<Self, BundleError> {
        let html = read(&staging.join(route.html_file()))?;
        let data = route.data_file();
        let pictures = pictures_of(&html, base);
        let bytes = html.len() as u64 + size(&staging.join(&data))?;
        Ok(Self { path: base.href(route), data: base.file(&data), bytes, pictures })
    }
}

/// The pictures that a page shows, each once, in the order of their names. Of a photograph it is what
/// phones load: the worker has it stand in for all its other sizes.
fn pictures_of(html: &str, base: &BasePath) -> Vec<String> {
    let folder = base.picture("");
    let elements = html.split("<picture").skip(1).filter_map(|rest| rest.split("</").next());
    let addresses =
        elements.filter_map(|element| for_phones(element).or_else(|| attribute(element, "src")));
    let mut pictures: Vec<String> =
        addresses.filter(|address| address.starts_with(&folder)).map(str::to_owned).collect();
    pictures.sort();
    pictures.dedup();
    pictures
}

/// The WebP of a photograph for phones: of the formats that every browser with service workers and
/// WebAssembly knows, the one with the fewest bytes.
fn for_phones(element: &str) -> Option<&str> {
    let set = attribute(element.split("\"image/webp\"").nth(1)?, "srcset")?;
    set.rsplit(", ").find_map(|candidate| {
        let (address, width) = candidate.rsplit_once(' ')?;
        let width: u32 = width.strip_suffix('w')?.parse().ok()?;
        (width <= PHONE).then_some(address)
    })
}

/// What the first attribute of that name says.
fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    html.split(&format!(" {name}=\"")).nth(1)?.split('"').next()
}

fn read(path: &Path) -> Result<String, BundleError> {
    fs::read_to_string(path).map_err(|error| BundleError::io("read", path, error))
}

fn size(path: &Path) -> Result<u64, BundleError> {
    let file = fs::metadata(path).map_err(|error| BundleError::io("read", path, error))?;
    Ok(file.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_those_of_the_site_each_once() {
        let html = r#"<picture class="picture"><img src="/sub/pictures/b.svg"></picture>
            <picture><source type="image/avif" srcset="/sub/pictures/a-400-0f.avif 400w"><source
            type="image/webp" srcset="/sub/pictures/a-400-0f.webp 400w, /sub/pictures/a-780-0f.webp 780w, /sub/pictures/a-1170-0f.webp 1170w"
            sizes="100vw"><img src="/sub/pictures/a-1170-0f.jpg"></picture>
            <picture><img src="/sub/pictures/b.svg"></picture><script src="/sub/app.js"></script>"#;
        let base = BasePath::from_public_url("/sub/");
        assert_eq!(
            pictures_of(html, &base),
            ["/sub/pictures/a-780-0f.webp", "/sub/pictures/b.svg"]
        );
    }
}
