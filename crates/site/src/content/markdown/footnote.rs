use std::collections::HashMap;

use model::{Block, Inline};

use super::{Place, Reader};
use crate::content::problem::TextProblem;

/// A footnote and where it is written.
#[derive(Debug)]
pub(crate) struct Footnote {
    /// Its name in the source.
    pub(crate) label: String,
    /// The line where it is written.
    pub(crate) line: usize,
    /// What it says.
    pub(crate) blocks: Vec<Block>,
}

/// The footnotes met so far, by their marks or as notes.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    indexes: HashMap<String, usize>,
    notes: Vec<Option<Footnote>>,
}

impl Footnotes {
    fn index(&mut self, label: &str) -> usize {
        // The parser takes labels that differ only in capital letters for one.
        let index = *self.indexes.entry(label.to_lowercase()).or_insert(self.notes.len());
        if index == self.notes.len() {
            self.notes.push(None);
        }
        index
    }

    /// The footnotes by their indexes.
    pub(super) fn into_vec(self) -> Vec<Footnote> {
        let missing = || Footnote { label: String::new(), line: 1, blocks: Vec::new() };
        self.notes.into_iter().map(|note| note.unwrap_or_else(missing)).collect()
    }
}

impl Reader<'_> {
    /// The mark of a footnote, with the index of the footnote in place of its number.
    pub(super) fn footnote_mark(&mut self, label: &str, start: usize) -> Option<Inline> {
        if self.place != Place::Article {
            self.add(start, TextProblem::FootnoteHere);
            return None;
        }
        let index = self.footnotes.index(label);
        u16::try_from(index).ok().map(Inline::Footnote)
    }

    /// Reads a footnote that begins at `start`.
    pub(super) fn footnote_definition(&mut self, label: &str, start: usize) {
        let blocks = self.inside(start, Self::blocks);
        if self.place != Place::Article {
            self.add(start, TextProblem::FootnoteHere);
            return;
        }
        let index = self.footnotes.index(label);
        let line = self.events.line(start);
        match self.footnotes.notes.get_mut(index) {
            Some(note @ None) => *note = Some(Footnote { label: label.to_owned(), line, blocks }),
            _ => self.add(start, TextProblem::FootnoteTwice { label: label.to_owned() }),
        }
    }
}
