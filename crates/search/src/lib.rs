//! The search, on both sides.
//!
//! The build makes an [`Index`] of all [`Document`]s: many small files, so that a search loads few of
//! them however many documents there are. The browser's [`Engine`] answers from those files. It does
//! no I/O: it says which [`File`]s it needs, is given them, and is asked again.
//!
//! 1. `fold`, `root`, `spelling`, `stop_words`: words, as people type them, in their forms, misspelt, and
//!    those that say nothing.
//! 2. [`Document`]: what can be found.
//! 3. `core`, `shard`, `words`, `document`: the files, each written and read in one place; `bytes`,
//!    `dictionary` and `sections`: what they consist of.
//! 4. `index`: makes them.
//! 5. `query`, `engine`, `excerpt`: what was asked, what answers it, and how that is shown.

// In the browser without the standard library: nobody reads there what a panic would say.
#![cfg_attr(
    target_arch = "wasm32",
    no_std,
    expect(dead_code, reason = "files are written on the build machine alone")
)]

extern crate alloc;

mod answer;
mod bytes;
mod core;
mod decimal;
mod dictionary;
mod document;
mod engine;
mod excerpt;
mod file;
mod fold;
#[cfg(not(target_arch = "wasm32"))]
mod index;
mod query;
mod root;
mod sections;
mod shard;
mod spelling;
mod stop_words;
mod words;

pub use answer::{Answer, Filter, Hit, Run, Step};
pub use bytes::Corrupt;
pub use decimal::decimal;
pub use document::{Card, Category, Document, Kind, Passage, Question, Section};
pub use engine::Engine;
pub use file::{File, NoFile};
#[cfg(not(target_arch = "wasm32"))]
pub use index::{Index, Material, Synonym};
pub use query::Query;
