//! The release builds that the browser tests look at.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use model::Origin;

use super::outcome::Outcome;
use crate::{
    commands::{bench::MadeUpLibrary, build::Release},
    console::Console,
    import::{self, Import},
    process::Process,
    project::Project,
    today::today,
    toolchain,
};

/// Where the builds are meant to stand.
const ORIGIN: &str = "https://clinic.example";

/// The path that the second build is made for.
pub(super) const SUB_PATH: &str = "/sub/path/";

/// Where the build stands that is made for a path.
pub(super) fn sub_dist(project: &Project) -> PathBuf {
    project.target().join("dist-sub")
}

/// Where the build of the tests' own site stands, which holds every block and component there is.
pub(super) fn specimens_dist(project: &Project) -> PathBuf {
    project.target().join("dist-specimens")
}

/// Where the build of an imported WordPress site stands, drafts included.
fn imported_dist(project: &Project) -> PathBuf {
    project.target().join("dist-imported")
}

/// How many articles a library has that is saved for reading offline.
const LIBRARY: usize = 500;

/// WordPress's own test data, where it stands beside the project or a folder around it.
fn wordpress_test_data(project: &Project) -> Option<PathBuf> {
    let file = |folder: &Path| folder.join("shared/data/wordpress-theme-test-data.xml");
    project.root().ancestors().map(file).find(|file| file.is_file())
}

/// The smallest site there is, with WordPress's test data imported into it.
fn imported_content(project: &Project, export: PathBuf) -> Result<PathBuf, String> {
    let content = project.target().join("imported").join("content");
    let failed = |error: io::Error| format!("{} cannot be made: {error}", content.display());
    if content.exists() {
        fs::remove_dir_all(&content).map_err(failed)?;
    }
    copy(&project.root().join("tests/sites/base/content"), &content).map_err(failed)?;
    let today = today().ok_or("this machine's clock does not say what day it is")?;
    let import = Import { export, media: None, content: content.clone(), dry_run: false, today };
    import::import(&import).map_err(|error| error.to_string())?;
    Ok(content)
}

/// Copies a folder and the folders in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Builds the site at the root and under a path, the tests' own site, a large made-up one, and an
/// imported one; the later builds take the compiled Wasm of the first. Then builds the first once more: it must be the same
/// byte for byte.
pub(super) fn run(project: &Project, console: Console) -> Outcome {
    let trunk = match toolchain::for_release(project, console) {
        Ok(trunk) => trunk,
        Err(error) => return Outcome::failed(error),
    };
    let (dist, sub, specimens) = (project.dist(), sub_dist(project), specimens_dist(project));
    let own = project.root().join("tests/sites/valid/content");
    let origin = match ORIGIN.parse::<Origin>() {
        Ok(origin) => Some(origin),
        Err(error) => return Outcome::failed(error),
    };
    let origin = origin.as_ref();
    let root = Release {
        public_url: "/",
        dist: &dist,
        content: None,
        origin,
        plain_host: false,
        offline: true,
        precompress: true,
        drafts: false,
        bills: false,
    };
    let made_up = project.target().join("made-up").join("content");
    let library = MadeUpLibrary::new(LIBRARY).write(&project.content(), &made_up);
    if let Err(error) = library {
        return Outcome::failed(error);
    }
    let library_dist = project.target().join("dist-library");
    let imported_dist = imported_dist(project);
    let imported = match wordpress_test_data(project).map(|file| imported_content(project, file)) {
        Some(Err(error)) => return Outcome::failed(error),
        Some(Ok(content)) => Some(content),
        None => {
            console.note(
                "NOT TESTED: the pages of an imported site, as \
                 ../shared/data/wordpress-theme-test-data.xml is missing",
            );
            None
        }
    };
    let imported = imported.as_deref().map(|content| Release {
        dist: &imported_dist,
        content: Some(content),
        drafts: true,
        ..root
    });
    let again = project.target().join("dist-again");
    let builds = [
        root,
        // For a host that can do nothing: what others are told in headers stands in the pages.
        Release { public_url: SUB_PATH, dist: &sub, plain_host: true, ..root },
        Release { dist: &specimens, content: Some(&own), ..root },
        Release { dist: &library_dist, content: Some(&made_up), precompress: false, ..root },
        Release { dist: &again, ..root },
    ];
    let built = builds
        .into_iter()
        .chain(imported)
        .map(|release| Outcome::of_check(release.build(&trunk, &[], project)))
        .sum::<Outcome>();
    if built.failed > 0 {
        return built;
    }
    let same = Process::new("diff").args(["--recursive", "--brief"]).arg(&dist).arg(&again);
    [built, Outcome::of_check(same.run())].into_iter().sum()
}
