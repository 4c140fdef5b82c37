use alloc::{collections::BinaryHeap, vec, vec::Vec};
use core::cmp::Reverse;

use super::terms::Terms;
use crate::{core::Core, sections::Sections};

/// The documents that answer a query, the best first.
#[derive(Debug, Default)]
pub(super) struct Ranked {
    pub(super) documents: Vec<usize>,
    /// Whether there are more than are named.
    pub(super) more: bool,
}

/// Of what the best document has of a query, the part that another must have to be named too.
const ENOUGH: f32 = 0.5;

/// How much more a document counts whose title has the words of a question.
const TITLE: f32 = 0.8;

/// What a document counts in which no two words of a query stand in one section, against one of which
/// one section has all of them.
const APART: f32 = 0.2;

/// What the words of a query have to count in the best document, each on average, where some words are
/// unknown. With less, what it has is beside the point: of "cheap flights", that something is cheap.
const CERTAIN: f32 = 0.17 * 255.0;

/// What a document has of a query.
#[derive(Debug, Default)]
struct Found {
    document: usize,
    score: f32,
    /// What all words count in it.
    sure: f32,
    /// How much the words say that it has.
    covered: f32,
    /// The same for each of its sections.
    sections: [f32; Sections::NUMBER],
    /// What the word counts in it that is being looked at, and where it stands.
    word: f32,
    stands: Sections,
    /// Which part of the query its title has.
    title: f32,
}

impl Found {
    /// Adds the word that was looked at, which says so much.
    fn add_word(&mut self, part: f32) {
        if self.word == 0.0 {
            return;
        }
        self.sure += self.word;
        self.covered += part;
        // Of a question, the rarest word is not all that matters.
        self.score += part * part * self.word;
        for (number, section) in self.sections.iter_mut().enumerate() {
            if self.stands.has(number) {
                *section += part;
            }
        }
        self.word = 0.0;
        self.stands = Sections::default();
    }

    /// What it counts for a query whose words say so much all together. `alone`: it is a single word.
    fn counts(&self, whole: f32, alone: bool) -> f32 {
        // What has all words comes before what has one of them often, and what has them together
        // before what has each somewhere else.
        let covered = self.covered / whole;
        let together = if alone {
            1.0
        } else {
            APART + self.sections.iter().fold(0.0_f32, |a, &b| a.max(b)) / whole
        };
        self.score * covered * covered * together * together * (1.0 + TITLE * self.title)
    }
}

/// Puts the documents of all terms in order. `titles`: which part of the query they are in the
/// titles of some.
pub(super) fn rank(core: &Core, terms: &Terms, titles: &[(usize, f32)]) -> Ranked {
    // Of each document its place in `found`, from 1.
    let mut places = vec![0_usize; core.documents()];
    let mut found: Vec<Found> = Vec::new();
    let mut more = false;
    let mut whole = 0.0;
    for term in &terms.found {
        for (group, factor) in &term.matches {
            more |= group.group.more;
            for posting in &group.group.postings {
                // A damaged file may name documents that there are not.
                let Some(place) = places.get_mut(posting.document) else { continue };
                if *place == 0 {
                    found.push(Found { document: posting.document, ..Found::default() });
                    *place = found.len();
                }
                if let Some(found) = found.get_mut(*place - 1) {
                    found.word = found.word.max(factor * f32::from(posting.impact));
                    found.stands |= posting.sections;
                }
            }
        }
        let part = term.part();
        whole += part;
        for found in &mut found {
            found.add_word(part);
        }
    }
    let sure = found.iter().map(|found| found.sure).fold(0.0, f32::max);
    if !terms.unknown.is_empty() && sure < CERTAIN * terms.number() {
        return Ranked::default();
    }
    for &(document, part) in titles {
        let place = places.get(document).and_then(|place| place.checked_sub(1));
        if let Some(found) = place.and_then(|place| found.get_mut(place)) {
            found.title = part;
        }
    }
    let most = found.iter().map(|found| found.covered).fold(0.0, f32::max);
    found.retain(|found| found.covered >= ENOUGH * most);
    let alone = terms.found.len() == 1;
    // The bits of floats that are not negative have the order of the floats.
    let ordered =
        found.iter().map(|found| (Reverse(found.counts(whole, alone).to_bits()), found.document));
    // In the browser a heap is a kilobyte less than the standard library's sort.
    let ordered = ordered.collect::<BinaryHeap<_>>().into_sorted_vec();
    let documents = ordered.into_iter().map(|(_, document)| document).collect();
    Ranked { documents, more }
}

#[cfg(test)]
mod tests {
    use alloc::{borrow::ToOwned, string::String, vec::Vec};

    use crate::{Card, Document, Index, Kind, Material, Passage, Query, Question, Section};

    /// A document of two sections, with their headings.
    fn document(path: &str, headings: [&str; 2]) -> Document {
        let passage = |(number, heading): (usize, &&str)| Passage {
            section: Some(Section { id: number.to_string(), title: (*heading).to_owned() }),
            text: "Some words.".to_owned(),
        };
        Document {
            passages: headings.iter().enumerate().map(passage).collect(),
            ..Document::of(Card {
                kind: Kind::Article,
                title: "Tea".to_owned(),
                plain_title: None,
                path: path.to_owned(),
            })
        }
    }

    /// The paths that a query finds, in order.
    fn found(documents: &[Document], text: &str) -> Vec<String> {
        let index = Index::build(Material { documents: documents.to_vec(), ..Material::default() });
        let query = Query { text: text.to_owned(), page_size: 10, ..Query::default() };
        let hits = index.answer(&query).unwrap().hits;
        hits.into_iter().map(|hit| hit.card.path).collect()
    }

    #[test]
    fn words_that_stand_together_come_before_words_that_stand_apart() {
        let apart = document("/apart/", ["Driving a cart", "The way home"]);
        let together = document("/together/", ["Driving home", "The cart"]);
        let documents = [apart, together];
        assert_eq!(found(&documents, "driving home"), ["/together/", "/apart/"]);
        assert_eq!(found(&documents, "driving cart"), ["/apart/", "/together/"]);
    }

    #[test]
    fn what_people_ask_of_a_section_stands_together() {
        let mut documents = [document("/a/", ["Lids", "Pots"]), document("/b/", ["Lids", "Pots"])];
        let question = |text: &str, section: &str| Question {
            text: text.to_owned(),
            section: Some(section.to_owned()),
        };
        documents[0].questions = vec![question("will it boil", "0"), question("so dry", "1")];
        documents[1].questions = vec![question("can it boil dry", "1"), question("so cold", "0")];
        assert_eq!(found(&documents, "boil dry"), ["/b/", "/a/"]);
    }

    #[test]
    fn a_query_is_not_answered_by_what_is_beside_the_point() {
        let mut documents = [document("/a/", ["Lids", "Pots"])];
        documents[0].passages[0].text = "Lids are cheap.".to_owned();
        assert_eq!(found(&documents, "cheap"), ["/a/"]);
        assert_eq!(found(&documents, "cheap flights zanzibar"), [""; 0]);
        // What a document is about is not beside the point.
        assert_eq!(found(&documents, "tea zanzibar"), ["/a/"]);
    }
}
