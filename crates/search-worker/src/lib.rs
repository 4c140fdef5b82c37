//! The search in the browser.
//!
//! This Wasm runs in a worker, so that no key stroke waits for it. It decides what is found and what
//! is shown of it: `view` makes a tree of elements, which the page's script (`page.js`) turns into
//! elements one by one, without any HTML being parsed. `worker.js` loads what [`Search`] asks for.

// Without the standard library, as `search` says.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod node;
mod view;

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use search::{Answer, Engine, File, Query, Step, decimal};
use wasm_bindgen::prelude::wasm_bindgen;

use node::{Json, Node};

// Smaller than Rust's own, and every byte is loaded before the first answer.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// `worker.js` catches the trap, and the page says that the search did not answer. Words for it would be
/// kilobytes of the Wasm that nobody reads.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn stop(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// The search, as `worker.js` calls it.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Search {
    engine: Engine,
}

#[wasm_bindgen]
impl Search {
    /// An engine without any file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file of the index. `false` where it is not what the build made.
    pub fn supply(&mut self, name: &str, bytes: &[u8]) -> bool {
        name.parse().is_ok_and(|file: File| self.engine.supply(file, bytes).is_ok())
    }

    /// What the page `/search/` shows for a query. `base` is the folder of its host that the site
    /// stands in, `category` the slug of the category that was chosen, if any.
    ///
    /// JSON: `needs`, the names of files that have to be supplied first; or `total`, `title` and `view`,
    /// a list of nodes; with either `crisis`, whether somebody may be in danger: `needs` then has `title`
    /// and `view`, too, as they are where nothing else is known. Nothing where a file is not what the
    /// build made.
    pub fn results(&self, text: &str, category: &str, page: usize, base: &str) -> String {
        let category = Some(category).filter(|slug| !slug.is_empty()).map(ToOwned::to_owned);
        let query = Query { text: text.to_owned(), category, page, page_size: view::PAGE_SIZE };
        self.answer(&query, &|answer| {
            let title = view::title(&query, answer);
            (title, view::results(&query, answer, base))
        })
    }

    /// The same for the list below the field: what may be meant by the letters typed so far.
    pub fn suggestions(&self, text: &str, base: &str) -> String {
        let page_size = view::SUGGESTIONS;
        let query = Query { text: text.to_owned(), category: None, page: 1, page_size };
        self.answer(&query, &|answer| {
            (view::suggestions_title(answer), view::suggestions(&query, answer, base))
        })
    }
}

impl Search {
    fn answer(
        &self,
        query: &Query,
        // Not generic: its code would be there four times.
        show: &dyn Fn(&Answer) -> (String, Vec<Node>),
    ) -> String {
        let mut json = Json::default();
        match self.engine.search(query) {
            Ok(Step::Needs { files, crisis }) => {
                json.name("{", "needs");
                json.list(&files, |json, file| json.text(&file.name()));
                json.name(",", "crisis");
                json.flag(crisis);
                if crisis {
                    let (title, view) = show(&Answer { crisis, ..Answer::default() });
                    json.shown(&title, &view);
                }
                json.push("}");
            }
            Ok(Step::Found(answer)) => {
                let (title, view) = show(&answer);
                json.name("{", "total");
                json.push(&decimal(answer.total));
                json.name(",", "crisis");
                json.flag(answer.crisis);
                json.shown(&title, &view);
                json.push("}");
            }
            Err(_) => json.push("{}"),
        }
        json.into_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_offered_before_all_files_are_there() {
        let material = search::Material {
            crisis: vec!["suicide".to_owned()],
            documents: vec![search::Document::of(search::Card {
                kind: search::Kind::Page,
                title: "Tea".to_owned(),
                plain_title: None,
                path: "/tea/".to_owned(),
            })],
            ..search::Material::default()
        };
        let index = search::Index::build(material);
        let mut search = Search::new();
        let (file, bytes) = &index.files[0];
        assert!(search.supply(&file.name(), bytes));
        let json = search.suggestions("suicide", "");
        let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&answer["needs"][0], &answer["crisis"]), (&"shard-0".into(), &true.into()));
        assert_eq!(answer["view"][0][1]["data-href"], "#help-1", "{json}");
        let other = search.suggestions("tea", "");
        assert!(!other.contains("view"), "{other}");
    }

    #[test]
    fn asks_for_the_first_file_and_refuses_what_is_none() {
        let mut search = Search::new();
        assert_eq!(search.results("tea", "", 1, ""), r#"{"needs":["core"],"crisis":false}"#);
        assert!(!search.supply("core", b"<!doctype html>"));
        assert!(!search.supply("../core", b""));
    }
}
