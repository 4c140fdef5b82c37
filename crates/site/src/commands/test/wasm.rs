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

/// Why the tests could not run.
#[derive(Debug, thiserror::Error)]
enum WasmError {
    #[error(transparent)]
    Tool(#[from] ToolError),
    #[error("{} could not be written: {reason}. Check that the folder is yours.", path.display())]
    Write { path: PathBuf, reason: io::Error },
    #[error("PATH cannot be extended: {0}. Remove the folder with that character from PATH.")]
    Path(#[from] env::JoinPathsError),
}

pub(super) fn run(project: &Project, console: Console) -> Outcome {
    outcome(prepare(project, console))
}

/// The test that makes hostile JSON, for so many minutes.
pub(in crate::commands) fn fuzz(minutes: f64, project: &Project, console: Console) -> Outcome {
    let patience = Duration::from_secs_f64(minutes * 60.0) + Duration::from_mins(5);
    outcome(prepare(project, console).map(|test| {
        test.args(["--", "hostile_json"])
            // Wasm has no environment: the compiler reads it.
            .env("FUZZ_MINUTES", minutes.to_string())
            .env("WASM_BINDGEN_TEST_TIMEOUT", patience.as_secs().to_string())
    }))
}

fn outcome(test: Result<Process, WasmError>) -> Outcome {
    match test {
        Ok(test) => Outcome::of_cargo_test(test.run_and_read()),
        Err(error) => Outcome::failed(error),
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
    fn the_test_runner_comes_first_on_path() {
        let path = path_with(Path::new("/tools")).unwrap();
        assert_eq!(env::split_paths(&path).next().unwrap(), Path::new("/tools"));
    }
}
