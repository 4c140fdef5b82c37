//! Makes the files that the engine answers from.

mod occurrences;
mod shards;
mod stem;

use std::collections::BTreeMap;

use crate::{
    answer::{Answer, Step},
    bytes::Corrupt,
    core::{Core, Run},
    document::{Category, Document, DocumentFile},
    engine::Engine,
    file::File,
    fold::folded_words,
    index::{
        occurrences::{Entry, Occurrences, Prepared},
        shards::Shards,
        stem::stem,
    },
    query::Query,
    stop_words::telling,
    words::Words,
};

/// All that an index is made of.
#[derive(Debug, Default)]
pub struct Material {
    /// What can be found. Of two that fit as well, the first is found first.
    pub documents: Vec<Document>,
    /// The categories.
    pub categories: Vec<Category>,
    /// Everyday words.
    pub synonyms: Vec<Synonym>,
    /// Words and phrases that may mean that somebody is in danger.
    pub crisis: Vec<String>,
}

/// Words that people say for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What is said: a word or a few.
    pub says: String,
    /// What documents call it, each a word or a few.
    pub means: Vec<String>,
}

/// The files of an index.
#[derive(Debug)]
pub struct Index {
    /// Each file with its content.
    pub files: Vec<(File, Vec<u8>)>,
}

/// What a document's words count for a synonym of theirs, against the words themselves.
const SYNONYM: f32 = 0.9;
/// What all words of a synonym count, where they stand in a document but not for sure together.
const APART: f32 = 0.7;
/// Words of one list of letters: some 15 kB.
const WORDS: usize = 5_000;
/// The shortest word that may be misspelt.
const SHORTEST: usize = 4;

impl Index {
    /// Makes an index. The same material makes the same bytes.
    pub fn build(mut material: Material) -> Self {
        // Neighbours are in the same categories: those are then noted once for all of them.
        material.documents.sort_by(|a, b| a.categories.cmp(&b.categories));
        let prepared = Prepared::all(&material.documents);
        let mut occurrences =
            Occurrences::read(&prepared, &material.documents, &material.categories);
        occurrences.add_synonyms(&material.synonyms);

        let words = occurrences.files_of_words();
        let shards = Shards::split(&occurrences, &material.documents, &prepared);
        let core = Core {
            runs: runs(&material.documents),
            categories: material.categories,
            shards: shards.starts,
            words: words.iter().map(|(letters, _)| letters.clone()).collect(),
            crisis: shortest(&material.crisis),
        };
        let mut files = vec![(File::Core, core.write())];
        let number = |make: fn(usize) -> File| move |(place, file)| (make(place), file);
        files.extend(shards.files.into_iter().enumerate().map(number(File::Shard)));
        files.extend(words.into_iter().map(|(_, file)| file).enumerate().map(number(File::Words)));
        let documents = material.documents.iter().zip(&prepared);
        let documents = documents
            .map(|(document, prepared)| DocumentFile::write(&document.card, &prepared.passages));
        files.extend(documents.enumerate().map(number(File::Document)));
        Self { files }
    }
}

impl Index {
    /// Answers a query as a browser does: with the files that the engine asks for, and no other.
    ///
    /// # Errors
    ///
    /// Where a file is not what the engine can read, which is a mistake of this crate.
    pub fn answer(&self, query: &Query) -> Result<Answer, Corrupt> {
        let mut engine = Engine::default();
        loop {
            match engine.search(query)? {
                Step::Found(answer) => return Ok(answer),
                Step::Needs { files, .. } => {
                    for (file, bytes) in self.files.iter().filter(|(file, _)| files.contains(file))
                    {
                        engine.supply(*file, bytes)?;
                    }
                }
            }
        }
    }
}

/// Phrases that may mean that somebody is in danger, without those in which another stands. Each search
/// loads all of them. Other forms of the same words stay: a mistake is forgiven in each, and "sucidal" is
/// too far from "suicide".
fn shortest(phrases: &[String]) -> String {
    let mut phrases: Vec<Vec<String>> = phrases.iter().map(|phrase| folded_words(phrase)).collect();
    phrases.retain(|phrase| !phrase.is_empty());
    let is_found = |place: usize| {
        phrases.iter().enumerate().any(|(other, words)| {
            // Of two that are the same, the first stays.
            let goes = words.len() < phrases[place].len() || other < place;
            let mut parts = phrases[place].windows(words.len());
            goes && parts.any(|part| part == *words)
        })
    };
    let kept = phrases.iter().enumerate().filter(|(place, _)| !is_found(*place));
    kept.map(|(_, phrase)| phrase.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Documents that follow each other and are in the same categories.
fn runs(documents: &[Document]) -> Vec<Run> {
    let runs = documents.chunk_by(|a, b| a.categories == b.categories);
    runs.map(|run| Run { documents: run.len(), categories: run[0].categories.clone() }).collect()
}

impl Occurrences {
    /// Has what people say lead where what they mean stands.
    fn add_synonyms(&mut self, synonyms: &[Synonym]) {
        let mut added = Vec::new();
        for synonym in synonyms {
            let says = telling(folded_words(&synonym.says));
            let mut stems: Vec<String> = says.iter().map(|word| stem(word)).collect();
            let mut entries = scaled(self.of_all(&says), if says.len() > 1 { APART } else { 1.0 });
            for means in &synonym.means {
                let means = telling(folded_words(means));
                entries = either(entries, scaled(self.of_all(&means), SYNONYM));
                stems.extend(means.iter().map(|word| stem(word)));
            }
            stems.sort_unstable();
            stems.dedup();
            if !entries.is_empty() {
                added.push((says.join(" "), stems, entries));
            }
        }
        // Only now: a synonym leads to what is meant, and not on from there.
        for (key, stems, entries) in added {
            self.add(key, stems, entries);
        }
    }

    /// The documents that have all of some words.
    fn of_all(&self, words: &[String]) -> Vec<Entry> {
        let mut all = words.iter().map(|word| self.entries(&stem(word)).to_vec());
        let first = all.next().unwrap_or_default();
        all.fold(first, |entries, more| both(&entries, &more))
    }

    /// The lists of the letters of all words, each with the letters that it begins with.
    fn files_of_words(&self) -> Vec<(String, Vec<u8>)> {
        let is_word = |key: &str| {
            key.len() >= SHORTEST
                && key.chars().all(|letter| !letter.is_ascii_digit() && letter != ' ')
        };
        let mut by_letter: BTreeMap<char, Vec<(&str, usize)>> = BTreeMap::new();
        for (key, group) in self.keys() {
            if let (true, Some(letter)) = (is_word(key), key.chars().next()) {
                let documents = self.group(group).entries.len();
                by_letter.entry(letter).or_default().push((key, documents));
            }
        }
        let mut files = Vec::new();
        let mut list: Vec<(&str, usize)> = Vec::new();
        let mut letters = by_letter.into_values().peekable();
        while let Some(words) = letters.next() {
            list.extend(words);
            if list.len() >= WORDS || letters.peek().is_none() {
                let first = list.first().and_then(|(word, _)| word.chars().next());
                files.push((first.map(String::from).unwrap_or_default(), Words::write(&list)));
                list.clear();
            }
        }
        files
    }
}

/// The documents of two lists. What is in both counts more than in either, and never more than the
/// most there is.
fn either(first: Vec<Entry>, second: Vec<Entry>) -> Vec<Entry> {
    let mut all = first;
    all.extend(second);
    all.sort_by_key(|entry| (entry.document, u8::MAX - entry.impact));
    let missing = |entry: &Entry| 1.0 - f32::from(entry.impact) / 255.0;
    all.dedup_by(|less, more| {
        let same = less.document == more.document;
        if same {
            more.impact = byte((1.0 - missing(less) * missing(more)) * 255.0);
            more.sections |= less.sections;
        }
        same
    });
    all
}

/// The documents that are in both lists, with what counts less.
fn both(first: &[Entry], second: &[Entry]) -> Vec<Entry> {
    let common = first.iter().filter_map(|entry| {
        let place = second.binary_search_by_key(&entry.document, |other| other.document).ok()?;
        let other = second[place];
        let sections = entry.sections.shared(other.sections);
        Some(Entry { impact: entry.impact.min(other.impact), sections, ..*entry })
    });
    common.collect()
}

fn scaled(entries: Vec<Entry>, factor: f32) -> Vec<Entry> {
    let scale = |entry: Entry| Entry { impact: byte(f32::from(entry.impact) * factor), ..entry };
    entries.into_iter().map(scale).collect()
}

/// A number from 0 to 255. What is beyond is cut off by the language itself.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn byte(number: f32) -> u8 {
    number.round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{Card, Kind},
        sections::Sections,
    };

    fn document(title: &str, categories: &[usize]) -> Document {
        Document {
            categories: categories.to_vec(),
            ..Document::of(Card {
                kind: Kind::Article,
                title: title.to_owned(),
                plain_title: None,
                path: format!("/{title}/"),
            })
        }
    }

    #[test]
    fn the_same_material_makes_the_same_files() {
        let make = || Material {
            documents: (0..600).map(|n| document(&format!("word{n} tea"), &[n % 3])).collect(),
            ..Material::default()
        };
        let (first, second) = (Index::build(make()), Index::build(make()));
        assert_eq!(first.files, second.files);
    }

    #[test]
    fn of_phrases_in_danger_those_stay_in_which_no_other_stands() {
        let phrases = ["killing myself", "kill myself", "want to kill myself", "", "hurt", "Hurt"];
        let phrases = phrases.map(str::to_owned);
        assert_eq!(shortest(&phrases), "killing myself\nkill myself\nhurt");
    }

    #[test]
    fn misspelt_words_of_danger_are_seen_too() {
        let crisis =
            ["suicide", "suicidal", "kill myself", "killing myself", "overdose", "overdosing"];
        let material = Material { crisis: crisis.map(str::to_owned).into(), ..Material::default() };
        let index = Index::build(material);
        for text in ["sucidal", "suicdal", "suisidal", "killin myself", "overdsing", "suicied"] {
            let query = Query { text: text.to_owned(), ..Query::default() };
            assert!(index.answer(&query).unwrap().crisis, "{text}");
        }
    }

    #[test]
    fn documents_of_the_same_categories_are_noted_once() {
        let documents: Vec<_> =
            [&[0][..], &[0, 1], &[0, 1]].iter().map(|of| document("a", of)).collect();
        assert_eq!(
            runs(&documents),
            [
                Run { documents: 1, categories: vec![0] },
                Run { documents: 2, categories: vec![0, 1] },
            ]
        );
    }

    #[test]
    fn nothing_makes_an_index_too() {
        let index = Index::build(Material::default());
        assert_eq!(index.files.len(), 1);
    }

    #[test]
    fn lists_are_joined_and_cut() {
        let entry = |document, impact| Entry {
            document,
            impact,
            passage: 0,
            sections: Sections::default(),
        };
        let (first, second) = (vec![entry(1, 9), entry(2, 9)], vec![entry(2, 5), entry(3, 5)]);
        assert_eq!(both(&first, &second), [entry(2, 5)]);
        assert_eq!(either(first, second), [entry(1, 9), entry(2, 14), entry(3, 5)]);
    }
}
