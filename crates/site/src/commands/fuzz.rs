//! Long runs of the tests that make hostile input; `tests/fuzz.rs` says what they hold.

use std::process::ExitCode;

use clap::{ValueEnum, builder::PossibleValue};

use super::test::{self, Outcome};
use crate::{cli::Fuzz, console::Console, project::Project};

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

/// Runs the targets one after the other, going on where one has found something.
pub(super) fn run(options: &Fuzz, project: &Project, console: Console) -> ExitCode {
    let all = Target::value_variants();
    let targets = if options.targets.is_empty() { all } else { &options.targets };
    let mut sum = Vec::new();
    for &target in targets {
        let name = target.described(|value| value.get_name().to_owned());
        let purpose =
            target.described(|value| value.get_help().map(ToString::to_string).unwrap_or_default());
        console.heading(format_args!("{name}: {purpose}, for {} min", options.minutes));
        let outcome = match target.test() {
            Some(path) => test::fuzz(path, options.minutes, project),
            None => test::fuzz_in_browser(options.minutes, project, console),
        };
        sum.push((name, outcome));
    }
    console.heading("result");
    for (name, outcome) in &sum {
        console.say(format_args!("{name:<14} {outcome}"));
        for reason in &outcome.reasons {
            console.say(format_args!("  {}", reason.replace('\n', "\n  ")));
        }
    }
    let sum: Outcome = sum.into_iter().map(|(_, outcome)| outcome).sum();
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

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
