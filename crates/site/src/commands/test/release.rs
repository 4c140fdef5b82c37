//! The release builds that the browser tests look at.

use std::path::PathBuf;

use super::outcome::Outcome;
use crate::{commands::build, console::Console, project::Project, toolchain};

/// The path that the second build is made for.
pub(super) const SUB_PATH: &str = "/sub/path/";

/// Where the second build stands.
pub(super) fn sub_dist(project: &Project) -> PathBuf {
    project.target().join("dist-sub")
}

/// Builds the site at the root, then under a path; the second takes the compiled Wasm of the first.
pub(super) fn run(project: &Project, console: Console) -> Outcome {
    let trunk = match toolchain::for_release(project, console) {
        Ok(trunk) => trunk,
        Err(error) => return Outcome::failed(error),
    };
    [("/", project.dist()), (SUB_PATH, sub_dist(project))]
        .map(|(public_url, dist)| {
            Outcome::of_check(build::release(&trunk, public_url, &dist, &[], project))
        })
        .into_iter()
        .sum()
}
