//! The table of `docs/reliability.md`, from what the tests have told.

mod playwright;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Deserialize;

use super::{
    CommandError, count,
    fuzz::{Record, Run},
    test::browser,
};
use crate::{console::Console, project::Project, whole_file};

/// Why the table could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReliabilityError {
    /// The tests have not run.
    #[error("the tests have not told of faults: there is no {}. Run `cargo site test`, then this again.", .0.display())]
    NothingTold(PathBuf),
    /// A file could not be read or written.
    #[error("{} could not be {action}: {reason}.", path.display())]
    File {
        /// What was to be done.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A test, or its runner, has told something else.
    #[error("{} is not what a test tells: {reason}. Delete it, and run the tests again.", path.display())]
    Told {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: serde_json::Error,
    },
}

/// What a test that passed has shown of a fault.
#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    /// The fault.
    what: String,
    /// What a visitor, or whoever builds, sees of it.
    sees: String,
    /// Of which kinds of pages it was tried.
    pages: Option<String>,
    /// The test's name.
    test: String,
}

/// Where the tests of a step tell of faults; `tests/fault.rs` knows it.
fn folder(project: &Project, step: &str) -> PathBuf {
    project.target().join("faults").join(step)
}

/// Forgets what the tests of a step told before, so that the table holds only what ran.
pub(crate) fn forget(project: &Project, step: &str) -> Result<(), ReliabilityError> {
    let path = folder(project, step);
    match fs::remove_dir_all(&path) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(ReliabilityError::File { action: "removed", path, reason })
        }
        _ => Ok(()),
    }
}

/// Tells of a fault for a test that cannot write files itself.
pub(crate) fn tell(
    project: &Project,
    step: &str,
    [test, what, sees]: [&str; 3],
) -> Result<(), ReliabilityError> {
    let path = folder(project, step).join(test.replace("::", "-")).with_extension("json");
    let told = serde_json::json!({ "what": what, "sees": sees, "test": test });
    whole_file::write(&path, told.to_string().as_bytes()).map_err(|reason| ReliabilityError::File {
        action: "written",
        path,
        reason,
    })
}

pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let mut browser = read_report(&browser::report(project))?;
    browser.extend(read(&folder(project, "wasm"))?);
    browser.sort();
    let unit = read(&folder(project, "unit"))?;
    let fuzzed = Record::file(project);
    let fuzzed = Record::read(&fuzzed).map_err(|reason| ReliabilityError::File {
        action: "read",
        path: fuzzed,
        reason,
    })?;
    let path = project.root().join("docs").join("reliability.md");
    fs::write(&path, document(&browser, &unit, &fuzzed)).map_err(|reason| {
        ReliabilityError::File { action: "written", path: path.clone(), reason }
    })?;
    let faults = count(browser.len() + unit.len(), "fault", "faults");
    console.say(format_args!("{} has {faults}.", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// What the tests in the browser have shown.
fn read_report(path: &Path) -> Result<Vec<Told>, ReliabilityError> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ReliabilityError::NothingTold(path.to_owned()));
        }
        other => other.map_err(|reason| ReliabilityError::File {
            action: "read",
            path: path.to_owned(),
            reason,
        })?,
    };
    playwright::told(&text)
        .map_err(|reason| ReliabilityError::Told { path: path.to_owned(), reason })
}

fn read(folder: &Path) -> Result<Vec<Told>, ReliabilityError> {
    let unreadable = |path: &Path, reason| ReliabilityError::File {
        action: "read",
        path: path.to_owned(),
        reason,
    };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ReliabilityError::NothingTold(folder.to_owned()));
        }
        other => other.map_err(|reason| unreadable(folder, reason))?,
    };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.map_err(|reason| unreadable(folder, reason))?.path();
        let text = fs::read_to_string(&path).map_err(|reason| unreadable(&path, reason))?;
        all.push(
            serde_json::from_str(&text)
                .map_err(|reason| ReliabilityError::Told { path, reason })?,
        );
    }
    all.sort();
    Ok(all)
}

fn document(browser: &[Told], unit: &[Told], fuzzed: &Record) -> String {
    let mut text = format!(
        "# What happens when something fails\n\n\
         What is to hold: the text, the phone number and the help lines stay readable whatever fails, \
         nobody is sent to a blank page, and nothing that a visitor or an editor supplies runs as code. \
         `cargo site test` makes each of these {} faults, and `cargo site reliability` writes this file \
         from the tests that passed: a test that was skipped, or failed in any of its windows, has no \
         line. Each test asserts that its fault was made and that people get what stands here. Those in \
         the browser fail too where the console says what nobody expected of the fault; those on several \
         kinds of pages assert on each that its heading, the phone number and a way on are to be \
         seen.\n\n## For visitors\n\n\
         | fault | what a visitor sees | tried on | test |\n|---|---|---|---|\n",
        browser.len() + unit.len()
    );
    for Told { what, sees, pages, test } in browser {
        let pages = pages.as_deref().unwrap_or("one kind");
        text += &row(&[what, sees, pages, &format!("`{test}`")]);
    }
    text += "\n## For those who write and build\n\n\
             | fault | what they get | test |\n|---|---|---|\n";
    for Told { what, sees, test, .. } in unit {
        text += &row(&[what, sees, &format!("`{test}`")]);
    }
    if !fuzzed.0.is_empty() {
        text += "\n## Fuzzed\n\nThe last run of each target by `cargo site fuzz`; a run ends at its first \
                 finding.\n\n| target | minutes | cases | findings |\n|---|--:|--:|--:|\n";
    }
    for (target, Run { minutes, cases, findings }) in &fuzzed.0 {
        text +=
            &row(&[target, &format!("{minutes:.0}"), &cases.to_string(), &findings.to_string()]);
    }
    text
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tests_have_told_becomes_a_table() {
        let folder = tempfile::tempdir().unwrap();
        let tell = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        tell(
            "a.json",
            r#"{"what": "b | c", "sees": "the page", "pages": "8 kinds", "test": "t1"}"#,
        );
        tell("b.json", r#"{"what": "a", "sees": "the site", "test": "t2"}"#);
        let told = read(folder.path()).unwrap();
        let run = Run { minutes: 30.1, cases: 4_711, findings: 0 };
        let fuzzed = Record([("dates".to_owned(), run)].into());
        let text = document(&told[1..], &told[..1], &fuzzed);
        assert!(text.ends_with("\n| dates | 30 | 4711 | 0 |\n"), "{text}");
        let text = document(&told[1..], &told[..1], &Record::default());
        assert!(text.contains("\n| b \\| c | the page | 8 kinds | `t1` |\n"), "{text}");
        assert!(text.ends_with("\n| a | the site | `t2` |\n"), "{text}");

        tell("c.json", "{}");
        assert!(read(folder.path()).unwrap_err().to_string().contains("c.json is not what a test"));
        let none = folder.path().join("none");
        for error in [read(&none).unwrap_err(), read_report(&none).unwrap_err()] {
            assert!(error.to_string().contains("Run `cargo site test`"), "{error}");
        }
    }

    #[test]
    fn what_was_told_for_a_test_is_forgotten_before_the_next_run() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("Cargo.lock"), "").unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        let project = Project::above(root.path()).unwrap();
        tell(&project, "wasm", ["json::hostile", "hostile JSON", "the page"]).unwrap();
        let told = read(&folder(&project, "wasm")).unwrap();
        assert_eq!((told.len(), told[0].test.as_str()), (1, "json::hostile"));
        forget(&project, "wasm").unwrap();
        assert!(read(&folder(&project, "wasm")).is_err());
        forget(&project, "wasm").unwrap();
    }
}
