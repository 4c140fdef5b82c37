//! The search beside Pagefind, on the same made-up articles in the same run.

mod articles;
mod judged;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use search::Index;

use super::{BenchError, io};
use crate::{
    cli::BenchSearch,
    commands::CommandError,
    console::Console,
    content::Selection,
    process::Process,
    project::Project,
    today::today,
    toolchain::{chromium, node},
};
use articles::Articles;

/// What the search is measured beside. No dependency of the tests: its packages for other systems are
/// not in every registry, and a lock file without them is refused.
const PAGEFIND: &str = "pagefind@1.6.0";

/// Makes both indexes for each number of articles, and has a browser search in them.
pub(in crate::commands) fn run(
    options: &BenchSearch,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let (script, wasm) = worker(&project.dist())?;
    let browser_tests = project.root().join("tests").join("browser");
    let npm = node::ensure()?;
    let chromium = chromium::ensure(console)?;
    npm.command(["install", "--no-save", PAGEFIND], &browser_tests).run()?;
    for &number in &options.articles {
        let folder = project.target().join("bench-search").join(number.to_string());
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(io(&folder))?;
        }
        let (ours, theirs) = (folder.join("ours"), folder.join("pagefind"));
        for folder in [&ours, &theirs] {
            fs::create_dir_all(folder).map_err(io(folder))?;
        }
        let articles = Articles::new(number);
        let material = articles.material();
        let start = Instant::now();
        let index = Index::build(material);
        let built = start.elapsed();
        let bytes = write_index(&index, &ours)?;
        for (from, to) in [(&script, "search.js"), (&wasm, file_name(&wasm))] {
            fs::copy(from, ours.join(to)).map_err(io(from))?;
        }

        articles.write_pages(&theirs)?;
        let start = Instant::now();
        npm.command(["exec", "--no", "--", "pagefind", "--quiet"], &browser_tests)
            .args(["--site"])
            .arg(&theirs)
            .run()?;
        let their_built = start.elapsed();
        let their_bytes = size(&theirs.join("pagefind"))?;
        console.say(format_args!(
            "\n{number} articles\n  index: ours {} in {}, Pagefind {} in {}",
            megabytes(bytes),
            seconds(built),
            megabytes(their_bytes),
            seconds(their_built),
        ));
        Process::new("node")
            .args(["bench/search.js"])
            .arg(&folder)
            .folder(&browser_tests)
            .env("CHROME", &chromium.browser)
            .run()?;
    }
    let today = today().ok_or(CommandError::Clock)?;
    let selection = Selection { today, unpublished: false };
    judged::run(project, &npm, &browser_tests, &chromium.browser, selection, console)?;
    console.say(
        "\nBytes as compressed by Brotli 11, or as they are where that is less; each request after 562 ms \
         and at 200 kB a second (slow 4G). ms: from the first letter to the first result; a letter: \
         the median from a key stroke to its suggestions, and the longest, all files there, no delays.",
    );
    Ok(ExitCode::SUCCESS)
}

/// The search's script and Wasm in the last release build.
fn worker(dist: &Path) -> Result<(PathBuf, PathBuf), BenchError> {
    let files = || fs::read_dir(dist).map_err(io(dist));
    let find = |extension: &str| {
        let is_it = |path: &PathBuf| {
            path.extension().is_some_and(|found| found == extension)
                && file_name(path).starts_with("search-")
        };
        let found = files()?.flatten().map(|entry| entry.path()).find(is_it);
        found.ok_or_else(|| BenchError::NotBuilt(dist.to_owned()))
    };
    Ok((find("js")?, find("wasm")?))
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Writes the index and returns how many bytes it has.
fn write_index(index: &Index, folder: &Path) -> Result<u64, BenchError> {
    let folder = folder.join("index");
    fs::create_dir_all(&folder).map_err(io(&folder))?;
    let mut bytes = 0;
    for (file, content) in &index.files {
        let path = folder.join(format!("{file}.txt"));
        fs::write(&path, content).map_err(io(&path))?;
        bytes += content.len() as u64;
    }
    Ok(bytes)
}

fn size(folder: &Path) -> Result<u64, BenchError> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        bytes += if path.is_dir() {
            size(&path)?
        } else {
            fs::metadata(&path).map_err(io(&path))?.len()
        };
    }
    Ok(bytes)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
