//! Pictures of each kind of page, for people to look at and to approve.

use std::process::ExitCode;

use super::{
    CommandError,
    test::browser::{self, BrowserError},
};
use crate::{cli::Screenshots, console::Console, project::Project};

/// Why there are no pictures.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ScreenshotsError {
    /// The browser could not be had, or the site is not built.
    #[error(transparent)]
    Browser(#[from] BrowserError),
}

pub(super) fn run(
    options: &Screenshots,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let approved = project.target().join("screenshots");
    let approve = options.approve || !approved.is_dir();
    let mut arguments = vec!["--config", "screenshots.config.js", "--reporter=list"];
    if approve {
        arguments.push("--update-snapshots=all");
    }
    let run = browser::playwright(&arguments, project, console)
        .map_err(ScreenshotsError::from)?
        .env("SCREENSHOTS", &approved)
        .run();
    match run {
        Ok(()) if approve => {
            console.say(format_args!("The pictures are in {}: look at them.", approved.display()));
            Ok(ExitCode::SUCCESS)
        }
        Ok(()) => {
            console.say("Every page looks as it did when you approved it.");
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            console.note(format_args!(
                "{error}\nWhat looks different is in tests/browser/test-results, beside what was \
                 approved. If it is better so, approve it: `cargo site screenshots --approve`."
            ));
            Ok(ExitCode::FAILURE)
        }
    }
}
