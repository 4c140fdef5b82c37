mod table;

use std::process::ExitCode;

use clap::ValueEnum;
use model::{Article, Date, Route, Slug, Standing, Visibility};
use serde::Serialize;

use super::{CommandError, count};
use crate::{
    cli::{List, ListFormat},
    console::Console,
    content::{Catalogue, CategoryNameError, CategoryNames, Entry, Problems, Selection},
    project::Project,
    today::today,
};

/// Why the articles could not be listed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    /// There is no content folder.
    #[error(transparent)]
    Content(#[from] Problems),
    /// There is no such category.
    #[error(transparent)]
    Category(#[from] CategoryNameError),
    /// The list is no JSON.
    #[error("the list cannot be written: {0}; this is a mistake of the program, please report it")]
    Json(#[from] serde_json::Error),
}

/// What an article is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Its author is at work
    Draft,
    /// Readers see it from a later day on
    Scheduled,
    /// Readers see it
    Published,
    /// Readers see it, and its next review was due
    Overdue,
    /// Readers no longer see it
    Expired,
}

impl Status {
    fn of(article: &Article, today: Date) -> Self {
        match article.visibility.standing(today) {
            Standing::Draft => Self::Draft,
            Standing::Scheduled(_) => Self::Scheduled,
            Standing::Expired(_) => Self::Expired,
            Standing::Public => match &article.review {
                Some(review) if review.is_overdue(today) => Self::Overdue,
                _ => Self::Published,
            },
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Overdue => "overdue",
            Self::Expired => "expired",
        }
    }
}

/// A line of the list.
#[derive(Debug, Serialize)]
struct Line {
    status: Status,
    slug: Slug,
    title: String,
    file: String,
    address: Route,
    categories: Vec<Slug>,
    published: Date,
    updated: Option<Date>,
    /// The first day on which readers see it; `None` for a draft.
    from: Option<Date>,
    /// The first day on which they no longer do.
    expires: Option<Date>,
    next_review: Option<Date>,
    words: usize,
    /// In years, by the Automated Readability Index (see the rule `reading-age`).
    reading_age: Option<u8>,
}

impl Line {
    fn of(entry: Entry, today: Date) -> Self {
        let Entry { file, article, reading_age } = entry;
        let (from, expires) = match article.visibility {
            Visibility::Draft => (None, None),
            Visibility::Public { from, until } => (Some(from), until),
        };
        Self {
            status: Status::of(&article, today),
            title: article.title,
            file,
            address: Route::Article(article.slug.clone()),
            slug: article.slug,
            categories: article.categories,
            published: article.published,
            updated: article.updated,
            from,
            expires,
            next_review: article.review.map(|review| review.next),
            words: article.text.count_words(),
            reading_age,
        }
    }
}

/// The list as programs read it; its names only ever grow.
#[derive(Debug, Serialize)]
struct Document<'a> {
    today: Date,
    articles: &'a [Line],
    /// Files with a mistake that keeps them from being read.
    unread: &'a [String],
}

pub(super) fn run(
    options: &List,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let today = today().ok_or(CommandError::Clock)?;
    let selection = Selection { today, unpublished: true };
    let catalogue = Catalogue::read(&project.content(), selection).map_err(ListError::Content)?;
    let Catalogue { entries, unread } = catalogue;
    if let Some(name) = &options.category {
        let held = CategoryNames::read(&project.content()).and_then(|names| names.check(name));
        held.map_err(ListError::Category)?;
    }
    let lines = lines(entries, options, today);
    match options.format {
        ListFormat::People => console.say(table::of(&lines)),
        ListFormat::Json => {
            let document = Document { today, articles: &lines, unread: &unread };
            console.say(serde_json::to_string_pretty(&document).map_err(ListError::Json)?);
        }
    }
    if !unread.is_empty() {
        console.note(format_args!(
            "{} cannot be read and is not in the list; `cargo site check` says why: {}",
            count(unread.len(), "file", "files"),
            unread.join(", ")
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What was asked for: by status, the newest first.
fn lines(entries: Vec<Entry>, options: &List, today: Date) -> Vec<Line> {
    let mut wanted = options.status.clone();
    if options.overdue {
        wanted.push(Status::Overdue);
    }
    let is_wanted = |line: &Line| {
        let of = |name: &String| line.categories.iter().any(|slug| slug.as_str() == name);
        (wanted.is_empty() || wanted.contains(&line.status))
            && options.category.as_ref().is_none_or(of)
    };
    let mut lines: Vec<_> =
        entries.into_iter().map(|entry| Line::of(entry, today)).filter(is_wanted).collect();
    lines.sort_by(|a, b| (a.status, b.published, &a.slug).cmp(&(b.status, a.published, &b.slug)));
    lines
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn entries() -> Vec<Entry> {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/valid/content");
        let selection = Selection { today: today(), unpublished: true };
        Catalogue::read(&content, selection).unwrap().entries
    }

    fn today() -> Date {
        Date::new(2026, 11, 23).unwrap()
    }

    fn options() -> List {
        List { status: vec![], overdue: false, category: None, format: ListFormat::People }
    }

    pub(super) fn listed(options: &List) -> Vec<Line> {
        lines(entries(), options, today())
    }

    pub(super) fn unpublished() -> Vec<Line> {
        listed(&List {
            status: vec![Status::Draft, Status::Scheduled, Status::Expired],
            ..options()
        })
    }

    #[test]
    fn every_article_has_the_status_that_readers_would_see() {
        let all = listed(&options());
        let status = |slug: &str| {
            let line = all.iter().find(|line| line.slug.as_str() == slug);
            line.map(|line| line.status).unwrap()
        };
        assert_eq!(status("unfinished"), Status::Draft);
        assert_eq!(status("next-harvest"), Status::Scheduled);
        assert_eq!(status("last-harvest"), Status::Expired);
        assert_eq!(status("how-to-brew"), Status::Published);
        let late = lines(entries(), &options(), Date::new(2027, 1, 10).unwrap());
        let brew = late.iter().find(|line| line.slug.as_str() == "how-to-brew").unwrap();
        assert_eq!(brew.status, Status::Overdue);
        assert!(brew.words > 100 && brew.reading_age.is_some());
    }

    #[test]
    fn filters_narrow_the_list_down() {
        assert!(listed(&List { overdue: true, ..options() }).len() < entries().len());
        let oolong = listed(&List { category: Some("oolong".into()), ..options() });
        assert!(oolong.len() >= 23);
        assert!(oolong.iter().all(|line| line.categories.iter().any(|s| s.as_str() == "oolong")));
    }

    #[test]
    fn programs_read_the_same() {
        let lines = unpublished();
        let document = Document { today: today(), articles: &lines, unread: &[] };
        let json = serde_json::to_value(&document).unwrap();
        let statuses: Vec<_> = json["articles"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["status"].clone())
            .collect();
        assert_eq!(statuses, ["draft", "scheduled", "expired"]);
    }
}
