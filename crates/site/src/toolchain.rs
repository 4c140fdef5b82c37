//! The programs that the site is made and tested with.
//!
//! Each has a module with an `ensure` that finds the program in the right version or installs it,
//! saying what, from where and how long it may take. A second call finds what the first installed.
//!
//! - [`wasm_target`]: the compiler's part that makes Wasm.
//! - [`trunk`]: builds and serves the app.
//! - [`wasm_bindgen`]: joins Wasm and JavaScript; Trunk calls it.
//! - [`wasm_opt`]: makes the Wasm of release builds smaller; Trunk calls it.
//! - [`terser`]: makes the scripts of release builds smaller.
//! - [`node`]: runs `wasm-opt`, Terser and the browser tests; only looked for.
//! - [`chromium`]: the browser that tests run in.
//! - [`cargo_deny`]: holds the dependencies to the project's rules for them.
//! - [`web_servers`]: nginx and Caddy, on which tests serve what was built.

mod apt;
mod cache;
mod cargo_install;
mod error;
mod version;

pub(crate) mod cargo_deny;
pub(crate) mod chromium;
pub(crate) mod node;
pub(crate) mod terser;
pub(crate) mod trunk;
pub(crate) mod wasm_bindgen;
pub(crate) mod wasm_opt;
pub(crate) mod wasm_target;
pub(crate) mod web_servers;

pub(crate) use error::ToolError;

use std::{env, path::PathBuf};

use directories::BaseDirs;

use crate::{console::Console, project::Project};

/// Makes sure of everything that `trunk serve` needs, and returns Trunk.
///
/// Only release builds need `wasm-opt`, so a machine without Node can serve all the same.
pub(crate) fn for_serving(project: &Project, console: Console) -> Result<PathBuf, ToolError> {
    wasm_target::ensure(project, console)?;
    let trunk = trunk::ensure(project, console)?;
    wasm_bindgen::ensure(project, console)?;
    if let Err(error) = wasm_opt::ensure(console) {
        console.note(format_args!("{error}\nOnly release builds need wasm-opt: going on."));
    }
    Ok(trunk)
}

/// Makes sure of everything that `trunk build --release` needs, and returns Trunk.
pub(crate) fn for_release(project: &Project, console: Console) -> Result<PathBuf, ToolError> {
    // First, as it is quick and, without Node, fails before minutes of compiling.
    wasm_opt::ensure(console)?;
    terser::ensure(console)?;
    wasm_target::ensure(project, console)?;
    let trunk = trunk::ensure(project, console)?;
    wasm_bindgen::ensure(project, console)?;
    Ok(trunk)
}

/// Where Cargo keeps what it downloads and installs.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let home = || Some(BaseDirs::new()?.home_dir().join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}
