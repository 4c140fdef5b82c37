//! Trunk: builds the app, serves it while it is worked on, calls the other tools.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{ToolError, cargo_install, version::version_of};
use crate::{console::Console, project::Project};

/// The version that the site is made with.
pub(crate) const VERSION: &str = "0.21.14";

/// Makes sure of Trunk and returns where it is.
///
/// It is installed where Cargo installs programs, so that plain `trunk` works too. Where a person
/// has another version, theirs is left alone and this one stands in the project.
pub(crate) fn ensure(project: &Project, console: Console) -> Result<PathBuf, ToolError> {
    let on_path = which::which("trunk").ok();
    let in_cargo = cargo_bin().map(|folder| folder.join(program())).filter(|path| path.is_file());
    let own_root = project.target().join("tools").join(format!("trunk-{VERSION}"));
    let own = own_root.join("bin").join(program());

    let places = [on_path.clone(), in_cargo.clone(), Some(own.clone())];
    if let Some(found) = places.into_iter().flatten().find(|path| is_right(path)) {
        return Ok(found);
    }

    let other = on_path.or(in_cargo);
    if let Some(other) = &other {
        let version = version_of(other).unwrap_or_else(|| "of an unknown version".to_owned());
        console.note(format_args!(
            "{} is Trunk {version}; this site is made with {VERSION}. Yours stays as it is: \
             {VERSION} is installed into {} for `cargo site`.",
            other.display(),
            own_root.display(),
        ));
    }
    console.say(format_args!(
        "Installing Trunk {VERSION}: Cargo compiles it from its source, once. That takes about \
         5 minutes on two cores."
    ));
    let root = other.is_some().then_some(own_root.as_path());
    cargo_install::run("trunk", VERSION, true, root)
        .map_err(|reason| ToolError::Install { tool: format!("Trunk {VERSION}"), reason })?;
    installed(own)
}

/// Where the installation put it.
fn installed(own: PathBuf) -> Result<PathBuf, ToolError> {
    let in_cargo = cargo_bin().map(|folder| folder.join(program()));
    let place = in_cargo.clone().unwrap_or_else(|| own.clone());
    [Some(own), in_cargo, which::which("trunk").ok()]
        .into_iter()
        .flatten()
        .find(|path| is_right(path))
        .ok_or(ToolError::Misplaced { tool: format!("Trunk {VERSION}"), place })
}

fn is_right(path: &Path) -> bool {
    version_of(path).as_deref() == Some(VERSION)
}

/// Where `cargo install` puts programs, which need not be on PATH.
fn cargo_bin() -> Option<PathBuf> {
    let root = env::var_os("CARGO_INSTALL_ROOT").map(PathBuf::from);
    Some(root.or_else(super::cargo_home)?.join("bin"))
}

fn program() -> String {
    format!("trunk{}", env::consts::EXE_SUFFIX)
}
