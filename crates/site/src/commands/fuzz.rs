//! Long runs of the tests that make hostile input; `tests/fuzz.rs` says what they hold.

mod record;

use std::{
    fs, io,
    path::PathBuf,
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
};

use clap::{ValueEnum, builder::PossibleValue};

use super::test::{self, Outcome};
use crate::{cli::Fuzz, console::Console, project::Project};
pub(crate) use record::{Record, Run};

/// Why nobody will know of a long run.
#[derive(Debug, thiserror::Error)]
#[error("{} could not be read or written: {reason}. Check that the folder is yours; what is in it can be deleted.", path.display())]
struct Unrecorded {
    path: PathBuf,
    reason: io::Error,
}

/// What hostile input is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// The fields at the top of an article
    FrontMatter,
    /// The text of an article
    Markdown,
    /// The other files of the content folder
    OtherFiles,
    /// Pictures
    Pictures,
    /// What becomes of SVG pictures
    Drawings,
    /// One pattern over and over, up to the largest file
    Bombs,
    /// What becomes of hostile texts in the pages
    Pages,
    /// What is asked of the search
    Queries,
    /// The files that the search answers from
    IndexFiles,
    /// The addresses of the site
    Routes,
    /// The last parts of addresses
    Slugs,
    /// Days
    Dates,
    /// Phone numbers
    Phones,
    /// Addresses of other sites
    WebAddresses,
    /// E-mail addresses
    Emails,
    /// The JSON that the app reads, in Chromium
    Json,
}

impl Target {
    /// Where its test stands, as `cargo test -- --exact` takes it; `None`: in a browser.
    fn test(self) -> Option<&'static str> {
        match self {
            Self::FrontMatter => Some("content::front_matter"),
            Self::Markdown => Some("content::markdown"),
            Self::OtherFiles => Some("content::other_files"),
            Self::Pictures => Some("content::pictures"),
            Self::Drawings => Some("drawings::drawings"),
            Self::Bombs => Some("content::bombs"),
            Self::Pages => Some("pages::pages"),
            Self::Queries => Some("search::queries"),
            Self::IndexFiles => Some("search::index_files"),
            Self::Routes => Some("values::routes"),
            Self::Slugs => Some("values::slugs"),
            Self::Dates => Some("values::dates"),
            Self::Phones => Some("values::phones"),
            Self::WebAddresses => Some("values::web_addresses"),
            Self::Emails => Some("values::emails"),
            Self::Json => None,
        }
    }

    fn described(self, describe: impl FnOnce(PossibleValue) -> String) -> String {
        self.to_possible_value().map(describe).unwrap_or_default()
    }
}

/// Runs the targets, some at a time, going on where one has found something.
pub(super) fn run(options: &Fuzz, project: &Project, console: Console) -> ExitCode {
    let all = Target::value_variants();
    let targets = if options.targets.is_empty() { all } else { &options.targets };
    let rest = Mutex::new(targets.iter());
    let done = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = rest.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(&target) = next else { return };
            let name = target.described(|value| value.get_name().to_owned());
            let purpose = target
                .described(|value| value.get_help().map(ToString::to_string).unwrap_or_default());
            console.heading(format_args!("{name}: {purpose}, for {} min", options.minutes));
            let (run, mut outcome) = run_target(target, options.minutes, project, console);
            // One after the other: they share the file.
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = keep(&name, run, project) {
                outcome = [outcome, Outcome::failed(error)].into_iter().sum();
            }
            done.push((name, run, outcome));
        }
    };
    thread::scope(|scope| {
        for _ in 0..options.jobs {
            scope.spawn(work);
        }
    });
    console.heading("result");
    let done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (name, Run { minutes, cases, .. }, outcome) in &done {
        console.say(format_args!("{name:<14} {outcome} {cases:>10} cases in {minutes:.1} min"));
        for reason in &outcome.reasons {
            console.say(format_args!("  {}", reason.replace('\n', "\n  ")));
        }
    }
    let sum: Outcome = done.into_iter().map(|(_, _, outcome)| outcome).sum();
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_target(target: Target, minutes: f64, project: &Project, console: Console) -> (Run, Outcome) {
    let (text, mut outcome) = match target.test() {
        Some(path) => test::fuzz(path, minutes, project),
        None => test::fuzz_in_browser(minutes, project, console),
    };
    let run = Run::said(&text, outcome.failed);
    if target.test().is_some() || outcome.failed == 0 {
        return (run, outcome);
    }
    // In a browser no test can keep what it finds.
    let path = record::folder(project).join("json.finding.txt");
    let kept = fs::create_dir_all(record::folder(project)).and_then(|()| fs::write(&path, text));
    let words = match kept {
        Ok(()) => format!("what was said of the input is in {}", path.display()),
        Err(reason) => Unrecorded { path, reason }.to_string(),
    };
    outcome.reasons.push(words);
    (run, outcome)
}

fn keep(target: &str, run: Run, project: &Project) -> Result<(), Unrecorded> {
    let path = Record::file(project);
    Record::keep(&path, target, run).map_err(|reason| Unrecorded { path, reason })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_target_is_a_test_and_every_test_a_target() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz");
        let mut found = 0;
        for module in ["content", "drawings", "pages", "search", "values"] {
            let text = fs::read_to_string(tests.join(module).with_extension("rs")).unwrap();
            for part in text.split("#[test]\n").skip(1) {
                let name =
                    part.trim_start().strip_prefix("fn ").unwrap().split('(').next().unwrap();
                let path = format!("{module}::{name}");
                let is = |target: &&Target| target.test() == Some(path.as_str());
                assert!(Target::value_variants().iter().any(|target| is(&target)), "{path}");
                found += 1;
            }
        }
        // One is run in a browser.
        assert_eq!(found + 1, Target::value_variants().len());
    }
}
