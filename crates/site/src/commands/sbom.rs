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
