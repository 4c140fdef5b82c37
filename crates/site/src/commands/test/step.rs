use clap::{ValueEnum, builder::PossibleValue};

use super::{browser, cargo, outcome::Outcome, release, wasm};
use crate::{console::Console, project::Project};

/// A part of the checks, in the order in which they run: what fails soonest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    /// Rust code is formatted
    Format,
    /// No warnings from Clippy, for this machine and for Wasm
    Lints,
    /// The documentation builds without warnings
    Docs,
    /// Tests of the model, the tool, the content and the house rules
    Unit,
    /// Tests of the app in headless Chromium
    Wasm,
    /// Release builds at the root and under a path
    Build,
    /// Tests of the release builds in headless Chromium
    Browser,
}

impl Step {
    /// What `--only` takes.
    pub(super) fn name(self) -> String {
        self.described(|value| value.get_name().to_owned())
    }

    /// What the help says of it.
    pub(super) fn purpose(self) -> String {
        self.described(|value| value.get_help().map(ToString::to_string).unwrap_or_default())
    }

    fn described(self, describe: impl FnOnce(PossibleValue) -> String) -> String {
        self.to_possible_value().map(describe).unwrap_or_default()
    }

    /// The step without which this one tells nothing.
    pub(super) fn needs(self) -> Option<Self> {
        (self == Self::Browser).then_some(Self::Build)
    }

    /// What comes of it where it is not run, as `needed` failed: what its last run told no longer
    /// counts.
    pub(super) fn leave_out(self, needed: Self, project: &Project) -> Outcome {
        let forgotten = if self == Self::Browser { browser::forget(project) } else { Ok(()) };
        let not_run = Outcome::failed(format!("not run, as {} failed", needed.name()));
        [not_run].into_iter().chain(forgotten.err().map(Outcome::failed)).sum()
    }

    pub(super) fn run(self, project: &Project, console: Console) -> Outcome {
        match self {
            Self::Format => cargo::format(project),
            Self::Lints => cargo::lints(project, console),
            Self::Docs => cargo::docs(project),
            Self::Unit => cargo::unit(project),
            Self::Wasm => wasm::run(project, console),
            Self::Build => release::run(project, console),
            Self::Browser => browser::run(project, console),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_what_it_is() {
        assert_eq!(Step::Format.name(), "format");
        assert_eq!(Step::Format.purpose(), "Rust code is formatted");
        for step in Step::value_variants() {
            assert!(!step.purpose().is_empty(), "{step:?}");
        }
    }

    #[test]
    fn what_a_step_needs_runs_before_it() {
        let place = |step| Step::value_variants().iter().position(|&other| other == step);
        for &step in Step::value_variants() {
            assert!(step.needs().is_none_or(|needed| place(needed) < place(step)), "{step:?}");
        }
    }
}
