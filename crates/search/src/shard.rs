//! A file with some words: where each stands, and what is shown of the best places.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    bytes::{Corrupt, Decoder, Encoder},
    dictionary::Dictionary,
    document::{Card, Passage},
    sections::Sections,
};

/// Some words of the index.
#[derive(Debug)]
pub(crate) struct Shard {
    /// Each key, and the place of its group.
    keys: Dictionary,
    groups: Vec<Vec<u8>>,
    /// The documents that are the best for any of the words, by number.
    cards: Vec<(usize, Card)>,
    passages: Vec<Passage>,
}

/// Where the words of one stem stand.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The words that are marked in what is shown, each in all its forms.
    pub(crate) words: Vec<Vec<String>>,
    /// How much the word says: the rarer, the more. The square root of it, in eightieths.
    pub(crate) weight: u8,
    /// Whether there are more documents than are named.
    pub(crate) more: bool,
    /// The documents, by number, each with what the word counts there: 255 is the most.
    pub(crate) postings: Vec<Posting>,
    /// For the best documents, the passage that shows the word best.
    pub(crate) shown: Vec<Shown>,
}

/// That a word stands in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) document: usize,
    pub(crate) impact: u8,
    /// Where its title, its headings and what people ask of it have the word.
    pub(crate) sections: Sections,
}

/// A passage of a document: places in the lists of a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) card: usize,
    pub(crate) passage: usize,
}

impl Group {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = Encoder::default();
        file.list(&self.words, |file, forms| file.list(forms, |file, form| file.text(form)));
        file.byte(self.weight);
        file.byte(self.more.into());
        let mut next = 0;
        file.list(&self.postings, |file, posting| {
            file.number(posting.document - next);
            next = posting.document + 1;
        });
        for posting in &self.postings {
            file.byte(posting.impact);
        }
        for posting in &self.postings {
            file.byte(posting.sections.0);
        }
        file.list(&self.shown, |file, shown| {
            file.number(shown.card);
            file.number(shown.passage);
        });
        file.into_bytes()
    }

    fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        let mut file = Decoder::new(bytes);
        let mut group = Self {
            words: file.list(|file| file.list(|file| Ok(file.text()?.to_owned())))?,
            weight: file.byte()?,
            more: file.byte()? != 0,
            ..Self::default()
        };
        let mut next = 0_usize;
        group.postings = file.list(|file| {
            let document = next.saturating_add(file.number()?);
            next = document.saturating_add(1);
            Ok(Posting { document, impact: 0, sections: Sections::default() })
        })?;
        for posting in &mut group.postings {
            posting.impact = file.byte()?;
        }
        for posting in &mut group.postings {
            posting.sections = Sections(file.byte()?);
        }
        group.shown =
            file.list(|file| Ok(Shown { card: file.number()?, passage: file.number()? }))?;
        Ok(group)
    }
}

impl Shard {
    /// Puts a file together. `keys` are in order, each with the place of its group.
    pub(crate) fn write(
        keys: &[(&str, usize)],
        groups: &[Group],
        cards: &[(usize, &Card)],
        passages: &[&Passage],
    ) -> Vec<u8> {
        let mut file = Encoder::default();
        Dictionary::write(keys, &mut file);
        file.list(groups, |file, group| file.bytes(&group.write()));
        file.list(cards, |file, (number, card)| {
            file.number(*number);
            card.write(file);
        });
        Passage::write_all(passages, &mut file);
        file.finish()
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        let mut file = Decoder::open(bytes)?;
        Ok(Self {
            keys: Dictionary::read(&mut file)?,
            groups: file.list(|file| Ok(file.bytes()?.to_vec()))?,
            cards: file.list(|file| Ok((file.number()?, Card::read(file)?)))?,
            passages: Passage::read_all(&mut file)?,
        })
    }

    /// The place of the group of a key.
    pub(crate) fn find(&self, key: &str) -> Option<usize> {
        self.keys.find(key)
    }

    /// The keys with a beginning, with the places of their groups.
    pub(crate) fn beginning<'a>(
        &'a self,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a str, usize)> {
        self.keys.beginning(beginning)
    }

    pub(crate) fn group(&self, place: usize) -> Result<Group, Corrupt> {
        Group::read(self.groups.get(place).ok_or(Corrupt::Damaged)?)
    }

    /// The documents that are the best for any of its words, by number.
    pub(crate) fn cards(&self) -> &[(usize, Card)] {
        &self.cards
    }

    /// How a document is shown, where this shard has that.
    pub(crate) fn card(&self, document: usize) -> Option<&Card> {
        self.cards().iter().find(|(number, _)| *number == document).map(|(_, card)| card)
    }

    /// The passage that shows a group's word in a document.
    pub(crate) fn passage(&self, group: &Group, document: usize) -> Option<&Passage> {
        let is_document = |shown: &&Shown| {
            self.cards.get(shown.card).is_some_and(|(number, _)| *number == document)
        };
        self.passages.get(group.shown.iter().find(is_document)?.passage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Kind, Section};

    #[test]
    fn reads_what_it_writes() {
        let card = Card {
            kind: Kind::Article,
            title: "On ketamine".to_owned(),
            plain_title: Some("What is ketamine?".to_owned()),
            path: "/articles/on/".to_owned(),
        };
        let passage = Passage {
            section: Some(Section { id: "a".to_owned(), title: "A".to_owned() }),
            text: "Ketamine is a medicine.".to_owned(),
        };
        let group = Group {
            words: vec![vec!["ketamine".to_owned(), "ketamines".to_owned()]],
            weight: 40,
            more: true,
            postings: [3, 4, 900]
                .map(|document| Posting { document, impact: 9, sections: Sections(3) })
                .to_vec(),
            shown: vec![Shown { card: 0, passage: 0 }],
        };
        let keys = [("ketamine", 0), ("ketamines", 0)];
        let file = Shard::write(&keys, std::slice::from_ref(&group), &[(4, &card)], &[&passage]);
        let shard = Shard::read(&file).unwrap();
        assert_eq!(shard.find("ketamine"), Some(0));
        assert_eq!(shard.find("keta"), None);
        assert_eq!(shard.beginning("keta").count(), 2);
        assert_eq!(shard.group(0), Ok(group.clone()));
        assert_eq!(shard.group(1), Err(Corrupt::Damaged));
        assert_eq!(shard.card(4), Some(&card));
        assert_eq!(shard.passage(&group, 4), Some(&passage));
        assert_eq!(shard.passage(&group, 3), None);
    }

    #[test]
    fn a_damaged_file_is_not_read() {
        let group = Group { words: vec![vec!["a".to_owned()]], ..Group::default() };
        let file = Shard::write(&[("a", 0)], &[group], &[], &[]);
        for place in 0..file.len() {
            for byte in [0, 0x7f, 0xff] {
                let mut damaged = file.clone();
                damaged[place] = byte;
                assert!(damaged == file || Shard::read(&damaged).is_err(), "byte {place}");
            }
        }
    }
}
