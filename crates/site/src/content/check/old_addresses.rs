//! Checks that an old address leads to one place, and is not that of something there is: so no address
//! leads on to another that does, and none in a circle.

use std::{
    collections::{HashMap, HashSet},
    iter,
    path::Path,
};

use model::{Feed, PageNumber, Route, Slug};
use percent_encoding::percent_decode_str;

use super::index::{Found, Index};
use crate::content::{
    document::{Document, Located, Mention},
    documents::Documents,
    page,
    problem::{LibraryProblem, Problem, shown},
};

/// An old address where a file names it.
#[derive(Debug)]
struct Named<'a> {
    file: &'a Path,
    line: usize,
    /// As it is written.
    address: &'a str,
    /// Where it leads; `None` where the file's name is none.
    to: Option<Route>,
}

/// Checks those of all files.
pub(super) fn check(documents: &Documents, index: &Index<'_>) -> Vec<Problem> {
    let given = by_themselves(index);
    let feeds = feed_files(index);
    let is_taken = |path: &str| feeds.contains(path) || is_page(path, index);
    let mut owners = HashMap::new();
    let mut alike: HashMap<_, Named<'_>> = HashMap::new();
    let mut problems = Vec::new();
    for named in named(documents) {
        let Named { file, line, address, to } = &named;
        let mut add = |problem: LibraryProblem| {
            let kind = problem.into();
            problems.push(Problem { file: (*file).to_owned(), line: Some(*line), kind });
        };
        let address = (*address).to_owned();
        let path = as_compared(&address);
        let small = path.to_lowercase();
        let own = to.as_ref().is_some_and(|to| as_compared(&to.to_string()) == small);
        if is_taken(&path) {
            add(LibraryProblem::OldAddressInUse { address: address.clone() });
        } else if is_taken(&small) && !own {
            let page = format!("{small}/");
            add(LibraryProblem::OldAddressCapitals { address: address.clone(), page });
        }
        if given.contains(&path) {
            add(LibraryProblem::OldAddressGiven { address: address.clone() });
        }
        if let Some(other) = owners.insert(path, *file) {
            let other = shown(other);
            add(LibraryProblem::OldAddressTwice { address, other });
        } else if let Some(other) = alike.get(&small) {
            if other.to != *to {
                let (other, as_there) = (shown(other.file), other.address.to_owned());
                add(LibraryProblem::OldAddressAlmostTwice { address, other, as_there });
            }
        } else {
            alike.insert(small, named);
        }
    }
    problems
}

/// An address as servers compare it: decoded (RFC 3986, 6.2.2.2); here also without the slash at its
/// end, as it leads on with and without.
pub(crate) fn as_compared(address: &str) -> String {
    let path = percent_decode_str(address).decode_utf8_lossy();
    path.trim_end_matches('/').to_owned()
}

/// Whether it is the address of a page, whatever day it is.
fn is_page(path: &str, index: &Index<'_>) -> bool {
    match path.parse::<Route>() {
        // Such a page comes and goes with the number of articles. While it is there, no address leads
        // on from it.
        Ok(Route::Archive { page, .. }) if page != PageNumber::FIRST => false,
        Ok(route) => !matches!(index.find(&route, index.today()), Found::Nothing),
        Err(_) => false,
    }
}

/// All old addresses that files name.
fn named(documents: &Documents) -> impl Iterator<Item = Named<'_>> {
    let articles = of_files(&documents.articles, |slug| Route::Article(slug.clone()));
    let pages = of_files(&documents.pages, page::route);
    let categories = of_files(&documents.categories, |slug| Route::archive(slug.clone()));
    let others = documents.redirects.iter().flat_map(|document| {
        let targets = document.item.iter().flatten().map(|redirect| redirect.to.clone());
        of_file(document).zip(targets).map(|(named, to)| Named { to: Some(to), ..named })
    });
    articles.chain(pages).chain(categories).chain(others)
}

fn of_files<T>(
    documents: &[Document<T>],
    route: fn(&Slug) -> Route,
) -> impl Iterator<Item = Named<'_>> {
    documents.iter().flat_map(move |document| {
        let to = document.slug.as_ref().map(route);
        of_file(document).map(move |named| Named { to: to.clone(), ..named })
    })
}

fn of_file<T>(document: &Document<T>) -> impl Iterator<Item = Named<'_>> {
    document.mentions.iter().filter_map(|Located { line, value }| match value {
        Mention::OldAddress(address) => {
            Some(Named { file: &document.file, line: *line, address, to: None })
        }
        _ => None,
    })
}

/// The addresses that lead somewhere without being named.
fn by_themselves(index: &Index<'_>) -> HashSet<String> {
    let feeds = feeds(index).flat_map(|feed| feed.old_addresses());
    let first_pages = index.category_slugs().map(Route::first_page_by_number);
    feeds.chain(first_pages).map(|address| as_compared(&address)).collect()
}

/// The feeds that there are, or will be with the first article of a category.
fn feed_files(index: &Index<'_>) -> HashSet<String> {
    let files = feeds(index).flat_map(|feed| [feed.atom_file(), feed.json_file()]);
    files.map(|file| format!("/{file}")).collect()
}

fn feeds(index: &Index<'_>) -> impl Iterator<Item = Feed> {
    iter::once(Feed::Site).chain(index.category_slugs().cloned().map(Feed::Category))
}
