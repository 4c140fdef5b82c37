//! What the search can find: the library, in the terms of the search.

mod passages;

use std::collections::HashMap;

use model::{Article, Clinic, Glossary, Library, Page, Questions, Route, Slug, Term};
use rayon::prelude::*;
use search::{Card, Category, Document, Index, Kind, Material, Passage, Question, Synonym};

use super::{BundleError, inventory::Caching, page_writer::PageWriter};
use passages::passages;

/// Writes the index and returns the path of its files in the built site, with `*` for the name of each.
///
/// The hash of all is in the name of each: they may be kept for good, and files of two builds never
/// meet. They are no text, but all hosts compress files with this ending, and those of an unknown kind
/// none does: that is half of what a search loads.
pub(super) fn write(library: &Library, writer: &PageWriter) -> Result<String, BundleError> {
    let index = Index::build(material(library));
    let mut hash = blake3::Hasher::new();
    for (file, content) in &index.files {
        hash.update(file.to_string().as_bytes());
        hash.update(content);
    }
    let path = format!("search-index/*-{}.txt", Caching::fingerprint(hash.finalize()));
    index.files.par_iter().try_for_each(|(file, content)| {
        writer.write_bytes(&path.replace('*', &file.to_string()), content)
    })?;
    Ok(path)
}

/// Everything that can be found.
pub fn material(library: &Library) -> Material {
    let articles = library.articles().par_iter().map(|article| of_article(article, library));
    let mut documents: Vec<_> = articles.collect();
    documents.extend(library.categories().iter().enumerate().map(|(place, category)| Document {
        categories: vec![place],
        summary: category.description.clone(),
        ..Document::of(card(Kind::Topic, &category.title, &Route::archive(category.slug.clone())))
    }));
    documents.push(of_page(&Route::Topics, library.topics(), library));
    documents.extend(library.pages().map(|(route, page)| of_page(&route, page, library)));
    if let Some(glossary) = library.glossary() {
        documents.push(of_glossary(glossary));
        documents.extend(glossary.terms.iter().map(of_term));
    }
    let words = library.search_words();
    let mut questions = by_path(&words.questions);
    for document in &mut documents {
        document.questions = questions.remove(&document.card.path).unwrap_or_default();
    }
    let synonyms = words.synonyms.iter().flat_map(|synonym| {
        synonym.say.iter().map(|says| Synonym { says: says.clone(), means: synonym.mean.clone() })
    });
    Material {
        documents,
        categories: library
            .categories()
            .iter()
            .map(|category| Category {
                slug: category.slug.to_string(),
                title: category.title.clone(),
            })
            .collect(),
        synonyms: synonyms.collect(),
        crisis: words.crisis.clone(),
    }
}

fn of_article(article: &Article, library: &Library) -> Document {
    let place =
        |slug: &Slug| library.categories().iter().position(|category| category.slug == *slug);
    Document {
        categories: article.categories.iter().filter_map(place).collect(),
        names: article.synonyms.clone(),
        summary: article.summary.clone(),
        key_points: article.text.key_points.iter().map(|point| model::plain_text(point)).collect(),
        passages: passages(&article.text.body),
        ..Document::of(Card {
            plain_title: article.plain_title.clone(),
            ..card(Kind::Article, &article.title, &Route::Article(article.slug.clone()))
        })
    }
}

fn of_page(route: &Route, page: &Page, library: &Library) -> Document {
    let mut passages = passages(&page.body);
    if *route == Route::Contact {
        passages.push(of_clinic(&library.site().clinic));
    }
    Document {
        summary: page.summary.clone(),
        passages,
        ..Document::of(card(Kind::Page, &page.title, route))
    }
}

/// The list of all words.
fn of_glossary(glossary: &Glossary) -> Document {
    Document {
        summary: glossary.summary.clone(),
        ..Document::of(card(Kind::Page, &glossary.title, &Route::Glossary))
    }
}

fn of_term(term: &Term) -> Document {
    Document {
        names: term.forms.clone(),
        summary: term.meaning.clone(),
        ..Document::of(Card {
            kind: Kind::Word,
            title: term.term.clone(),
            plain_title: None,
            path: path_of_term(term.slug.as_str()),
        })
    }
}

fn path_of_term(slug: &str) -> String {
    format!("{}#{slug}", Route::Glossary)
}

/// What people ask, by the path of what answers it.
fn by_path(questions: &[Questions]) -> HashMap<String, Vec<Question>> {
    let mut by_path: HashMap<String, Vec<Question>> = HashMap::new();
    for Questions { page, section, asked } in questions {
        // A word of the glossary is found by itself.
        let (path, section) = match (page, section) {
            (Route::Glossary, Some(slug)) => (path_of_term(slug), None),
            (page, section) => (page.to_string(), section.clone()),
        };
        let asked =
            asked.iter().map(|text| Question { text: text.clone(), section: section.clone() });
        by_path.entry(path).or_default().extend(asked);
    }
    by_path
}

/// What stands in the contact panel, which each page has: the contact page is where it is looked for.
fn of_clinic(clinic: &Clinic) -> Passage {
    let address = clinic.address.parts().collect::<Vec<_>>().join(", ");
    let text = format!(
        "The phone number of the clinic is {}. Its address is {}, {address}.",
        clinic.phone, clinic.name
    );
    Passage { section: None, text }
}

fn card(kind: Kind, title: &str, route: &Route) -> Card {
    Card { kind, title: title.to_owned(), plain_title: None, path: route.to_string() }
}
