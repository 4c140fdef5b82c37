use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::content::NextChange;

/// What the completion of a bundle did, for the table at the end of a build.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// How many pages there are.
    pub pages: usize,
    /// How many old addresses lead somewhere.
    pub redirects: usize,
    /// How many warnings the content has.
    pub warnings: usize,
    /// When the site changes though nobody changes a file.
    pub next_change: Option<NextChange>,
    /// The page that takes the most until it can be read.
    pub heaviest: Option<FirstView>,
    /// The mistakes that a preview shows in the place of its pages.
    #[serde(skip)]
    pub mistakes: Option<String>,
    /// How long each stage took, in their order.
    pub stages: Vec<(String, Duration)>,
    /// What was left out, why, and what to do.
    pub left_out: Vec<String>,
    /// Which hosts would not take all of it, and what to do.
    pub too_much: Vec<String>,
}

/// What a visitor has to load until a page can be read, but for the stylesheet.
#[derive(Debug, Serialize, Deserialize)]
pub struct FirstView {
    /// The page's path from the site's root.
    pub page: String,
    /// How many words it has.
    pub words: usize,
    /// The bytes of its HTML, with Brotli.
    pub bytes: usize,
}

impl Report {
    /// Does something, and notes under `stage` how long it took.
    pub(super) fn time<T>(&mut self, stage: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.stages.push((stage.to_owned(), start.elapsed()));
        result
    }

    pub(super) fn leave_out(&mut self, what: impl Into<String>) {
        self.left_out.push(what.into());
    }
}
