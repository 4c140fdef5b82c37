//! The tool behind `cargo site`.

pub mod bundle;
mod cli;
mod commands;
mod console;
pub mod content;
pub mod import;
mod process;
mod project;
mod today;
mod toolchain;
mod whole_file;

// What tests tell of the faults that they have made.
#[cfg(test)]
#[path = "../../../tests/fault.rs"]
mod fault;

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
