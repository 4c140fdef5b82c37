//! Words as they may be misspelt.

use alloc::vec::Vec;

use crate::fold::count;

/// A word that may stand for others that are spelt nearly like it.
///
/// An automaton over the bytes of folded words, so that a dictionary is read only where one of them
/// may be. Its state is a row of the table of Damerau and Levenshtein, in the version in which no letter
/// takes part in two edits; so two letters that changed places are one edit, as they are for people.
#[derive(Debug)]
pub(crate) struct Spelling<'a> {
    word: &'a [u8],
    edits: u8,
    prefix: bool,
}

/// How far the letters read so far are from each beginning of the word.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    now: Vec<u8>,
    /// The row before, and the letter that led from there.
    before: Option<(Vec<u8>, u8)>,
    /// Whether the word itself has been read, where a beginning is enough.
    met: bool,
}

impl<'a> Spelling<'a> {
    /// A word with as many edits as its length allows: none below four letters, one below eight.
    pub(crate) fn of(word: &'a str) -> Self {
        let edits = match count(word) {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        Self { word: word.as_bytes(), edits, prefix: false }
    }

    /// The same for a word whose end has not been typed yet.
    pub(crate) fn beginning(self) -> Self {
        Self { prefix: true, ..self }
    }

    /// With no more than so many edits.
    pub(crate) fn within(self, edits: u8) -> Self {
        Self { edits: self.edits.min(edits), ..self }
    }

    /// Whether any edit is allowed at all.
    pub(crate) fn is_forgiving(&self) -> bool {
        self.edits > 0
    }

    /// Whether another word is near enough.
    pub(crate) fn is_met_by(&self, other: &str) -> bool {
        let row = other.bytes().fold(self.start(), |row, letter| self.accept(&row, letter));
        self.is_match(&row)
    }

    fn is_near(&self, row: &Row) -> bool {
        row.now.last().is_some_and(|&edits| edits <= self.edits)
    }

    /// Where nothing has been read yet.
    pub(crate) fn start(&self) -> Row {
        // As many edits as letters left out; beyond what is allowed the number does not matter.
        let now = (0..=self.word.len()).map(|letters| u8::try_from(letters).unwrap_or(u8::MAX));
        let mut row = Row { now: now.collect(), before: None, met: false };
        row.met = self.prefix && self.is_near(&row);
        row
    }

    /// Whether what was read is near enough.
    pub(crate) fn is_match(&self, row: &Row) -> bool {
        row.met || self.is_near(row)
    }

    /// Whether anything that begins with what was read can be near enough.
    pub(crate) fn can_match(&self, row: &Row) -> bool {
        row.met || row.now.iter().min().is_some_and(|&edits| edits <= self.edits)
    }

    /// One letter further.
    pub(crate) fn accept(&self, row: &Row, letter: u8) -> Row {
        // Whatever comes now, nothing of the row is asked for any more.
        if row.met {
            return Row { now: Vec::new(), before: None, met: true };
        }
        let mut now = Vec::with_capacity(row.now.len());
        now.push(row.now[0].saturating_add(1));
        for (place, &own) in self.word.iter().enumerate() {
            let replaced = row.now[place].saturating_add(u8::from(!sound_alike(own, letter)));
            let added = row.now[place + 1].saturating_add(1);
            let left_out = now[place].saturating_add(1);
            let mut edits = replaced.min(added).min(left_out);
            if let (Some((before, last)), Some(above)) = (&row.before, place.checked_sub(1))
                && own == *last
                && self.word[above] == letter
            {
                edits = edits.min(before[above].saturating_add(1));
            }
            now.push(edits);
        }
        let mut row = Row { now, before: Some((row.now.clone(), letter)), met: false };
        row.met = self.prefix && self.is_near(&row);
        row
    }
}

/// Whether two letters are the same, or one is written for the other by who knows a word by its sound: `anurism`,
/// `psikosis`.
fn sound_alike(one: u8, other: u8) -> bool {
    matches!((one.min(other), one.max(other)), (b'c', b'k' | b's') | (b'i', b'y') | (b's', b'z'))
        || one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_from_four_letters_and_two_from_eight() {
        for (word, other, meets) in [
            ("ket", "kit", false),
            ("jabs", "jab", true),
            ("liver", "livre", true),
            ("liver", "silver", false),
            ("bladder", "bladr", false),
            ("ketamine", "ketmine", true),
            ("ketamine", "ketmin", true),
            ("ketamine", "kteamien", true),
            ("ketamine", "ketm", false),
            ("depression", "dpression", true),
            ("anurism", "aneurysm", true),
            ("anurism", "aneurotm", false),
        ] {
            assert_eq!(Spelling::of(word).is_met_by(other), meets, "{word} {other}");
        }
    }

    #[test]
    fn a_word_that_is_not_finished_meets_what_may_come_of_it() {
        assert!(Spelling::of("ketmin").beginning().is_met_by("ketamine"));
        assert!(Spelling::of("depresi").beginning().is_met_by("depression"));
        assert!(!Spelling::of("depresi").beginning().is_met_by("therapy"));
    }

    #[test]
    fn a_word_of_any_length_is_read() {
        let long = "a".repeat(10_000);
        assert!(Spelling::of(&long).is_met_by(&long));
        assert!(!Spelling::of(&long).is_met_by("a"));
    }
}
