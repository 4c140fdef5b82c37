use model::{SearchWords, Synonym};

use super::{
    document::{Document, Located},
    front_matter::Fields,
    problem::Report,
    source_file::SourceFile,
};

/// Reads `synonyms.toml`.
pub(crate) fn parse(file: &SourceFile, report: &Report) -> Document<SearchWords> {
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };

    let values = |list: Vec<Located<String>>| list.into_iter().map(|entry| entry.value).collect();
    let mut fields = Fields::parse(&source, 1, report);
    let crisis = values(fields.list("crisis"));
    let synonyms = fields.tables("synonyms").into_iter().filter_map(|mut part| {
        let say = part.required_list("say");
        let mean = part.required_list("mean");
        part.finish();
        Some(Synonym { say: values(say?.value), mean: values(mean?.value) })
    });
    let synonyms = synonyms.collect();
    fields.finish();
    if report.has_no_errors() {
        document.item = Some(SearchWords { synonyms, crisis, questions: Vec::new() });
    }
    document
}
