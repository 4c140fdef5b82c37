mod explanation;
mod github;
mod json;
mod people;

use std::{process::ExitCode, time::Instant};

use super::{CommandError, count};
use crate::{
    cli::{Check, Format},
    console::Console,
    content::{self, Checked, Counts, Severity},
    project::Project,
    today::today,
};

pub(super) fn run(
    options: &Check,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    if options.rules {
        console.say(explanation::list());
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(rule) = options.explain.as_deref().and_then(content::rule) {
        console.say(explanation::of(rule));
        return Ok(ExitCode::SUCCESS);
    }
    let start = Instant::now();
    let today = today().ok_or(CommandError::Clock)?;
    // As a release shows it: a link to a draft is dead there.
    let selection = content::Selection { today, unpublished: false };
    let Checked { counts, problems, .. } = content::check(&project.content(), selection);
    let problems = problems.with_suggestions();
    let summary = Summary {
        counts,
        errors: problems.count(Severity::Error),
        warnings: problems.count(Severity::Warning),
        seconds: start.elapsed().as_secs_f64(),
    };
    console.say(match options.format {
        Format::People => people::report(&problems, &summary),
        Format::Json => json::report(&problems, &summary),
        Format::Github => github::report(&problems, &summary),
    });
    Ok(if summary.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a check came to.
#[derive(Debug, Clone, Copy)]
struct Summary {
    counts: Counts,
    errors: usize,
    warnings: usize,
    seconds: f64,
}

impl Summary {
    /// `11 articles, 7 categories, 6 pages: 0 errors, 4 warnings (0.02 s)`
    fn line(&self) -> String {
        format!(
            "{}, {}, {}: {}, {} ({:.2} s)",
            count(self.counts.articles, "article", "articles"),
            count(self.counts.categories, "category", "categories"),
            count(self.counts.pages, "page", "pages"),
            count(self.errors, "error", "errors"),
            count(self.warnings, "warning", "warnings"),
            self.seconds,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::content::{Problem, ProblemKind, Problems, TextProblem, rule};

    /// An error of the form and a warning of the rules.
    pub(super) fn problems() -> Problems {
        let file = Path::new("content/articles/a,b: c.md");
        let finding = content::Finding {
            rule: rule("long-sentence").unwrap(),
            severity: Severity::Warning,
            message: "100% of it\nis long".to_owned(),
            words: Some("A \"sentence\".".to_owned()),
            remedy: "make two of it".into(),
        };
        Problems::from(vec![
            Problem { file: file.into(), line: None, kind: TextProblem::EmptyBody.into() },
            Problem { file: file.into(), line: Some(12), kind: ProblemKind::from(finding) },
        ])
    }

    pub(super) fn summary() -> Summary {
        let counts = Counts { articles: 11, categories: 7, pages: 1 };
        Summary { counts, errors: 1, warnings: 1, seconds: 0.017 }
    }

    #[test]
    fn the_summary_is_one_line() {
        assert_eq!(
            summary().line(),
            "11 articles, 7 categories, 1 page: 1 error, 1 warning (0.02 s)"
        );
    }
}
