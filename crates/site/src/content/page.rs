use model::{Page, Picture, Route, Slug};

use super::{
    document::{Document, Located, Mention},
    documents::Context,
    front_matter::{Fields, FrontMatter, exceptions, old_addresses, picture},
    markdown::{Markdown, Place},
    passage::{Passage, PassageKind},
    pictures::Pictures,
    problem::{LibraryProblem, Report, TextProblem},
    source_file::SourceFile,
};

/// The pages whose words stand at the top of a view of the site, and the view's address.
pub(crate) const VIEWS: [(&str, Route); 3] =
    [("home", Route::Home), ("topics", Route::Topics), ("contact", Route::Contact)];

/// The address of the page `slug`.
pub(crate) fn route(slug: &Slug) -> Route {
    let view = VIEWS.iter().find(|(view, _)| *view == slug.as_str());
    view.map_or_else(|| Route::Page(slug.clone()), |(_, route)| route.clone())
}

/// A page and what only the list of pages needs to know.
#[derive(Debug)]
pub(crate) struct NavigablePage {
    pub(crate) page: Page,
    /// What the main navigation calls it, where it leads to it.
    pub(crate) nav: Option<String>,
    /// Whether its author is still at work, so that readers do not see it.
    pub(crate) draft: bool,
    /// Paths that led to it on the site before.
    pub(crate) old_addresses: Vec<String>,
}

/// What the fields of a page say.
#[derive(Debug)]
pub(crate) struct PageFields {
    title: Option<String>,
    nav: Option<String>,
    summary: Option<String>,
    picture: Option<Picture>,
    draft: bool,
    old_addresses: Vec<String>,
}

impl PageFields {
    /// Reads them, and notes in `passages` and `document` what they say beside the page. `view` says
    /// that the site cannot do without it, so that it is never a draft.
    pub(crate) fn read(
        mut fields: Fields<'_>,
        pictures: &Pictures,
        view: bool,
        passages: &mut Vec<Passage>,
        document: &mut Document<NavigablePage>,
    ) -> Self {
        let title = fields.required_text("title", PassageKind::Title, passages);
        let nav = fields.optional_text("nav", PassageKind::Title, passages);
        let summary = fields.required_text("summary", PassageKind::Summary, passages);
        let picture = picture(&mut fields, pictures, passages);
        document.exceptions = exceptions(&mut fields);
        let own_slug = fields.optional_at("slug");
        let draft = !view && fields.optional("draft").unwrap_or(false);
        let old_addresses = old_addresses(&mut fields, &mut document.mentions);
        fields.finish();
        document.mentions.extend(
            own_slug
                .map(|Located { line, value }| Located { line, value: Mention::OwnSlug(value) }),
        );
        Self { title, nav, summary, picture, draft, old_addresses }
    }
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

    let fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let mut passages = Vec::new();
    let PageFields { title, nav, summary, picture, draft, old_addresses } =
        PageFields::read(fields, pictures, view, &mut passages, &mut document);

    let markdown = Markdown { report, pictures, references: None };
    let body = markdown.body(parts.body, parts.body_line, Place::Elsewhere);
    // A view has more to show than these words.
    if !view && parts.body.trim().is_empty() {
        report.add(parts.body_line.min(source.lines().count()), TextProblem::EmptyBody);
    }
    document.headings = Some(body.headings);
    document.mentions.extend(body.mentions);
    passages.extend(body.passages);
    if draft {
        report.allow_omissions();
    }
    document.hold_against_rules(&passages, vocabulary, report);
    // The home page shows all of its own words, and the titles of the others.
    let is_home = document.slug.as_ref().is_some_and(|slug| slug.as_str() == "home");
    passages.retain(|passage| is_home || passage.kind == PassageKind::Title);
    document.card = passages;

    // A draft is shown without what it still lacks.
    let summary = summary.or_else(|| draft.then(String::new));
    let (Some(slug), Some(title), Some(summary)) = (document.slug.clone(), title, summary) else {
        return document;
    };
    document.item = Some(NavigablePage {
        page: Page { slug, title, summary, picture, body: body.blocks },
        nav,
        draft,
        old_addresses,
    });
    document
}
