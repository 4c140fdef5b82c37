use std::{collections::BTreeMap, fmt::Display, sync::LazyLock};

use ::search::Index as SearchIndex;
use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_oneof},
    prop_assert,
    sample::{Index, select},
    test_runner::TestCaseError,
};
use search_worker::Search;
use serde_json::Value;
use site::{bundle, content};

use crate::{
    fuzzer::fuzz,
    hostile,
    site_copy::{selection, sites},
};

/// All elements of the search's answers.
const ELEMENTS: [&str; 10] = ["a", "h2", "li", "mark", "nav", "ol", "p", "span", "strong", "ul"];
/// Places on the page itself: the list of everything, the clinic, who helps.
const PLACES: [&str; 3] = ["#a-to-z", "#contact", "#help-1"];
const ATTRIBUTES: [&str; 8] =
    ["aria-current", "aria-label", "aria-selected", "class", "data-href", "href", "id", "role"];

/// Whatever is asked needs fewer files.
const MOST_FILES: usize = 200;

/// The files of the specimen's index, by their names.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let library = content::load(&sites().join("valid/content"), selection(true)).unwrap();
    let index = SearchIndex::build(bundle::material(&library));
    index.files.into_iter().map(|(file, bytes)| (file.to_string(), bytes)).collect()
});

/// A query of words that the specimen has, or nearly has, and of what is hostile.
fn query() -> impl Strategy<Value = String> {
    let word = select(vec![
        "tea",
        "brew",
        "leaf",
        "leafs",
        "water",
        "teapt",
        "oolong",
        "temperture",
        "t",
        "\"",
        "“",
        "how to",
        "harvest",
        "pot of tea",
        "the",
        "🫖",
        "café",
        "Ｔｅａ",
        "\u{fffd}",
    ]);
    let part = prop_oneof![
        3 => word.prop_map(str::to_owned),
        2 => hostile::text(0..3),
        1 => ("[a-z<&\"]", 1..3_000_usize).prop_map(|(part, times)| part.repeat(times)),
    ];
    vec((part, select(vec![" ", "", "\n", "-", "\u{200d}"])), 0..6)
        .prop_map(|parts| parts.into_iter().map(|(part, end)| part + end).collect())
}

/// What `ask` has for an answer, which says what files it needs until it has one; `None` where it
/// says that one of them is not what the build made.
fn answer(
    files: &BTreeMap<String, Vec<u8>>,
    ask: impl Fn(&Search) -> String,
) -> Result<Option<Value>, String> {
    let mut search = Search::new();
    for _ in 0..MOST_FILES {
        let told: Value = serde_json::from_str(&ask(&search)).map_err(|e| e.to_string())?;
        let Some(needed) = told["needs"].as_array() else {
            return Ok(told.as_object().is_some_and(|told| !told.is_empty()).then_some(told));
        };
        for file in needed {
            let name = file.as_str().ok_or("a file without a name")?;
            let Some(bytes) = files.get(name) else { return Ok(None) };
            if !search.supply(name, bytes) {
                return Ok(None);
            }
        }
    }
    Err("it never has an answer".to_owned())
}

/// Holds that what is shown is made of the search's own elements, and leads to this site.
fn is_shown_as_text(node: &Value) -> Result<(), String> {
    let wrong = |what: &dyn Display| Err(format!("{what} in {node}"));
    let parts = match node {
        Value::String(_) => return Ok(()),
        Value::Array(parts) => parts,
        _ => return wrong(&"no node"),
    };
    let [Value::String(name), Value::Object(attributes), children @ ..] = parts.as_slice() else {
        return wrong(&"no element");
    };
    if !ELEMENTS.contains(&name.as_str()) {
        return wrong(&format_args!("the element {name}"));
    }
    for (attribute, value) in attributes {
        let leads = attribute.ends_with("href");
        let value = value.as_str().unwrap_or_default();
        let is_ours = PLACES.contains(&value)
            || value.starts_with("/base/") && !value.contains(['<', '"', ' ']);
        if !ATTRIBUTES.contains(&attribute.as_str()) || leads && !is_ours {
            return wrong(&format_args!("{attribute}={value:?}"));
        }
    }
    children.iter().try_for_each(is_shown_as_text)
}

fn checked(answer: Result<Option<Value>, String>) -> Result<Option<Value>, String> {
    let answer = answer?;
    if let Some(answer) = &answer {
        answer["view"].as_array().into_iter().flatten().try_for_each(is_shown_as_text)?;
    }
    Ok(answer)
}

/// Whatever is typed has an answer, in which it is a text.
#[test]
fn queries() {
    let input = (
        query(),
        prop_oneof![select(vec!["", "green-tea"]).prop_map(str::to_owned), hostile::text(0..3)],
        any::<u16>(),
    );
    fuzz("queries", 400, input, |(text, category, page)| {
        let results = checked(answer(&FILES, |search| {
            search.results(text, category, usize::from(*page), "/base")
        }));
        prop_assert!(matches!(results, Ok(Some(_))), "results: {results:?}");
        let suggestions = checked(answer(&FILES, |search| search.suggestions(text, "/base")));
        prop_assert!(matches!(suggestions, Ok(Some(_))), "suggestions: {suggestions:?}");
        Ok(())
    });
}

/// A file of the index that is not what the build made is refused, or changes what is found: it
/// neither stops the search nor becomes more than text.
#[test]
fn index_files() {
    let damage = (
        any::<Index>(),
        prop_oneof![
            (any::<Index>(), vec(any::<u8>(), 0..9)).prop_map(|(at, put)| (at, 0, put)),
            (any::<Index>(), vec(any::<u8>(), 1..9)).prop_map(|(at, put)| (at, put.len(), put)),
            (any::<Index>(), 1..500_usize).prop_map(|(at, cut)| (at, cut, Vec::new())),
        ],
    );
    let names: Vec<&String> = FILES.keys().collect();
    let input = (query(), vec(damage, 1..3));
    fuzz("index_files", 400, input, |(text, damages)| {
        let mut files = FILES.clone();
        for (file, (at, cut, put)) in damages {
            let Some(bytes) = files.get_mut(*file.get(&names)) else { continue };
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..(at + cut).min(bytes.len()), put.iter().copied());
        }
        let ask = |search: &Search| search.results(text, "", 1, "/base");
        checked(answer(&files, ask)).map(drop).map_err(TestCaseError::fail)
    });
}
