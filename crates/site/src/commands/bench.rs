//! How long the build of a library takes, how much memory, and what its pages weigh.

pub(super) mod import;
mod made_up_library;
mod measurement;
pub(super) mod preview;
pub(super) mod search;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

pub(super) use made_up_library::MadeUpLibrary;
use measurement::Measurement;

use super::CommandError;
use crate::{
    bundle::{BundleError, Draw},
    cli::Bench,
    console::Console,
    content::Problems,
    project::Project,
    today::today,
};

/// What the system said of a file.
fn io(path: &Path) -> impl Fn(io::Error) -> BenchError {
    move |source| BenchError::Io { path: path.to_owned(), source }
}

/// Why a measurement could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// A file could not be read or written.
    #[error("cannot use {}: {source}. Check that you may write there and that the disk has room.", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The made-up library does not pass the check.
    #[error(
        "the made-up library has mistakes, which is a mistake of the program; please report it:\n{0}"
    )]
    Content(#[from] Problems),
    /// The made-up library could not be built.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The judged queries cannot be read.
    #[error("tests/search/judged.toml cannot be read: {0}")]
    Judged(String),
    /// The search cannot read its own index.
    #[error("{0}; this is a mistake of the program, please report it")]
    Damaged(::search::Corrupt),
    /// The search's own files are those of a release.
    #[error("there is no search in {}: run `cargo site build` first", .0.display())]
    NotBuilt(PathBuf),
    /// The tool could not serve the site.
    #[error("the program cannot be found again: {0}. Start it once more.")]
    Tool(io::Error),
    /// The process that measures one import failed.
    #[error("the import of a made-up export of {megabytes} MB failed: {said}")]
    Import {
        /// The size of the export.
        megabytes: usize,
        /// What the process said.
        said: String,
    },
    /// The process that measures one library failed.
    #[error(
        "the process that measures one library failed; run `cargo site bench --alone --articles {0}` to see why"
    )]
    Alone(usize),
}

pub(super) fn run(
    options: &Bench,
    project: &Project,
    console: Console,
    draw: Draw,
) -> Result<ExitCode, CommandError> {
    if options.alone {
        let today = today().ok_or(CommandError::Clock)?;
        for &articles in &options.articles {
            let measurement = Measurement::take(project, articles, today, draw)?;
            console.say(measurement.line());
        }
        return Ok(ExitCode::SUCCESS);
    }
    console.say(Measurement::HEAD);
    for &articles in &options.articles {
        console.say(in_a_process_of_its_own(articles)?);
    }
    let folder = project.target().join("bench");
    fs::remove_dir_all(&folder).map_err(|source| BenchError::Io { path: folder, source })?;
    console.say(
        "\nSeconds of wall time; peak memory of the process; kB (1,000 bytes, Brotli 11) of HTML and \
         stylesheet at the first view.",
    );
    Ok(ExitCode::SUCCESS)
}

/// The peak of memory is a process's: one library after the other in one process would all show
/// that of the largest.
fn in_a_process_of_its_own(articles: usize) -> Result<String, BenchError> {
    let program = env::current_exe()
        .map_err(|source| BenchError::Io { path: "the program".into(), source })?;
    let output = Command::new(&program)
        .args(["bench", "--alone", "--articles", &articles.to_string()])
        .output()
        .map_err(|source| BenchError::Io { path: program, source })?;
    if !output.status.success() {
        return Err(BenchError::Alone(articles));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
