//! What each command does: one module a command.

mod bench;
mod build;
mod check;
mod hook;
mod serve;
pub mod test;

use std::process::ExitCode;

use crate::{
    cli::Command,
    console::Console,
    process::ProcessError,
    project::{Project, ProjectError},
    toolchain::ToolError,
};

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The tool runs outside of the project.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A program is missing and could not be installed.
    #[error(transparent)]
    Tool(#[from] ToolError),
    /// A program failed.
    #[error(transparent)]
    Process(#[from] ProcessError),
    /// The port cannot be served on.
    #[error(transparent)]
    Port(#[from] serve::PortError),
    /// The build could not be written.
    #[error(transparent)]
    Hook(#[from] hook::HookError),
    /// A measurement could not be made.
    #[error(transparent)]
    Bench(#[from] bench::BenchError),
    /// It is not known which articles are published by now.
    #[error("this machine's clock does not say what day it is. Set it and try again.")]
    Clock,
}

/// Carries out one command.
pub fn run(command: Command) -> Result<ExitCode, CommandError> {
    let console = Console;
    let project = Project::find()?;
    match command {
        Command::Serve(options) => serve::run(&options, &project, console),
        Command::Build(options) => build::run(&options, &project, console),
        Command::Check => check::run(&project, console),
        Command::Test(options) => Ok(test::run(&options, &project, console)),
        Command::Bench(options) => bench::run(&options, &project, console),
        Command::Hook => hook::run(&project),
    }
}
