use model::Category;

use super::{
    document::{Document, Located, Mention},
    documents::Context,
    front_matter::{Fields, FrontMatter, OldAddress, exceptions, picture},
    passage::PassageKind,
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

    let mut fields = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, report);
    let mut passages = Vec::new();
    let title = fields.required_text("title", PassageKind::Title, &mut passages);
    let description = fields.required_text("description", PassageKind::Summary, &mut passages);
    let home = fields.required("home");
    let order = fields.required("order");
    let picture = picture(&mut fields, pictures, &mut passages);
    document.exceptions = exceptions(&mut fields);
    let own_slug = fields.optional_at("slug");
    let old_addresses = fields.list::<OldAddress>("old_addresses");
    fields.finish();

    if !parts.body.trim().is_empty() {
        let empty = parts.body.lines().take_while(|line| line.trim().is_empty()).count();
        report.add(parts.body_line + empty, TextProblem::CategoryWithBody);
    }
    document.mentions.extend(
        own_slug.map(|Located { line, value }| Located { line, value: Mention::OwnSlug(value) }),
    );
    document.mentions.extend(old_addresses.iter().map(|Located { line, value }| Located {
        line: *line,
        value: Mention::OldAddress(value.0.clone()),
    }));
    let old_addresses = old_addresses.into_iter().map(|address| address.value.0).collect();
    document.hold_against_rules(&passages, vocabulary, report);
    document.card = passages;
    let (Some(slug), Some(title), Some(description), Some(home), Some(order)) =
        (document.slug.clone(), title, description, home, order)
    else {
        return document;
    };
    document.item =
        Some(Category { slug, title, description, home, picture, order, old_addresses });
    document
}
