use model::Route;

use super::{
    document::{Document, Located, Mention},
    front_matter::{Fields, OldAddress},
    problem::Report,
    source_file::SourceFile,
};

/// An address of the site before that no single file of this one has taken over, such as that of a
/// tag, and where it leads.
#[derive(Debug)]
pub(crate) struct OldAddressRedirect {
    pub(crate) from: String,
    pub(crate) to: Route,
}

/// Reads `redirects.toml`.
pub(crate) fn parse(file: &SourceFile, report: &Report) -> Document<Vec<OldAddressRedirect>> {
    let mut document = Document::of_site(file);
    let Some(source) = file.read(report) else { return document };
    let mut fields = Fields::parse(&source, 1, report);
    let mut redirects = Vec::new();
    for mut part in fields.tables("redirects") {
        let from = part.required_at::<OldAddress>("from");
        let to = part.required_at::<Route>("to");
        part.finish();
        let (Some(from), Some(to)) = (from, to) else { continue };
        let OldAddress(path) = from.value;
        document
            .mentions
            .push(Located { line: from.line, value: Mention::OldAddress(path.clone()) });
        let link = Mention::Link { route: to.value.clone(), fragment: None };
        document.mentions.push(Located { line: to.line, value: link });
        redirects.push(OldAddressRedirect { from: path, to: to.value });
    }
    fields.finish();
    document.item = Some(redirects);
    document
}
