//! The import of WordPress exports, from the file to a site that builds.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

// Copies of the sites in `tests/sites`.
#[path = "content/site_copy.rs"]
#[allow(dead_code, reason = "the tests of the content pipeline use more of it")]
mod site_copy;

// Exports and what they are imported into.
#[path = "import/exported.rs"]
mod exported;

// WordPress's own test data, made to break importers.
#[path = "import/theme_test_data.rs"]
mod theme_test_data;

// What each kind of content becomes.
#[path = "import/carried.rs"]
mod carried;

// Exports that are broken, or made to break the program.
#[path = "import/hostile.rs"]
mod hostile;

// What a second run makes of what the first has written.
#[path = "import/rerun.rs"]
mod rerun;

// Where old addresses lead.
#[path = "import/addresses.rs"]
mod addresses;

// Texts before and after.
#[path = "import/compared.rs"]
mod compared;

// Which file a picture is.
#[path = "import/pictures.rs"]
mod pictures;

// What the report says of what was not carried.
#[path = "import/said.rs"]
mod said;

// Exports that are larger than memory may be.
#[path = "import/large.rs"]
mod large;
