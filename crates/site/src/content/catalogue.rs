use std::path::Path;

use model::Article;

use super::{Parsed, Problems, Selection, document::Document, problem::shown};

/// All articles of a content folder, whoever may see them.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// Those that can be read, in the order of their files.
    pub(crate) entries: Vec<Entry>,
    /// The files that have a mistake which keeps them from being read.
    pub(crate) unread: Vec<String>,
}

/// An article and what only its file tells.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Where it is for people: `content/articles/low-mood.md`.
    pub(crate) file: String,
    /// The article.
    pub(crate) article: Article,
    /// The age at which it can be read, in years, where it has words enough to tell.
    pub(crate) reading_age: Option<u8>,
}

impl Catalogue {
    /// Reads the folder; an error where there is none.
    pub(crate) fn read(folder: &Path, selection: Selection) -> Result<Self, Problems> {
        let mut catalogue = Self { entries: Vec::new(), unread: Vec::new() };
        for Document { file, item, reading_age, .. } in
            Parsed::read(folder, selection)?.documents.articles
        {
            let file = shown(&file);
            match item {
                Some(article) => catalogue.entries.push(Entry { file, article, reading_age }),
                None => catalogue.unread.push(file),
            }
        }
        Ok(catalogue)
    }
}
