//! wasm-bindgen's programs: they must be of the very version that the app is compiled with.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{ToolError, cache, cargo_install, version::version_of};
use crate::{console::Console, project::Project};

/// What Trunk calls, and what it looks for.
const PROGRAM: &str = "wasm-bindgen";
/// What runs the app's own tests in a browser.
const TEST_RUNNER: &str = "wasm-bindgen-test-runner";

/// Makes sure of `wasm-bindgen` and returns the folder it is in.
pub(crate) fn ensure(project: &Project, console: Console) -> Result<PathBuf, ToolError> {
    ensure_programs(&[PROGRAM], project, console)
}

/// Makes sure of `wasm-bindgen-test-runner` and returns the folder it is in.
pub(crate) fn ensure_test_runner(
    project: &Project,
    console: Console,
) -> Result<PathBuf, ToolError> {
    ensure_programs(&[PROGRAM, TEST_RUNNER], project, console)
}

fn ensure_programs(
    programs: &[&str],
    project: &Project,
    console: Console,
) -> Result<PathBuf, ToolError> {
    let version = version(&project.lock_file())?;
    let cached = cache::folder(PROGRAM, &version)?;
    let on_path = which::which(PROGRAM).ok().and_then(|path| Some(path.parent()?.to_owned()));
    let has_all = |folder: &PathBuf| {
        programs.iter().all(|name| {
            version_of(&folder.join(file_name(name))).as_deref() == Some(version.as_str())
        })
    };
    if let Some(folder) = on_path.into_iter().chain([cached.clone()]).find(has_all) {
        return Ok(folder);
    }

    install(&version, &cached, console)?;
    if has_all(&cached) {
        Ok(cached)
    } else {
        Err(ToolError::Misplaced { tool: format!("wasm-bindgen {version}"), place: cached })
    }
}

fn install(version: &str, cached: &Path, console: Console) -> Result<(), ToolError> {
    console.say(format_args!(
        "Installing wasm-bindgen {version}: Cargo compiles it from its source, once. That takes \
         about 6 minutes on two cores."
    ));
    let package = "wasm-bindgen-cli";
    let workshop = cache::workshop(cached)?;
    cargo_install::run(package, version, true, Some(&workshop))
        .or_else(|error| {
            // Its lock file can name a version that the registry no longer offers.
            console.note(format_args!("{error}; trying once more without --locked."));
            cargo_install::run(package, version, false, Some(&workshop))
        })
        .map_err(|reason| ToolError::Install { tool: format!("wasm-bindgen {version}"), reason })?;

    fs::create_dir_all(cached).map_err(ToolError::file("created", cached))?;
    // Trunk takes the folder for complete once it holds `wasm-bindgen`: that one goes last.
    for name in ["wasm2es6js", TEST_RUNNER, PROGRAM].map(file_name) {
        cache::rename(&workshop.join("bin").join(&name), &cached.join(&name))?;
    }
    cache::remove(&workshop)
}

/// The version that the app is compiled with.
fn version(lock_file: &Path) -> Result<String, ToolError> {
    let text = fs::read_to_string(lock_file).map_err(ToolError::file("read", lock_file))?;
    locked_version(&text, PROGRAM)
        .ok_or_else(|| ToolError::NotLocked { path: lock_file.to_owned(), package: PROGRAM })
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let entry = packages.iter().find(|entry| entry.get("name").is_some_and(is(package)))?;
    Some(entry.get("version")?.as_str()?.to_owned())
}

fn is(name: &str) -> impl Fn(&toml::Value) -> bool {
    move |value| value.as_str() == Some(name)
}

fn file_name(program: &str) -> String {
    format!("{program}{}", env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
        version = 4

        [[package]]
        name = "wasm-bindgen"
        version = "0.2.130"
        source = "registry"
        dependencies = ["cfg-if"]

        [[package]]
        name = "wasm-bindgen-futures"
        version = "0.4.80"
    "#;

    #[test]
    fn the_lock_file_says_the_version() {
        assert_eq!(locked_version(LOCK, PROGRAM).as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures").as_deref(), Some("0.4.80"));
    }

    #[test]
    fn a_lock_file_may_say_nothing() {
        assert_eq!(locked_version(LOCK, "leptos"), None);
        assert_eq!(locked_version("<<<<<<< HEAD", PROGRAM), None);
        assert_eq!(locked_version("", PROGRAM), None);
    }

    #[test]
    fn this_project_uses_it() {
        let lock_file = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock"));
        assert!(version(lock_file).unwrap().starts_with("0.2."));
    }
}
