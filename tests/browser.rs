//! What the app does in a browser and can be asked of its parts; run by `cargo site test --only wasm`.
//! Whole pages are tested by `tests/browser/`, on the built site.
#![cfg(target_arch = "wasm32")]

use std::sync::Arc;

use app::{App, LoadError, Start, read_json};
use leptos::{mount::mount_to, prelude::*, task::tick};
use model::{BasePath, PageRecord, Site};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

const SITE: &str = r#"{
  "clinic": {
    "name": "Tea Garden",
    "address": {"lines": ["The Shed", "1 Garden Row"], "locality": "Leafham", "town": "Brewton",
                "county": "Teashire", "postcode": "TE1 1AA", "country": "GB"},
    "phone": "01632 960123",
    "help": [{"title": "In a crisis", "emergency": true, "lines": [{"name": "999", "phone": "999"}]}],
    "notice": [[{"text": "Only about tea."}]]
  },
  "navigation": [{"route": "/topics/", "title": "Topics"}],
  "footer": [{"route": "/privacy/", "title": "Privacy"}]
}"#;

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
        document_title: "Privacy – Tea Garden".to_owned(),
        page: read_json(PAGE).unwrap(),
    };
    let base = BasePath::from_public_url("/sub/");
    let app = mount_to(root.clone(), move || {
        view! { <App base=base start=Start::Draw(site(), Some(Box::new(page))) /> }
    });
    tick().await;

    let text =
        |selector: &str| root.query_selector(selector).unwrap().unwrap().text_content().unwrap();
    assert_eq!(text("h1"), "Privacy <b>first</b>");
    assert_eq!(text("main p"), "A & <i>B</i>Topics");
    assert_eq!(text("main h2#why"), "Why?");
    let link = root.query_selector("main p a").unwrap().unwrap();
    assert_eq!(link.get_attribute("href").unwrap(), "/sub/topics/");
    assert_eq!(document().title(), "Privacy – Tea Garden");
    drop(app);
    root.remove();
}

#[wasm_bindgen_test]
async fn an_address_that_leads_nowhere_says_so_and_keeps_the_phone_number() {
    let root = root();
    let app = mount_to(root.clone(), || {
        view! { <App base=BasePath::default() start=Start::Draw(site(), None) /> }
    });
    tick().await;
    let text = root.text_content().unwrap();
    assert!(text.contains("Page not found"), "{text}");
    assert!(text.contains("01632 960123"), "{text}");
    drop(app);
    root.remove();
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
