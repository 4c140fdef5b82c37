//! A project of its own, whose Trunk is a script of the shell: `$6` is where it is to build.
#![cfg(unix)]

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use super::*;
use crate::fault::told;

struct Site {
    folder: tempfile::TempDir,
    project: Project,
}

fn release(dist: &Path) -> Release<'_> {
    Release {
        public_url: "/",
        dist,
        content: None,
        origin: None,
        plain_host: false,
        offline: true,
        precompress: false,
        drafts: false,
        bills: false,
    }
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

    /// Makes Trunk a script. A shell writes it: while this program had it open, a process that another
    /// test starts would have it open too for a moment, and a file that is written to cannot be run.
    fn trunk(&self, script: &str) -> PathBuf {
        let trunk = self.project.root().join("trunk");
        let write = r#"printf '#!/bin/sh\n%s\n' "$2" > "$1" && chmod +x "$1""#;
        let shell = Process::new("sh").args(["-c", write, "sh"]).arg(&trunk).arg(script);
        shell.run().unwrap();
        trunk
    }

    fn build_to(&self, dist: &Path, script: &str) -> Result<(), ReleaseError> {
        release(dist).build(&self.trunk(script), &[], &self.project)
    }

    fn build(&self, script: &str) -> Result<(), ReleaseError> {
        self.build_to(&self.dist(), script)
    }

    /// That the release is the one from before, and that nothing is left of the other.
    fn is_as_it_was(&self) {
        self.stands();
        self.is_tidy();
    }

    /// That the release is the one from before.
    fn stands(&self) {
        assert_eq!(fs::read_dir(self.dist()).unwrap().count(), 2);
        assert_eq!(fs::read_to_string(self.dist().join("index.html")).unwrap(), "old\n");
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
    told("the site is read while it is built", "the site as it was, until the new one is whole");
}

#[test]
fn a_build_that_fails_changes_nothing() {
    let site = Site::new();
    for (what, script) in [
        ("a build that fails half-way", "mkdir -p $6; echo new > $6/index.html; exit 1"),
        ("Trunk is killed", "mkdir -p $6; echo new > $6/index.html; kill -9 $$"),
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
    let error = site.build("mkdir -p $6; echo new > $6/index.html").unwrap_err().to_string();
    assert!(error.starts_with("the build has no 404.html"), "{error}");
    site.is_as_it_was();
    told("a build that lacks a page", "the site as it was, and the name of the page");
}

#[test]
fn a_write_that_is_refused_half_way_changes_nothing() {
    let site = Site::new();
    // The system takes the start of the file and refuses the rest, as it does where the disk is full.
    let script = format!(
        "{WHOLE}; (ulimit -f 8; exec head -c 100000 /dev/zero > $6/app.wasm) && exit 0\n\
         wc -c < $6/app.wasm > written; exit 1"
    );
    let error = site.build(&script).unwrap_err();
    let written = fs::read_to_string(site.project.root().join("written"));
    let written = written.unwrap_or_else(|_| panic!("{error}"));
    assert!((1..100_000).contains(&written.trim().parse().unwrap()), "{written}");
    site.is_as_it_was();
    told("a write is refused half-way while Trunk builds, as on a full disk", "the site as it was");
}

/// Set where the program of the tests stands in for the tool: the folder of the site.
const TOOL: &str = "SITE_TEST_TOOL";

#[test]
fn a_tool_that_is_killed_leaves_the_site_and_no_build_meets_its_trunk() {
    const HALF: &str =
        "mkfifo gate; mkdir -p $6; echo new > $6/index.html; echo half; read go < gate
                        echo new > $6/404.html; echo gone on";
    if let Some(root) = env::var_os(TOOL) {
        let project = Project::above(Path::new(&root)).unwrap();
        let dist = project.dist();
        // The other program kills this one before it ends.
        return release(&dist).build(&project.root().join("trunk"), &[], &project).unwrap();
    }
    let site = Site::new();
    site.trunk(HALF);
    let test = "commands::build::faults::a_tool_that_is_killed_leaves_the_site_and_no_build_meets_its_trunk";
    let mut tool = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", test])
        .env(TOOL, site.project.root())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(tool.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.ends_with("half")), "Trunk did not begin");
    tool.kill().unwrap();
    tool.wait().unwrap();
    site.stands();

    // Its Trunk goes on.
    let error = site.build(WHOLE).unwrap_err().to_string();
    assert!(error.contains("is going on. Wait until it has ended"), "{error}");
    fs::write(site.project.root().join("gate"), "go\n").unwrap();
    // What it says ends when it ends.
    assert_eq!(lines.last().as_deref(), Some("gone on"));
    site.stands();
    site.build(WHOLE).unwrap();
    site.is_new();
    told(
        "the tool is killed while Trunk builds, and Trunk goes on",
        "the site as it was; the next build waits until Trunk has ended",
    );
}

#[test]
fn what_servers_include_changes_with_the_site_or_not_at_all() {
    let site = Site::new();
    let folder = site.project.root().join("dist-server");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("nginx.conf"), "old\n").unwrap();
    let rules = || fs::read_to_string(folder.join("nginx.conf")).unwrap();
    let script =
        format!("{WHOLE}; mkdir -p $SITE_SERVER_FILES; echo new > $SITE_SERVER_FILES/nginx.conf");
    // As where the compressed copies have no room.
    assert!(site.build(&format!("{script}; exit 1")).is_err());
    assert_eq!(rules(), "old\n");
    site.is_as_it_was();
    site.build(&script).unwrap();
    assert_eq!(rules(), "new\n");
    site.is_new();
    told(
        "a build fails when it has written the rules for nginx and Caddy",
        "the site as it was, with the rules as they were",
    );
}

#[test]
fn a_site_without_its_bills_is_not_put_up() {
    let site = Site::new();
    let dist = site.dist();
    // Cargo knows of no project there.
    let release = Release { bills: true, ..release(&dist) };
    let error = release.build(&site.trunk(WHOLE), &[], &site.project).unwrap_err().to_string();
    assert!(error.ends_with("dist is as it was."), "{error}");
    assert!(!site.project.root().join("dist-sbom").exists());
    site.is_as_it_was();
    told("the bills of materials cannot be made", "the site as it was, and what Cargo said");
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
    let made = Workshop::open(&site.project, &site.dist()).unwrap().site();
    fs::create_dir_all(&made).unwrap();
    fs::write(made.join("index.html"), "half").unwrap();
    let old = made.parent().unwrap().with_extension("old");
    fs::create_dir(&old).unwrap();
    fs::rename(site.dist(), old.join("site")).unwrap();
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
        error.ends_with("file is a file. Move it away, or build into another folder with --dist."),
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
