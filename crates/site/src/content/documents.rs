use model::{Article, Category, Date, Glossary, PageLink, Parts, Questions, SearchWords};
use rayon::prelude::*;

use super::{
    Counts, Selection, article, category,
    clinic::{self, ClinicFacts},
    document::Document,
    folder::Folder,
    glossary,
    memory::Memory,
    page::{self, NavigablePage},
    pictures::Pictures,
    problem::{Problem, Report},
    questions,
    redirects::{self, OldAddressRedirect},
    rules::Vocabulary,
    source_file::SourceFile,
    synonyms,
};

/// What files are read with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The pictures that there are.
    pub(crate) pictures: &'a Pictures,
    /// The words that texts may use.
    pub(crate) vocabulary: &'a Vocabulary,
    /// The day by which days are checked.
    pub(crate) today: Date,
}

/// The parsed files of the content folder.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) clinic: Option<Document<ClinicFacts>>,
    pub(crate) glossary: Option<Document<Glossary>>,
    pub(crate) synonyms: Option<Document<SearchWords>>,
    pub(crate) questions: Option<Document<Vec<Questions>>>,
    pub(crate) articles: Vec<Document<Article>>,
    pub(crate) categories: Vec<Document<Category>>,
    pub(crate) pages: Vec<Document<NavigablePage>>,
    pub(crate) redirects: Option<Document<Vec<OldAddressRedirect>>>,
}

impl Documents {
    /// Parses all files. What a file says is kept, not how: its source is gone once it is parsed.
    /// `memory` has articles that were read before.
    pub(crate) fn parse(
        folder: &Folder,
        context: Context<'_>,
        memory: Option<&mut Memory>,
    ) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let article = |file: &SourceFile, report: &Report| article::parse(file, context, report);
        let documents = Self {
            clinic: parse_all(folder.clinic.as_slice(), &mut problems, |file, report| {
                clinic::parse(file, context, report)
            })
            .pop(),
            glossary: parse_all(folder.glossary.as_slice(), &mut problems, |file, report| {
                glossary::parse(file, context, report)
            })
            .pop(),
            synonyms: parse_all(folder.synonyms.as_slice(), &mut problems, synonyms::parse).pop(),
            questions: parse_all(folder.questions.as_slice(), &mut problems, questions::parse)
                .pop(),
            articles: match memory {
                Some(memory) => {
                    memory.prepare(folder, context.today);
                    memory.parse(&folder.articles, &mut problems, article)
                }
                None => parse_all(&folder.articles, &mut problems, article),
            },
            categories: parse_all(&folder.categories, &mut problems, |file, report| {
                category::parse(file, context, report)
            }),
            pages: parse_all(&folder.pages, &mut problems, |file, report| {
                page::parse(file, context, report)
            }),
            redirects: parse_all(folder.redirects.as_slice(), &mut problems, redirects::parse)
                .pop(),
        };
        (documents, problems)
    }

    /// How much of each there is for readers to see.
    pub(crate) fn counts(&self, selection: Selection) -> Counts {
        let hidden = |article: &Article| !selection.shows(article);
        let shown = |document: &&Document<Article>| !document.item.as_ref().is_some_and(hidden);
        Counts {
            articles: self.articles.iter().filter(shown).count(),
            categories: self.categories.len(),
            pages: self.pages.len() + usize::from(self.glossary.is_some()),
        }
    }

    /// The parts of the library; `None` where a problem stands in the way.
    pub(crate) fn into_parts(self, selection: Selection) -> Option<Parts> {
        let ClinicFacts { clinic, origin, security_contact, .. } = self.clinic?.item?;
        let articles = items(self.articles)?.filter(|article| selection.shows(article)).collect();
        let categories = items(self.categories)?.collect();
        let glossary = match self.glossary {
            Some(document) => Some(document.item?),
            None => None,
        };
        let mut search_words = match self.synonyms {
            Some(document) => document.item?,
            None => SearchWords::default(),
        };
        if let Some(document) = self.questions {
            search_words.questions = document.item?;
        }
        let redirects = match self.redirects {
            Some(document) => document.item?,
            None => Vec::new(),
        };
        let mut old_addresses = Vec::new();
        let mut navigation = Vec::new();
        let (mut home, mut topics, mut contact) = (None, None, None);
        let mut pages = Vec::new();
        let mut drafts = Vec::new();
        for NavigablePage { page, nav, draft, old_addresses: old } in items(self.pages)? {
            if draft && !selection.unpublished {
                continue;
            }
            if draft {
                drafts.push(page.slug.clone());
            }
            let route = || page::route(&page.slug);
            old_addresses.extend(old.into_iter().map(|path| (path, route())));
            let link = nav.map(|title| PageLink { route: route(), title });
            match page.slug.as_str() {
                "home" => home = Some(page),
                "topics" => topics = Some(page),
                "contact" => contact = Some(page),
                _ => {
                    navigation.extend(link);
                    pages.push(page);
                }
            }
        }
        let (home, topics, contact) = (home?, topics?, contact?);
        Some(Parts {
            clinic,
            home,
            topics,
            contact,
            pages,
            drafts,
            navigation,
            categories,
            articles,
            glossary,
            search_words,
            origin,
            security_contact,
            old_addresses: {
                let to = |OldAddressRedirect { from, to }| (from, to);
                old_addresses.extend(redirects.into_iter().map(to));
                old_addresses
            },
            today: selection.today,
        })
    }
}

/// Parses files on all cores.
fn parse_all<T: Send>(
    files: &[SourceFile],
    problems: &mut Vec<Problem>,
    parse: impl Fn(&SourceFile, &Report) -> Document<T> + Sync,
) -> Vec<Document<T>> {
    let parsed: Vec<_> = files
        .par_iter()
        .map(|file| {
            let report = Report::new(&file.shown);
            (parse(file, &report), report.into_problems())
        })
        .collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, found) in parsed {
        documents.push(document);
        problems.extend(found);
    }
    documents
}

/// What the documents say; `None` where one of them has a problem.
fn items<T>(documents: Vec<Document<T>>) -> Option<impl Iterator<Item = T>> {
    let whole = documents.iter().all(|document| document.item.is_some());
    whole.then(|| documents.into_iter().filter_map(|document| document.item))
}
