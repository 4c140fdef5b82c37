use model::{Article, ArticleText, Date};

use super::{
    document::Document,
    front_matter::{ArticleFields, Fields, FrontMatter},
    markdown::{Markdown, Place, ReferenceIds},
    numbering,
    pictures::Pictures,
    problem::{Report, TextProblem},
    source_file::SourceFile,
};

/// Reads `articles/<slug>.md`.
pub(crate) fn parse(
    file: &SourceFile,
    pictures: &Pictures,
    today: Date,
    report: &Report,
) -> Document<Article> {
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };
    let Some(parts) = FrontMatter::split(&source, report) else { return document };

    let fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let fields = ArticleFields::read(fields, document.slug.clone(), pictures, today);
    document.mentions = fields.mentions;

    let ids: ReferenceIds = fields.references.iter().map(|reference| &reference.value.0).collect();
    let markdown = Markdown { report, pictures, references: Some(&ids) };
    let key_points = fields
        .key_points
        .iter()
        .filter_map(|point| markdown.paragraph(point, &mut document.mentions))
        .collect();
    let body = markdown.body(parts.body, parts.body_line, Place::Article);
    if parts.body.trim().is_empty() {
        report.add_to_file(TextProblem::EmptyBody);
    }
    document.headings = Some(body.headings);
    document.mentions.extend(body.mentions);

    let mut text = ArticleText { key_points, body: body.blocks, ..ArticleText::default() };
    numbering::number(&mut text, fields.references, body.footnotes, report);
    document.item = fields.article.map(|article| Article { text, ..article });
    document
}
