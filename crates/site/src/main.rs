//! `cargo site`: see the library for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    site::main(None)
}
