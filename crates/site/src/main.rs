//! `cargo site`: see the library for what it does.

use std::process::ExitCode;

use clap::Parser;
use site::{cli::Cli, commands, console::Console};

fn main() -> ExitCode {
    let cli = Cli::parse();
    commands::run(cli.command).unwrap_or_else(|error| {
        Console.error(error);
        ExitCode::FAILURE
    })
}
