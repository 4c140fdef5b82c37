use std::path::Path;

use crate::process::{Process, ProcessError};

/// Installs the programs of a crate into `root/bin`, or where Cargo installs by default.
pub(super) fn run(
    package: &str,
    version: &str,
    locked: bool,
    root: Option<&Path>,
) -> Result<(), ProcessError> {
    command(package, version, locked, root).run()
}

fn command(package: &str, version: &str, locked: bool, root: Option<&Path>) -> Process {
    let mut process = Process::new("cargo").args(["install", package, "--version", version]);
    if locked {
        process = process.arg("--locked");
    }
    if let Some(root) = root {
        process = process.arg("--root").arg(root);
    }
    process
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_exact_and_the_place_may_be_named() {
        let line = command("trunk", "0.21.14", true, None).line();
        assert_eq!(line, "cargo install trunk --version 0.21.14 --locked");

        let line = command("wasm-bindgen-cli", "0.2.130", false, Some(Path::new("/tmp/x"))).line();
        assert_eq!(line, "cargo install wasm-bindgen-cli --version 0.2.130 --root /tmp/x");
    }
}
