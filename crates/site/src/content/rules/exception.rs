use super::{Finding, Rule};
use crate::content::{
    document::Located,
    problem::{FrontMatterProblem, Report},
};

/// A rule that does not apply to a file, for a reason that its author gives in `[[exceptions]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Exception {
    /// The rule.
    pub(crate) rule: &'static Rule,
    /// Where it does not apply: in sentences with these words; `None`: nowhere in the file.
    pub(crate) words: Option<String>,
}

impl Exception {
    fn covers(&self, finding: &Finding) -> bool {
        let holds = |words: &String| {
            let about = finding.words.as_deref().unwrap_or_default();
            about.to_lowercase().contains(&words.to_lowercase())
        };
        self.rule == finding.rule && self.words.as_ref().is_none_or(holds)
    }
}

/// The findings that no exception covers. An exception that covers none is a problem: it would hide
/// what is written later.
pub(crate) fn excepted<'a>(
    findings: impl Iterator<Item = &'a (Option<usize>, Finding)>,
    exceptions: &[Located<Exception>],
    report: &Report,
) -> Vec<(Option<usize>, Finding)> {
    let mut needed = vec![false; exceptions.len()];
    let mut rest = Vec::new();
    for (line, finding) in findings {
        let mut covered = false;
        for (exception, needed) in exceptions.iter().zip(&mut needed) {
            if exception.value.covers(finding) {
                covered = true;
                *needed = true;
            }
        }
        if !covered {
            rest.push((*line, finding.clone()));
        }
    }
    for (Located { line, value }, needed) in exceptions.iter().zip(needed) {
        if !needed {
            let Exception { rule, words } = value.clone();
            report.add(*line, FrontMatterProblem::UnneededException { rule: rule.name, words });
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::titles::LONG_TITLE, *};

    fn left(exceptions: &[Exception]) -> (usize, Vec<String>) {
        let findings = [(Some(2), LONG_TITLE.finding("long").about("A Title on Tea"))];
        let exceptions: Vec<_> =
            exceptions.iter().map(|value| Located { line: 5, value: value.clone() }).collect();
        let report = Report::new(Path::new("a.md"));
        let rest = excepted(findings.iter(), &exceptions, &report);
        (rest.len(), report.into_problems().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_exception_covers_what_it_names_and_no_more() {
        let exception =
            |words: Option<&str>| Exception { rule: &LONG_TITLE, words: words.map(str::to_owned) };
        assert_eq!(left(&[exception(None)]), (0, vec![]));
        assert_eq!(left(&[exception(Some("title on tea"))]), (0, vec![]));
        let (rest, problems) = left(&[exception(Some("coffee"))]);
        assert_eq!(rest, 1);
        assert!(problems[0].starts_with("a.md:5: nothing needs the exception"), "{problems:?}");
        let other = Exception { rule: &super::super::spelling::SPELLING, words: None };
        assert_eq!(left(&[other]).0, 1);
    }
}
