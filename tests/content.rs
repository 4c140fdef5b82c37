//! The content pipeline over whole sites.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

// Copies of the sites in `tests/sites`.
#[path = "content/site_copy.rs"]
mod site_copy;

// The site that holds everything there is.
#[path = "content/specimen.rs"]
mod specimen;

// One site for each mistake, with the words that an author then reads.
#[path = "content/mistakes.rs"]
mod mistakes;

// One site for each warning of the editorial rules, and what stops a build.
#[path = "content/warnings.rs"]
mod warnings;

// What tests tell of the faults that they have made.
mod fault;

// What days do to a site that nobody changes.
#[path = "content/days.rs"]
mod days;

// What the disk can do to a file.
#[path = "content/disk.rs"]
mod disk;

// Files that are cut off, or made to break the program.
#[path = "content/hostile.rs"]
mod hostile;

// What the app is handed in a browser.
#[path = "content/records.rs"]
mod records;

// The library, against the handbook of facts that it was written from.
#[path = "content/facts.rs"]
mod facts;
