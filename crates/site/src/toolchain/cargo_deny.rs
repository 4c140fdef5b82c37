//! cargo-deny: holds the dependencies to `deny.toml`.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{ToolError, cargo_install, version::version_of};
use crate::{console::Console, project::Project};

/// The version that `deny.toml` is written for.
const VERSION: &str = "0.20.2";

/// Makes sure of cargo-deny and returns where it is. It stands in the project, as nothing else needs it.
pub(crate) fn ensure(project: &Project, console: Console) -> Result<PathBuf, ToolError> {
    let root = project.target().join("tools").join(format!("cargo-deny-{VERSION}"));
    let program = root.join("bin").join(format!("cargo-deny{}", env::consts::EXE_SUFFIX));
    if is_right(&program) {
        return Ok(program);
    }
    if let Ok(found) = which::which("cargo-deny")
        && is_right(&found)
    {
        return Ok(found);
    }
    console.say(format_args!(
        "Installing cargo-deny {VERSION}: Cargo compiles it from its source, once. That takes about 5 \
         minutes on two cores."
    ));
    cargo_install::run("cargo-deny", VERSION, true, Some(&root))
        .map_err(|reason| ToolError::Install { tool: format!("cargo-deny {VERSION}"), reason })?;
    if is_right(&program) {
        Ok(program)
    } else {
        Err(ToolError::Misplaced { tool: format!("cargo-deny {VERSION}"), place: program })
    }
}

fn is_right(program: &Path) -> bool {
    version_of(program).as_deref() == Some(VERSION)
}
