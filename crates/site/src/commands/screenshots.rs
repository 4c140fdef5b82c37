//! Pictures of each kind of page, for people to look at and to approve.

use std::process::ExitCode;

use super::{CommandError, test::browser};
use crate::{cli::Screenshots, console::Console, project::Project};

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
    let run =
        browser::playwright(&arguments, project, console)?.env("SCREENSHOTS", &approved).run();
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
