//! `wasm32-unknown-unknown`: the standard library that the app is compiled against.

use std::path::Path;

use super::ToolError;
use crate::{console::Console, process::Process, project::Project};

/// The target's name.
pub(crate) const NAME: &str = "wasm32-unknown-unknown";

/// Makes sure that the compiler of this project can make Wasm.
pub(crate) fn ensure(project: &Project, console: Console) -> Result<(), ToolError> {
    if is_installed(project)? {
        return Ok(());
    }
    if which::which("rustup").is_err() {
        return Err(ToolError::Missing {
            tool: format!("Rust's target {NAME}"),
            remedy: format!(
                "Install the Rust package of your system that holds it, or use rustup and run \
                 `rustup target add {NAME}`."
            ),
        });
    }
    console.say(format_args!(
        "Installing Rust's target {NAME} with rustup: a download of about 20 MB."
    ));
    // In the project's folder, since that decides which toolchain it is for.
    let add = Process::new("rustup").args(["target", "add", NAME]).folder(project.root());
    add.run().map_err(|reason| ToolError::Install { tool: format!("Rust's target {NAME}"), reason })
}

fn is_installed(project: &Project) -> Result<bool, ToolError> {
    let library = Process::new("rustc")
        .args(["--print", "target-libdir", "--target", NAME])
        .folder(project.root())
        .read()?;
    Ok(Path::new(library.trim()).is_dir())
}
