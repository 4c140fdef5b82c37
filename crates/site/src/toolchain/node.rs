//! Node and npm: only looked for, since how to install them is for the person to choose.

use std::path::{Path, PathBuf};

use super::{
    ToolError,
    version::{major, version_of},
};
use crate::process::Process;

/// The oldest version that what runs on it supports.
const OLDEST: u32 = 20;

/// Node's package manager, which is what the tool calls.
#[derive(Debug)]
pub(crate) struct Npm {
    program: PathBuf,
}

impl Npm {
    /// npm with `arguments`, to be run in `folder`.
    pub(crate) fn command<const N: usize>(&self, arguments: [&str; N], folder: &Path) -> Process {
        Process::new(&self.program)
            .args(arguments)
            .folder(folder)
            // Without a network npm would try for minutes before it says so.
            .env("npm_config_fetch_retries", "1")
            .env("npm_config_audit", "false")
            .env("npm_config_fund", "false")
            .env("npm_config_update_notifier", "false")
    }

    /// Installs the `package` of a `tool` into a folder of its own.
    pub(super) fn install(
        &self,
        tool: &str,
        package: &str,
        folder: &Path,
    ) -> Result<(), ToolError> {
        self.command(["install", "--prefix", ".", "--no-save", package], folder)
            .run()
            .map_err(|reason| ToolError::Install { tool: tool.to_owned(), reason })
    }
}

/// Makes sure of Node and npm.
pub(crate) fn ensure() -> Result<Npm, ToolError> {
    let node = which::which("node").map_err(|_| missing("Node"))?;
    let version = version_of(&node).ok_or_else(|| missing("Node"))?;
    if !is_supported(&version) {
        return Err(ToolError::TooOld { tool: "Node", found: version, remedy: remedy() });
    }
    let program = which::which("npm").map_err(|_| missing("npm"))?;
    Ok(Npm { program })
}

fn is_supported(version: &str) -> bool {
    major(version).is_some_and(|major| major >= OLDEST)
}

fn missing(tool: &str) -> ToolError {
    ToolError::Missing {
        tool: format!("{tool}, which wasm-opt, Terser and the browser tests run on,"),
        remedy: remedy(),
    }
}

fn remedy() -> String {
    format!(
        "Install Node {OLDEST} or newer with npm, from your system's packages or with a version \
         manager, and run the same command again."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_are_refused() {
        assert!(is_supported("20.20.2"));
        assert!(is_supported("24.0.0"));
        assert!(!is_supported("18.20.4"));
        assert!(!is_supported("unknown"));
    }

    #[test]
    fn the_remedy_says_which_version() {
        let error = missing("Node").to_string();
        assert!(error.starts_with("Node, which wasm-opt"), "{error}");
    }
}
