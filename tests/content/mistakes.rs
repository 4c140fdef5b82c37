//! A case in `sites/invalid/<case>` holds only what differs from `sites/base`: files to lay over
//! it, in `remove.txt` the files to take out of it, and in `expected.txt` the printed problems.
//!
//! `BLESS=1 cargo test -p site --test content` writes `expected.txt` anew. Read what it says: would
//! the people who write the articles know what to do?

use std::{fmt::Write, fs};

use crate::site_copy::{Site, copy, sites};

#[test]
fn every_mistake_is_told_in_the_expected_words() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut cases: Vec<_> =
        fs::read_dir(sites().join("invalid")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    let mut differences = String::new();
    for case in cases {
        let site = Site::copy("base");
        let over = case.join("content");
        if over.exists() {
            copy(&over, &site.content()).unwrap();
        }
        for file in fs::read_to_string(case.join("remove.txt")).unwrap_or_default().lines() {
            fs::remove_file(site.folder().join(file)).unwrap();
        }
        let found = match site.load() {
            Ok(_) => "no problem\n".to_owned(),
            Err(problems) => format!("{problems}\n"),
        };
        let expected = case.join("expected.txt");
        if bless {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_else(|_| "no expected.txt\n".into());
        if found != expected {
            let case = case.display();
            writeln!(differences, "{case}\nexpected:\n{expected}found:\n{found}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_problem_has_its_file_and_line() {
    let site = Site::copy("base");
    copy(&sites().join("invalid/many-mistakes/content"), &site.content()).unwrap();
    let problems = site.load().map(drop).unwrap_err();
    let places: Vec<_> =
        problems.as_slice().iter().map(|problem| (problem.file.clone(), problem.line)).collect();
    assert!(places.is_sorted());
    let mut files: Vec<_> = places.iter().map(|(file, _)| file).collect();
    files.dedup();
    assert_eq!(files.len(), 4);
}
