//! The library against the handbook of facts it was written from, where that is at hand.

use std::{collections::BTreeSet, fs, path::Path};

use model::{Block, Source};
use site::content;

use crate::site_copy::selection;

/// The handbook, which stands beside the project and is no part of it.
fn facts() -> Option<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/handbook/facts.md");
    let facts = fs::read_to_string(&file).ok();
    if facts.is_none() {
        eprintln!("not compared: there is no {}", file.display());
    }
    facts
}

/// The numbers of three digits and more, without the commas that part thousands.
fn numbers(text: &str) -> BTreeSet<String> {
    let text = text.replace(',', "");
    let digits = text.split(|letter: char| !letter.is_ascii_digit());
    digits.filter(|digits| digits.len() >= 3).map(ToOwned::to_owned).collect()
}

/// Every word of a text of blocks, whatever they are.
fn words(blocks: &[Block]) -> String {
    let mut words = String::new();
    let value = serde_json::to_value(blocks).unwrap();
    let mut left = vec![&value];
    while let Some(value) = left.pop() {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, field) in fields {
                    match field {
                        serde_json::Value::String(text) if name == "text" => {
                            words.push_str(text);
                            words.push(' ');
                        }
                        _ => left.push(field),
                    }
                }
            }
            serde_json::Value::Array(items) => left.extend(items),
            _ => {}
        }
    }
    words
}

#[test]
fn sources_and_numbers_of_the_articles_are_those_of_the_handbook() {
    let Some(facts) = facts() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let library = content::load(&folder, selection(true)).unwrap();
    assert!(library.articles().len() >= 11);
    let known = numbers(&facts);
    let mut strange = Vec::new();
    for article in library.articles() {
        for reference in &article.text.references {
            if let Some(Source::Doi { doi, .. }) = &reference.source
                && !facts.contains(doi)
            {
                strange.push(format!("{}: doi {doi}", article.slug));
            }
            let years: Vec<_> = numbers(&reference.text).difference(&known).cloned().collect();
            if !years.is_empty() {
                strange.push(format!("{}: {} has {years:?}", article.slug, reference.text));
            }
        }
        let found = numbers(&words(&article.text.body));
        let unknown: Vec<_> = found.difference(&known).collect();
        if !unknown.is_empty() {
            strange.push(format!("{}: {unknown:?}", article.slug));
        }
    }
    assert!(strange.is_empty(), "not in the handbook:\n{}", strange.join("\n"));
}
