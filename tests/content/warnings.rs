//! A case in `sites/warned/<case>` is laid over `sites/base` like those of `mistakes`, but stops no
//! build: `expected.txt` has the warnings. `BLESS=1` writes it anew.

use std::{collections::BTreeSet, fmt::Write, fs};

use site::content::{self, ProblemKind, RULES, Severity};

use crate::site_copy::{Site, copy, selection, sites};

#[test]
fn every_warning_is_told_in_the_expected_words_and_stops_nothing() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut cases: Vec<_> =
        fs::read_dir(sites().join("warned")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    let mut differences = String::new();
    for case in cases {
        let site = Site::copy("base");
        copy(&case.join("content"), &site.content()).unwrap();
        let checked = content::check(&site.content(), selection(false));
        let shown = case.display();
        if checked.library.is_none() {
            writeln!(differences, "{shown}: an error stops it").unwrap();
        }
        let found = format!("{}\n", checked.problems);
        let expected = case.join("expected.txt");
        if bless {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_else(|_| "no expected.txt\n".into());
        if found != expected {
            writeln!(differences, "{shown}\nexpected:\n{expected}found:\n{found}").unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn every_rule_has_a_site_that_breaks_it() {
    let mut broken = BTreeSet::new();
    for folder in ["warned", "invalid"] {
        for case in fs::read_dir(sites().join(folder)).unwrap() {
            let expected = case.unwrap().path().join("expected.txt");
            let expected = fs::read_to_string(expected).unwrap();
            let name = |line: &str| Some(line.strip_suffix(']')?.rsplit_once('[')?.1.to_owned());
            broken.extend(expected.lines().filter_map(name));
        }
    }
    for rule in RULES {
        assert!(broken.contains(rule.name), "{} has no case", rule.name);
    }
}

#[test]
fn a_site_that_keeps_the_rules_has_no_warning() {
    let checked = content::check(&Site::copy("base").content(), selection(false));
    assert_eq!(checked.problems.to_string(), "");
    assert_eq!((checked.counts.articles, checked.counts.pages), (1, 3));
}

#[test]
fn what_is_wrong_with_the_form_comes_before_what_is_wrong_with_the_words() {
    let site = Site::copy("base");
    let article = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    site.write(
        "articles/brewing.md",
        format!("{article}\nTake 5 mg. See [tea](/articles/none/).\n"),
    );
    let problems = site.problems();
    assert!(problems.contains("there is no page"), "{problems}");
    assert!(!problems.contains("dosing-instruction"), "{problems}");
}

#[test]
fn errors_stop_a_build_and_warnings_do_not_join_them() {
    let site = Site::copy("base");
    let article = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    site.write("articles/brewing.md", format!("{article}\nTake 5 mg. Do NOT stir.\n"));
    let checked = content::check(&site.content(), selection(false));
    let severities: Vec<_> =
        checked.problems.as_slice().iter().map(|problem| problem.kind.severity()).collect();
    assert_eq!(severities, [Severity::Warning, Severity::Error]);
    let errors = site.load().map(drop).unwrap_err();
    let rules: Vec<_> = errors
        .as_slice()
        .iter()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::Editorial(finding) => Some(finding.rule.name),
            _ => None,
        })
        .collect();
    assert_eq!(rules, ["dosing-instruction"]);
}
