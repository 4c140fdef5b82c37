//! The release builds that the browser tests look at.

use std::path::PathBuf;

use model::Origin;

use super::outcome::Outcome;
use crate::{
    commands::build::Release, console::Console, process::Process, project::Project, toolchain,
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

/// Builds the site at the root and under a path, and the tests' own site; the later builds take the
/// compiled Wasm of the first. Then builds the first once more: it must be the same byte for byte.
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
        precompress: true,
    };
    let again = project.target().join("dist-again");
    let builds = [
        root,
        // For a host that can do nothing: what others are told in headers stands in the pages.
        Release { public_url: SUB_PATH, dist: &sub, plain_host: true, precompress: false, ..root },
        Release { dist: &specimens, content: Some(&own), ..root },
        Release { dist: &again, ..root },
    ];
    let built = builds
        .map(|release| Outcome::of_check(release.build(&trunk, &[], project)))
        .into_iter()
        .sum::<Outcome>();
    if built.failed > 0 {
        return built;
    }
    let same = Process::new("diff").args(["--recursive", "--brief"]).arg(&dist).arg(&again);
    [built, Outcome::of_check(same.run())].into_iter().sum()
}
