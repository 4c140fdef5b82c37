use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{project::Project, whole_file};

/// The last long run of each target, by its name: `cargo site reliability` tells of them.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record(pub(crate) BTreeMap<String, Run>);

/// A long run of a target.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// How long it ran.
    pub(crate) minutes: f64,
    /// How many inputs it made.
    pub(crate) cases: u64,
    /// How many of them broke something: a run ends at the first.
    pub(crate) findings: usize,
}

impl Record {
    /// Where it is kept.
    pub(crate) fn file(project: &Project) -> PathBuf {
        folder(project).join("report.json")
    }

    /// What is kept; nothing where no target was run.
    pub(crate) fn read(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(text) => Ok(serde_json::from_slice(&text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Keeps a run in the place of the last one of its target.
    pub(super) fn keep(path: &Path, target: &str, run: Run) -> io::Result<()> {
        let mut record = Self::read(path)?;
        record.0.insert(target.to_owned(), run);
        whole_file::write(path, &serde_json::to_vec_pretty(&record)?)
    }
}

impl Run {
    /// What the tests of a target have said of it last: `markdown: 640 cases in 61 s, no finding`, or
    /// where it did not come to its end `markdown: 640 cases in 1 min`.
    pub(super) fn said(text: &str, findings: usize) -> Self {
        let read = |line: &str| {
            let (_, rest) = line.split_once(": ")?;
            let (cases, rest) = rest.split_once(" cases in ")?;
            let (time, unit) = rest.split_once(' ')?;
            let time: f64 = time.parse().ok()?;
            let minutes = if unit.starts_with("min") { time } else { time / 60.0 };
            Some(Self { minutes, cases: cases.parse().ok()?, findings })
        };
        text.lines().rev().find_map(read).unwrap_or(Self { findings, ..Self::default() })
    }
}

/// Where the tests keep what they find; `tests/fuzz/fuzzer.rs` knows it.
pub(super) fn folder(project: &Project) -> PathBuf {
    project.target().join("fuzz")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_last_counts() {
        let text = "running 1 test\nmarkdown: 320 cases in 1 min\nmarkdown: 640 cases in 90 s, no finding\n";
        assert_eq!(Run::said(text, 0), Run { minutes: 1.5, cases: 640, findings: 0 });
        let broken_off = &text[..text.find("markdown: 640").unwrap()];
        assert_eq!(Run::said(broken_off, 1), Run { minutes: 1.0, cases: 320, findings: 1 });
        assert_eq!(Run::said("json: 3000 cases in 1.2 s\n", 0).cases, 3000);
        assert_eq!(Run::said("error: no end", 1), Run { findings: 1, ..Run::default() });
    }

    #[test]
    fn a_run_takes_the_place_of_the_last_one_of_its_target() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fuzz/report.json");
        let run = |cases| Run { minutes: 30.0, cases, findings: 0 };
        for (target, cases) in [("dates", 1), ("slugs", 2), ("dates", 3)] {
            Record::keep(&path, target, run(cases)).unwrap();
        }
        let kept = Record::read(&path).unwrap().0;
        assert_eq!((kept.len(), kept["dates"], kept["slugs"]), (2, run(3), run(2)));
    }
}
