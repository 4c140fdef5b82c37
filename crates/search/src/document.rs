//! What can be found.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::bytes::{Corrupt, Decoder, Encoder};

/// Something that can be found, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// How it is shown.
    pub card: Card,
    /// The categories that it is in, as places in the list of all.
    pub categories: Vec<usize>,
    /// Other words for what it is about: a title in everyday words, synonyms.
    pub names: Vec<String>,
    /// What it says, in one or two sentences.
    pub summary: String,
    /// Its points to take away.
    pub key_points: Vec<String>,
    /// Its text in sentences.
    pub passages: Vec<Passage>,
    /// What people ask that it answers. It is never shown.
    pub questions: Vec<Question>,
}

impl Document {
    /// A document of which no more is known than how it is shown.
    pub fn of(card: Card) -> Self {
        Self {
            card,
            categories: Vec::new(),
            names: Vec::new(),
            summary: String::new(),
            key_points: Vec::new(),
            passages: Vec::new(),
            questions: Vec::new(),
        }
    }
}

/// Something that people ask, in their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What they ask.
    pub text: String,
    /// The id of the heading under which it is answered; `None` for the document as a whole.
    pub section: Option<String>,
}

/// How something that was found is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The title in plain words, where it has such a one: closer to what people ask.
    pub plain_title: Option<String>,
    /// The path to it from the site's root, with a fragment where it is part of a page.
    pub path: String,
}

/// Kinds of things that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article,
    /// A category: the list of its articles.
    Topic,
    /// Another page.
    Page,
    /// A word in the glossary.
    Word,
}

/// A sentence, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The section, none where it stands before the first.
    pub section: Option<Section>,
    /// Its words.
    pub text: String,
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The id of its heading.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A category, by which results can be filtered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name in the address.
    pub slug: String,
    /// Its title.
    pub title: String,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Article, Self::Topic, Self::Page, Self::Word];
}

impl Card {
    pub(crate) fn write(&self, file: &mut Encoder) {
        let kind = Kind::ALL.iter().position(|kind| *kind == self.kind);
        // All kinds are in the list of all.
        file.number(kind.unwrap_or_default());
        file.text(&self.title);
        file.text(self.plain_title.as_deref().unwrap_or_default());
        file.text(&self.path);
    }

    pub(crate) fn read(file: &mut Decoder<'_>) -> Result<Self, Corrupt> {
        let kind = *Kind::ALL.get(file.number()?).ok_or(Corrupt::Damaged)?;
        Ok(Self {
            kind,
            title: file.text()?.to_owned(),
            plain_title: Some(file.text()?)
                .filter(|title| !title.is_empty())
                .map(ToOwned::to_owned),
            path: file.text()?.to_owned(),
        })
    }
}

/// A document's file: all that is needed to show it where no other file has that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DocumentFile {
    pub(crate) card: Card,
    pub(crate) passages: Vec<Passage>,
}

impl DocumentFile {
    pub(crate) fn write(card: &Card, passages: &[Passage]) -> Vec<u8> {
        let mut file = Encoder::default();
        card.write(&mut file);
        Passage::write_all(&passages.iter().collect::<Vec<_>>(), &mut file);
        file.finish()
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        let mut file = Decoder::open(bytes)?;
        Ok(Self { card: Card::read(&mut file)?, passages: Passage::read_all(&mut file)? })
    }
}

impl Passage {
    /// Writes passages, each section once.
    pub(crate) fn write_all(passages: &[&Self], file: &mut Encoder) {
        let mut sections: Vec<&Section> = Vec::new();
        for section in passages.iter().filter_map(|passage| passage.section.as_ref()) {
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        file.list(&sections, |file, section| {
            file.text(&section.id);
            file.text(&section.title);
        });
        file.list(passages, |file, passage| {
            let place = passage
                .section
                .as_ref()
                .and_then(|section| sections.iter().position(|known| *known == section));
            file.number(place.map_or(0, |place| place + 1));
            file.text(&passage.text);
        });
    }

    pub(crate) fn read_all(file: &mut Decoder<'_>) -> Result<Vec<Self>, Corrupt> {
        let sections = file.list(|file| {
            Ok(Section { id: file.text()?.to_owned(), title: file.text()?.to_owned() })
        })?;
        file.list(|file| {
            let section = match file.number()? {
                0 => None,
                place => Some(sections.get(place - 1).ok_or(Corrupt::Damaged)?.clone()),
            };
            Ok(Self { section, text: file.text()?.to_owned() })
        })
    }
}
