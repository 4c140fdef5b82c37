//! Hostile input: whatever a visitor or an editor supplies is data. No panic, no hang, no markup.
//!
//! Each test is a target. In `cargo site test` it runs a fixed number of cases, the same in every
//! run; `cargo site fuzz` runs it for as long as it is told, with other cases each time.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

// What runs a target.
#[path = "fuzz/fuzzer.rs"]
mod fuzzer;

// What tests tell of the faults that they have made.
mod fault;

// The makers of hostile input.
#[path = "fuzz/hostile.rs"]
mod hostile;

// Copies of the sites in `tests/sites`.
#[path = "content/site_copy.rs"]
#[expect(dead_code, reason = "the tests of the content need more of it")]
mod site_copy;

// Drawn pages, as a browser reads them.
#[path = "fuzz/markup.rs"]
mod markup;

// Targets: what is asked of the search, and the files that it answers from.
#[path = "fuzz/search.rs"]
mod search;

// Targets: slugs, dates, phone numbers, addresses of the web and of the site.
#[path = "fuzz/values.rs"]
mod values;

// Targets: the files of the content folder.
#[path = "fuzz/content.rs"]
mod content;

// Targets: what becomes of pictures that draw.
#[path = "fuzz/drawings.rs"]
mod drawings;

// Targets: what becomes of them in a page.
#[path = "fuzz/pages.rs"]
mod pages;
