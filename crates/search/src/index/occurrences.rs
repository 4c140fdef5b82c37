//! Where each word stands, and how much it counts there.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::stem::stem;
use crate::{
    document::{Category, Document, Kind, Passage, Question, Section},
    fold::{folded_words, words},
    sections::Sections,
    stop_words::telling,
};

/// What a word counts in a field of a document, against one in the text (BM25F).
///
/// Tuned on the `tune` half of `tests/search/judged.toml`.
mod weight {
    pub(super) const TITLE: f32 = 9.0;
    pub(super) const NAME: f32 = 1.0;
    pub(super) const HEADING: f32 = 4.0;
    pub(super) const SUMMARY: f32 = 3.0;
    pub(super) const CATEGORY: f32 = 2.0;
    pub(super) const TEXT: f32 = 1.0;
    pub(super) const QUESTION: f32 = 1.5;
}

/// How slowly more of the same word counts less (BM25's k1).
const SATURATION: f32 = 6.0;
/// How much longer texts are held against (BM25's b).
const LENGTH: f32 = 0.5;
/// The words of a text that is neither long nor short: an article of the library.
const USUAL_LENGTH: f32 = 1_000.0;

/// What a kind of document counts, against an article.
fn prior(kind: Kind) -> f32 {
    match kind {
        Kind::Article => 1.0,
        Kind::Topic | Kind::Page => 0.85,
        Kind::Word => 0.5,
    }
}

/// A document's passages in the order of its file: the summary, the key points, the text.
#[derive(Debug)]
pub(super) struct Prepared {
    /// How many of them stand above the text: the summary and the key points.
    tops: usize,
    pub(super) passages: Vec<Passage>,
}

impl Prepared {
    pub(super) fn all(documents: &[Document]) -> Vec<Self> {
        let prepare = |document: &Document| {
            let top = |text: &String| Passage { section: None, text: text.clone() };
            let summary = Some(&document.summary).filter(|summary| !summary.is_empty());
            let mut passages: Vec<_> =
                summary.into_iter().chain(&document.key_points).map(top).collect();
            let tops = passages.len();
            passages.extend(document.passages.iter().cloned());
            Self { tops, passages }
        };
        documents.iter().map(prepare).collect()
    }
}

/// That a word stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) document: usize,
    /// How much it counts there: 255 is the most.
    pub(super) impact: u8,
    /// The passage that shows it best.
    pub(super) passage: usize,
    /// Where the title, the headings and what people ask have it.
    pub(super) sections: Sections,
}

/// Where the words of one stem stand.
#[derive(Debug)]
pub(super) struct Stem {
    pub(super) stems: Vec<String>,
    /// In the order of the documents.
    pub(super) entries: Vec<Entry>,
}

/// Where all words stand.
#[derive(Debug)]
pub(super) struct Occurrences {
    groups: Vec<Stem>,
    by_stem: HashMap<String, usize>,
    /// The words that have each stem, in order.
    forms: HashMap<String, Vec<String>>,
    keys: BTreeMap<String, usize>,
}

/// Documents that are read in one go.
const CHUNK: usize = 128;

impl Occurrences {
    pub(super) fn read(
        prepared: &[Prepared],
        documents: &[Document],
        categories: &[Category],
    ) -> Self {
        let chunks: Vec<Chunk> = documents
            .par_chunks(CHUNK)
            .zip(prepared.par_chunks(CHUNK))
            .enumerate()
            .map(|(place, (documents, prepared))| {
                let mut chunk = Chunk { entries: HashMap::new(), stems: HashMap::new() };
                chunk.read(place * CHUNK, documents, prepared, categories);
                chunk
            })
            .collect();
        let mut all: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        let mut surfaces: BTreeMap<String, String> = BTreeMap::new();
        for chunk in chunks {
            for (stem, entries) in chunk.entries {
                all.entry(stem).or_default().extend(entries);
            }
            surfaces.extend(chunk.stems);
        }
        let mut by_stem = HashMap::new();
        let mut groups = Vec::new();
        for (stem, entries) in all {
            by_stem.insert(stem.clone(), groups.len());
            groups.push(Stem { stems: vec![stem], entries });
        }
        let mut forms: HashMap<String, Vec<String>> = HashMap::new();
        for (word, stem) in &surfaces {
            forms.entry(stem.clone()).or_default().push(word.clone());
        }
        let keys =
            surfaces.into_iter().filter_map(|(word, stem)| Some((word, *by_stem.get(&stem)?)));
        Self { keys: keys.collect(), groups, by_stem, forms }
    }

    /// Each key with its group, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, usize)> {
        self.keys.iter().map(|(key, group)| (key.as_str(), *group))
    }

    /// How many groups there are.
    pub(super) fn count(&self) -> usize {
        self.groups.len()
    }

    pub(super) fn group(&self, group: usize) -> &Stem {
        &self.groups[group]
    }

    /// The documents that have a stem.
    pub(super) fn entries(&self, stem: &str) -> &[Entry] {
        self.by_stem.get(stem).map_or(&[], |&group| &self.groups[group].entries)
    }

    /// The words that have a stem, in order.
    pub(super) fn forms(&self, stem: &str) -> &[String] {
        self.forms.get(stem).map_or(&[], Vec::as_slice)
    }

    pub(super) fn add(&mut self, key: String, stems: Vec<String>, entries: Vec<Entry>) {
        self.keys.insert(key, self.groups.len());
        self.groups.push(Stem { stems, entries });
    }
}

/// Where the words of some documents stand.
struct Chunk {
    entries: HashMap<String, Vec<Entry>>,
    /// Each word, with its stem.
    stems: HashMap<String, String>,
}

/// How often a word stands in a document, each place weighed.
#[derive(Default)]
struct Count {
    weight: f32,
    /// Where the title, the headings and what people ask have it.
    sections: Sections,
    /// The passage that shows the word best, and how well.
    best: Option<(f32, usize)>,
}

/// How the words of a text count.
#[derive(Clone, Copy)]
struct Field {
    weight: f32,
    sections: Sections,
    /// How well a passage shows each of them, and which.
    shown: Option<(f32, usize)>,
}

impl Chunk {
    fn read(
        &mut self,
        first: usize,
        documents: &[Document],
        prepared: &[Prepared],
        categories: &[Category],
    ) {
        for (place, (document, prepared)) in documents.iter().zip(prepared).enumerate() {
            let mut counts: HashMap<String, Count> = HashMap::new();
            let length = self.count(document, prepared, &mut counts);
            for category in document.categories.iter().filter_map(|&place| categories.get(place)) {
                let field =
                    Field { weight: weight::CATEGORY, sections: Sections::default(), shown: None };
                self.add(&category.title, field, &mut counts);
            }
            let shortness = 1.0 - LENGTH + LENGTH * length / USUAL_LENGTH;
            for (stem, count) in counts {
                let weight = count.weight / shortness.max(0.7);
                let impact = weight / (weight + SATURATION) * prior(document.card.kind);
                let entry = Entry {
                    document: first + place,
                    impact: super::byte(impact * 255.0).max(1),
                    passage: count.best.map_or(0, |(_, passage)| passage),
                    sections: count.sections,
                };
                self.entries.entry(stem).or_default().push(entry);
            }
        }
    }

    /// Counts the words of a document and returns how many words its text has.
    fn count(
        &mut self,
        document: &Document,
        prepared: &Prepared,
        counts: &mut HashMap<String, Count>,
    ) -> f32 {
        let title = Field { weight: weight::TITLE, sections: Sections::ALL, shown: None };
        self.add(&document.card.title, title, counts);
        for name in document.card.plain_title.iter().chain(&document.names) {
            self.add(name, Field { weight: weight::NAME, ..title }, counts);
        }
        let mut length = 0.0;
        let mut section = None;
        // The sections, each with the place of its first passage.
        let mut sections: Vec<(&Section, usize)> = Vec::new();
        for (place, passage) in prepared.passages.iter().enumerate() {
            let is_top = place < prepared.tops;
            if passage.section != section {
                section.clone_from(&passage.section);
                if let Some(section) = &passage.section {
                    sections.push((section, place));
                    // The first sentence under a heading says what the heading asks.
                    let heading = Field {
                        weight: weight::HEADING,
                        sections: Sections::of(sections.len()),
                        shown: Some((1.5, place)),
                    };
                    self.add(&section.title, heading, counts);
                }
            }
            let (weight, shows) = if is_top { (weight::SUMMARY, 1.2) } else { (weight::TEXT, 1.0) };
            let text = Field { weight, sections: Sections::default(), shown: Some((shows, place)) };
            length += self.add(&passage.text, text, counts);
        }
        for Question { text, section } in &document.questions {
            let number = section
                .as_ref()
                .and_then(|id| sections.iter().position(|(section, _)| section.id == *id));
            let question = Field {
                weight: weight::QUESTION,
                sections: Sections::of(number.map_or(0, |number| number + 1)),
                // A passage that has the word shows it better than one that only answers.
                shown: number.map(|number| (0.5, sections[number].1)),
            };
            self.add(&telling(folded_words(text)).join(" "), question, counts);
        }
        length
    }

    /// Counts the words of a text and returns their number.
    fn add(&mut self, text: &str, field: Field, counts: &mut HashMap<String, Count>) -> f32 {
        let mut length = 0.0;
        for word in words(text) {
            length += 1.0;
            let stem = self.stem(word.folded);
            let count = counts.entry(stem).or_default();
            count.weight += field.weight;
            count.sections |= field.sections;
            if let Some((shows, passage)) = field.shown {
                let again = count.best.filter(|(_, known)| *known == passage);
                let value = again.map_or(shows, |(known, _)| known + 0.1);
                if count.best.is_none_or(|(best, _)| value > best) {
                    count.best = Some((value, passage));
                }
            }
        }
        length
    }

    fn stem(&mut self, word: String) -> String {
        if let Some(known) = self.stems.get(&word) {
            return known.clone();
        }
        let stem = stem(&word);
        self.stems.insert(word, stem.clone());
        stem
    }
}
