//! What goes into the browser and into this tool, as bills of materials
//! (<https://cyclonedx.org/docs/1.5/json/>).

mod bill;
mod crates;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{process::ProcessError, project::Project, toolchain::wasm_target};

use bill::bill;
use crates::Crates;

/// Why a bill could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SbomError {
    /// Cargo could not be asked.
    #[error(transparent)]
    Cargo(#[from] ProcessError),
    /// It answered in another way than it does today.
    #[error(
        "what Cargo says of the project cannot be read: {0}; this is a mistake of the program, please \
         report it"
    )]
    Answer(#[from] serde_json::Error),
    /// The bill is none by the standard.
    #[error(
        "the bill of materials is not valid: {0}; this is a mistake of the program, please report it"
    )]
    Invalid(String),
    /// A file could not be written.
    #[error("{} could not be written: {reason}. Check that the folder is yours.", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

/// Beside the folder that is served: what the site is made of is for those who look after it.
pub(super) fn folder(dist: &Path) -> PathBuf {
    let mut name = dist.file_name().unwrap_or("dist".as_ref()).to_owned();
    name.push("-sbom");
    dist.with_file_name(name)
}

/// Writes both bills into `folder`.
pub(super) fn write(project: &Project, folder: &Path) -> Result<(), SbomError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |reason| SbomError::Io { path, reason }
    };
    fs::create_dir_all(folder).map_err(io(folder))?;
    for (file, packages, target) in [
        ("browser.cdx.json", &["app", "search-worker"][..], Some(wasm_target::NAME)),
        ("tool.cdx.json", &["release"], None),
    ] {
        let crates = Crates::of(packages, target, project)?;
        let path = folder.join(file);
        fs::write(&path, bill(&crates)?).map_err(io(&path))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cyclonedx_bom::{models::bom::Bom, prelude::Validate};
    use serde_json::Value;

    use super::*;

    /// The names in a bill of this very project.
    fn names(bill: &Value) -> BTreeSet<&str> {
        let components = bill["components"].as_array().unwrap();
        components.iter().map(|component| component["name"].as_str().unwrap()).collect()
    }

    #[test]
    fn the_bills_of_this_project_are_valid_and_name_what_is_linked() {
        let project = Project::above(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let folder = tempfile::tempdir().unwrap();
        write(&project, folder.path()).unwrap();
        let bills = ["browser.cdx.json", "tool.cdx.json"].map(|file| {
            let text = fs::read_to_string(folder.path().join(file)).unwrap();
            let bom = Bom::parse_from_json_v1_5(text.as_bytes()).unwrap();
            assert!(bom.validate().passed(), "{file}");
            serde_json::from_str::<Value>(&text).unwrap()
        });
        let [browser, tool] = &bills;
        for (bill, linked, not) in [
            // Macros run while the app is compiled, and the rest is for the tool alone.
            (
                browser,
                ["app", "leptos", "search-worker", "wasm-bindgen"],
                ["clap", "leptos_macro", "image"],
            ),
            (
                tool,
                ["app", "clap", "image", "site"],
                ["atom_syndication", "proptest", "wasm-bindgen-test"],
            ),
        ] {
            let names = names(bill);
            assert!(linked.iter().all(|name| names.contains(name)), "{names:?}");
            assert!(!not.iter().any(|name| names.contains(name)), "{names:?}");
        }
        for bill in &bills {
            let components = bill["components"].as_array().unwrap();
            let known: BTreeSet<&str> =
                components.iter().map(|component| component["bom-ref"].as_str().unwrap()).collect();
            let own = ["app", "model", "release", "search", "search-worker", "site"];
            for component in components {
                assert!(component["licenses"][0]["expression"].is_string(), "{component}");
                if !own.contains(&component["name"].as_str().unwrap()) {
                    let hash = component["hashes"][0]["content"].as_str().unwrap_or_default();
                    assert_eq!(hash.len(), 64, "{component}");
                    assert!(component["purl"].is_string(), "{component}");
                }
            }
            // Whatever something is made of has its own entry.
            for dependency in bill["dependencies"].as_array().unwrap() {
                for used in dependency["dependsOn"].as_array().into_iter().flatten() {
                    assert!(known.contains(used.as_str().unwrap()), "{used}");
                }
            }
        }
    }
}
