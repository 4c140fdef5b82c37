//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
use model::Origin;

use crate::{
    commands::{fuzz::Target, list::Status, test::Step},
    content::RULES,
};

/// Serves, builds, checks and tests the clinic's articles site.
///
/// Programs that are missing (Trunk, wasm-bindgen, wasm-opt, for tests also Chromium) are
/// installed on the way, with a word on what and how long it takes.
#[derive(Debug, Parser)]
#[command(name = "cargo site", bin_name = "cargo site", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  cargo site serve            work on the site; every edit shows in the browser
  cargo site new \"Low mood\"   begin an article
  cargo site list             see all articles, and what becomes of them when
  cargo site check            look for mistakes in content/, in under a second
  cargo site reviews          see which articles are to be reviewed
  cargo site build            build the release into dist/
  cargo site test             run every check there is
  cargo site help test        more about one command")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the tool can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the site while working on it
    ///
    /// An edit to an article, a style or a component shows in the browser by itself. The first
    /// build takes some minutes, later ones seconds. Ctrl-C ends it.
    Serve(Serve),
    /// Build the release into dist/
    ///
    /// Every page as HTML, the Wasm as small as it gets: what stands in dist/ afterwards is sent
    /// to the host as it is.
    Build(Build),
    /// Begin an article or a page
    ///
    /// Makes a draft in content/ that is whole but for what only a person can say, and tells what that
    /// is, with file and line.
    New(New),
    /// List the articles: drafts, scheduled, published, overdue for review, expired
    ///
    /// With their categories, days, words and the age at which they can be read. Shows also those that
    /// no visitor sees.
    List(List),
    /// Write the JSON Schemas of articles, pages, categories and clinic.toml to docs/schemas/
    ///
    /// Editors complete and check with them while you type; docs/writing.md says how.
    Schema,
    /// Look for mistakes in content/
    ///
    /// Shows every mistake with its file and line, and what to do about it: errors, which stop a
    /// build, and warnings of the editorial rules, which do not. Needs neither Trunk nor Wasm and
    /// takes less than a second.
    Check(Check),
    /// Show which articles are to be reviewed, and when
    ///
    /// Articles that no clinician has reviewed yet come first, then the others by the day of their
    /// next review.
    Reviews(Reviews),
    /// Bring the articles and pages of another site along
    ///
    /// Everything comes as a draft. A report says what became of each item and what could not be
    /// carried. Running it again changes nothing, and never overwrites a file that was edited since.
    Import(Import),
    /// Run every check there is
    ///
    /// Goes on after a failure, so that one run shows all of them, and ends with a line such as
    /// `120 passed, 0 failed`. Installs Chromium and npm packages if they are missing.
    Test(Test),
    /// Look for input that breaks the program, for as long as you like
    ///
    /// Makes hostile files, addresses, dates, phone numbers and JSON, other ones in each run, and
    /// holds that none of them makes the program panic or hang, or becomes markup. What it finds is
    /// kept in target/fuzz/, and how long each target ran in target/fuzz/report.json. `cargo site
    /// test` runs a few of the same cases.
    Fuzz(Fuzz),
    /// Write docs/reliability.md from the tests that ran
    ///
    /// Each fault that the tests have made, what is seen of it, and the test's name. Run `cargo site
    /// test` first.
    Reliability,
    /// Look for known holes in what the project depends on, for licences and for where it comes from
    ///
    /// Crates with cargo-deny by the rules of deny.toml, npm packages with `npm audit`. What cannot be
    /// looked at, as a database is out of reach, is said, and the exit code is 2.
    Audit,
    /// Take pictures of each kind of page, or compare them with approved ones
    ///
    /// On a phone, a tablet and a desktop, light and dark, of the site and of the specimens, into
    /// target/screenshots/. Once there are some, a later run says which pages look different. Build
    /// first: `cargo site test --only build`.
    Screenshots(Screenshots),
    /// Measure the build with made-up libraries
    ///
    /// Makes libraries of 10, 1,000 and 10,000 articles of a thousand words in target/bench/, the
    /// same in every run, and prints how long each stage takes, how much memory, and what a first
    /// view weighs.
    Bench(Bench),
    /// Write pages and data into the build that Trunk is making; Trunk calls this
    #[command(hide = true)]
    Hook,
    /// Write what is saved into the preview that Trunk serves; `serve` starts this
    #[command(hide = true)]
    Watch,
}

/// What `serve` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site serve --open
  cargo site serve --port 3000
  cargo site serve -- --address 0.0.0.0    show it to other devices in the network")]
pub(crate) struct Serve {
    /// The port to serve on
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Open the browser once the site is built
    #[arg(long)]
    pub open: bool,
    /// More arguments for `trunk serve`
    #[arg(last = true, value_name = "TRUNK ARGUMENTS")]
    pub trunk: Vec<String>,
}

/// What `build` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site build
  cargo site build --origin https://clinic.example    where it will stand on the web
  cargo site build --public-url /articles/            not at the root of its host
  cargo site build --plain-host                       for GitHub Pages
  cargo site build --precompress                      for nginx and Caddy")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Build {
    /// The path that the site has on its host, or its whole address
    #[arg(long, value_name = "URL", default_value = "/", value_parser = public_url)]
    pub public_url: String,
    /// The host's address, where content/clinic.toml names none or another
    #[arg(long, value_name = "URL")]
    pub origin: Option<Origin>,
    /// The host sends no headers and has no redirects: put both into the pages
    #[arg(long)]
    pub plain_host: bool,
    /// Have browsers keep nothing for reading offline, and remove what they kept of earlier builds
    #[arg(long)]
    pub no_offline: bool,
    /// Also write what the site and this tool are made of, as `CycloneDX`, into dist-sbom/
    #[arg(long)]
    pub sbom: bool,
    /// Write compressed copies (.br, .gz) beside files, for servers that send them as they are
    #[arg(long)]
    pub precompress: bool,
    /// The folder to build into [default: dist]
    #[arg(long, value_name = "FOLDER")]
    pub dist: Option<PathBuf>,
    /// Show drafts, scheduled and expired articles too: for a look, never for the host
    #[arg(long, visible_alias = "unpublished")]
    pub drafts: bool,
    /// More arguments for `trunk build`
    #[arg(last = true, value_name = "TRUNK ARGUMENTS")]
    pub trunk: Vec<String>,
}

/// What `new` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site new \"Low mood\" --category depression
  cargo site new \"Low mood\" --slug what-is-low-mood
  cargo site new \"Fees\" --page")]
pub(crate) struct New {
    /// The title, in quotation marks
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// A category that it belongs to, by the name of its file; may be repeated, the main one first
    #[arg(long = "category", value_name = "SLUG", value_delimiter = ',')]
    pub categories: Vec<String>,
    /// The name in its address [default: made from the title]
    #[arg(long, value_name = "SLUG")]
    pub slug: Option<String>,
    /// Begin a page instead, such as a page on fees
    #[arg(long, conflicts_with = "categories")]
    pub page: bool,
}

/// What `list` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site list
  cargo site list --status draft,scheduled
  cargo site list --category depression --overdue
  cargo site list --format json")]
pub(crate) struct List {
    /// Only these; several are separated by commas
    #[arg(long, value_enum, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Only articles whose next review was due: the same as `--status overdue`
    #[arg(long)]
    pub overdue: bool,
    /// Only articles of this category
    #[arg(long, value_name = "SLUG")]
    pub category: Option<String>,
    /// For whom to print
    #[arg(long, value_enum, default_value_t = ListFormat::People)]
    pub format: ListFormat,
}

/// For whom `list` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table
    People,
    /// One JSON document
    Json,
}

/// What `check` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site check
  cargo site check --rules                    all editorial rules, a line each
  cargo site check --explain long-sentence    why there is a rule, and what to do
  cargo site check --format github            annotations in a GitHub workflow")]
pub(crate) struct Check {
    /// For whom to print
    #[arg(long, value_enum, default_value_t = Format::People)]
    pub format: Format,
    /// Explain an editorial rule instead
    #[arg(long, value_name = "RULE", value_parser = rule_name())]
    pub explain: Option<String>,
    /// List the editorial rules instead
    #[arg(long, conflicts_with = "explain")]
    pub rules: bool,
}

/// For whom `check` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines to read, in colour on a terminal
    People,
    /// One JSON document
    Json,
    /// Workflow commands, which GitHub shows beside the lines
    Github,
}

/// Clap then suggests the name that was meant.
fn rule_name() -> PossibleValuesParser {
    PossibleValuesParser::new(RULES.iter().map(|rule| rule.name))
}

/// What `reviews` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site reviews
  cargo site reviews --ics reviews.ics    a calendar with the days on which reviews are due")]
pub(crate) struct Reviews {
    /// Write a calendar file (RFC 5545) instead
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
}

/// What `import` takes.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Where it comes from
    #[command(subcommand)]
    pub source: Source,
}

/// The kinds of site that can be imported.
#[derive(Debug, Subcommand)]
pub(crate) enum Source {
    /// An export of WordPress: Tools, Export, All content
    Wordpress(Wordpress),
}

/// What `import wordpress` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site import wordpress export.xml --dry-run
  cargo site import wordpress export.xml --media wp-content/uploads
  cargo site import wordpress export.xml --verify    where every old address leads, and each text compared")]
pub(crate) struct Wordpress {
    /// The XML file that WordPress made
    #[arg(value_name = "EXPORT")]
    pub export: PathBuf,
    /// The folder with the uploaded files (wp-content/uploads), for pictures
    #[arg(long, value_name = "FOLDER")]
    pub media: Option<PathBuf>,
    /// The content folder to write to [default: content]
    #[arg(long, value_name = "FOLDER")]
    pub into: Option<PathBuf>,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Compare the export with what was imported instead
    #[arg(long, conflicts_with = "dry_run")]
    pub verify: bool,
    /// The file for the report [default: target/import-report.txt]
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// What `test` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site test
  cargo site test --only unit
  cargo site test --only build,browser")]
pub(crate) struct Test {
    /// Run this step only; may be repeated
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub only: Vec<Step>,
}

/// What `fuzz` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo site fuzz
  cargo site fuzz --minutes 30 markdown front-matter
  cargo site fuzz --minutes 30 --jobs 2    all targets, two at a time")]
pub(crate) struct Fuzz {
    /// How long to look, for each target; 0.5 is half a minute
    #[arg(long, default_value_t = 5.0, value_parser = minutes)]
    pub minutes: f64,
    /// How many targets to run at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    pub jobs: u8,
    /// What to look at [default: all]
    #[arg(value_enum, value_name = "TARGET")]
    pub targets: Vec<Target>,
}

fn minutes(text: &str) -> Result<f64, String> {
    let minutes = text.parse().ok().filter(|minutes| (0.01..=10_000.0).contains(minutes));
    minutes.ok_or_else(|| "write minutes, from 0.01 to 10000".to_owned())
}

/// What `screenshots` takes.
#[derive(Debug, Args)]
pub(crate) struct Screenshots {
    /// Put today's pictures in the place of the approved ones
    #[arg(long)]
    pub approve: bool,
}

/// What `bench` takes.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// How many articles; several numbers are separated by commas
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_values_t = [10, 1_000, 10_000])]
    pub articles: Vec<usize>,
    /// Measure one library in this process, whose memory is then that of this library alone
    #[arg(long, hide = true)]
    pub alone: bool,
    /// What else can be measured
    #[command(subcommand)]
    pub what: Option<BenchWhat>,
}

/// What is measured beside the build.
#[derive(Debug, Subcommand)]
pub(crate) enum BenchWhat {
    /// The search beside Pagefind, on the same made-up articles: bytes, requests and times
    Search(BenchSearch),
    /// How long it takes until a browser shows what is saved, under `cargo site serve`
    Preview(BenchPreview),
    /// How long a made-up WordPress export takes to be imported, and how much memory; writes nothing
    Import(BenchImport),
}

/// What `bench import` takes.
#[derive(Debug, Args)]
pub(crate) struct BenchImport {
    /// The size of the export in MB; several numbers are separated by commas
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_values_t = [60, 500])]
    pub megabytes: Vec<usize>,
    /// Measure in this process, whose memory is then that of one import alone
    #[arg(long, hide = true)]
    pub alone: bool,
}

/// What `bench preview` takes.
#[derive(Debug, Args)]
pub(crate) struct BenchPreview {
    /// How many articles; several numbers are separated by commas
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_values_t = [10, 1_000])]
    pub articles: Vec<usize>,
    /// The port to serve on
    #[arg(long, default_value_t = 8090, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
}

/// What `bench search` takes.
#[derive(Debug, Args)]
pub(crate) struct BenchSearch {
    /// How many articles; several numbers are separated by commas
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', default_values_t = [10, 500, 5_000, 20_000])]
    pub articles: Vec<usize>,
}

/// Trunk also takes `./`, but a page must know where it stands to link to the others.
fn public_url(text: &str) -> Result<String, String> {
    let is_address = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    if !is_address && (!text.starts_with('/') || text.starts_with("//")) {
        return Err("write a path such as `/articles/`, or a whole address with `https://`".into());
    }
    if text.contains(|letter: char| letter.is_whitespace() || "?#\\\"'<>".contains(letter)) {
        return Err("leave out spaces, quotes, `?`, `#`, `<`, `>` and `\\`".into());
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, error::ErrorKind};

    use super::*;

    fn parse(line: &str) -> Result<Command, clap::Error> {
        let words = ["cargo site"].into_iter().chain(line.split_whitespace());
        Cli::try_parse_from(words).map(|cli| cli.command)
    }

    fn error(line: &str) -> String {
        parse(line).unwrap_err().to_string()
    }

    #[test]
    fn is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serve_has_a_port_and_hands_on_what_follows_two_dashes() {
        let Command::Serve(serve) = parse("serve").unwrap() else { panic!("not serve") };
        assert_eq!((serve.port, serve.open, serve.trunk.len()), (8080, false, 0));

        let line = "serve --port 3000 --open -- --address 0.0.0.0";
        let Command::Serve(serve) = parse(line).unwrap() else { panic!("not serve") };
        assert_eq!((serve.port, serve.open), (3000, true));
        assert_eq!(serve.trunk, ["--address", "0.0.0.0"]);
    }

    #[test]
    fn a_port_is_a_number_that_can_be_served_on() {
        assert!(error("serve --port 0").contains("0 is not in 1..=65535"));
        assert!(error("serve --port web").contains("invalid value 'web'"));
    }

    #[test]
    fn a_public_url_is_a_path_or_an_address_and_ends_with_a_slash() {
        let public_url = |line| match parse(line) {
            Ok(Command::Build(build)) => build.public_url,
            other => panic!("{other:?}"),
        };
        assert_eq!(public_url("build"), "/");
        assert_eq!(public_url("build --public-url /sub/path/"), "/sub/path/");
        assert_eq!(public_url("build --public-url /sub"), "/sub/");
        assert_eq!(public_url("build --public-url https://a.example"), "https://a.example/");
        for wrong in ["sub/", "./", "//host/"] {
            assert!(error(&format!("build --public-url {wrong}")).contains("such as `/articles/`"));
        }
        assert!(error("build --public-url /a?b").contains("leave out spaces"));
    }

    #[test]
    fn an_origin_is_a_host() {
        let Command::Build(build) = parse("build --origin https://a.example").unwrap() else {
            panic!("not build")
        };
        assert_eq!(build.origin.unwrap().as_str(), "https://a.example");
        assert!(error("build --origin a.example").contains("such as `https://clinic.example`"));
    }

    #[test]
    fn test_takes_several_steps() {
        let Command::Test(test) = parse("test --only unit,wasm --only build").unwrap() else {
            panic!("not test")
        };
        assert_eq!(test.only, [Step::Unit, Step::Wasm, Step::Build]);
        assert!(error("test --only speed").contains("possible values: format, lints"));
    }

    #[test]
    fn check_prints_for_people_unless_it_is_told_otherwise() {
        let check = |line| match parse(line) {
            Ok(Command::Check(check)) => (check.format, check.explain, check.rules),
            other => panic!("{other:?}"),
        };
        assert_eq!(check("check"), (Format::People, None, false));
        assert_eq!(check("check --format json").0, Format::Json);
        assert_eq!(check("check --explain spelling").1.as_deref(), Some("spelling"));
        assert!(error("check --rules --explain spelling").contains("cannot be used with"));
    }

    #[test]
    fn a_new_page_has_no_category_and_a_list_takes_several_statuses() {
        let Command::New(new) = parse("new Tea --category green-tea,oolong").unwrap() else {
            panic!("not new")
        };
        assert_eq!((new.title.as_str(), new.categories.len(), new.page), ("Tea", 2, false));
        assert!(error("new Tea --page --category oolong").contains("cannot be used with"));
        let Command::List(list) = parse("list --status draft,scheduled").unwrap() else {
            panic!("not list")
        };
        assert_eq!(list.status, [Status::Draft, Status::Scheduled]);
        assert!(error("list --status new").contains("possible values: draft, scheduled"));
    }

    #[test]
    fn fuzz_takes_targets_and_a_time() {
        let fuzz = |line| match parse(line) {
            Ok(Command::Fuzz(fuzz)) => (fuzz.minutes, fuzz.jobs, fuzz.targets),
            other => panic!("{other:?}"),
        };
        assert_eq!(fuzz("fuzz"), (5.0, 1, vec![]));
        let both = vec![Target::Markdown, Target::FrontMatter];
        assert_eq!(fuzz("fuzz --minutes 0.5 --jobs 2 markdown front-matter"), (0.5, 2, both));
        assert!(error("fuzz --jobs 0").contains("0 is not in 1..=64"));
        for wrong in ["0", "-1", "inf", "NaN", "long"] {
            let error = error(&format!("fuzz --minutes={wrong}"));
            assert!(error.contains("write minutes"), "{error}");
        }
    }

    #[test]
    fn mistakes_are_named_with_what_was_meant() {
        assert!(error("sevre").contains("similar subcommand exists: 'serve'"));
        assert!(error("serve --prot 1").contains("similar argument exists: '--port'"));
        assert!(error("check now").contains("unexpected argument 'now'"));
        assert!(error("check --explain long-sentense").contains("'long-sentence'"));
    }

    #[test]
    fn help_names_every_command_but_the_hidden_one() {
        let help = parse("--help").unwrap_err();
        assert_eq!(help.kind(), ErrorKind::DisplayHelp);
        let help = help.to_string();
        for command in ["serve", "build", "new", "list", "check", "reviews", "test"] {
            assert!(help.contains(&format!("  cargo site {command} ")), "{help}");
        }
        assert!(!help.contains("hook"), "{help}");
    }
}
