//! Terser: makes the scripts of releases smaller.

use std::path::PathBuf;

use super::{ToolError, cache, node};
use crate::console::Console;

/// Terser's version: another one may make other scripts of the same source.
const VERSION: &str = "5.51.4";

/// Makes sure of Terser, and returns what Node runs.
///
/// It comes from npm and stands beside wasm-opt.
pub(crate) fn ensure(console: Console) -> Result<PathBuf, ToolError> {
    let program = program()?;
    if program.is_file() {
        return Ok(program);
    }
    let npm = node::ensure()?;
    console
        .say(format_args!("Installing Terser {VERSION} with npm: a download of about 2 MB, once."));
    let cached = folder()?;
    let workshop = cache::workshop(&cached)?;
    npm.install(&format!("Terser {VERSION}"), &format!("terser@{VERSION}"), &workshop)?;
    cache::remove(&cached)?;
    cache::rename(&workshop, &cached)?;
    if program.is_file() {
        Ok(program)
    } else {
        Err(ToolError::Misplaced { tool: format!("Terser {VERSION}"), place: cached })
    }
}

/// What Node runs, for a release that plain `trunk` builds: it has to be there.
pub(crate) fn installed() -> Result<PathBuf, ToolError> {
    let program = program()?;
    if program.is_file() {
        return Ok(program);
    }
    Err(ToolError::Missing {
        tool: format!("Terser {VERSION}, which makes the scripts of releases smaller,"),
        remedy: "Run `cargo site build` once: it installs it.".to_owned(),
    })
}

fn folder() -> Result<PathBuf, ToolError> {
    cache::folder("terser", VERSION)
}

fn program() -> Result<PathBuf, ToolError> {
    Ok(folder()?.join("node_modules").join("terser").join("bin").join("terser"))
}
