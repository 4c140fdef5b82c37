//! The tool behind `cargo site`.

pub mod bundle;
pub mod cli;
pub mod commands;
pub mod console;
pub mod content;
mod process;
mod project;
mod today;
mod toolchain;
