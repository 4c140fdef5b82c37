//! The tool behind `cargo site`.

pub mod bundle;
mod cli;
mod commands;
mod console;
pub mod content;
mod process;
mod project;
mod today;
mod toolchain;

use std::process::ExitCode;

use clap::Parser;

use bundle::Draw;
use cli::Cli;
use console::Console;

/// Does what the command line says. `draw` draws pages; without it, what needs pages drawn is handed
/// to the program that can.
pub fn main(draw: Option<Draw>) -> ExitCode {
    let cli = Cli::parse();
    commands::run(cli.command, draw).unwrap_or_else(|error| {
        Console.error(error);
        ExitCode::FAILURE
    })
}
