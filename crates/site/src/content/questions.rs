use model::{PageNumber, Questions, Route};

use super::{
    document::{Document, Located, Mention},
    front_matter::Fields,
    problem::{LibraryProblem, Report},
    source_file::SourceFile,
};

/// Reads `questions.toml`.
pub(crate) fn parse(file: &SourceFile, report: &Report) -> Document<Vec<Questions>> {
    let mut document = Document::of_site(file);
    let Some(source) = file.read(report) else { return document };
    let mut fields = Fields::parse(&source, 1, report);
    let mut questions = Vec::new();
    for mut part in fields.tables("questions") {
        let page = part.required_at::<Route>("page");
        let section = part.optional::<String>("section");
        let asked = part.required_list::<String>("asked");
        part.finish();
        let (Some(Located { line, value: page }), Some(asked)) = (page, asked) else { continue };
        if !is_findable(&page) {
            report.add(line, LibraryProblem::NotFindable { address: page.to_string() });
        }
        let link = Mention::Link { route: page.clone(), fragment: section.clone() };
        document.mentions.push(Located { line, value: link });
        let asked = asked.value.into_iter().map(|question| question.value).collect();
        questions.push(Questions { page, section, asked });
    }
    fields.finish();
    document.item = Some(questions);
    document
}

/// Whether a search can lead to a page: home is where searches begin, and later pages of a topic change
/// with each article.
fn is_findable(page: &Route) -> bool {
    match page {
        Route::Home | Route::Search => false,
        Route::Archive { page, .. } => *page == PageNumber::FIRST,
        Route::Topics | Route::Article(_) | Route::Contact | Route::Glossary | Route::Page(_) => {
            true
        }
    }
}
