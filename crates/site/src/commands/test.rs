//! Runs every check there is.

pub(crate) mod browser;
mod cargo;
mod outcome;
mod release;
mod step;
mod wasm;

pub(crate) use step::Step;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::ValueEnum;

pub(super) use cargo::fuzz;
pub(super) use outcome::Outcome;
pub(super) use wasm::fuzz as fuzz_in_browser;

use crate::{cli::Test, console::Console, project::Project};

/// A step that was run.
struct Done {
    step: Step,
    outcome: Outcome,
    time: Duration,
}

/// Runs the steps in their order, going on after a failure so that one run shows all of them.
pub(super) fn run(options: &Test, project: &Project, console: Console) -> ExitCode {
    let chosen = |step: &&Step| options.only.is_empty() || options.only.contains(step);
    let mut done: Vec<Done> = Vec::new();
    for &step in Step::value_variants().iter().filter(chosen) {
        console.heading(format_args!("{}: {}", step.name(), step.purpose()));
        let start = Instant::now();
        let outcome = match step.needs().and_then(|needed| failed(&done, needed)) {
            Some(needed) => step.leave_out(needed, project),
            None => step.run(project, console),
        };
        let finished = Done { step, outcome, time: start.elapsed() };
        console.say(&finished);
        done.push(finished);
    }

    console.heading("result");
    for finished in &done {
        console.say(finished);
    }
    let sum: Outcome = done.into_iter().map(|finished| finished.outcome).sum();
    // A line of its own, and the last one, for people and programs that read no further.
    console.say(format_args!("\n{} passed, {} failed", sum.passed, sum.failed));
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The step itself, where it was run and failed.
fn failed(done: &[Done], step: Step) -> Option<Step> {
    done.iter().find(|done| done.step == step && done.outcome.failed > 0).map(|done| done.step)
}

impl std::fmt::Display for Done {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { step, outcome, time } = self;
        write!(formatter, "{:<8} {outcome:<28} {:>6.1} s", step.name(), time.as_secs_f64())?;
        for reason in &outcome.reasons {
            write!(formatter, "\n         {}", reason.replace('\n', "\n         "))?;
        }
        Ok(())
    }
}
