//! How long it takes until a browser shows what is saved.

use std::{env, process::ExitCode};

use super::{BenchError, made_up_library::MadeUpLibrary};
use crate::{
    cli::BenchPreview,
    commands::{CommandError, hook},
    console::Console,
    process::Process,
    project::Project,
    toolchain::{chromium, node},
};

/// Serves a library of each size, and has a browser look while one of its articles is saved.
pub(in crate::commands) fn run(
    options: &BenchPreview,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    node::ensure()?;
    let chromium = chromium::ensure(console)?;
    let tool = env::current_exe().map_err(BenchError::Tool)?;
    console.say("articles   a change seen   a mistake told         mended");
    for &articles in &options.articles {
        let content = project.target().join("bench-preview").join(articles.to_string());
        let content = content.join("content");
        let library = MadeUpLibrary::new(articles);
        library.write(&project.content(), &content)?;
        let mut served = Process::new(&tool)
            .args(["serve", "--port", &options.port.to_string()])
            .env(hook::CONTENT, &content)
            .folder(project.root())
            .quietly()
            .start()?;
        let measured = Process::new("node")
            .args(["bench/preview.js", &format!("http://localhost:{}", options.port)])
            .arg(library.an_article().to_string())
            .arg(content.join("articles").join(library.an_article_file()))
            .arg(articles.to_string())
            .folder(&project.root().join("tests").join("browser"))
            .env("CHROME", &chromium.browser)
            .run();
        // It has ended, or ends now: the next one needs its port.
        let _ = served.kill();
        let _ = served.wait();
        measured?;
    }
    console.say("\nSeconds from saving until it is seen: the median of nine, and the longest.");
    Ok(ExitCode::SUCCESS)
}
