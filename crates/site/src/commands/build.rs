#[cfg(test)]
mod faults;
mod table;
mod workshop;

use std::{
    fs, io,
    path::{self, Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use model::Origin;
use workshop::Workshop;
pub(crate) use workshop::WorkshopError;

use super::{
    CommandError, hook,
    sbom::{self, SbomError},
};
use crate::{
    bundle::Report,
    cli::Build,
    console::Console,
    process::{Process, ProcessError},
    project::Project,
    toolchain,
};
use table::Table;

pub(super) fn run(
    options: &Build,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let trunk = toolchain::for_release(project, console)?;
    // Trunk runs in the project's folder, which need not be the one that a person is in.
    let dist = options.dist.as_ref().and_then(|dist| path::absolute(dist).ok());
    let dist = dist.unwrap_or_else(|| project.dist());
    let release = Release {
        public_url: &options.public_url,
        dist: &dist,
        content: None,
        origin: options.origin.as_ref(),
        plain_host: options.plain_host,
        offline: !options.no_offline,
        precompress: options.precompress,
        drafts: options.drafts,
        bills: options.sbom,
    };
    let start = Instant::now();
    release.build(&trunk, &options.trunk, project)?;
    let took = start.elapsed();
    match read_report(project).and_then(|report| Table::new(&dist, report, took)) {
        Ok(table) => console.say(table),
        Err(error) => console.note(format_args!("what was built cannot be read: {error}")),
    }
    console.say(format_args!(
        "\nWhat stands in {} goes to the host; what nginx and Caddy include is in {}. docs/deploy.md \
         says how.",
        dist.display(),
        hook::server_files(&dist).display()
    ));
    if options.sbom {
        let bills = sbom::folder(&dist);
        console.say(format_args!("What it is made of stands in {}.", bills.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn report_file(project: &Project) -> PathBuf {
    project.target().join("site-report.json")
}

fn read_report(project: &Project) -> io::Result<Report> {
    let text = fs::read_to_string(report_file(project))?;
    Ok(serde_json::from_str(&text)?)
}

/// Why there is no new release. The one before stands as it stood.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReleaseError {
    /// Trunk, or what it calls, failed.
    #[error("{reason}\nThe site in {} is as it was.", dist.display())]
    Trunk {
        /// What failed.
        reason: ProcessError,
        /// Where the site stands.
        dist: PathBuf,
    },
    /// What it is made of could not be written.
    #[error("{reason}\nThe site in {} is as it was.", dist.display())]
    Bills {
        /// Why not.
        reason: SbomError,
        /// Where the site stands.
        dist: PathBuf,
    },
    /// The build could not be made or moved.
    #[error(transparent)]
    Workshop(#[from] WorkshopError),
}

/// A release build.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Release<'a> {
    /// The address that the site will have, or the path on its host.
    pub(super) public_url: &'a str,
    /// The folder that it goes into.
    pub(super) dist: &'a Path,
    /// The content folder, where it is not the project's.
    pub(super) content: Option<&'a Path>,
    /// The host's address, where it is not the one that the content names.
    pub(super) origin: Option<&'a Origin>,
    /// Whether the host has neither headers nor redirects.
    pub(super) plain_host: bool,
    /// Whether browsers keep pages for reading offline.
    pub(super) offline: bool,
    /// Whether to write compressed copies.
    pub(super) precompress: bool,
    /// Whether it shows drafts and articles of a later day.
    pub(super) drafts: bool,
    /// Whether to write what it is made of.
    pub(super) bills: bool,
}

impl Release<'_> {
    /// Has Trunk build it, and puts it with all that belongs to it in the place of the last one when it
    /// is whole. `more` are arguments for Trunk.
    pub(super) fn build(
        &self,
        trunk: &Path,
        more: &[String],
        project: &Project,
    ) -> Result<(), ReleaseError> {
        let workshop = Workshop::open(project, self.dist)?;
        let mut build = Process::new(trunk)
            .args(["build", "--release", "--public-url", self.public_url, "--dist"])
            .arg(workshop.site())
            .args(more)
            .input(workshop.lock()?)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // As the alias `cargo site` is.
            .env("TRUNK_BUILD_LOCKED", "true")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths(project))
            .env(hook::REPORT, report_file(project))
            .env(hook::SERVER_FILES, workshop.server_files())
            .folder(project.root());
        if let Some(content) = self.content {
            build = build.env(hook::CONTENT, content);
        }
        if let Some(origin) = self.origin {
            build = build.env(hook::ORIGIN, origin.as_str());
        }
        let switches = [
            (self.plain_host, hook::PLAIN_HOST),
            (!self.offline, hook::NO_OFFLINE),
            (self.precompress, hook::PRECOMPRESS),
            (self.drafts, hook::DRAFTS),
        ];
        for (_, name) in switches.iter().filter(|(on, _)| *on) {
            build = build.env(name, "1");
        }
        let dist = || self.dist.to_owned();
        build.run().map_err(|reason| ReleaseError::Trunk { reason, dist: dist() })?;
        if self.bills {
            sbom::write(project, &workshop.bills())
                .map_err(|reason| ReleaseError::Bills { reason, dist: dist() })?;
        }
        Ok(workshop.finish()?)
    }
}

/// Compiler flags that keep this machine's paths out of the Wasm, where panics name the source:
/// they are nobody's business, and two machines would make different files of one source.
fn without_paths(project: &Project) -> String {
    let registry =
        toolchain::cargo_home().map(|home| (home.join("registry").join("src"), "/crates"));
    let folders = [Some((project.root().to_owned(), "/site")), registry];
    let remap = |(folder, name): (PathBuf, &str)| {
        // Flags are parted by spaces here: a folder that has one cannot be named.
        let folder = folder.to_str().filter(|path| !path.contains(' '))?.to_owned();
        Some(format!("--remap-path-prefix={folder}={name}"))
    };
    folders.into_iter().flatten().filter_map(remap).collect::<Vec<_>>().join(" ")
}
