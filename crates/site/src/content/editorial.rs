//! Holds the files against the editorial rules, where these need more than one file, and takes out
//! what exceptions cover.

use std::{collections::HashSet, path::Path};

use model::{Article, Category, Glossary, Slug, Visibility};

use super::{
    clinic::ClinicFacts,
    document::Document,
    documents::Documents,
    page::{NavigablePage, VIEWS},
    passage::PassageKind,
    problem::{Problem, Report},
    rules::{Findings, RestrictedMedicines, Severity, Showing, excepted},
};

/// The findings of all files in which nothing else is wrong: what could not be read as it was meant
/// would break rules that its author keeps.
pub(crate) fn check(documents: &Documents, problems: &[Problem]) -> Vec<Problem> {
    let errors = problems.iter().filter(|problem| problem.kind.severity() == Severity::Error);
    let broken: HashSet<&Path> = errors.map(|problem| problem.file.as_path()).collect();
    let medicines = Medicines::new(documents);
    let mut found = Vec::new();
    let mut add = |file: &Path, report: Report| {
        if !broken.contains(file) {
            found.extend(report.into_problems());
        }
    };
    for document in &documents.articles {
        let draft = |article: &Article| article.visibility == Visibility::Draft;
        let draft = document.item.as_ref().is_some_and(draft);
        add(&document.file, findings(document, &medicines.of_article(document), draft));
    }
    for document in &documents.categories {
        add(&document.file, findings(document, &medicines.of_category(document), false));
    }
    for document in &documents.pages {
        let draft = document.item.as_ref().is_some_and(|page| page.draft);
        add(&document.file, findings(document, &medicines.of_page(document), draft));
    }
    if let Some(document) = &documents.glossary {
        add(&document.file, findings(document, &medicines.of_glossary(document), false));
    }
    if let Some(document) = &documents.clinic {
        add(&document.file, findings(document, &medicines.of_clinic(document), false));
    }
    found
}

/// The findings of one file and `more` that no exception covers.
fn findings<T>(document: &Document<T>, more: &Findings, draft: bool) -> Report {
    let report = Report::new(&document.file);
    let all = document.findings.as_slice().iter().chain(more.as_slice());
    for (line, mut finding) in excepted(all, &document.exceptions, &report) {
        // The author of a draft is at work: nobody else should be stopped.
        if draft {
            finding.severity = Severity::Warning;
        }
        match line {
            Some(line) => report.add(line, finding),
            None => report.add_to_file(finding),
        }
    }
    report
}

/// Looks for the names of medicines where the home page would show them.
struct Medicines<'a> {
    names: RestrictedMedicines,
    /// The categories that the home page shows.
    home: HashSet<&'a Slug>,
}

impl<'a> Medicines<'a> {
    fn new(documents: &'a Documents) -> Self {
        let facts = documents.clinic.as_ref().and_then(|document| document.item.as_ref());
        let names = facts.map_or(&[][..], |facts| &facts.restricted_medicines);
        let categories = documents.categories.iter().filter_map(|document| document.item.as_ref());
        Self {
            names: RestrictedMedicines::new(names.iter().map(String::as_str)),
            home: categories.filter(|item| item.home).map(|item| &item.slug).collect(),
        }
    }

    /// The home page names an article whose categories it all shows.
    fn of_article(&self, document: &Document<Article>) -> Findings {
        let shown = |article: &Article| {
            article.categories.iter().all(|category| self.home.contains(category))
        };
        self.find(document, document.item.as_ref().is_some_and(shown), Showing::Home)
    }

    fn of_category(&self, document: &Document<Category>) -> Findings {
        let shown = document.item.as_ref().is_some_and(|category| category.home);
        self.find(document, shown, Showing::Home)
    }

    fn of_page(&self, document: &Document<NavigablePage>) -> Findings {
        let slug = document.slug.as_ref().map(Slug::as_str);
        if slug == Some("home") {
            return self.find(document, true, Showing::Home);
        }
        // Views are in the navigation, and the foot of the home page names all other pages.
        let view = VIEWS.iter().any(|(view, _)| slug == Some(*view));
        let nav = document.item.as_ref().is_some_and(|page| page.nav.is_some());
        let showing = if view || nav { Showing::Navigation } else { Showing::Home };
        self.find(document, true, showing)
    }

    fn of_glossary(&self, document: &Document<Glossary>) -> Findings {
        self.find(document, true, Showing::Home)
    }

    fn of_clinic(&self, document: &Document<ClinicFacts>) -> Findings {
        self.find(document, true, Showing::Home)
    }

    fn find<T>(&self, document: &Document<T>, shown: bool, showing: Showing) -> Findings {
        let mut findings = Findings::default();
        if shown {
            let passages = document.card.iter();
            let words = passages.filter(|passage| passage.kind != PassageKind::PlainTitle);
            self.names.check(words, showing, &mut findings);
        }
        findings
    }
}
