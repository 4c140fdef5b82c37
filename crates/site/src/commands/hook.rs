use std::{env, process::ExitCode};

use super::{CommandError, check::count};
use crate::{
    bundle::{self, Bundle, BundleError},
    content::{Problems, Selection},
    project::Project,
    today::today,
};

/// Why Trunk's build could not be completed.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// Somebody other than Trunk started it.
    #[error(
        "`cargo site hook` is for Trunk, which sets {0} and calls it. Run `cargo site serve` or \
         `cargo site build` instead."
    )]
    NotFromTrunk(&'static str),
    /// The content has mistakes.
    #[error("the content has {}, so nothing was written:\n{problems}", count(problems))]
    Content {
        /// All of them.
        problems: Problems,
    },
    /// Something else than the content is wrong.
    #[error(transparent)]
    Bundle(BundleError),
}

/// Completes what Trunk made. While the site is worked on, drafts are shown too.
pub(super) fn run(project: &Project) -> Result<ExitCode, CommandError> {
    let release = variable("TRUNK_PROFILE")? == "release";
    let bundle = Bundle {
        project: project.root().to_owned(),
        staging: variable("TRUNK_STAGING_DIR")?.into(),
        public_url: variable("TRUNK_PUBLIC_URL")?,
        release,
    };
    let today = today().ok_or(CommandError::Clock)?;
    bundle::run(&bundle, Selection { today, unpublished: !release }).map_err(
        |error| match error {
            BundleError::Content(problems) => HookError::Content { problems },
            other => HookError::Bundle(other),
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

fn variable(name: &'static str) -> Result<String, HookError> {
    env::var(name).map_err(|_| HookError::NotFromTrunk(name))
}
