use std::fmt::Write;

use super::Summary;
use crate::content::{Printed, Problem, ProblemKind, Problems};

/// The problems as workflow commands, which GitHub shows beside the lines
/// (<https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>).
pub(super) fn report(problems: &Problems, summary: &Summary) -> String {
    let mut text = String::new();
    for problem in problems.as_slice() {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "{}", command(problem));
    }
    text.push_str(&summary.line());
    text
}

fn command(problem: &Problem) -> String {
    let severity = problem.kind.severity();
    let file = property(&problem.shown_file());
    let line = problem.line.map_or_else(String::new, |line| format!(",line={line}"));
    let title = match &problem.kind {
        ProblemKind::Editorial(finding) => finding.rule.name,
        _ => "content",
    };
    let message = data(&Printed(&problem.kind).to_string());
    format!("::{severity} file={file}{line},title={title}::{message}")
}

/// What stands behind the second `::`, escaped as the runner's own toolkit does
/// (`packages/core/src/command.ts` of actions/toolkit).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{problems, summary},
        *,
    };

    #[test]
    fn what_has_a_meaning_in_commands_is_escaped() {
        let report = report(&problems(), &summary());
        let lines: Vec<_> = report.lines().collect();
        assert_eq!(
            lines,
            [
                "::error file=content/articles/a%2Cb%3A c.md,title=content::there is no text below the fields; write it, or delete the file",
                "::warning file=content/articles/a%2Cb%3A c.md,line=12,title=long-sentence::100%25 of it%0Ais long: “A \"sentence\".”; make two of it [long-sentence]",
                "11 articles, 7 categories, 1 page: 1 error, 1 warning (0.02 s)",
            ]
        );
    }
}
