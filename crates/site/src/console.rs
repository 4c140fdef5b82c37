//! What the tool says to the person who started it.

use std::{fmt::Display, io::Write};

use anstream::{stderr, stdout};

/// The terminal, or whatever stands in for it.
///
/// A reader that went away (`cargo site check | head -1`) is no reason to fail, so what cannot be
/// written is dropped. Colours are shown where the terminal has them and `NO_COLOR` is not set
/// (<https://no-color.org>).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Console;

#[expect(
    clippy::unused_self,
    reason = "that a function may print is shown by its being handed a console"
)]
impl Console {
    /// Says one thing on standard output.
    pub(crate) fn say(self, text: impl Display) {
        let _ = writeln!(stdout(), "{text}");
    }

    /// Says what was wrong on standard error.
    pub(crate) fn error(self, error: impl Display) {
        let _ = writeln!(stderr(), "error: {error}");
    }

    /// Says something that matters but stops nothing, on standard error.
    pub(crate) fn note(self, text: impl Display) {
        let _ = writeln!(stderr(), "note: {text}");
    }

    /// Marks the start of a part of a long output.
    pub(crate) fn heading(self, text: impl Display) {
        self.say(format_args!("\n==> {text}"));
    }
}
