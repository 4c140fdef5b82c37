use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::Summary;
use crate::content::{Printed, Problem, ProblemKind, Problems, Severity};

/// The problems for people: where, what, the words, and what to do. Written with colours, which
/// whoever prints it takes out where they are not wanted.
pub(super) fn report(problems: &Problems, summary: &Summary) -> String {
    let mut text = String::new();
    for problem in problems.as_slice() {
        write_problem(&mut text, problem);
        text.push('\n');
    }
    if !problems.as_slice().is_empty() {
        text.push('\n');
    }
    text.push_str(&summary.line());
    text
}

fn write_problem(text: &mut String, problem: &Problem) {
    let bold = Style::new().bold();
    let severity = problem.kind.severity();
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
    };
    let colour = colour.on_default().bold();
    let place = Printed(problem.place());
    // Writing to a text cannot fail.
    let _ = write!(text, "{bold}{place}{bold:#}: {colour}{severity}{colour:#}: ");
    match &problem.kind {
        ProblemKind::Editorial(finding) => {
            let name = finding.rule.name;
            let dim = Style::new().dimmed();
            let _ = write!(text, "{} {dim}[{name}]{dim:#}", Printed(&finding.message));
            if let Some(words) = &finding.words {
                let _ = write!(text, "\n    “{}”", Printed(words));
            }
            let _ = write!(text, "\n    {dim}What to do:{dim:#} {}.", Printed(&finding.remedy));
        }
        kind => {
            let _ = write!(text, "{}", Printed(kind));
        }
    }
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::{
        super::tests::{problems, summary},
        *,
    };

    #[test]
    fn people_read_where_what_and_what_to_do() {
        let report = report(&problems(), &summary());
        assert!(report.contains("\u{1b}[1m"), "it has colours");
        assert_eq!(
            strip_str(&report).to_string(),
            "content/articles/a,b: c.md: error: there is no text below the fields; write it, or delete the file\n\
             content/articles/a,b: c.md:12: warning: 100% of it\nis long [long-sentence]\n    \
             “A \"sentence\".”\n    What to do: make two of it.\n\n\
             11 articles, 7 categories, 1 page: 1 error, 1 warning (0.02 s)"
        );
    }
}
