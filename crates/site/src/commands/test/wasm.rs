//! The app's own tests, which run as Wasm in a browser.

use std::{
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::json;

use super::{cargo::cargo, outcome::Outcome};
use crate::{
    commands::reliability::{self, ReliabilityError},
    console::Console,
    process::Process,
    project::Project,
    toolchain::{ToolError, chromium, wasm_bindgen, wasm_target},
};

/// Programs that the test runner would take before Chromium's driver.
const OTHER_DRIVERS: [&str; 5] = [
    "GECKODRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER",
    "SAFARIDRIVER_REMOTE",
    "CHROMEDRIVER_REMOTE",
];

/// The tests that make faults, what they make, and what is seen of it: Wasm writes no files.
const FAULTS: [[&str; 3]; 2] = [
    [
        "json::hostile_json_is_data_or_refused",
        "hostile input: the JSON of pages",
        "what is meant as text stays text; all else is refused as serde refuses it",
    ],
    [
        "json::json_deeper_than_the_stack_is_refused",
        "JSON nested deeper than the stack",
        "that the page did not load; the app goes on",
    ],
];

/// Why the tests could not run.
#[derive(Debug, thiserror::Error)]
enum WasmError {
    #[error(transparent)]
    Tool(#[from] ToolError),
    #[error("{} could not be written: {reason}. Check that the folder is yours.", path.display())]
    Write { path: PathBuf, reason: io::Error },
    #[error(transparent)]
    Told(#[from] ReliabilityError),
    #[error("PATH cannot be extended: {0}. Remove the folder with that character from PATH.")]
    Path(#[from] env::JoinPathsError),
}

pub(super) fn run(project: &Project, console: Console) -> Outcome {
    run_tests(project, console).unwrap_or_else(Outcome::failed)
}

fn run_tests(project: &Project, console: Console) -> Result<Outcome, WasmError> {
    reliability::forget(project, "wasm")?;
    let run = prepare(project, console)?.run_and_read();
    let passed = run.as_ref().map(|ended| shown(&ended.text)).unwrap_or_default();
    passed.into_iter().try_for_each(|fault| reliability::tell(project, "wasm", fault))?;
    Ok(Outcome::of_cargo_test(run))
}

/// The faults whose tests passed, as the runner says it.
fn shown(text: &str) -> Vec<[&'static str; 3]> {
    let passed = |test: &str| text.lines().any(|line| line == format!("test {test} ... ok"));
    FAULTS.into_iter().filter(|[test, ..]| passed(test)).collect()
}

/// The test that makes hostile JSON, for so many minutes, and what it said.
pub(in crate::commands) fn fuzz(
    minutes: f64,
    project: &Project,
    console: Console,
) -> (String, Outcome) {
    let patience = Duration::from_secs_f64(minutes * 60.0) + Duration::from_mins(5);
    match prepare(project, console) {
        Ok(test) => {
            let test = test
                // The runner shows what a test that passed has said only if it is told to.
                .args(["--", "hostile_json", "--nocapture"])
                // Wasm has no environment: the compiler reads it.
                .env("FUZZ_MINUTES", minutes.to_string())
                .env("WASM_BINDGEN_TEST_TIMEOUT", patience.as_secs().to_string());
            Outcome::of_cargo_test_with_text(test.run_and_read())
        }
        Err(error) => (String::new(), Outcome::failed(error)),
    }
}

/// Cargo with the runner and the browser, ready to run the tests.
fn prepare(project: &Project, console: Console) -> Result<Process, WasmError> {
    wasm_target::ensure(project, console)?;
    let runner = wasm_bindgen::ensure_test_runner(project, console)?;
    let chromium = chromium::ensure(console)?;

    let capabilities = project.target().join("webdriver.json");
    let options = capabilities_of(&chromium.browser).to_string();
    fs::create_dir_all(project.target())
        .and_then(|()| fs::write(&capabilities, options))
        .map_err(|reason| WasmError::Write { path: capabilities.clone(), reason })?;

    let test = ["test", "--package", "app", "--target", wasm_target::NAME, "--test", "browser"];
    Ok(OTHER_DRIVERS
        .into_iter()
        .fold(cargo(test, project), Process::without_env)
        .env("PATH", path_with(&runner)?)
        .env("CHROMEDRIVER", chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities))
}

/// How the driver starts the browser.
///
/// The test runner adds flags of its own but names no program, and Chromium's sandbox is denied
/// to root and in most containers; the page it shows is the tests' own.
fn capabilities_of(browser: &Path) -> serde_json::Value {
    json!({
        "goog:chromeOptions": {
            "binary": browser,
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        },
    })
}

/// PATH with `folder` before all others.
fn path_with(folder: &Path) -> Result<OsString, env::JoinPathsError> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths([folder.to_owned()].into_iter().chain(env::split_paths(&path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_driver_is_told_which_browser_and_that_there_is_no_screen() {
        let capabilities = capabilities_of(Path::new("/usr/bin/chromium"));
        let options = &capabilities["goog:chromeOptions"];
        assert_eq!(options["binary"], "/usr/bin/chromium");
        assert_eq!(options["args"][0], "--headless=new");
    }

    #[test]
    fn only_tests_that_passed_have_shown_something() {
        let text = "running 2 tests\n\n\
                    test json::hostile_json_is_data_or_refused ... FAIL\n\
                    test json::json_deeper_than_the_stack_is_refused ... ok\n";
        let shown = shown(text);
        assert_eq!((shown.len(), shown[0][0]), (1, "json::json_deeper_than_the_stack_is_refused"));
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/json.rs");
        let tests = fs::read_to_string(tests).unwrap();
        for [test, ..] in FAULTS {
            let name = test.strip_prefix("json::").unwrap();
            assert!(tests.contains(&format!("fn {name}()")), "{name}");
        }
    }

    #[test]
    fn the_test_runner_comes_first_on_path() {
        let path = path_with(Path::new("/tools")).unwrap();
        assert_eq!(env::split_paths(&path).next().unwrap(), Path::new("/tools"));
    }
}
