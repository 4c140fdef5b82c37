//! What each command does: one module a command.

mod audit;
mod bench;
mod build;
mod check;
pub(crate) mod fuzz;
mod hook;
mod import;
pub(crate) mod list;
mod new;
mod reliability;
mod reviews;
mod sbom;
mod schema;
mod screenshots;
mod serve;
pub(crate) mod test;
mod watch;

use std::{env, process::ExitCode};

use hook::Kind;

use crate::{
    bundle::Draw,
    cli::{Bench, BenchWhat, Command},
    console::Console,
    process::{Process, ProcessError},
    project::{Project, ProjectError},
    toolchain::ToolError,
};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The tool runs outside of the project.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A program is missing and could not be installed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A program failed.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The site cannot be served.
    #[error(transparent)]
    Serve(#[from] serve::ServeError),
    /// The port cannot be served on.
    #[error(transparent)]
    Port(#[from] serve::PortError),
    /// There is no new release.
    #[error(transparent)]
    Release(#[from] build::ReleaseError),
    /// Nobody could be told what is saved.
    #[error(transparent)]
    Watch(#[from] watch::WatchError),
    /// The build could not be written.
    #[error(transparent)]
    Hook(#[from] hook::HookError),
    /// A measurement could not be made.
    #[error(transparent)]
    Bench(#[from] bench::BenchError),
    /// The browser could not be had, or the site is not built.
    #[error(transparent)]
    Browser(#[from] test::browser::BrowserError),
    /// The table of faults could not be made.
    #[error(transparent)]
    Reliability(#[from] reliability::ReliabilityError),
    /// The calendar of reviews could not be made.
    #[error(transparent)]
    Reviews(#[from] reviews::ReviewsError),
    /// Nothing new was begun.
    #[error(transparent)]
    New(#[from] new::NewError),
    /// The articles could not be listed.
    #[error(transparent)]
    List(#[from] list::ListError),
    /// The schemas could not be written.
    #[error(transparent)]
    Schema(#[from] schema::SchemaError),
    /// The other site could not be imported.
    #[error(transparent)]
    Import(#[from] import::ImportCommandError),
    /// It is not known which articles are published by now.
    #[error(
        "this machine's clock (or SOURCE_DATE_EPOCH, where it is set) does not say what day it is. Set it right and try again."
    )]
    Clock,
}

/// Carries out one command.
pub(crate) fn run(command: Command, draw: Option<Draw>) -> Result<ExitCode, CommandError> {
    let console = Console;
    let project = Project::find()?;
    match command {
        Command::Serve(options) => serve::run(&options, &project, console),
        Command::Build(options) => build::run(&options, &project, console),
        Command::New(options) => new::run(&options, &project, console),
        Command::List(options) => list::run(&options, &project, console),
        Command::Schema => schema::run(&project, console),
        Command::Check(options) => check::run(&options, &project, console),
        Command::Reviews(options) => reviews::run(&options, &project, console),
        Command::Import(options) => import::run(&options, &project, console),
        Command::Test(options) => Ok(test::run(&options, &project, console)),
        Command::Fuzz(options) => Ok(fuzz::run(&options, &project, console)),
        Command::Reliability => reliability::run(&project, console),
        Command::Audit => audit::run(&project, console),
        Command::Screenshots(options) => screenshots::run(&options, &project, console),
        Command::Bench(Bench { what: Some(BenchWhat::Search(options)), .. }) => {
            bench::search::run(&options, &project, console)
        }
        Command::Bench(Bench { what: Some(BenchWhat::Preview(options)), .. }) => {
            bench::preview::run(&options, &project, console)
        }
        Command::Bench(Bench { what: Some(BenchWhat::Import(options)), .. }) => {
            bench::import::run(&options, &project, console)
        }
        Command::Bench(options) => match draw {
            Some(draw) => bench::run(&options, &project, console, draw),
            None => hand_over(&project),
        },
        Command::Watch => watch::run(&project, console),
        Command::Hook => match (hook::kind()?, draw) {
            (Kind::Release, None) => hand_over(&project),
            (Kind::Release, draw) => hook::run(&project, console, draw),
            (Kind::Preview, _) => hook::run(&project, console, None),
        },
    }
}

/// The same command, by the program that is joined with the app and can draw pages.
fn hand_over(project: &Project) -> Result<ExitCode, CommandError> {
    Process::new("cargo")
        .args(["run", "--locked", "--quiet", "--profile", "tool", "--package", "release", "--"])
        .args(env::args_os().skip(1))
        .folder(project.root())
        .take_over()?;
    Ok(ExitCode::SUCCESS)
}

/// `1 error`, `3 errors`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(count(0, "error", "errors"), "0 errors");
        assert_eq!(count(1, "category", "categories"), "1 category");
        assert_eq!(count(7, "category", "categories"), "7 categories");
    }
}
