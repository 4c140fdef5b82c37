use std::{fs, path::Path};

use fastrand::Rng;
use search::{Card, Category, Document, Kind, Material, Passage, Section};

use crate::commands::bench::{BenchError, io};

/// The words that made-up articles are made of: those of the language, and first those that the search
/// is asked for.
const DICTIONARY: &str = include_str!("../../../../dictionary/en_GB.dic");
/// Words that are asked for, with their ranks: from one that most articles have to one that few have.
const ASKED: [(usize, &str); 4] =
    [(60, "depression"), (150, "treatment"), (900, "bladder"), (4_000, "synapses")];

const SECTIONS: usize = 8;
const SENTENCES: usize = 9;
const WORDS_IN_SENTENCE: usize = 14;
const CATEGORIES: usize = 7;
/// Words that are drawn from: as many as a library of 20,000 articles has, about.
const WORDS: usize = 45_000;

/// Made-up articles of a thousand words, whose words are as frequent as those of a language are
/// (Zipf): a few stand everywhere, most are rare. The same for the same number.
#[derive(Debug)]
pub(super) struct Articles {
    articles: Vec<Article>,
}

#[derive(Debug)]
struct Article {
    title: String,
    summary: String,
    sections: Vec<(String, Vec<String>)>,
}

impl Articles {
    pub(super) fn new(number: usize) -> Self {
        let words = words();
        let article = |number: usize| {
            let mut rng = Rng::with_seed(number as u64);
            let mut sentence = |length: usize| -> String {
                let drawn: Vec<&str> =
                    (0..length).map(|_| words[rank(&mut rng, words.len())].as_str()).collect();
                format!("{}.", drawn.join(" "))
            };
            Article {
                title: format!("{} {number}", sentence(6).trim_end_matches('.')),
                summary: sentence(24),
                sections: (0..SECTIONS)
                    .map(|_| {
                        (sentence(5), (0..SENTENCES).map(|_| sentence(WORDS_IN_SENTENCE)).collect())
                    })
                    .collect(),
            }
        };
        Self { articles: (0..number).map(article).collect() }
    }

    /// The articles for our index.
    pub(super) fn material(&self) -> Material {
        let documents = self.articles.iter().enumerate().map(|(number, article)| Document {
            categories: vec![number % CATEGORIES],
            summary: article.summary.clone(),
            passages: article
                .sections
                .iter()
                .enumerate()
                .flat_map(|(place, (title, sentences))| {
                    let section = Section { id: format!("section-{place}"), title: title.clone() };
                    sentences.iter().map(move |sentence| Passage {
                        section: Some(section.clone()),
                        text: sentence.clone(),
                    })
                })
                .collect(),
            ..Document::of(Card {
                kind: Kind::Article,
                title: article.title.clone(),
                plain_title: None,
                path: format!("/made-up/{number}/"),
            })
        });
        Material {
            documents: documents.collect(),
            categories: (0..CATEGORIES)
                .map(|number| Category {
                    slug: format!("category-{number}"),
                    title: format!("Category {number}"),
                })
                .collect(),
            ..Material::default()
        }
    }

    /// Writes the same articles as pages, which Pagefind reads.
    pub(super) fn write_pages(&self, folder: &Path) -> Result<(), BenchError> {
        for (number, article) in self.articles.iter().enumerate() {
            let sections =
                article.sections.iter().enumerate().map(|(place, (title, sentences))| {
                    format!("<h2 id=\"section-{place}\">{title}</h2><p>{}</p>", sentences.join(" "))
                });
            let html = format!(
                "<!doctype html><html lang=\"en-GB\"><title>{title}</title><main data-pagefind-body>\
                 <h1>{title}</h1><p data-pagefind-filter=\"category\">Category {}</p><p>{}</p>{}</main></html>",
                number % CATEGORIES,
                article.summary,
                sections.collect::<String>(),
                title = article.title,
            );
            let path = folder.join("articles").join(number.to_string());
            fs::create_dir_all(&path).map_err(io(&path))?;
            let path = path.join("index.html");
            fs::write(&path, html).map_err(io(&path))?;
        }
        Ok(())
    }
}

/// The dictionary's words in an order of their own, the words that are asked for at their ranks.
fn words() -> Vec<String> {
    let words = DICTIONARY.lines().skip(1).filter_map(|line| line.split('/').next());
    let is_plain =
        |word: &&str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut words: Vec<String> = words.filter(is_plain).map(ToOwned::to_owned).collect();
    words.retain(|word| ASKED.iter().all(|(_, asked)| asked != word));
    Rng::with_seed(1).shuffle(&mut words);
    // The most frequent words of a language are short.
    words[..400].sort_by_key(String::len);
    for (rank, word) in ASKED {
        words.insert(rank, word.to_owned());
    }
    words.truncate(WORDS);
    words
}

/// A rank by Zipf's law: the word of rank n is drawn n times less often than the first.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn rank(rng: &mut Rng, words: usize) -> usize {
    // The inverse of the harmonic sum, which grows as the logarithm does.
    let drawn = (words as f64).powf(rng.f64()) - 1.0;
    (drawn as usize).min(words - 1)
}
