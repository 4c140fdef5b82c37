//! Playwright's tests of the release builds.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{outcome::Outcome, release};
use crate::{
    console::Console,
    process::{Process, ProcessError},
    project::Project,
    toolchain::{
        ToolError, chromium,
        node::{self, Npm},
        web_servers,
    },
};

/// Why the tests could not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BrowserError {
    #[error(transparent)]
    Tool(#[from] ToolError),
    #[error(
        "the npm packages of the browser tests could not be installed: {0}.\nIf this machine \
         has no network, connect it; then try again."
    )]
    Packages(ProcessError),
    #[error(transparent)]
    Process(#[from] ProcessError),
    #[error("{} is missing. Run `cargo site test --only build,browser`.", .0.display())]
    NotBuilt(PathBuf),
    #[error("{} could not be {action}: {reason}.", path.display())]
    File { action: &'static str, path: PathBuf, reason: io::Error },
    #[error("Playwright's report {} cannot be read: {reason}.", path.display())]
    Report { path: PathBuf, reason: serde_json::Error },
}

/// Where the runner says how each test ended.
pub(crate) fn report(project: &Project) -> PathBuf {
    project.target().join("playwright.json")
}

/// Removes the report of the last run, by which neither a run that ends early nor one that did not
/// begin must be judged.
pub(super) fn forget(project: &Project) -> Result<(), BrowserError> {
    let path = report(project);
    match fs::remove_file(&path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(BrowserError::File { action: "removed", path, reason })
        }
        _ => Ok(()),
    }
}

pub(super) fn run(project: &Project, console: Console) -> Outcome {
    run_tests(project, console).unwrap_or_else(Outcome::failed)
}

/// Playwright with the system's Chromium, ready to test the builds that stand there.
pub(crate) fn playwright(
    arguments: &[&str],
    project: &Project,
    console: Console,
) -> Result<Process, BrowserError> {
    let dists = [project.dist(), release::sub_dist(project), release::specimens_dist(project)];
    for dist in dists {
        if !dist.join("index.html").is_file() {
            return Err(BrowserError::NotBuilt(dist));
        }
    }
    let npm = node::ensure()?;
    let chromium = chromium::ensure(console)?;
    let folder = project.root().join("tests").join("browser");
    install_packages(&npm, &folder, console)?;
    Ok(npm
        .command(["exec", "--no", "--", "playwright", "test"], &folder)
        .args(arguments)
        .env("CHROME", chromium.browser))
}

fn run_tests(project: &Project, console: Console) -> Result<Outcome, BrowserError> {
    let report = report(project);
    forget(project)?;
    let servers = web_servers::ensure(console)?;
    let run = playwright(&["--reporter=list,json"], project, console)?
        .env("NGINX", servers.nginx)
        .env("NGINX_BROTLI", servers.brotli_module)
        .env("CADDY", servers.caddy)
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .run();
    match fs::read_to_string(&report) {
        Ok(text) => {
            let counted = count(&text)
                .map_err(|reason| BrowserError::Report { path: report.clone(), reason })?;
            Ok(Outcome::of_runner(counted, run))
        }
        // Without a report, its exit says why.
        Err(reason) => {
            run?;
            Err(BrowserError::File { action: "read", path: report, reason })
        }
    }
}

/// Installs what the lock file says, unless that very thing is installed already.
fn install_packages(npm: &Npm, folder: &Path, console: Console) -> Result<(), BrowserError> {
    let lock_file = folder.join("package-lock.json");
    let lock = fs::read(&lock_file).map_err(|reason| BrowserError::File {
        action: "read",
        path: lock_file,
        reason,
    })?;
    let installed = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    console.say("Installing the npm packages of the browser tests: a download of about 10 MB.");
    npm.command(["ci"], folder)
        // The system's Chromium is used instead.
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .run()
        .map_err(BrowserError::Packages)?;
    fs::write(&installed, lock).map_err(|reason| BrowserError::File {
        action: "written",
        path: installed,
        reason,
    })
}

/// What Playwright's JSON report says of the whole run.
#[derive(Debug, Deserialize)]
struct Report {
    stats: Stats,
    #[serde(default)]
    errors: Vec<ReportError>,
}

#[derive(Debug, Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    flaky: usize,
    skipped: usize,
}

/// A mistake outside of any test, such as a file that does not compile.
#[derive(Debug, Deserialize)]
struct ReportError {
    #[serde(default)]
    message: String,
}

fn count(report: &str) -> Result<Outcome, serde_json::Error> {
    let Report { stats, errors } = serde_json::from_str(report)?;
    Ok(Outcome {
        passed: stats.expected,
        // A test that passes only sometimes is a failure: nothing else would show it.
        failed: stats.unexpected + stats.flaky + errors.len(),
        skipped: stats.skipped,
        reasons: errors.into_iter().map(|error| error.message).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_playwright_reports() {
        let report = r#"{
            "config": {"version": "1.65.1"}, "suites": [], "errors": [],
            "stats": {"startTime": "2026-11-23T10:00:00.000Z", "duration": 5213.7,
                "expected": 18, "skipped": 1, "unexpected": 2, "flaky": 1}
        }"#;
        let counted = count(report).unwrap();
        assert_eq!((counted.passed, counted.failed, counted.skipped), (18, 3, 1));
    }

    #[test]
    fn a_mistake_outside_of_tests_is_a_failure_with_its_words() {
        let report = r#"{
            "suites": [], "errors": [{"message": "Error: No tests found"}],
            "stats": {"expected": 0, "skipped": 0, "unexpected": 0, "flaky": 0}
        }"#;
        let counted = count(report).unwrap();
        assert_eq!((counted.passed, counted.failed), (0, 1));
        assert_eq!(counted.reasons, ["Error: No tests found"]);
    }

    #[test]
    fn another_report_is_refused() {
        assert!(count("{}").is_err());
        assert!(count("").is_err());
    }
}
