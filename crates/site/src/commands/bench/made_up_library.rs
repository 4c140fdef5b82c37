use std::{fmt::Write, fs, path::Path};

use fastrand::Rng;
use model::{PageNumber, Route, Slug};

use super::{BenchError, io};

/// The words that made-up articles are made of: about tea, so that nobody takes them for advice.
const WORDS: [&str; 48] = [
    "tea", "leaf", "water", "kettle", "cup", "steam", "garden", "harvest", "green", "black",
    "white", "oolong", "warm", "slow", "light", "strong", "bitter", "sweet", "morning", "evening",
    "guest", "table", "spoon", "honey", "lemon", "milk", "the", "a", "of", "and", "in", "with",
    "for", "to", "is", "are", "pours", "brews", "waits", "tastes", "grows", "dries", "rolls",
    "keeps", "shares", "often", "quietly", "again",
];
const SECTIONS: usize = 8;
const PARAGRAPHS: usize = 3;
const SENTENCES: usize = 3;
const WORDS_IN_SENTENCE: usize = 12;
const REFERENCES: usize = 8;

/// A library of articles of a thousand words, the same for the same number.
#[derive(Debug)]
pub(in crate::commands) struct MadeUpLibrary {
    articles: usize,
}

impl MadeUpLibrary {
    pub(in crate::commands) fn new(articles: usize) -> Self {
        Self { articles }
    }

    /// Writes the library to `to`: articles of its own, all else from the content folder `from`.
    pub(in crate::commands) fn write(&self, from: &Path, to: &Path) -> Result<(), BenchError> {
        if to.exists() {
            fs::remove_dir_all(to).map_err(io(to))?;
        }
        let folders = ["articles", "categories", "pages"];
        for folder in folders {
            fs::create_dir_all(to.join(folder)).map_err(io(to))?;
        }
        fs::copy(from.join("clinic.toml"), to.join("clinic.toml")).map_err(io(from))?;
        for category in 0..Self::CATEGORIES {
            let path = to.join("categories").join(format!("{}.md", category_slug(category)));
            let text = format!(
                "+++\ntitle = \"Tea {category}\"\ndescription = \"All about tea number {category}.\"\n\
                 home = true\norder = {category}\n+++\n"
            );
            fs::write(&path, text).map_err(io(&path))?;
        }
        for page in ["home", "topics", "contact"] {
            let path = to.join("pages").join(format!("{page}.md"));
            let text = format!(
                "+++\ntitle = \"Tea: {page}\"\nsummary = \"About tea.\"\n+++\nTea for everyone.\n"
            );
            fs::write(&path, text).map_err(io(&path))?;
        }
        for number in 0..self.articles {
            let path = to.join("articles").join(format!("{}.md", article_slug(number)));
            fs::write(&path, self.article(number)).map_err(io(&path))?;
        }
        Ok(())
    }

    /// As many as the real library has.
    const CATEGORIES: usize = 7;

    /// The first page of the archive that all articles are in.
    pub(super) fn an_archive() -> Route {
        // The slugs of this file are slugs: letters, hyphens and digits.
        category_slug(0)
            .parse::<Slug>()
            .map_or(Route::Home, |category| Route::Archive { category, page: PageNumber::FIRST })
    }

    /// The name of one of the articles.
    pub(super) fn an_article_file(&self) -> String {
        format!("{}.md", article_slug(self.articles / 2))
    }

    /// One of the articles.
    pub(super) fn an_article(&self) -> Route {
        article_slug(self.articles / 2).parse::<Slug>().map_or(Route::Home, Route::Article)
    }

    fn article(&self, number: usize) -> String {
        let mut rng = Rng::with_seed(number as u64);
        let mut text = String::with_capacity(8_000);
        let (year, month, day) = (2016 + number % 9, 1 + number / 9 % 12, 1 + number / 108 % 28);
        let other = article_slug((number + 1) % self.articles);
        let title = capitalised(&sentence(&mut rng, 6));
        let summary = capitalised(&sentence(&mut rng, 20));
        // All are in the first category too, so that its archive has a full page at every size.
        let category = 1 + number % (Self::CATEGORIES - 1);
        // Writing to a text cannot fail.
        _ = write!(
            text,
            "+++\ntitle = \"{title} {number:05}\"\nsummary = \"{summary}.\"\ncategories = [\"{}\", \"{}\"]\n\
             published = {year}-{month:02}-{day:02}\nkey_points = [",
            category_slug(category),
            category_slug(0),
        );
        for _ in 0..4 {
            _ = write!(text, "\"{}.\", ", capitalised(&sentence(&mut rng, WORDS_IN_SENTENCE)));
        }
        text.push_str("]\n");
        for reference in 0..REFERENCES {
            let source = capitalised(&sentence(&mut rng, 10));
            _ = write!(
                text,
                "[[references]]\nid = \"source-{reference}\"\ntext = \"{source}. Journal of Tea 2015;{reference}\"\n\
                 doi = \"10.1000/tea.{number}.{reference}\"\n"
            );
        }
        text.push_str("+++\n");
        for section in 0..SECTIONS {
            _ = write!(text, "\n## {} {section}?\n\n", capitalised(&sentence(&mut rng, 5)));
            for paragraph in 0..PARAGRAPHS {
                for _ in 0..SENTENCES {
                    _ = write!(text, "{}. ", capitalised(&sentence(&mut rng, WORDS_IN_SENTENCE)));
                }
                if paragraph == 0 {
                    _ = write!(text, "[@source-{}]", section % REFERENCES);
                }
                text.push_str("\n\n");
            }
            match section {
                1 => _ = write!(text, "- **{}**\n- see [another](/articles/{other}/)\n", sentence(&mut rng, 4)),
                3 => text.push_str("Table: Tea and water\n\n| Tea | Water |\n|---|---|\n| green | warm |\n| black | hot |\n"),
                5 => text.push_str("> [!urgent] Ask a gardener today if:\n>\n> - the kettle is cold\n> - the cup is empty\n"),
                _ => {}
            }
        }
        text
    }
}

fn article_slug(number: usize) -> String {
    format!("tea-{number:05}")
}

fn category_slug(number: usize) -> String {
    format!("teas-{number}")
}

fn sentence(rng: &mut Rng, words: usize) -> String {
    let mut sentence = String::new();
    for word in 0..words {
        if word > 0 {
            sentence.push(' ');
        }
        sentence.push_str(WORDS[rng.usize(..WORDS.len())]);
    }
    sentence
}

fn capitalised(text: &str) -> String {
    let (first, rest) = text.split_at(text.len().min(1));
    first.to_uppercase() + rest
}
