use model::Category;

use super::{
    document::{Document, Located, Mention},
    documents::Context,
    front_matter::{Fields, FrontMatter, exceptions, old_addresses, picture},
    passage::PassageKind,
    pictures::Pictures,
    problem::{Report, TextProblem},
    source_file::SourceFile,
};

/// Reads `categories/<slug>.md`.
pub(crate) fn parse(
    file: &SourceFile,
    context: Context<'_>,
    report: &Report,
) -> Document<Category> {
    let Context { pictures, vocabulary, .. } = context;
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };
    let Some(parts) = FrontMatter::split(&source, report) else { return document };

    let fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let item = read(fields, pictures, &mut document);
    if !parts.body.trim().is_empty() {
        let empty = parts.body.lines().take_while(|line| line.trim().is_empty()).count();
        report.add(parts.body_line + empty, TextProblem::CategoryWithBody);
    }
    let passages = document.card.clone();
    document.hold_against_rules(&passages, vocabulary, report);
    document.item = item;
    document
}

/// Reads the fields, and notes in `document` what they say beside the category.
pub(crate) fn read(
    mut fields: Fields<'_>,
    pictures: &Pictures,
    document: &mut Document<Category>,
) -> Option<Category> {
    let passages = &mut document.card;
    let title = fields.required_text("title", PassageKind::Title, passages);
    let description = fields.required_text("description", PassageKind::Summary, passages);
    let home = fields.required("home");
    let order = fields.required("order");
    let hidden_while_empty = fields.optional("hidden_while_empty").unwrap_or(false);
    let picture = picture(&mut fields, pictures, passages);
    document.exceptions = exceptions(&mut fields);
    let own_slug = fields.optional_at("slug");
    let old_addresses = old_addresses(&mut fields, &mut document.mentions);
    fields.finish();
    document.mentions.extend(
        own_slug.map(|Located { line, value }| Located { line, value: Mention::OwnSlug(value) }),
    );
    let (Some(slug), Some(title), Some(description), Some(home), Some(order)) =
        (document.slug.clone(), title, description, home, order)
    else {
        return None;
    };
    Some(Category {
        slug,
        title,
        description,
        home,
        picture,
        order,
        hidden_while_empty,
        old_addresses,
    })
}
