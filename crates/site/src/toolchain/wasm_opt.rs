//! wasm-opt of Binaryen: Trunk runs it on the Wasm of release builds.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{ToolError, cache, node, version::version_of};
use crate::console::Console;

/// Binaryen's version; `Trunk.toml` asks for the same.
const VERSION: &str = "132";

/// Makes sure of `wasm-opt`, on PATH or where Trunk looks for it otherwise.
///
/// It comes from npm, as a program that Node runs: prebuilt, and the same on every system.
pub(crate) fn ensure(console: Console) -> Result<(), ToolError> {
    let cached = cache::folder("wasm-opt", &format!("version_{VERSION}"))?;
    let program = cached.join("bin").join("wasm-opt");
    let on_path = which::which("wasm-opt").ok().and_then(|path| version_of(&path));
    if on_path.as_deref() == Some(VERSION) || program.is_file() {
        return Ok(());
    }

    let npm = node::ensure()?;
    console.say(format_args!(
        "Installing wasm-opt {VERSION} with npm: a download of about 15 MB, once."
    ));
    let workshop = cache::workshop(&cached)?;
    npm.install(&format!("wasm-opt {VERSION}"), &format!("binaryen@{VERSION}.0.0"), &workshop)?;
    link(&workshop)?;
    cache::remove(&cached)?;
    cache::rename(&workshop, &cached)?;

    if version_of(&program).as_deref() == Some(VERSION) {
        Ok(())
    } else {
        Err(ToolError::Misplaced { tool: format!("wasm-opt {VERSION}"), place: cached })
    }
}

/// Puts the program where Trunk expects it. A link, not a copy: Node looks for the package beside
/// the file that the link leads to.
#[cfg(unix)]
fn link(workshop: &Path) -> Result<(), ToolError> {
    let bin = workshop.join("bin");
    fs::create_dir_all(&bin).map_err(ToolError::file("created", &bin))?;
    let target = PathBuf::from("../node_modules/binaryen/bin/wasm-opt");
    std::os::unix::fs::symlink(target, bin.join("wasm-opt"))
        .map_err(ToolError::file("created", bin.join("wasm-opt")))
}

#[cfg(not(unix))]
fn link(_workshop: &Path) -> Result<(), ToolError> {
    Err(ToolError::Missing {
        tool: format!("wasm-opt {VERSION}"),
        remedy: "Put Binaryen's wasm-opt of that version on PATH, and run the same command again."
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_asks_for_the_same_version() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Trunk.toml");
        let trunk: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
        assert_eq!(trunk["tools"]["wasm_opt"].as_str(), Some(&*format!("version_{VERSION}")));
    }
}
