use model::{Article, ArticleText};

use super::{
    document::Document,
    documents::Context,
    front_matter::{ArticleFields, Fields, FrontMatter},
    markdown::{Markdown, Place, ReferenceIds},
    numbering,
    passage::PassageKind,
    problem::{Report, TextProblem},
    rules::{self, ArticleSubject},
    source_file::SourceFile,
};

/// Reads `articles/<slug>.md`.
pub(crate) fn parse(file: &SourceFile, context: Context<'_>, report: &Report) -> Document<Article> {
    let Context { pictures, vocabulary, today } = context;
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };
    let Some(parts) = FrontMatter::split(&source, report) else { return document };

    let fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let fields = ArticleFields::read(fields, document.slug.clone(), pictures, today);
    document.mentions = fields.mentions;
    document.exceptions = fields.exceptions;
    let mut passages = fields.passages;
    let on_cards = |kind| matches!(kind, PassageKind::Title | PassageKind::Summary);
    document.card = passages.iter().filter(|passage| on_cards(passage.kind)).cloned().collect();

    let ids: ReferenceIds = fields.references.iter().map(|reference| &reference.value.0).collect();
    let markdown = Markdown { report, pictures, references: Some(&ids) };
    let key_points = fields
        .key_points
        .iter()
        .filter_map(|point| {
            let kind = PassageKind::KeyPoint;
            markdown.paragraph(point, kind, &mut document.mentions, &mut passages)
        })
        .collect();
    let body = markdown.body(parts.body, parts.body_line, Place::Article);
    if parts.body.trim().is_empty() {
        report.add(parts.body_line.min(source.lines().count()), TextProblem::EmptyBody);
    }
    document.headings = Some(body.headings);
    document.mentions.extend(body.mentions);
    passages.extend(body.passages);
    if fields.draft {
        report.allow_omissions();
    }
    if let (Some(article), true) = (&fields.article, report.has_no_errors()) {
        let (lines, references) = (&fields.lines, &fields.references);
        let subject = ArticleSubject { article, lines, references, passages: &passages };
        rules::article(&subject, today, &mut document.findings);
        document.hold_against_rules(&passages, vocabulary, report);
    }

    let mut text = ArticleText { key_points, body: body.blocks, ..ArticleText::default() };
    numbering::number(&mut text, fields.references, body.footnotes, report);
    document.item = fields.article.map(|article| Article { text, ..article });
    document
}
