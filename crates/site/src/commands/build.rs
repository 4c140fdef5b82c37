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

use super::{CommandError, hook, sbom};
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
    };
    let start = Instant::now();
    release.build(&trunk, &options.trunk, project)?;
    let took = start.elapsed();
    let bills = options.sbom.then(|| sbom::folder(&dist));
    if let Some(folder) = &bills {
        sbom::write(project, folder)?;
    }
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
    if let Some(folder) = bills {
        console.say(format_args!("What it is made of stands in {}.", folder.display()));
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
}

impl Release<'_> {
    /// Has Trunk build it, and puts it in the place of the last one when it is whole. `more` are
    /// arguments for Trunk.
    pub(super) fn build(
        &self,
        trunk: &Path,
        more: &[String],
        project: &Project,
    ) -> Result<(), ReleaseError> {
        let workshop = Workshop::open(project, self.dist)?;
        let mut build = Process::new(trunk)
            .args(["build", "--release", "--public-url", self.public_url, "--dist"])
            .arg(workshop.part())
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
        if let Some(folder) = hook::server_files(self.dist) {
            build = build.env(hook::SERVER_FILES, folder);
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
        let dist = self.dist.to_owned();
        build.run().map_err(|reason| ReleaseError::Trunk { reason, dist })?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A project of its own, whose Trunk is a script of the shell: `$6` is where it is to build.
    #[cfg(unix)]
    mod faults {
        use super::*;
        use crate::fault::told;

        struct Site {
            folder: tempfile::TempDir,
            project: Project,
        }

        const WHOLE: &str = "mkdir -p $6; echo new > $6/index.html; echo new > $6/404.html";

        impl Site {
            /// With a release that stands.
            fn new() -> Self {
                let folder = tempfile::tempdir().unwrap();
                fs::write(folder.path().join("Cargo.lock"), "").unwrap();
                fs::create_dir(folder.path().join("content")).unwrap();
                let project = Project::above(folder.path()).unwrap();
                let site = Self { folder, project };
                fs::create_dir(site.dist()).unwrap();
                fs::write(site.dist().join("index.html"), "old\n").unwrap();
                fs::write(site.dist().join("only-old.html"), "old\n").unwrap();
                site
            }

            fn dist(&self) -> PathBuf {
                self.folder.path().join("dist")
            }

            fn build_to(&self, dist: &Path, script: &str) -> Result<(), ReleaseError> {
                use std::os::unix::fs::PermissionsExt;
                let trunk = self.folder.path().join("trunk");
                fs::write(&trunk, format!("#!/bin/sh\n{script}\n")).unwrap();
                fs::set_permissions(&trunk, fs::Permissions::from_mode(0o755)).unwrap();
                let release = Release {
                    public_url: "/",
                    dist,
                    content: None,
                    origin: None,
                    plain_host: false,
                    offline: true,
                    precompress: false,
                    drafts: false,
                };
                release.build(&trunk, &[], &self.project)
            }

            fn build(&self, script: &str) -> Result<(), ReleaseError> {
                self.build_to(&self.dist(), script)
            }

            /// That the release is the one from before, and that nothing is left of the other.
            fn is_as_it_was(&self) {
                assert_eq!(fs::read_dir(self.dist()).unwrap().count(), 2);
                assert_eq!(fs::read_to_string(self.dist().join("index.html")).unwrap(), "old\n");
                self.is_tidy();
            }

            fn is_new(&self) {
                let index = fs::read_to_string(self.dist().join("index.html")).unwrap();
                assert_eq!(index, "new\n");
                assert!(!self.dist().join("only-old.html").exists(), "two builds are mixed");
                self.is_tidy();
            }

            fn is_tidy(&self) {
                let builds = fs::read_dir(self.folder.path().join("target/builds")).unwrap();
                let left: Vec<_> = builds
                    .map(|entry| entry.unwrap().path())
                    .filter(|path| path.extension().is_none_or(|end| end != "lock"))
                    .collect();
                assert!(left.is_empty(), "{left:?}");
            }
        }

        #[test]
        fn a_build_takes_the_place_of_the_last_one_as_a_whole() {
            let site = Site::new();
            site.build(WHOLE).unwrap();
            site.is_new();
            fs::remove_dir_all(site.dist()).unwrap();
            site.build(WHOLE).unwrap();
            site.is_new();
        }

        #[test]
        fn nobody_sees_half_of_a_build_while_it_is_made() {
            let site = Site::new();
            // The script looks at the release when it has written half of the new one.
            let script = format!("{WHOLE}; cat dist/index.html dist/only-old.html > seen");
            site.build(&script).unwrap();
            let seen = fs::read_to_string(site.folder.path().join("seen")).unwrap();
            assert_eq!(seen, "old\nold\n");
            site.is_new();
            told(
                "the site is read while it is built",
                "the site as it was, until the new one is whole",
            );
        }

        #[test]
        fn a_build_that_fails_changes_nothing() {
            let site = Site::new();
            for (what, script) in [
                ("a build that fails half-way", "mkdir -p $6; echo new > $6/index.html; exit 1"),
                ("a build that is killed", "mkdir -p $6; echo new > $6/index.html; kill -9 $$"),
            ] {
                let error = site.build(script).unwrap_err().to_string();
                assert!(error.ends_with("dist is as it was."), "{error}");
                site.is_as_it_was();
                told(what, "the site as it was, and an error that says so");
            }
        }

        #[test]
        fn a_build_without_pages_is_none() {
            let site = Site::new();
            let error =
                site.build("mkdir -p $6; echo new > $6/index.html").unwrap_err().to_string();
            assert!(error.starts_with("the build has no 404.html"), "{error}");
            site.is_as_it_was();
            told("a build that lacks a page", "the site as it was, and the name of the page");
        }

        #[test]
        fn a_full_disk_changes_nothing() {
            let site = Site::new();
            // What writes to /dev/full is told that the disk is full.
            let script = "mkdir -p $6; echo new > $6/index.html; echo new > /dev/full || exit 1";
            assert!(site.build(script).is_err());
            site.is_as_it_was();
            told("the disk is full while Trunk builds", "the site as it was");
        }

        #[test]
        fn two_builds_at_once_do_not_meet() {
            let site = Site::new();
            let first = Workshop::open(&site.project, &site.dist()).unwrap();
            let error = site.build(WHOLE).unwrap_err().to_string();
            assert!(error.contains("is going on. Wait until it has ended"), "{error}");
            site.build_to(&site.folder.path().join("other"), WHOLE).unwrap();
            drop(first);
            site.build(WHOLE).unwrap();
            site.is_new();
            told("two builds at once", "the first of them; the second says that it has to wait");
        }

        #[test]
        fn what_a_killed_build_has_left_is_put_right() {
            let site = Site::new();
            // Between the two moves of a system that cannot do both at once.
            let part = Workshop::open(&site.project, &site.dist()).unwrap().part().to_owned();
            fs::create_dir_all(&part).unwrap();
            fs::write(part.join("index.html"), "half").unwrap();
            fs::rename(site.dist(), part.with_extension("old")).unwrap();
            assert!(site.build("exit 1").is_err());
            site.is_as_it_was();
            told("a power cut between two moves", "the site as it was, from the next build on");
        }

        #[test]
        fn where_nobody_may_write_the_folder_is_named() {
            let site = Site::new();
            // Not even root may make a folder there.
            let error = site.build_to(Path::new("/proc/site/dist"), WHOLE).unwrap_err().to_string();
            assert!(error.contains("/proc/site could not be made"), "{error}");
            assert!(error.contains("Check that the folder is yours"), "{error}");
            let file = site.folder.path().join("file");
            fs::write(&file, "").unwrap();
            let error = site.build_to(&file, WHOLE).unwrap_err().to_string();
            assert!(
                error.ends_with(
                    "file is a file. Move it away, or build into another folder with --dist."
                ),
                "{error}"
            );
            told("no right to write", "an error with the folder and what to do");
        }

        #[test]
        fn folders_may_have_any_name() {
            let site = Site::new();
            let dist = site.folder.path().join("the site – 茶 'é'");
            site.build_to(&dist, &WHOLE.replace("$6", "\"$6\"")).unwrap();
            assert!(dist.join("index.html").is_file());
            told("a folder with spaces, quotes and Unicode", "the site, in that folder");
        }
    }
}
