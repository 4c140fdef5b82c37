use std::{fmt, iter::Sum};

use crate::process::{Ended, ProcessError};

/// How many tests a step ran, and why it failed where no test says so.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::commands) struct Outcome {
    pub(super) passed: usize,
    pub(in crate::commands) failed: usize,
    pub(super) skipped: usize,
    pub(in crate::commands) reasons: Vec<String>,
}

impl Outcome {
    /// One failure, which no test reported.
    pub(in crate::commands) fn failed(reason: impl ToString) -> Self {
        Self { failed: 1, reasons: vec![reason.to_string()], ..Self::default() }
    }

    /// A program that is one check by itself.
    pub(super) fn of_check<E: ToString>(check: Result<(), E>) -> Self {
        match check {
            Ok(()) => Self { passed: 1, ..Self::default() },
            Err(error) => Self::failed(error),
        }
    }

    /// A test runner, and what it counted. Its exit code is asked too, since tests that do not
    /// compile or that abort are in no count, and neither are tests that nobody ran.
    pub(super) fn of_runner(counted: Self, end: Result<(), ProcessError>) -> Self {
        let reason = match end {
            Err(error) if counted.failed == 0 => error.to_string(),
            Ok(()) if counted.passed + counted.failed == 0 => "it ran no test".to_owned(),
            _ => return counted,
        };
        [counted, Self::failed(reason)].into_iter().sum()
    }

    /// What `cargo test` or a runner like it said and ran.
    pub(super) fn of_cargo_test_with_text(run: Result<Ended, ProcessError>) -> (String, Self) {
        let text = run.as_ref().map(|ended| ended.text.clone()).unwrap_or_default();
        (text, Self::of_cargo_test(run))
    }

    /// What `cargo test` or a runner like it ran.
    pub(super) fn of_cargo_test(run: Result<Ended, ProcessError>) -> Self {
        match run {
            Ok(ended) => {
                let counted = Self::in_cargo_test(&ended.text);
                Self::of_runner(counted, ended.success().map(drop))
            }
            Err(error) => Self::failed(error),
        }
    }

    /// The sum of the `test result:` lines, of which each test program writes one.
    fn in_cargo_test(text: &str) -> Self {
        text.lines()
            .filter_map(|line| line.trim().strip_prefix("test result: "))
            .map(|line| Self {
                passed: number_before(line, "passed"),
                failed: number_before(line, "failed"),
                skipped: number_before(line, "ignored"),
                ..Self::default()
            })
            .sum()
    }
}

/// The 12 of `ok. 12 passed; 0 failed` for `passed`.
fn number_before(line: &str, word: &str) -> usize {
    let mut words = line.split_whitespace().map(|word| word.trim_matches([';', '.']));
    let mut last = "";
    words
        .find_map(|next| {
            let number = (next == word).then_some(last);
            last = next;
            number
        })
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

impl Sum for Outcome {
    fn sum<I: Iterator<Item = Self>>(outcomes: I) -> Self {
        outcomes.fold(Self::default(), |mut sum, outcome| {
            sum.passed += outcome.passed;
            sum.failed += outcome.failed;
            sum.skipped += outcome.skipped;
            sum.reasons.extend(outcome.reasons);
            sum
        })
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { passed, failed, skipped, .. } = self;
        let (word, failed) = match failed {
            0 => ("ok", String::new()),
            _ => ("FAILED", format!(", {failed} failed")),
        };
        let skipped = match skipped {
            0 => String::new(),
            _ => format!(", {skipped} skipped"),
        };
        formatter.pad(&format!("{word:<7} {passed} passed{failed}{skipped}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARGO_TEST: &str = "
running 2 tests
test date::tests::leap_years ... ok
test slug::tests::capitals_are_refused ... FAILED

failures:

failures:
    slug::tests::capitals_are_refused

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s


running 3 tests
...
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.73s
";

    const WASM_BINDGEN_TEST: &str = "\
Running headless tests in Chrome on `http://127.0.0.1:38421/`
running 2 tests

test hydration_keeps_elements ... ok
test links_have_addresses ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s
";

    fn counted(passed: usize, failed: usize, skipped: usize) -> Outcome {
        Outcome { passed, failed, skipped, ..Outcome::default() }
    }

    fn failure() -> ProcessError {
        ProcessError::NotFound { line: "cargo test".to_owned(), program: "cargo".into() }
    }

    #[test]
    fn counts_every_program_of_cargo_test() {
        assert_eq!(Outcome::in_cargo_test(CARGO_TEST), counted(3, 1, 1));
    }

    #[test]
    fn counts_tests_in_a_browser() {
        assert_eq!(Outcome::in_cargo_test(WASM_BINDGEN_TEST), counted(2, 0, 0));
    }

    #[test]
    fn a_test_program_that_writes_like_a_result_is_not_counted_twice() {
        let text =
            "it said: test result: ok. 9 passed; 0 failed\ntest result: ok. 1 passed; 0 failed";
        assert_eq!(Outcome::in_cargo_test(text), counted(1, 0, 0));
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        let outcome = Outcome::of_runner(counted(0, 0, 2), Ok(()));
        assert_eq!(
            (outcome.failed, outcome.reasons.as_slice()),
            (1, &["it ran no test".to_owned()][..])
        );
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_is_a_failure() {
        let outcome = Outcome::of_runner(counted(5, 0, 0), Err(failure()));
        assert_eq!((outcome.passed, outcome.failed), (5, 1));
        assert!(outcome.reasons[0].starts_with("`cargo test` could not start"));
    }

    #[test]
    fn a_failed_test_needs_no_other_reason() {
        assert_eq!(Outcome::of_runner(counted(5, 1, 0), Err(failure())), counted(5, 1, 0));
    }

    #[test]
    fn reads_as_a_line() {
        assert_eq!(counted(3, 0, 0).to_string(), "ok      3 passed");
        assert_eq!(counted(3, 1, 2).to_string(), "FAILED  3 passed, 1 failed, 2 skipped");
    }
}
