use std::{env, path::PathBuf, process::ExitCode};

use super::{CommandError, count};
use crate::{
    bundle::{self, Bundle, BundleError, Draw, Pages},
    console::Console,
    content::{Problems, Selection},
    project::Project,
    today::today,
};

/// Why Trunk's build could not be completed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HookError {
    /// Somebody other than Trunk started it.
    #[error(
        "`cargo site hook` is for Trunk, which sets {0} and calls it. Run `cargo site serve` or \
         `cargo site build` instead."
    )]
    NotFromTrunk(&'static str),
    /// The content has mistakes.
    #[error("the content has {}, so nothing was written:\n{problems}", count(problems.as_slice().len(), "error", "errors"))]
    Content {
        /// All of them.
        problems: Problems,
    },
    /// Something else than the content is wrong.
    #[error(transparent)]
    Bundle(BundleError),
}

/// Names another content folder than `content/`: the tests build a release of their own site.
pub(super) const CONTENT: &str = "SITE_CONTENT";

/// What Trunk is building.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is sent to a host.
    Release,
    /// What is looked at while the site is worked on.
    Preview,
}

/// What Trunk says that it is building.
pub(super) fn kind() -> Result<Kind, HookError> {
    let release = variable("TRUNK_PROFILE")? == "release";
    Ok(if release { Kind::Release } else { Kind::Preview })
}

/// Completes what Trunk made: a release where there is something to draw pages with, else a preview,
/// which shows drafts too.
pub(super) fn run(
    project: &Project,
    console: Console,
    draw: Option<Draw>,
) -> Result<ExitCode, CommandError> {
    let bundle = Bundle {
        project: project.root().to_owned(),
        content: env::var_os(CONTENT).map_or_else(|| project.content(), PathBuf::from),
        staging: variable("TRUNK_STAGING_DIR")?.into(),
        public_url: variable("TRUNK_PUBLIC_URL")?,
        pages: draw.map_or(Pages::Empty, Pages::Drawn),
    };
    let today = today().ok_or(CommandError::Clock)?;
    let selection = Selection { today, unpublished: draw.is_none() };
    let written = match draw {
        Some(_) => bundle::run(&bundle, selection),
        None => bundle::run_with_specimens(&bundle, selection),
    };
    let warnings = written.map_err(|error| match error {
        BundleError::Content(problems) => HookError::Content { problems },
        other => HookError::Bundle(other),
    })?;
    if warnings > 0 {
        let warnings = count(warnings, "warning", "warnings");
        console.note(format_args!("the content has {warnings}; `cargo site check` shows them"));
    }
    Ok(ExitCode::SUCCESS)
}

fn variable(name: &'static str) -> Result<String, HookError> {
    env::var(name).map_err(|_| HookError::NotFromTrunk(name))
}
