use std::{collections::BTreeSet, path::Path};

use model::{Article, Date, PageNumber, Route, Slug, Visibility};
use rayon::prelude::*;

use super::{
    Selection,
    document::{Document, Located, Mention},
    documents::Documents,
    page,
    problem::{FileProblem, LibraryProblem, Problem, Report, Suggestion, shown},
};

mod index;
mod old_addresses;

use self::index::{Found, Index};
pub(crate) use self::old_addresses::as_compared;

/// Checks how the files fit together: what they say of each other, and that none is missing.
/// `folder` is the content folder's name.
pub(crate) fn check(documents: &Documents, folder: &Path, selection: Selection) -> Vec<Problem> {
    let index = Index::new(documents, selection);
    let always = Shown::From(selection.today, None);
    let mut problems = missing_files(documents, folder);
    problems.par_extend(documents.articles.par_iter().flat_map_iter(|document| {
        let shown = document.item.as_ref().map_or(always, |item| Shown::of(item, selection));
        let other = |slug: &Slug| index.article(slug).map(|document| document.file.as_path());
        mentions(document, &index, shown, other)
    }));
    for document in &documents.categories {
        let other = |slug: &Slug| index.category(slug).map(|document| document.file.as_path());
        problems.extend(mentions(document, &index, always, other));
    }
    for document in &documents.pages {
        let other = |slug: &Slug| index.page(slug).map(|document| document.file.as_path());
        let hidden =
            document.item.as_ref().is_some_and(|page| page.draft && !selection.unpublished);
        let shown = if hidden { Shown::Never } else { always };
        problems.extend(mentions(document, &index, shown, other));
    }
    if let Some(document) = &documents.clinic {
        problems.extend(mentions(document, &index, always, |_| None));
    }
    if let Some(document) = &documents.redirects {
        // What leads to something hidden leads to the list of topics until it is seen.
        problems.extend(mentions(document, &index, Shown::Never, |_| None));
    }
    if let Some(document) = &documents.questions {
        // They are for the search, which leaves out what readers do not see.
        problems.extend(mentions(document, &index, Shown::Never, |_| None));
    }
    problems.extend(old_addresses::check(documents, &index));
    problems
}

/// The files that every site has.
fn missing_files(documents: &Documents, folder: &Path) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut missing = |file: &str, problem| {
        problems.push(Problem { file: folder.join(file), line: None, kind: problem });
    };
    if documents.clinic.is_none() {
        missing("clinic.toml", FileProblem::MissingClinic.into());
    }
    for (slug, route) in page::VIEWS {
        let there = |document: &Document<_>| {
            document.slug.as_ref().is_some_and(|name| name.as_str() == slug)
        };
        if !documents.pages.iter().any(there) {
            let address = route.to_string();
            missing(&format!("pages/{slug}.md"), FileProblem::MissingPage { address }.into());
        }
    }
    problems
}

/// How long readers see a file, and the links in it.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// From a day on, today or later, and before another.
    From(Date, Option<Date>),
    Never,
}

impl Shown {
    fn of(article: &Article, selection: Selection) -> Self {
        let Selection { today, unpublished } = selection;
        match article.visibility {
            Visibility::Draft if unpublished => Self::From(today, None),
            Visibility::Draft => Self::Never,
            Visibility::Public { until: Some(day), .. } if day <= today => Self::Never,
            Visibility::Public { from, until } => Self::From(from.max(today), until),
        }
    }

    /// Whether the links in it are seen on the day `day` or later.
    fn reaches(self, day: Date) -> bool {
        match self {
            Self::From(_, until) => until.is_none_or(|until| until > day),
            Self::Never => false,
        }
    }
}

/// Checks what one file says of others. `shown` says how long readers see it, `other` finds the file
/// of its kind that has a slug.
fn mentions<'a, T>(
    document: &Document<T>,
    index: &Index<'_>,
    shown: Shown,
    other: impl Fn(&Slug) -> Option<&'a Path>,
) -> Vec<Problem> {
    let report = Report::new(&document.file);
    for Located { line, value: mention } in &document.mentions {
        let problem = match mention {
            Mention::OwnSlug(slug) => own_slug(slug, document, other(slug)),
            Mention::Category(slug) => index.category(slug).is_none().then(|| {
                let suggestion = Suggestion::for_name(slug.as_str(), index.category_names());
                LibraryProblem::UnknownCategory { slug: slug.clone(), suggestion }
            }),
            Mention::Related(slug) if document.slug.as_ref() == Some(slug) => {
                Some(LibraryProblem::RelatedToItself { slug: slug.clone() })
            }
            Mention::Related(slug) => index
                .article(slug)
                .is_none()
                .then(|| LibraryProblem::UnknownArticle { slug: slug.clone() }),
            Mention::Link { route, fragment } => link(route, fragment.as_deref(), index, shown),
            Mention::Here(id) => dead_anchor(id, document.headings.as_ref(), None),
            // They are checked together, for one must not be that of another article.
            Mention::OldAddress(_) => None,
        };
        if let Some(problem) = problem {
            report.add(*line, problem);
        }
    }
    report.into_problems()
}

fn own_slug<T>(
    slug: &Slug,
    document: &Document<T>,
    other: Option<&Path>,
) -> Option<LibraryProblem> {
    if document.slug.as_ref() == Some(slug) {
        return None;
    }
    let slug = slug.clone();
    Some(match other {
        Some(other) => LibraryProblem::SlugTaken { slug, other: shown(other) },
        None => LibraryProblem::SlugDiffers { slug },
    })
}

fn link(
    route: &Route,
    fragment: Option<&str>,
    index: &Index<'_>,
    shown: Shown,
) -> Option<LibraryProblem> {
    let (hidden, from) = match shown {
        Shown::From(day, _) => (false, day),
        Shown::Never => (true, index.today()),
    };
    // Said at once, not on the day: no build fails for nothing but the time.
    if let Route::Article(slug) = route
        && let Some(until) = index.until(slug)
        && shown.reaches(until)
    {
        return Some(LibraryProblem::ExpiringArticle { slug: slug.clone(), until });
    }
    if let Route::Archive { category, page } = route
        && let Some(until) = index.archive_until(category, *page, from)
        && shown.reaches(until)
    {
        return Some(match *page {
            PageNumber::FIRST => LibraryProblem::ExpiringCategory { slug: category.clone(), until },
            _ => LibraryProblem::ExpiringList { address: route.to_string(), until },
        });
    }
    match (index.find(route, from), route) {
        // Later pages of it come and go with the number of articles.
        (Found::Nothing, Route::Archive { category, .. })
            if hidden && index.category(category).is_some() =>
        {
            None
        }
        (Found::Nothing, _) => Some(LibraryProblem::DeadLink { address: route.to_string() }),
        // What readers do not see may lead to what they do not see.
        (Found::Hidden { from, .. }, Route::Article(slug)) if !hidden => {
            Some(LibraryProblem::HiddenArticle { slug: slug.clone(), from })
        }
        (Found::Hidden { .. }, Route::Archive { category, .. }) if !hidden => {
            Some(LibraryProblem::HiddenCategory { slug: category.clone() })
        }
        (Found::Hidden { .. }, Route::Page(slug)) if !hidden => {
            Some(LibraryProblem::HiddenPage { slug: slug.clone() })
        }
        (Found::Page { headings } | Found::Hidden { headings, .. }, _) => {
            dead_anchor(fragment?, headings, Some(route))
        }
    }
}

fn dead_anchor(
    id: &str,
    headings: Option<&BTreeSet<String>>,
    page: Option<&Route>,
) -> Option<LibraryProblem> {
    let headings = headings?;
    if headings.contains(id) {
        return None;
    }
    let suggestion = Suggestion::for_name(id, headings.iter().map(String::as_str));
    let page = page.map(ToString::to_string);
    Some(LibraryProblem::DeadAnchor { id: id.to_owned(), page, suggestion })
}
