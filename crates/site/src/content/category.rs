use model::Category;

use super::{
    document::{Document, Located, Mention},
    front_matter::{Fields, FrontMatter, picture},
    pictures::Pictures,
    problem::{Report, TextProblem},
    source_file::SourceFile,
};

/// Reads `categories/<slug>.md`.
pub(crate) fn parse(file: &SourceFile, pictures: &Pictures, report: &Report) -> Document<Category> {
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };
    let Some(parts) = FrontMatter::split(&source, report) else { return document };

    let mut fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let title = fields.required("title");
    let description = fields.required("description");
    let home = fields.required("home");
    let order = fields.required("order");
    let picture = picture(&mut fields, pictures);
    let own_slug = fields.optional_at("slug");
    fields.finish();

    if !parts.body.trim().is_empty() {
        let empty = parts.body.lines().take_while(|line| line.trim().is_empty()).count();
        report.add(parts.body_line + empty, TextProblem::CategoryWithBody);
    }
    document.mentions.extend(
        own_slug.map(|Located { line, value }| Located { line, value: Mention::OwnSlug(value) }),
    );
    let (Some(slug), Some(title), Some(description), Some(home), Some(order)) =
        (document.slug.clone(), title, description, home, order)
    else {
        return document;
    };
    document.item = Some(Category { slug, title, description, home, picture, order });
    document
}
