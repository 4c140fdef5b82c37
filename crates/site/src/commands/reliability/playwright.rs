//! What the tests in the browser have shown, by the report of their runner: it alone knows how each of
//! them ended, in every window that it ran in.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Told;

/// What Playwright's JSON report has of the tests
/// (<https://playwright.dev/docs/test-reporters#json-reporter>).
#[derive(Debug, Deserialize)]
struct Report {
    suites: Vec<Suite>,
}

/// A file, or a group of tests in it.
#[derive(Debug, Deserialize)]
struct Suite {
    #[serde(default)]
    specs: Vec<Spec>,
    #[serde(default)]
    suites: Vec<Self>,
}

/// A test, in all windows.
#[derive(Debug, Deserialize)]
struct Spec {
    title: String,
    tests: Vec<Test>,
}

/// A test in one window.
#[derive(Debug, Deserialize)]
struct Test {
    annotations: Vec<Annotation>,
    results: Vec<Attempt>,
}

#[derive(Debug, Deserialize)]
struct Annotation {
    #[serde(rename = "type")]
    kind: String,
    description: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Attempt {
    status: String,
}

/// How a test ended in one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Passed,
    /// It does not apply there.
    Skipped,
    /// Also where it was to fail, was broken off, or passed at the second attempt alone.
    Failed,
}

impl Test {
    fn end(&self) -> End {
        let all = |status: &str| self.results.iter().all(|attempt| attempt.status == status);
        match self.results.as_slice() {
            [] => End::Skipped,
            _ if all("passed") => End::Passed,
            _ if all("skipped") => End::Skipped,
            _ => End::Failed,
        }
    }

    fn annotation(&self, kind: &str) -> Option<String> {
        self.annotations.iter().find(|found| found.kind == kind)?.description.clone()
    }
}

impl Suite {
    fn each<'a>(&'a self, specs: &mut Vec<&'a Spec>) {
        specs.extend(&self.specs);
        self.suites.iter().for_each(|suite| suite.each(specs));
    }
}

/// The faults of which a test passed and none failed.
pub(super) fn told(report: &str) -> Result<Vec<Told>, serde_json::Error> {
    let report: Report = serde_json::from_str(report)?;
    let mut specs = Vec::new();
    report.suites.iter().for_each(|suite| suite.each(&mut specs));
    let (mut passed, mut failed) = (BTreeSet::new(), BTreeSet::new());
    for spec in specs {
        for test in &spec.tests {
            let Some(what) = test.annotation("fault") else { continue };
            match test.end() {
                End::Failed => drop(failed.insert(what)),
                End::Skipped => {}
                End::Passed => {
                    let (sees, pages) = (test.annotation("sees"), test.annotation("pages"));
                    let (sees, test) = (sees.unwrap_or_default(), spec.title.clone());
                    passed.insert(Told { what, sees, pages, test });
                }
            }
        }
    }
    Ok(passed.into_iter().filter(|told| !failed.contains(&told.what)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A test of a fault with the status of its attempts, in each window.
    fn spec(title: &str, windows: &[&[&str]]) -> Value {
        let annotations = json!([
            {"type": "fault", "description": title.to_uppercase(), "location": {"line": 4}},
            {"type": "sees", "description": "the page"},
            {"type": "pages", "location": {"line": 4}},
        ]);
        let test = |attempts: &&[&str]| {
            let results = attempts.iter().map(|status| json!({"status": status}));
            json!({"annotations": annotations, "results": results.collect::<Vec<_>>()})
        };
        json!({"title": title, "ok": true, "tests": windows.iter().map(test).collect::<Vec<_>>()})
    }

    fn titles(specs: Vec<Value>) -> Vec<String> {
        let report = json!({"suites": [{"specs": [], "suites": [{"specs": specs}]}]}).to_string();
        told(&report).unwrap().into_iter().map(|told| told.test).collect()
    }

    #[test]
    fn only_what_passed_is_told() {
        let titles = titles(vec![
            spec("passed", &[&["passed"], &["passed"]]),
            spec("passed where it applies", &[&["passed"], &["skipped"]]),
            spec("skipped", &[&["skipped"], &["skipped"]]),
            spec("never begun", &[&[]]),
            spec("failed on a desktop", &[&["passed"], &["failed"]]),
            spec("failed on a phone", &[&["failed"], &["passed"]]),
            spec("passed at the second attempt", &[&["failed", "passed"]]),
            spec("took too long", &[&["timedOut"]]),
            spec("broken off", &[&["interrupted"]]),
        ]);
        assert_eq!(titles, ["passed", "passed where it applies"]);
    }

    #[test]
    fn a_fault_of_two_tests_is_told_when_both_passed() {
        let two = |end: &str| {
            let other = spec("a fault", &[&[end]]);
            let mut one = spec("a fault", &[&["passed"]]);
            one["title"] = json!("another test of it");
            titles(vec![one, other])
        };
        assert_eq!(two("failed"), Vec::<String>::new());
        assert_eq!(two("passed"), ["a fault", "another test of it"]);
    }

    #[test]
    fn a_test_without_a_fault_tells_nothing() {
        let mut plain = spec("plain", &[&["passed"]]);
        plain["tests"][0]["annotations"] = json!([]);
        assert!(titles(vec![plain]).is_empty());
        assert!(told("{}").is_err());
    }
}
