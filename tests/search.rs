//! What the search finds in the clinic's own library, held against `tests/search/judged.toml`.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::{collections::HashMap, fs, path::Path};

use search::{Answer, Engine, File, Index, Query, Step};
use serde::Deserialize;
use site::{bundle, content};

#[derive(Deserialize)]
struct Judged {
    tune: Vec<Judgement>,
    report: Vec<Judgement>,
}

#[derive(Deserialize)]
struct Judgement {
    kind: String,
    query: String,
    right: Vec<String>,
}

fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The index of a library: `content`, or that of the specimens.
fn index(content: &str) -> HashMap<File, Vec<u8>> {
    let selection = content::Selection { today: "2027-01-01".parse().unwrap(), unpublished: true };
    let library = content::load(&project().join(content), selection).unwrap();
    Index::build(bundle::material(&library)).files.into_iter().collect()
}

/// Asks as a browser does: each file is loaded when the engine says that it needs it. Returns the
/// answer and the files that were loaded for it.
fn ask(files: &HashMap<File, Vec<u8>>, query: &Query) -> (Answer, Vec<File>) {
    let mut engine = Engine::default();
    let mut loaded = Vec::new();
    loop {
        match engine.search(query).unwrap() {
            Step::Found(answer) => return (answer, loaded),
            Step::Needs { files: needed, .. } => {
                assert!(!needed.is_empty());
                for file in needed {
                    assert!(!loaded.contains(&file), "{file} is asked for twice");
                    engine.supply(file, &files[&file]).unwrap();
                    loaded.push(file);
                }
            }
        }
    }
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), category: None, page: 1, page_size: 10 }
}

/// What stands in `right` where the help lines are: who may be in danger sees them above all pages.
const HELP_LINES: &str = "help-lines";

/// What is shown for a query, in order.
fn shown(answer: &Answer) -> Vec<&str> {
    let help_lines = answer.crisis.then_some(HELP_LINES);
    help_lines.into_iter().chain(answer.hits.iter().map(|hit| hit.card.path.as_str())).collect()
}

/// How many queries have a right page first, and among the first three. Prints the others.
fn judge(files: &HashMap<File, Vec<u8>>, judgements: &[Judgement]) -> (usize, usize) {
    let (mut first, mut among_three) = (0, 0);
    for Judgement { kind, query: text, right } in judgements {
        let (answer, _) = ask(files, &query(text));
        let found = shown(&answer);
        if right.is_empty() {
            assert_eq!(found, [""; 0], "{text:?} is about nothing that is here");
        }
        let is_right = |path: &&str| right.iter().any(|right| right == path);
        let place = found.iter().position(is_right);
        let nothing = right.is_empty() && found.is_empty();
        first += usize::from(nothing || place == Some(0));
        among_three += usize::from(nothing || place.is_some_and(|place| place < 3));
        if !(nothing || place == Some(0)) {
            println!("{kind}: {text:?}: place {place:?}; found {:?}", &found[..found.len().min(4)]);
        }
    }
    (first, among_three)
}

#[test]
fn the_right_page_comes_first() {
    let judged = fs::read_to_string(project().join("tests/search/judged.toml")).unwrap();
    let judged: Judged = toml::from_str(&judged).unwrap();
    assert!(judged.tune.len() + judged.report.len() >= 80);
    let files = index("content");
    for (name, half) in [("tune", &judged.tune), ("report", &judged.report)] {
        let (first, among_three) = judge(&files, half);
        let of = half.len();
        println!("{name}: {first} of {of} first, {among_three} among the first three");
        assert!(first * 100 >= of * 90, "{name}: {first} of {of} first");
        assert!(among_three * 100 >= of * 98, "{name}: {among_three} of {of} among three");
    }
}

#[test]
fn what_people_ask_leads_to_the_section_that_answers() {
    let files = index("tests/sites/valid/content");
    let first = |text: &str| {
        let (answer, _) = ask(&files, &query(text));
        answer.hits.into_iter().next().unwrap()
    };
    // No text has these words.
    for asked in ["does it matter what i steep it in", "steep", "china or metal?"] {
        let hit = first(asked);
        assert_eq!(hit.card.path, "/articles/how-to-brew/", "{asked}");
        assert_eq!(hit.section.unwrap().id, "the-pot", "{asked}");
        let shown: String = hit.excerpt.iter().map(|run| run.text.as_str()).collect();
        assert!(!shown.is_empty() && !shown.contains("steep"), "{shown}");
    }
    assert_eq!(first("brew for beginners").card.path, "/articles/how-to-brew/");
    assert_eq!(first("half oxidised").card.path, "/category/oolong/");
    assert_eq!(first("list of everything").card.path, "/topics/");
}
