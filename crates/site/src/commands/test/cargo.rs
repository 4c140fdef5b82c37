//! The steps that Cargo runs by itself.

use super::outcome::Outcome;
use crate::{
    commands::reliability, console::Console, process::Process, project::Project,
    toolchain::wasm_target,
};

pub(super) fn format(project: &Project) -> Outcome {
    Outcome::of_check(cargo(["fmt", "--all", "--check"], project).run())
}

pub(super) fn lints(project: &Project, console: Console) -> Outcome {
    let deny = |process: Process| process.args(["--", "-D", "warnings"]).run();
    let native = cargo(["clippy", "--workspace", "--all-targets"], project);
    let native = Outcome::of_check(deny(native));
    if let Err(error) = wasm_target::ensure(project, console) {
        return [native, Outcome::failed(error)].into_iter().sum();
    }
    // Apart, as the worker has no standard library, and one package with it would bring it along.
    let wasm = [("app", "--all-targets"), ("search-worker", "--lib")].map(|(package, targets)| {
        let wasm = ["clippy", "--package", package, targets, "--target", wasm_target::NAME];
        Outcome::of_check(deny(cargo(wasm, project)))
    });
    [native].into_iter().chain(wasm).sum()
}

pub(super) fn docs(project: &Project) -> Outcome {
    let doc = cargo(["doc", "--workspace", "--no-deps"], project);
    Outcome::of_check(doc.env("RUSTDOCFLAGS", "-D warnings").run())
}

pub(super) fn unit(project: &Project) -> Outcome {
    if let Err(error) = reliability::forget(project, "unit") {
        return Outcome::failed(error);
    }
    // With the profile that the tool itself is built with, dependencies are compiled only once.
    let test = cargo(["test", "--workspace", "--profile", "tool", "--no-fail-fast"], project);
    Outcome::of_cargo_test(test.run_and_read())
}

/// One target of `tests/fuzz.rs`, for so many minutes, and what it said.
pub(in crate::commands) fn fuzz(path: &str, minutes: f64, project: &Project) -> (String, Outcome) {
    let test = ["test", "--package", "release", "--profile", "tool", "--test", "fuzz", "--"];
    let test = cargo(test, project).args(["--exact", "--nocapture", path]);
    Outcome::of_cargo_test_with_text(test.env("FUZZ_MINUTES", minutes.to_string()).run_and_read())
}

/// Cargo in the project's folder.
pub(super) fn cargo<const N: usize>(arguments: [&str; N], project: &Project) -> Process {
    Process::new("cargo").args(arguments).folder(project.root())
}
