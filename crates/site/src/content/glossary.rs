use std::collections::HashSet;

use model::{Glossary, Slug, Term};

use super::{
    document::Document,
    documents::Context,
    front_matter::{Fields, exceptions},
    passage::{Passage, PassageKind},
    problem::{FrontMatterProblem, Report},
    source_file::SourceFile,
};

/// Reads `glossary.toml`.
pub(crate) fn parse(
    file: &SourceFile,
    context: Context<'_>,
    report: &Report,
) -> Document<Glossary> {
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };

    let mut fields = Fields::parse(&source, 1, report);
    let mut passages = Vec::new();
    let title = fields.required_text("title", PassageKind::Title, &mut passages);
    // The foot of the home page names the glossary, and no more of it.
    document.card.clone_from(&passages);
    let summary = fields.required_text("summary", PassageKind::Summary, &mut passages);
    let mut slugs = HashSet::new();
    let mut terms: Vec<_> = fields
        .tables("terms")
        .into_iter()
        .filter_map(|part| term(part, &mut slugs, &mut passages))
        .collect();
    document.exceptions = exceptions(&mut fields);
    fields.finish();
    document.hold_against_rules(&passages, context.vocabulary, report);
    terms.sort_by_key(|term| term.term.to_lowercase());
    document.headings = Some(slugs.iter().map(ToString::to_string).collect());
    if let (Some(title), Some(summary)) = (title, summary) {
        document.item = Some(Glossary { title, summary, terms });
    }
    document
}

fn term(
    mut part: Fields<'_>,
    slugs: &mut HashSet<Slug>,
    passages: &mut Vec<Passage>,
) -> Option<Term> {
    let slug = part.required_at::<Slug>("slug");
    let term = part.required("term");
    let forms = part.list::<String>("forms");
    let meaning = part.required_text("meaning", PassageKind::Item, passages);
    if let Some(slug) = &slug
        && !slugs.insert(slug.value.clone())
    {
        part.add(slug.line, FrontMatterProblem::TermTwice { slug: slug.value.clone() });
    }
    part.finish();
    let forms = forms.into_iter().map(|form| form.value).collect();
    Some(Term { slug: slug?.value, term: term?, forms, meaning: meaning? })
}
