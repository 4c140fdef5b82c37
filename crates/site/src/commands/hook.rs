use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use model::{Origin, OriginError};

use super::{CommandError, count};
use crate::{
    bundle::{self, Bundle, BundleError, Deployment, Draw, Pages, Report},
    console::Console,
    content::{Problems, Selection},
    project::Project,
    today::today,
    toolchain::{ToolError, terser},
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
    /// The host's address is none.
    #[error("{ORIGIN}: {0}")]
    Origin(OriginError),
    /// Nobody could be told what was done.
    #[error("{} could not be written: {reason}. Check that the folder is yours.", path.display())]
    Report {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// What makes scripts smaller is missing.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// Something else than the content is wrong.
    #[error(transparent)]
    Bundle(BundleError),
}

/// Names another content folder than `content/`: the tests build a release of their own site.
pub(super) const CONTENT: &str = "SITE_CONTENT";

/// The host's address; see [`Deployment::origin`].
pub(super) const ORIGIN: &str = "SITE_ORIGIN";
/// Set where the host has neither headers nor redirects; see [`Deployment::plain_host`].
pub(super) const PLAIN_HOST: &str = "SITE_PLAIN_HOST";
/// Set where browsers are to keep nothing; see [`Deployment::offline`].
pub(super) const NO_OFFLINE: &str = "SITE_NO_OFFLINE";
/// Set where compressed copies are wanted; see [`Deployment::precompress`].
pub(super) const PRECOMPRESS: &str = "SITE_PRECOMPRESS";
/// Names the folder for what a server of one's own includes.
pub(super) const SERVER_FILES: &str = "SITE_SERVER_FILES";
/// The file in which `cargo site build` wants to read what was done.
pub(super) const REPORT: &str = "SITE_REPORT";
/// Set where `cargo site serve` shows what is saved.
pub(super) const WATCHED: &str = "SITE_WATCHED";
/// Has a release show drafts too.
pub(super) const DRAFTS: &str = "SITE_DRAFTS";

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
    let preview = if env::var_os(WATCHED).is_some() { Pages::Watched } else { Pages::Empty };
    let bundle = Bundle {
        project: project.root().to_owned(),
        content: env::var_os(CONTENT).map_or_else(|| project.content(), PathBuf::from),
        staging: variable("TRUNK_STAGING_DIR")?.into(),
        public_url: variable("TRUNK_PUBLIC_URL")?,
        pages: draw.map_or(preview, Pages::Drawn),
        deployment: deployment(project, draw.is_some())?,
    };
    let today = today().ok_or(CommandError::Clock)?;
    let selection =
        Selection { today, unpublished: draw.is_none() || env::var_os(DRAFTS).is_some() };
    let written = match draw {
        Some(_) => bundle::run(&bundle, selection),
        None => bundle::run_with_specimens(&bundle, selection),
    };
    let report = written.map_err(|error| match error {
        BundleError::Content(problems) => HookError::Content { problems },
        other => HookError::Bundle(other),
    })?;
    if let Some(mistakes) = &report.mistakes {
        console.error(format_args!(
            "the content has mistakes, which the browser shows too:\n{mistakes}"
        ));
    }
    if report.warnings > 0 {
        let warnings = count(report.warnings, "warning", "warnings");
        console.note(format_args!("the content has {warnings}; `cargo site check` shows them"));
    }
    hand_over_report(&report, console)?;
    Ok(ExitCode::SUCCESS)
}

/// What `cargo site build` says of the place where the site is going to stand; under plain Trunk, what
/// its own variables say.
fn deployment(project: &Project, is_release: bool) -> Result<Deployment, HookError> {
    let origin = match env::var(ORIGIN) {
        Ok(origin) => Some(origin.parse::<Origin>().map_err(HookError::Origin)?),
        Err(_) => Origin::of(&variable("TRUNK_PUBLIC_URL")?),
    };
    Ok(Deployment {
        origin,
        plain_host: env::var_os(PLAIN_HOST).is_some(),
        offline: env::var_os(NO_OFFLINE).is_none(),
        precompress: env::var_os(PRECOMPRESS).is_some(),
        cache: project.target().join("site-cache"),
        terser: is_release.then(terser::installed).transpose()?,
        server_files: env::var_os(SERVER_FILES).map(PathBuf::from),
    })
}

/// Beside the folder that is served, so that nobody serves what is for the server alone.
pub(super) fn server_files(dist: &Path) -> PathBuf {
    let mut name = dist.file_name().unwrap_or("dist".as_ref()).to_owned();
    name.push("-server");
    dist.with_file_name(name)
}

/// Writes the report where it is waited for, or says what matters of it.
fn hand_over_report(report: &Report, console: Console) -> Result<(), HookError> {
    let Some(file) = env::var_os(REPORT).map(PathBuf::from) else {
        for left_out in &report.left_out {
            console.note(format_args!("left out: {left_out}"));
        }
        for too_much in &report.too_much {
            console.note(format_args!("too much for a host: {too_much}"));
        }
        if let Some(change) = &report.next_change {
            console.note(change);
        }
        return Ok(());
    };
    let text = serde_json::to_string(report).map_err(BundleError::from);
    let text = text.map_err(HookError::Bundle)?;
    fs::write(&file, text).map_err(|reason| HookError::Report { path: file, reason })
}

fn variable(name: &'static str) -> Result<String, HookError> {
    env::var(name).map_err(|_| HookError::NotFromTrunk(name))
}
