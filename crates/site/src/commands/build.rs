use std::{
    fs, io,
    path::{self, Path, PathBuf},
    process::ExitCode,
};

use super::{CommandError, hook};
use crate::{
    cli::Build,
    console::Console,
    process::{Process, ProcessError},
    project::Project,
    toolchain,
};

pub(super) fn run(
    options: &Build,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let trunk = toolchain::for_release(project, console)?;
    // Trunk runs in the project's folder, which need not be the one that a person is in.
    let dist = options.dist.as_ref().and_then(|dist| path::absolute(dist).ok());
    let dist = dist.unwrap_or_else(|| project.dist());
    let release = Release { public_url: &options.public_url, dist: &dist, content: None };
    release.build(&trunk, &options.trunk, project)?;
    match measure(&dist) {
        Ok(Size { files, bytes }) => console.say(format_args!(
            "The site is in {}: {files} files, {}.",
            dist.display(),
            megabytes(bytes)
        )),
        Err(error) => console.note(format_args!("{} cannot be read: {error}", dist.display())),
    }
    Ok(ExitCode::SUCCESS)
}

/// A release build.
#[derive(Debug)]
pub(super) struct Release<'a> {
    /// The address that the site will have, or the path on its host.
    pub(super) public_url: &'a str,
    /// The folder that it goes into.
    pub(super) dist: &'a Path,
    /// The content folder, where it is not the project's.
    pub(super) content: Option<PathBuf>,
}

impl Release<'_> {
    /// Has Trunk build it. `more` are arguments for Trunk.
    pub(super) fn build(
        &self,
        trunk: &Path,
        more: &[String],
        project: &Project,
    ) -> Result<(), ProcessError> {
        let mut build = Process::new(trunk)
            .args(["build", "--release", "--public-url", self.public_url, "--dist"])
            .arg(self.dist)
            .args(more)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths(project))
            .folder(project.root());
        if let Some(content) = &self.content {
            build = build.env(hook::CONTENT, content);
        }
        build.run()
    }
}

/// Compiler flags that keep this machine's paths out of the Wasm, where panics name the source:
/// they are nobody's business, and two machines would make different files of one source.
fn without_paths(project: &Project) -> String {
    let registry =
        toolchain::cargo_home().map(|home| (home.join("registry").join("src"), "/crates"));
    let folders = [Some((project.root().to_owned(), "/site")), registry];
    let remap = |(folder, name): (PathBuf, &str)| {
        // Flags are parted by spaces here: a folder that has one cannot be named.
        let folder = folder.to_str().filter(|path| !path.contains(' '))?.to_owned();
        Some(format!("--remap-path-prefix={folder}={name}"))
    };
    folders.into_iter().flatten().filter_map(remap).collect::<Vec<_>>().join(" ")
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Size {
    files: usize,
    bytes: u64,
}

fn measure(folder: &Path) -> io::Result<Size> {
    let mut size = Size::default();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                size.files += 1;
                size.bytes += metadata.len();
            }
        }
    }
    Ok(size)
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_to_tenths_of_a_megabyte() {
        assert_eq!(megabytes(0), "0.0 MB");
        assert_eq!(megabytes(1), "0.1 MB");
        assert_eq!(megabytes(1_250_000), "1.3 MB");
        assert_eq!(megabytes(12_000_000), "12.0 MB");
    }

    #[test]
    fn measures_folders_within_folders() {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let whole = measure(crate_folder).unwrap();
        let source = measure(&crate_folder.join("src")).unwrap();
        assert!(whole.files > source.files && whole.bytes > source.bytes);
        assert!(measure(&crate_folder.join("no-such-folder")).is_err());
    }
}
