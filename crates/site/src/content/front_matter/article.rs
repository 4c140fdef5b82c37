use std::{cmp::Reverse, collections::HashSet};

use model::{
    Article, ArticleText, Audience, Change, Date, Reference, Review, Slug, Source, WebAddress,
};

use super::{days::Days, doi::Doi, exceptions, fields::Fields, old_addresses, picture};
use crate::content::{
    document::{Located, Mention},
    passage::{Passage, PassageKind},
    pictures::Pictures,
    problem::FrontMatterProblem,
    rules::{ArticleLines, Exception},
};

/// What the fields of an article say.
#[derive(Debug)]
pub(crate) struct ArticleFields {
    /// The article without its text; `None` where a field is missing or wrong.
    pub(crate) article: Option<Article>,
    /// Whether its author is still at work.
    pub(crate) draft: bool,
    /// The key points, in Markdown.
    pub(crate) key_points: Vec<Located<String>>,
    /// The references in the order in which they are written.
    pub(crate) references: Vec<Located<(Slug, Reference)>>,
    /// Its categories, related articles and old addresses.
    pub(crate) mentions: Vec<Located<Mention>>,
    /// The fields that readers see.
    pub(crate) passages: Vec<Passage>,
    /// The lines of its days.
    pub(crate) lines: ArticleLines,
    /// The editorial rules that do not apply.
    pub(crate) exceptions: Vec<Located<Exception>>,
}

impl ArticleFields {
    /// Reads them and checks what can be checked without other files. `slug` is the file's name.
    pub(crate) fn read(
        mut fields: Fields<'_>,
        slug: Option<Slug>,
        pictures: &Pictures,
        today: Date,
    ) -> Self {
        let mut passages = Vec::new();
        let title = fields.required_text("title", PassageKind::Title, &mut passages);
        let plain_title =
            fields.optional_text("plain_title", PassageKind::PlainTitle, &mut passages);
        let summary = fields.required_text("summary", PassageKind::Summary, &mut passages);
        let own_slug = fields.optional_at::<Slug>("slug");
        let categories =
            fields.required_list::<Slug>("categories").map(|list| list.value).unwrap_or_default();
        let authors = fields.list::<String>("authors");
        let audience = fields.list::<Audience>("audience");
        let key_points = key_points(&mut fields);
        let related = fields.list::<Slug>("related");
        let mut old_mentions = Vec::new();
        let old_addresses = old_addresses(&mut fields, &mut old_mentions);
        let synonyms = fields.list::<String>("synonyms");
        let days = Days::read(&mut fields, today);
        let picture = picture(&mut fields, pictures, &mut passages);
        let (review, next_review) = review(&mut fields, today).unzip();
        let references = references(&mut fields);
        let changes = changes(&mut fields, &days, &mut passages);
        let exceptions = exceptions(&mut fields);
        fields.finish();

        let (published, updated) = days.lines;
        let lines = ArticleLines { published, updated, next_review };
        let mentions = own_slug
            .iter()
            .map(|slug| mention(slug, Mention::OwnSlug))
            .chain(categories.iter().map(|slug| mention(slug, Mention::Category)))
            .chain(related.iter().map(|slug| mention(slug, Mention::Related)))
            .chain(old_mentions)
            .collect();
        // A draft is shown without what it still lacks.
        let draft = days.draft;
        let article = || {
            Some(Article {
                slug: slug?,
                title: title?,
                plain_title,
                summary: if draft { summary.unwrap_or_default() } else { summary? },
                categories: values(categories),
                authors: values(authors),
                audience: values(audience),
                visibility: days.visibility()?,
                published: if draft { days.published.unwrap_or(today) } else { days.published? },
                updated: days.updated,
                picture,
                review,
                text: ArticleText::default(),
                changes,
                related: values(related),
                old_addresses,
                synonyms: values(synonyms),
            })
        };
        let article = article();
        Self { article, draft, key_points, references, mentions, passages, lines, exceptions }
    }
}

fn key_points(fields: &mut Fields<'_>) -> Vec<Located<String>> {
    let points = fields.required_list("key_points");
    if let Some(Located { line, value }) = &points
        && !value.is_empty()
        && !(3..=5).contains(&value.len())
    {
        fields.add(*line, FrontMatterProblem::KeyPointCount { count: value.len() });
    }
    points.map(|points| points.value).unwrap_or_default()
}

/// The review, and the line of its next day.
fn review(fields: &mut Fields<'_>, today: Date) -> Option<(Review, usize)> {
    let mut part = fields.table("review")?;
    let reviewer = part.optional("reviewer");
    let last = part.required_at::<Date>("last");
    let next = part.required_at::<Date>("next");
    if let Some(Located { line, value: date }) = last
        && date > today
    {
        part.add(line, FrontMatterProblem::InTheFuture { field: "last", date, schedule: false });
    }
    if let (Some(last), Some(next)) = (&last, &next)
        && next.value <= last.value
    {
        part.add(
            next.line,
            FrontMatterProblem::NextReviewNotAfterLast { next: next.value, last: last.value },
        );
    }
    part.finish();
    let next = next?;
    Some((Review { reviewer, last: last?.value, next: next.value }, next.line))
}

fn references(fields: &mut Fields<'_>) -> Vec<Located<(Slug, Reference)>> {
    let mut ids = HashSet::new();
    let read = |mut part: Fields<'_>| {
        let id = part.required_at::<Slug>("id");
        let text = part.required::<String>("text");
        let doi = part.optional::<Doi>("doi");
        let url = part.optional_at::<WebAddress>("url");
        if let Some(Located { line, value: id }) = &id
            && !ids.insert(id.clone())
        {
            part.add(*line, FrontMatterProblem::ReferenceTwice { id: id.clone() });
            return None;
        }
        if let (Some(_), Some(url)) = (&doi, &url) {
            part.add(url.line, FrontMatterProblem::DoiAndUrl);
        }
        part.finish();
        let source =
            doi.map(|Doi(source)| source).or_else(|| url.map(|url| Source::Url(url.value)));
        // A reference without its text is a problem already; citations of it are none.
        let reference = Reference { text: text.unwrap_or_default(), source, citations: 0 };
        let Located { line, value: id } = id?;
        Some(Located { line, value: (id, reference) })
    };
    fields.tables("references").into_iter().filter_map(read).collect()
}

fn changes(fields: &mut Fields<'_>, days: &Days, passages: &mut Vec<Passage>) -> Vec<Change> {
    let mut read = |mut part: Fields<'_>| {
        let date = part.required_at::<Date>("date");
        let note = part.required_text("note", PassageKind::Note, passages);
        days.check_past(&part, "date", date.as_ref());
        part.finish();
        Some(Change { date: date?.value, note: note? })
    };
    let mut changes: Vec<_> = fields.tables("changes").into_iter().filter_map(&mut read).collect();
    changes.sort_by_key(|change| Reverse(change.date));
    changes
}

fn mention<T: Clone>(field: &Located<T>, kind: impl FnOnce(T) -> Mention) -> Located<Mention> {
    Located { line: field.line, value: kind(field.value.clone()) }
}

fn values<T>(fields: Vec<Located<T>>) -> Vec<T> {
    fields.into_iter().map(|field| field.value).collect()
}
