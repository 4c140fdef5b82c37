//! The table of `docs/reliability.md`, from what the tests have told.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Deserialize;

use super::{CommandError, count};
use crate::{console::Console, project::Project};

/// Why the table could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReliabilityError {
    /// The tests have not run.
    #[error("no test has told of faults in {}. Run `cargo site test`, then this again.", .0.display())]
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
    /// A test has told something else.
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

/// Where the tests of a step tell of faults; `tests/fault.rs` and `tests/browser/fixtures.js` know it.
fn folder(project: &Project, step: &str) -> PathBuf {
    project.target().join("faults").join(step)
}

/// Forgets what the tests of a step told before, so that the table holds only what ran.
pub(crate) fn forget(project: &Project, step: &str) {
    // What cannot be removed is written over.
    _ = fs::remove_dir_all(folder(project, step));
}

pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let browser = read(&folder(project, "browser"))?;
    let unit = read(&folder(project, "unit"))?;
    let path = project.root().join("docs").join("reliability.md");
    fs::write(&path, document(&browser, &unit)).map_err(|reason| ReliabilityError::File {
        action: "written",
        path: path.clone(),
        reason,
    })?;
    let faults = count(browser.len() + unit.len(), "fault", "faults");
    console.say(format_args!("{} has {faults}.", path.display()));
    Ok(ExitCode::SUCCESS)
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

fn document(browser: &[Told], unit: &[Told]) -> String {
    let mut text = format!(
        "# What is lost when something fails: nothing\n\n\
         The text, the phone number and the help lines stay readable whatever fails, nobody is sent to \
         a blank page, and nothing that a visitor or an editor supplies runs as code. `cargo site test` \
         makes each of these {} faults; `cargo site reliability` writes this file from the tests that \
         passed.\n\n## For visitors\n\n\
         | fault | what a visitor sees | tried on | lost | test |\n|---|---|---|---|---|\n",
        browser.len() + unit.len()
    );
    for Told { what, sees, pages, test } in browser {
        let pages = pages.as_deref().unwrap_or("one kind");
        text += &row(&[what, sees, pages, "nothing", &format!("`{test}`")]);
    }
    text += "\n## For those who write and build\n\n\
             | fault | what they get | lost | test |\n|---|---|---|---|\n";
    for Told { what, sees, test, .. } in unit {
        text += &row(&[what, sees, "nothing", &format!("`{test}`")]);
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
        let text = document(&told[1..], &told[..1]);
        assert!(text.contains("\n| b \\| c | the page | 8 kinds | nothing | `t1` |\n"), "{text}");
        assert!(text.ends_with("\n| a | the site | nothing | `t2` |\n"), "{text}");

        tell("c.json", "{}");
        assert!(read(folder.path()).unwrap_err().to_string().contains("c.json is not what a test"));
        let none = read(&folder.path().join("none")).unwrap_err().to_string();
        assert!(none.contains("Run `cargo site test`"), "{none}");
    }
}
