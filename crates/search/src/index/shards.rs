//! Cuts an index into shards.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter,
};

use rayon::prelude::*;

use super::{
    byte,
    occurrences::{Entry, Occurrences, Prepared},
};
use crate::{
    core::{BLOCK, block_of},
    document::{Card, Document, Passage},
    shard::{Group, Posting, Shard, Shown},
};

/// The bytes of a shard before compression: some 7 kB on the wire. The file that every search begins with
/// has as many for 5,000 articles, and would have more if they were smaller.
const SIZE: usize = 16_000;
/// The same where there are so few documents that a third of it makes no more than a few hundred files.
const SMALL: usize = 5_000;
const FEW: usize = 100;
/// The documents for which a shard has all that is shown: a page of results.
const SHOWN: usize = 10;
/// The most documents that a word leads to. A word that more have does not tell them apart.
const MOST: usize = 1_536;
/// The documents that the first letters of a word lead to.
const MOST_FOR_LETTERS: usize = 50;

/// All shards.
#[derive(Debug)]
pub(super) struct Shards {
    /// The first key of each.
    pub(super) starts: Vec<String>,
    pub(super) files: Vec<Vec<u8>>,
}

impl Shards {
    pub(super) fn split(
        occurrences: &Occurrences,
        documents: &[Document],
        prepared: &[Prepared],
    ) -> Self {
        let mut groups: BTreeMap<usize, Chosen> = BTreeMap::new();
        let mut plans: Vec<Plan> = Vec::new();
        let keys: Vec<(&str, usize)> = occurrences.keys().collect();
        let most = if documents.len() < FEW { SMALL } else { SIZE };
        for block in keys.chunk_by(|(a, _), (b, _)| block_of(a) == block_of(b)) {
            for &(_, group) in block {
                groups
                    .entry(group)
                    .or_insert_with(|| Chosen::new(occurrences, group, documents.len()));
            }
            let texts = Texts { documents, prepared };
            let adds = plans.last().map(|plan| plan.added(block, &groups, texts));
            match (plans.last_mut(), adds) {
                (Some(plan), Some(adds)) if plan.size + adds <= most => {
                    plan.add(block, &groups, adds);
                }
                _ => {
                    let mut plan = Plan::default();
                    let adds = plan.added(block, &groups, texts);
                    plan.add(block, &groups, adds);
                    plans.push(plan);
                }
            }
        }
        let lasts = iter::once("").chain(plans.iter().map(Plan::last));
        let start = |(before, plan): (&str, &Plan)| separator(before, plan.first()).to_owned();
        let mut starts: Vec<String> = lasts.zip(&plans).map(start).collect();
        // The first has all that comes before its own first key too.
        if let Some(first) = starts.first_mut() {
            first.clear();
        }
        for (letters, chosen) in for_letters(&plans, &groups) {
            let place = starts.partition_point(|start| start.as_str() <= block_of(&letters));
            let number = occurrences.count() + groups.len();
            if let Some(plan) = place.checked_sub(1).and_then(|place| plans.get_mut(place)) {
                plan.keys.insert(letters, number);
                groups.insert(number, chosen);
            }
        }
        let write = |plan: &Plan| plan.write(&groups, documents, prepared);
        Self { starts, files: plans.par_iter().map(write).collect() }
    }
}

/// A group with what is written of it.
struct Chosen {
    words: Vec<Vec<String>>,
    weight: u8,
    more: bool,
    /// In the order of the documents.
    entries: Vec<Entry>,
    /// The best of them.
    shown: Vec<Entry>,
}

impl Chosen {
    fn new(occurrences: &Occurrences, group: usize, documents: usize) -> Self {
        let group = occurrences.group(group);
        let (entries, more) = (best(&group.entries, MOST), group.entries.len() > MOST);
        Self {
            words: group.stems.iter().map(|stem| occurrences.forms(stem).to_vec()).collect(),
            weight: byte((rarity(group.entries.len(), documents) + 0.3).sqrt() * 80.0),
            more,
            shown: best(&entries, SHOWN),
            entries,
        }
    }
}

/// How much a word says (BM25's inverse document frequency).
#[expect(clippy::cast_precision_loss)]
fn rarity(having: usize, documents: usize) -> f32 {
    let (having, documents) = (having as f32, documents as f32);
    (1.0 + (documents - having + 0.5) / (having + 0.5)).ln()
}

/// The entries that count most, of some that are in the order of the documents, in that order.
fn best(entries: &[Entry], most: usize) -> Vec<Entry> {
    let mut best = entries.to_vec();
    if best.len() <= most {
        return best;
    }
    best.sort_by_key(|entry| (u8::MAX - entry.impact, entry.document));
    best.truncate(most);
    best.sort_by_key(|entry| entry.document);
    best
}

/// Where letters begin words of more than one shard, the documents that they lead to, so that a
/// first letter can be answered.
fn for_letters(plans: &[Plan], groups: &BTreeMap<usize, Chosen>) -> Vec<(String, Chosen)> {
    let mut shards: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (place, plan) in plans.iter().enumerate() {
        for (key, group) in &plan.keys {
            let ends = key.char_indices().map(|(end, _)| end).skip(1).take(BLOCK - 1);
            for letters in ends.map(|end| &key[..end]).filter(|letters| !letters.contains(' ')) {
                let (shards, groups) = shards.entry(letters).or_default();
                shards.insert(place);
                groups.insert(*group);
            }
        }
    }
    let wide = shards.into_iter().filter(|(_, (shards, _))| shards.len() > 1);
    let of_letters = wide.map(|(letters, (_, having))| {
        let mut entries: HashMap<usize, Entry> = HashMap::new();
        let mut more = false;
        for group in having.iter().filter_map(|group| groups.get(group)) {
            more |= group.more || group.entries.len() > group.shown.len();
            for &entry in &group.shown {
                let known = entries.entry(entry.document).or_insert(entry);
                if entry.impact > known.impact {
                    *known = Entry { sections: known.sections, ..entry };
                }
                known.sections |= entry.sections;
            }
        }
        let mut entries: Vec<Entry> = entries.into_values().collect();
        entries.sort_by_key(|entry| entry.document);
        more |= entries.len() > MOST_FOR_LETTERS;
        let entries = best(&entries, MOST_FOR_LETTERS);
        let shown = best(&entries, SHOWN);
        (format!("{letters}*"), Chosen { words: Vec::new(), weight: 80, more, entries, shown })
    });
    of_letters.collect()
}

/// What passages and cards are taken from.
#[derive(Clone, Copy)]
struct Texts<'a> {
    documents: &'a [Document],
    prepared: &'a [Prepared],
}

impl Texts<'_> {
    fn card(self, document: usize) -> usize {
        let card = &self.documents[document].card;
        let plain = card.plain_title.as_ref().map_or(0, String::len);
        card.title.len() + plain + card.path.len() + 6
    }

    fn passage(self, document: usize, passage: usize) -> usize {
        self.prepared[document].passages.get(passage).map_or(0, |passage| passage.text.len() + 2)
    }
}

/// What a shard will have.
#[derive(Default)]
struct Plan {
    keys: BTreeMap<String, usize>,
    groups: BTreeSet<usize>,
    passages: BTreeSet<(usize, usize)>,
    cards: BTreeSet<usize>,
    size: usize,
}

impl Plan {
    fn first(&self) -> &str {
        self.keys.first_key_value().map_or("", |(key, _)| block_of(key))
    }

    fn last(&self) -> &str {
        self.keys.last_key_value().map_or("", |(key, _)| block_of(key))
    }

    /// The bytes, about, that some keys would add.
    fn added(
        &self,
        block: &[(&str, usize)],
        groups: &BTreeMap<usize, Chosen>,
        texts: Texts<'_>,
    ) -> usize {
        let mut added = Self::default();
        let mut size = 0;
        for (key, group) in block {
            size += key.len() / 2 + 2;
            let Some(chosen) = groups.get(group) else { continue };
            if self.groups.contains(group) || !added.groups.insert(*group) {
                continue;
            }
            let forms = chosen.words.iter().flatten().map(|form| form.len() + 1).sum::<usize>();
            size += 8 + forms + 3 * chosen.entries.len() + 3 * chosen.shown.len();
            for shown in &chosen.shown {
                let passage = (shown.document, shown.passage);
                if !self.cards.contains(&shown.document) && added.cards.insert(shown.document) {
                    size += texts.card(shown.document);
                }
                if !self.passages.contains(&passage) && added.passages.insert(passage) {
                    size += texts.passage(shown.document, shown.passage);
                }
            }
        }
        size
    }

    fn add(&mut self, block: &[(&str, usize)], groups: &BTreeMap<usize, Chosen>, size: usize) {
        self.size += size;
        for (key, group) in block {
            self.keys.insert((*key).to_owned(), *group);
            self.groups.insert(*group);
            for shown in groups.get(group).into_iter().flat_map(|chosen| &chosen.shown) {
                self.cards.insert(shown.document);
                self.passages.insert((shown.document, shown.passage));
            }
        }
    }

    fn write(
        &self,
        groups: &BTreeMap<usize, Chosen>,
        documents: &[Document],
        prepared: &[Prepared],
    ) -> Vec<u8> {
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        let mut written: Vec<Group> = Vec::new();
        let mut cards: Vec<usize> = Vec::new();
        let mut passages: Vec<(usize, usize)> = Vec::new();
        let mut keys = Vec::new();
        for (key, group) in &self.keys {
            let Some(chosen) = groups.get(group) else { continue };
            let place = *places.entry(*group).or_insert_with(|| {
                let show = |entry: &Entry| Shown {
                    card: place_in(&mut cards, entry.document),
                    passage: place_in(&mut passages, (entry.document, entry.passage)),
                };
                let posting = |entry: &Entry| Posting {
                    document: entry.document,
                    impact: entry.impact,
                    sections: entry.sections,
                };
                let has_text = |entry: &&Entry| !prepared[entry.document].passages.is_empty();
                written.push(Group {
                    words: chosen.words.clone(),
                    weight: chosen.weight,
                    more: chosen.more,
                    postings: chosen.entries.iter().map(posting).collect(),
                    shown: chosen.shown.iter().filter(has_text).map(show).collect(),
                });
                written.len() - 1
            });
            keys.push((key.as_str(), place));
        }
        let cards: Vec<(usize, &Card)> =
            cards.iter().map(|&document| (document, &documents[document].card)).collect();
        let passages: Vec<&Passage> = passages
            .iter()
            .map(|&(document, passage)| &prepared[document].passages[passage])
            .collect();
        Shard::write(&keys, &written, &cards, &passages)
    }
}

/// The shortest beginning of a key that comes after another: each search loads all of them.
fn separator<'a>(before: &str, after: &'a str) -> &'a str {
    let ends = after.char_indices().map(|(start, letter)| start + letter.len_utf8());
    ends.map(|end| &after[..end]).find(|beginning| *beginning > before).unwrap_or(after)
}

/// The place of an item in a list, added where it is not in it yet.
fn place_in<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sections::Sections;

    #[test]
    fn the_best_are_those_that_count_most() {
        let entry = |document, impact| Entry {
            document,
            impact,
            passage: 0,
            sections: Sections::default(),
        };
        let entries = [entry(1, 5), entry(2, 9), entry(3, 9), entry(4, 1)];
        assert_eq!(best(&entries, 2), [entry(2, 9), entry(3, 9)]);
        assert_eq!(best(&entries, 3), [entry(1, 5), entry(2, 9), entry(3, 9)]);
    }

    #[test]
    fn a_separator_is_after_what_is_before_it_and_not_after_what_follows() {
        for (before, after, separator) in
            [("anxi", "band", "b"), ("depe", "depr", "depr"), ("a", "ab", "ab"), ("é", "éa", "éa")]
        {
            assert_eq!(super::separator(before, after), separator);
        }
    }

    #[test]
    fn rare_words_say_more() {
        assert!(rarity(1, 100) > rarity(50, 100) && rarity(100, 100) > 0.0);
    }
}
