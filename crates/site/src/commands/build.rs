mod table;

use std::{
    fs, io,
    path::{self, Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use model::Origin;

use super::{CommandError, hook};
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
        precompress: options.precompress,
    };
    let start = Instant::now();
    release.build(&trunk, &options.trunk, project)?;
    let took = start.elapsed();
    let server_files = hook::server_files(&dist);
    match read_report(project).and_then(|report| Table::new(&dist, report, took)) {
        Ok(table) => console.say(table),
        Err(error) => console.note(format_args!("what was built cannot be read: {error}")),
    }
    if let Some(folder) = server_files {
        console.say(format_args!(
            "\nWhat stands in {} goes to the host; what nginx and Caddy include is in {}. docs/deploy.md \
             says how.",
            dist.display(),
            folder.display()
        ));
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

/// A release build.
#[derive(Debug, Clone, Copy)]
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
    /// Whether to write compressed copies.
    pub(super) precompress: bool,
}

impl Release<'_> {
    /// Has Trunk build it. `more` are arguments for Trunk.
    pub(super) fn build(
        &self,
        trunk: &Path,
        more: &[String],
        project: &Project,
    ) -> Result<(), ProcessError> {
        let mut build = Process::new(trunk)
            .args(["build", "--release", "--public-url", self.public_url, "--dist"])
            .arg(self.dist)
            .args(more)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths(project))
            .env(hook::REPORT, report_file(project))
            .folder(project.root());
        if let Some(content) = self.content {
            build = build.env(hook::CONTENT, content);
        }
        if let Some(origin) = self.origin {
            build = build.env(hook::ORIGIN, origin.as_str());
        }
        let switches = [(self.plain_host, hook::PLAIN_HOST), (self.precompress, hook::PRECOMPRESS)];
        for (_, name) in switches.iter().filter(|(on, _)| *on) {
            build = build.env(name, "1");
        }
        build.run()
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
