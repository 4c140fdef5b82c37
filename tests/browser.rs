//! What the app does in a browser and can be asked of its parts; run by `cargo site test --only wasm`.
//! Whole pages are tested by `tests/browser/`, on the built site.
#![cfg(target_arch = "wasm32")]
// Clippy does not know `#[wasm_bindgen_test]` for a test.
#![allow(clippy::unwrap_used)]

// Hostile JSON.
#[path = "fuzz/json.rs"]
mod json;

use std::sync::Arc;

use app::{App, Drawing, LoadError, Start, read_json};
use leptos::{mount::mount_to, prelude::*, task::tick};
use model::{BasePath, PageRecord, Site};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// Made by `tests/content/records.rs` from the specimen site, which holds everything there is.
const SITE: &str = include_str!("sites/valid/site.json");
const RECORDS: &str = include_str!("sites/valid/records.json");

const PAGE: &str = r#"{"page": {
  "slug": "privacy", "title": "Privacy <b>first</b>", "summary": "S.",
  "body": [
    {"heading": {"level": "h2", "id": "why", "content": [{"text": "Why?"}]}},
    {"paragraph": [{"text": "A & "}, {"strong": [{"text": "<i>B</i>"}]},
                   {"link": {"target": {"inside": {"route": "/topics/"}}, "content": [{"text": "Topics"}]}}]}
  ]}}"#;

fn root() -> HtmlElement {
    let root = document().create_element("div").unwrap().unchecked_into::<HtmlElement>();
    document().body().unwrap().append_child(&root).unwrap();
    root
}

fn site() -> Arc<Site> {
    Arc::new(read_json(SITE).unwrap())
}

#[wasm_bindgen_test]
async fn a_page_is_drawn_and_its_text_stays_text() {
    let root = root();
    let page = PageRecord {
        document_title: "Privacy – Marigold Tea Garden".to_owned(),
        page: read_json(PAGE).unwrap(),
    };
    let base = BasePath::from_public_url("/sub/");
    let app = mount_to(root.clone(), move || {
        view! { <App base=base start=Start::Draw(site(), Drawing::Page(Box::new(page))) /> }
    });
    tick().await;

    let text =
        |selector: &str| root.query_selector(selector).unwrap().unwrap().text_content().unwrap();
    assert_eq!(text("h1"), "Privacy <b>first</b>");
    assert_eq!(text(".prose p"), "A & <i>B</i>Topics");
    assert_eq!(text("main h2#why"), "Why?");
    let link = root.query_selector(".prose p a").unwrap().unwrap();
    assert_eq!(link.get_attribute("href").unwrap(), "/sub/topics/");
    assert_eq!(document().title(), "Privacy – Marigold Tea Garden");
    drop(app);
    root.remove();
}

#[wasm_bindgen_test]
async fn an_address_that_leads_nowhere_says_so_and_keeps_the_phone_number() {
    let root = root();
    let app = mount_to(root.clone(), || {
        view! { <App base=BasePath::default() start=Start::Draw(site(), Drawing::NotFound) /> }
    });
    tick().await;
    let text = root.text_content().unwrap();
    assert!(text.contains("Page not found"), "{text}");
    assert!(text.contains("01632 960001"), "{text}");
    drop(app);
    root.remove();
}

#[wasm_bindgen_test]
fn every_record_is_read_as_serde_reads_it() {
    let records: Vec<PageRecord> = serde_json::from_str(RECORDS).unwrap();
    assert_eq!(records.len(), 8);
    assert_eq!(read_json::<Vec<PageRecord>>(RECORDS).unwrap(), records);
    assert_eq!(read_json::<Site>(SITE).unwrap(), serde_json::from_str(SITE).unwrap());
}

#[wasm_bindgen_test]
fn a_field_of_null_is_one_that_is_left_out() {
    let text = r#"{"document_title":"a","page":{"page":{"slug":"a","title":"a","summary":"a","body":[],"picture":null}}}"#;
    let expected: PageRecord = serde_json::from_str(text).unwrap();
    assert_eq!(read_json(text), Ok(expected));
}

#[wasm_bindgen_test]
async fn every_kind_of_page_has_one_title_and_tells_it_to_the_browser() {
    for record in serde_json::from_str::<Vec<PageRecord>>(RECORDS).unwrap() {
        let root = root();
        let title = record.document_title.clone();
        let heading = record.page.title();
        let app = mount_to(root.clone(), move || {
            view! { <App base=BasePath::default() start=Start::Draw(site(), Drawing::Page(Box::new(record))) /> }
        });
        tick().await;
        assert_eq!(document().title(), title);
        let headings = root.query_selector_all("h1").unwrap();
        assert_eq!(headings.length(), 1, "{title}");
        assert_eq!(headings.item(0).unwrap().text_content().unwrap(), heading);
        drop(app);
        root.remove();
    }
}

#[wasm_bindgen_test]
fn the_shell_of_the_site_in_place_of_json_means_that_there_is_no_such_page() {
    let shell = "<!doctype html><div id=\"app\" data-base=\"\"></div>";
    assert_eq!(read_json::<Site>(shell).unwrap_err(), LoadError::Missing);
}

#[wasm_bindgen_test]
fn anything_else_that_is_not_the_data_of_a_page_is_a_fault_and_not_a_missing_page() {
    for text in ["", "{", "null", "[]", "{\"clinic\": 1}", "<!doctype html><h1>Sign in</h1>"] {
        assert!(matches!(read_json::<Site>(text), Err(LoadError::Malformed(_))), "{text}");
    }
}
