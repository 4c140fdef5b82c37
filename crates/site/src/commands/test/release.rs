//! The release builds that the browser tests look at.

use std::path::PathBuf;

use super::outcome::Outcome;
use crate::{commands::build::Release, console::Console, project::Project, toolchain};

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
/// compiled Wasm of the first.
pub(super) fn run(project: &Project, console: Console) -> Outcome {
    let trunk = match toolchain::for_release(project, console) {
        Ok(trunk) => trunk,
        Err(error) => return Outcome::failed(error),
    };
    let (dist, sub, specimens) = (project.dist(), sub_dist(project), specimens_dist(project));
    let own = Some(project.root().join("tests/sites/valid/content"));
    [
        Release { public_url: "/", dist: &dist, content: None },
        Release { public_url: SUB_PATH, dist: &sub, content: None },
        Release { public_url: "/", dist: &specimens, content: own },
    ]
    .map(|release| Outcome::of_check(release.build(&trunk, &[], project)))
    .into_iter()
    .sum()
}
