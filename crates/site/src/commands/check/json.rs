use serde::Serialize;

use super::Summary;
use crate::content::{Problem, ProblemKind, Problems};

/// The problems as one JSON document. Programs rely on its names: they only ever grow.
#[derive(Debug, Serialize)]
struct Document<'a> {
    /// Grows when a name changes its meaning.
    version: u8,
    articles: usize,
    categories: usize,
    pages: usize,
    errors: usize,
    warnings: usize,
    seconds: f64,
    problems: Vec<Record<'a>>,
}

#[derive(Debug, Serialize)]
struct Record<'a> {
    /// `error` or `warning`.
    severity: &'static str,
    /// The editorial rule; null for mistakes of form.
    rule: Option<&'static str>,
    /// From the project's folder, with `/`.
    file: String,
    /// From 1; null for the file as a whole.
    line: Option<usize>,
    /// What is wrong; for mistakes of form with the remedy.
    message: String,
    /// The sentence or the words, where it is about some.
    words: Option<&'a str>,
    /// What to do; null for mistakes of form.
    remedy: Option<&'a str>,
}

pub(super) fn report(problems: &Problems, summary: &Summary) -> String {
    let document = Document {
        version: 1,
        articles: summary.counts.articles,
        categories: summary.counts.categories,
        pages: summary.counts.pages,
        errors: summary.errors,
        warnings: summary.warnings,
        seconds: summary.seconds,
        problems: problems.as_slice().iter().map(record).collect(),
    };
    // Texts and numbers can always be written.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

fn record(problem: &Problem) -> Record<'_> {
    let finding = match &problem.kind {
        ProblemKind::Editorial(finding) => Some(finding),
        _ => None,
    };
    Record {
        severity: problem.kind.severity().name(),
        rule: finding.map(|finding| finding.rule.name),
        file: problem.shown_file(),
        line: problem.line,
        message: finding
            .map_or_else(|| problem.kind.to_string(), |finding| finding.message.clone()),
        words: finding.and_then(|finding| finding.words.as_deref()),
        remedy: finding.map(|finding| &*finding.remedy),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{problems, summary},
        *,
    };

    #[test]
    fn programs_read_stable_names() {
        let document: serde_json::Value =
            serde_json::from_str(&report(&problems(), &summary())).unwrap();
        assert_eq!(
            document,
            serde_json::json!({
                "version": 1,
                "articles": 11,
                "categories": 7,
                "pages": 1,
                "errors": 1,
                "warnings": 1,
                "seconds": 0.017,
                "problems": [
                    {
                        "severity": "error",
                        "rule": null,
                        "file": "content/articles/a,b: c.md",
                        "line": null,
                        "message": "there is no text below the fields; write it, or delete the file",
                        "words": null,
                        "remedy": null,
                    },
                    {
                        "severity": "warning",
                        "rule": "long-sentence",
                        "file": "content/articles/a,b: c.md",
                        "line": 12,
                        "message": "100% of it\nis long",
                        "words": "A \"sentence\".",
                        "remedy": "make two of it",
                    },
                ],
            })
        );
    }
}
