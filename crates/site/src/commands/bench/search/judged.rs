use std::{
    fs,
    path::{Path, PathBuf},
};

use search::{Index, Query};
use serde::{Deserialize, Serialize};

use crate::{
    bundle,
    commands::{
        CommandError,
        bench::{BenchError, io},
    },
    console::Console,
    content::{self, Selection},
    process::Process,
    project::Project,
    toolchain::node::Npm,
};

/// Queries with the pages that answer them: `tests/search/judged.toml`.
#[derive(Debug, Deserialize, Serialize)]
struct Judged {
    tune: Vec<Judgement>,
    report: Vec<Judgement>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Judgement {
    query: String,
    right: Vec<String>,
    /// What this search finds, the best first; filled in here, for the script that has Pagefind's.
    #[serde(default)]
    found: Vec<String>,
}

/// Asks both searches all judged queries over the clinic's own library, as the last release shows it,
/// and prints how often a right page comes first.
pub(super) fn run(
    project: &Project,
    npm: &Npm,
    browser_tests: &Path,
    browser: &Path,
    selection: Selection,
    console: Console,
) -> Result<(), CommandError> {
    let folder = project.target().join("bench-search").join("judged");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(io(&folder))?;
    }
    let library = content::load(&project.content(), selection).map_err(BenchError::Content)?;
    let index = Index::build(bundle::material(&library));
    for route in library.routes() {
        let file: PathBuf = route.html_file().into();
        let (from, to) = (project.dist().join(&file), folder.join(&file));
        fs::create_dir_all(to.parent().unwrap_or(&folder)).map_err(io(&to))?;
        fs::copy(&from, &to).map_err(io(&from))?;
    }
    // Without the header, the panel and the footer, which stand on every page.
    npm.command(
        ["exec", "--no", "--", "pagefind", "--quiet", "--root-selector", "main"],
        browser_tests,
    )
    .args(["--site"])
    .arg(&folder)
    .run()?;

    let file = project.root().join("tests").join("search").join("judged.toml");
    let text = fs::read_to_string(&file).map_err(io(&file))?;
    let mut judged: Judged =
        toml::from_str(&text).map_err(|error| BenchError::Judged(error.to_string()))?;
    for judgement in judged.tune.iter_mut().chain(&mut judged.report) {
        let query = Query { text: judgement.query.clone(), category: None, page: 1, page_size: 3 };
        let answer = index.answer(&query).map_err(BenchError::Damaged)?;
        // Who may be in danger sees the help lines above all pages.
        let help_lines = answer.crisis.then(|| "help-lines".to_owned());
        let hits = answer.hits.into_iter().map(|hit| hit.card.path);
        judgement.found = help_lines.into_iter().chain(hits).collect();
    }
    let queries = folder.join("judged.json");
    let json =
        serde_json::to_vec(&judged).map_err(|error| BenchError::Judged(error.to_string()))?;
    fs::write(&queries, json).map_err(io(&queries))?;
    console.say("\nJudged queries, clinic's own library");
    Process::new("node")
        .args(["bench/judged.js"])
        .arg(&folder)
        .folder(browser_tests)
        .env("CHROME", browser)
        .run()?;
    Ok(())
}
