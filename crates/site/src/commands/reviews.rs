mod calendar;

use std::{fs, io, path::PathBuf, process::ExitCode};

use model::{Article, Date};

use super::{CommandError, count};
use crate::{
    cli::Reviews,
    console::Console,
    content::{self, Problems, Selection},
    project::Project,
    today::today,
};

/// Why the reviews could not be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReviewsError {
    /// The content has errors.
    #[error("the content has errors; correct them first:\n{0}")]
    Content(#[from] Problems),
    /// A calendar must have an entry (RFC 5545, 3.6).
    #[error(
        "no article has been reviewed yet, so the calendar would be empty. Add `[review]` with `last` and `next` to an article first."
    )]
    Empty,
    /// The calendar could not be written.
    #[error("cannot write {}: {reason}. Check that the folder is there and that you may write to it.", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

pub(super) fn run(
    options: &Reviews,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let today = today().ok_or(CommandError::Clock)?;
    let selection = Selection { today, unpublished: false };
    let library = content::load(&project.content(), selection).map_err(ReviewsError::Content)?;
    if let Some(file) = &options.ics {
        let reviewed = library.articles().iter().filter(|article| article.review.is_some()).count();
        if reviewed == 0 {
            return Err(ReviewsError::Empty.into());
        }
        let calendar = calendar::of(library.articles());
        fs::write(file, calendar)
            .map_err(|reason| ReviewsError::Write { file: file.clone(), reason })?;
        let dates = count(reviewed, "day", "days");
        console.say(format_args!("{} has {dates} of reviews.", file.display()));
    } else {
        console.say(table(library.articles(), today));
    }
    Ok(ExitCode::SUCCESS)
}

/// What is due when: first what nobody has reviewed, then by day.
fn table(articles: &[Article], today: Date) -> String {
    let mut articles: Vec<_> = articles.iter().collect();
    articles
        .sort_by_key(|article| (article.review.as_ref().map(|review| review.next), &article.slug));
    let line = |article: &&Article| {
        let (last, next, state) = match &article.review {
            None => ("-".to_owned(), "-".to_owned(), "not yet reviewed"),
            Some(review) => {
                let state = if review.is_overdue(today) { "overdue" } else { "reviewed" };
                (review.last.iso(), review.next.iso(), state)
            }
        };
        format!("{next:10}  {last:10}  {state:16}  {}", article.title)
    };
    let head = format!("{:10}  {:10}  {:16}  article", "due", "last", "state");
    let waiting = articles.iter().filter(|article| article.review.is_none()).count();
    let overdue = |article: &&&Article| {
        article.review.as_ref().is_some_and(|review| review.is_overdue(today))
    };
    let overdue = articles.iter().filter(overdue).count();
    let lines: Vec<_> = articles.iter().map(line).collect();
    format!(
        "{head}\n{}\n\n{}: {waiting} not yet reviewed, {overdue} overdue",
        lines.join("\n"),
        count(articles.len(), "article", "articles"),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The articles of the tests' own site that are more than a number in an archive.
    pub(super) fn articles() -> Vec<Article> {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/valid/content");
        let today = Date::new(2026, 11, 23).unwrap();
        let library = content::load(&content, Selection { today, unpublished: false }).unwrap();
        let mut articles = library.articles().to_vec();
        articles.retain(|article| !article.slug.as_str().starts_with("oolong"));
        articles
    }

    #[test]
    fn what_nobody_has_reviewed_comes_first() {
        let later = Date::new(2027, 1, 10).unwrap();
        let mut articles = articles();
        articles[0].review = None;
        let table = table(&articles, later);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[0], "due         last        state             article");
        assert_eq!(lines[1], "-           -           not yet reviewed  Second flush");
        assert_eq!(lines[2], "2027-01-09  2026-01-09  overdue           How to brew a pot of tea");
        assert_eq!(lines[4], "2 articles: 1 not yet reviewed, 1 overdue");
    }
}
