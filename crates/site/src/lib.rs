//! The tool behind `cargo site`.
