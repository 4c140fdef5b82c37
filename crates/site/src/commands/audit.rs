//! Whether what the project depends on is sound: known holes, licences, where it comes from.

mod deny;
mod npm;

use std::{fmt, process::ExitCode};

use super::{CommandError, count};
use crate::{
    console::Console,
    project::Project,
    toolchain::{cargo_deny, node},
};

/// What a look at dependencies has brought.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// There is nothing to do.
    Sound,
    /// A line for each thing that is wrong.
    Wrong(Vec<String>),
    /// Nobody could be asked. This is no success: what was not looked at may be anything.
    OutOfReach(String),
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sound => f.write_str("ok"),
            Self::Wrong(lines) => {
                write!(f, "{}", count(lines.len(), "mistake", "mistakes"))?;
                lines.iter().try_for_each(|line| write!(f, "\n  {line}"))
            }
            Self::OutOfReach(why) => write!(f, "NOT LOOKED AT: {why}"),
        }
    }
}

/// What the exit says where nothing is wrong, but not all could be looked at.
const OUT_OF_REACH: u8 = 2;

pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let deny = cargo_deny::ensure(project, console)?;
    let npm = node::ensure()?;
    let verdicts = [
        ("where crates come from, and bans", deny::look(&deny, &["bans", "sources"], project)?),
        ("licences of crates", deny::look(&deny, &["licenses"], project)?),
        ("known holes in crates", deny::look(&deny, &["advisories"], project)?),
        ("known holes in npm packages", npm::look(&npm, project)?),
    ];
    for (what, verdict) in &verdicts {
        console.say(format_args!("{what:<34}{verdict}"));
    }
    Ok(exit(verdicts.map(|(_, verdict)| verdict).as_slice()))
}

fn exit(verdicts: &[Verdict]) -> ExitCode {
    if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Wrong(_))) {
        ExitCode::FAILURE
    } else if verdicts.iter().any(|verdict| matches!(verdict, Verdict::OutOfReach(_))) {
        ExitCode::from(OUT_OF_REACH)
    } else {
        ExitCode::SUCCESS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_asked_is_no_success() {
        let out = || Verdict::OutOfReach("no network".to_owned());
        let wrong = || Verdict::Wrong(vec!["a 1.0.0: a hole".to_owned()]);
        assert_eq!(exit(&[Verdict::Sound]), ExitCode::SUCCESS);
        assert_eq!(exit(&[Verdict::Sound, out()]), ExitCode::from(2));
        assert_eq!(exit(&[out(), wrong()]), ExitCode::FAILURE);
        assert_eq!(out().to_string(), "NOT LOOKED AT: no network");
        assert_eq!(wrong().to_string(), "1 mistake\n  a 1.0.0: a hole");
    }
}
