use std::{
    cell::Cell,
    env, fmt, fs,
    path::{Path, PathBuf},
    process,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner},
};

use crate::fault::told;

/// What a check says of one input.
pub(crate) type Verdict = Result<(), TestCaseError>;

/// A case that takes longer than this never ends: the slowest takes some hundredths of a second.
const HANG: Duration = Duration::from_secs(30);

/// How many cases are run between two looks at the clock.
const ROUND: u32 = 64;

/// Runs `check` on inputs of `strategy`: on `cases` of them that are the same each time, or, where
/// `FUZZ_MINUTES` is set, on others for so long.
pub(crate) fn fuzz<S: Strategy>(
    target: &str,
    cases: u32,
    strategy: S,
    check: impl Fn(&S::Value) -> Verdict,
) where
    S::Value: fmt::Debug,
{
    let watch = Watch::begin(target);
    let (start, made) = (Instant::now(), Cell::new(0_u64));
    let check = |input: S::Value| {
        made.set(made.get() + 1);
        watch.case(&input);
        let verdict = check(&input);
        watch.over();
        verdict
    };
    let run = |cases, seed| {
        let config = Config {
            cases,
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            ..Config::default()
        };
        TestRunner::new(config).run(&strategy, check).unwrap_or_else(|error| {
            let TestError::Fail(reason, input) = error else { panic!("{target}: {error}") };
            let file = watch.keep("finding", &format!("{input:#?}"));
            // Those too that made what failed as small as it gets.
            println!("{target}: {} cases in {} s", made.get(), start.elapsed().as_secs());
            panic!("{target}, seed {seed}: {reason}\ninput, also in {}:\n{input:?}", file.display())
        });
    };
    let Some(time) = minutes() else {
        run(cases, 0);
        let what = format!("hostile input: {}", target.replace('_', " "));
        return told(&what, sees(target));
    };

    // The first seed differs from run to run; it is named where something is found.
    let first = start_seed();
    let mut rounds = 0;
    let mut next = Duration::from_mins(1);
    while start.elapsed() < time {
        run(ROUND, first.wrapping_add(rounds));
        rounds += 1;
        if start.elapsed() >= next {
            let minutes = next.as_secs() / 60;
            println!("{target}: {} cases in {minutes} min", rounds * u64::from(ROUND));
            next += Duration::from_mins(1);
        }
    }
    let seconds = start.elapsed().as_secs();
    println!("{target}: {} cases in {seconds} s, no finding", rounds * u64::from(ROUND));
}

/// What people get who write or type what a target makes.
fn sees(target: &str) -> &'static str {
    match target {
        "bombs" => "an end in seconds, with the text or errors",
        _ => "what is meant as text stays text; all else is an error with its remedy",
    }
}

/// Runs `check` on one input that once was a finding.
pub(crate) fn again<I: fmt::Debug>(target: &str, input: &I, check: impl FnOnce(&I) -> Verdict) {
    let watch = Watch::begin(target);
    watch.case(input);
    let verdict = check(input);
    watch.over();
    assert!(verdict.is_ok(), "{target}: {verdict:?}\ninput: {input:?}");
}

fn minutes() -> Option<Duration> {
    let minutes: f64 = env::var("FUZZ_MINUTES").ok()?.parse().unwrap();
    Some(Duration::from_secs_f64(minutes * 60.0))
}

fn start_seed() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.unwrap().as_secs() << 20
}

/// Ends the program where a case does not end, and keeps its input, which is then the finding.
///
/// A case that takes all of the stack ends the program by itself; a long run has its input on the
/// disk before it begins.
struct Watch {
    folder: PathBuf,
    target: String,
    on_disk: bool,
    cases: Sender<Option<String>>,
}

impl Watch {
    fn begin(target: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let folder = root.join("target/fuzz");
        fs::create_dir_all(&folder).unwrap();
        let (cases, begun) = mpsc::channel::<Option<String>>();
        let (name, file) = (target.to_owned(), folder.join(format!("{target}.hang.txt")));
        thread::spawn(move || {
            // An ended sender ends the loop: the target is done.
            while let Ok(case) = begun.recv() {
                let Some(input) = case else { continue };
                match begun.recv_timeout(HANG) {
                    Ok(_) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                    Err(RecvTimeoutError::Timeout) => {
                        _ = fs::write(&file, input);
                        eprintln!("{name}: no end after {HANG:?}; the input is {}", file.display());
                        process::abort();
                    }
                }
            }
        });
        Self { folder, target: target.to_owned(), on_disk: minutes().is_some(), cases }
    }

    fn case(&self, input: &impl fmt::Debug) {
        let input = format!("{input:#?}");
        if self.on_disk {
            self.keep("last", &input);
        }
        self.cases.send(Some(input)).unwrap();
    }

    fn over(&self) {
        self.cases.send(None).unwrap();
    }

    fn keep(&self, what: &str, text: &str) -> PathBuf {
        let file = self.folder.join(format!("{}.{what}.txt", self.target));
        fs::write(&file, text).unwrap();
        file
    }
}
