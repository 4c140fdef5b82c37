use model::{Page, Route};

use super::{
    document::{Document, Located, Mention},
    documents::Context,
    front_matter::{Fields, FrontMatter, exceptions, picture},
    markdown::{Markdown, Place},
    passage::PassageKind,
    problem::{LibraryProblem, Report, TextProblem},
    source_file::SourceFile,
};

/// The pages whose words stand at the top of a view of the site, and the view's address.
pub(crate) const VIEWS: [(&str, Route); 3] =
    [("home", Route::Home), ("topics", Route::Topics), ("contact", Route::Contact)];

/// A page and what only the list of pages needs to know.
#[derive(Debug)]
pub(crate) struct NavigablePage {
    pub(crate) page: Page,
    /// What the main navigation calls it, where it leads to it.
    pub(crate) nav: Option<String>,
}

/// Reads `pages/<slug>.md`.
pub(crate) fn parse(
    file: &SourceFile,
    context: Context<'_>,
    report: &Report,
) -> Document<NavigablePage> {
    let Context { pictures, vocabulary, .. } = context;
    let mut document = Document::new(file, report);
    let view = document
        .slug
        .as_ref()
        .is_some_and(|slug| VIEWS.iter().any(|(view, _)| *view == slug.as_str()));
    if let Some(slug) = &document.slug
        && !view
        && Route::RESERVED.contains(&slug.as_str())
    {
        report.add_to_file(LibraryProblem::SlugReserved { slug: slug.clone() });
    }
    let Some(source) = file.read(report) else { return document };
    let Some(parts) = FrontMatter::split(&source, report) else { return document };

    let mut fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let mut passages = Vec::new();
    let title = fields.required_text("title", PassageKind::Title, &mut passages);
    let nav = fields.optional_text("nav", PassageKind::Title, &mut passages);
    let summary = fields.required_text("summary", PassageKind::Summary, &mut passages);
    let picture = picture(&mut fields, pictures, &mut passages);
    document.exceptions = exceptions(&mut fields);
    let own_slug = fields.optional_at("slug");
    fields.finish();
    document.mentions.extend(
        own_slug.map(|Located { line, value }| Located { line, value: Mention::OwnSlug(value) }),
    );

    let markdown = Markdown { report, pictures, references: None };
    let body = markdown.body(parts.body, parts.body_line, Place::Elsewhere);
    // A view has more to show than these words.
    if !view && parts.body.trim().is_empty() {
        report.add_to_file(TextProblem::EmptyBody);
    }
    document.headings = Some(body.headings);
    document.mentions.extend(body.mentions);
    passages.extend(body.passages);
    document.hold_against_rules(&passages, vocabulary, report);
    // The home page shows all of its own words, and the titles of the others.
    let is_home = document.slug.as_ref().is_some_and(|slug| slug.as_str() == "home");
    passages.retain(|passage| is_home || passage.kind == PassageKind::Title);
    document.card = passages;

    let (Some(slug), Some(title), Some(summary)) = (document.slug.clone(), title, summary) else {
        return document;
    };
    document.item = Some(NavigablePage {
        page: Page { slug, title, summary, picture, body: body.blocks },
        nav,
    });
    document
}
