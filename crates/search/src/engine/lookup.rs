//! What a word may stand for, however it is written.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use super::{Engine, Halt, Loaded, Missing, terms::Term};
use crate::{
    core::Core,
    file::File,
    fold::{count, parted},
    root::root,
    shard::{Group, Shard},
    spelling::Spelling,
};

/// A group, and the shard that it is from.
pub(super) struct Match {
    pub(super) shard: File,
    pub(super) group: Group,
}

/// What is counted of a word that only begins as the one that was typed.
pub(super) const BEGINNING: f32 = 0.8;
/// The same where the word that was typed is a word itself.
pub(super) const ALSO_BEGINNING: f32 = 0.4;
/// What is counted of a word that is spelt with one edit, with two.
const MISSPELT: [f32; 2] = [0.8, 0.6];
/// What is counted of a word whose end is another.
const OTHER_END: f32 = 0.5;
/// The letters at the end of a word that may be others, and those that have to be there before them.
const END: usize = 2;
const BEFORE_END: usize = 5;
/// The letters that the forms of a word have to share: "herion" is no form of "her".
const SHORTEST_ROOT: usize = 4;
/// The most words that one beginning stands for.
const MOST_BEGINNINGS: usize = 48;
/// The most words that a misspelt one stands for.
const MOST_SPELLINGS: usize = 3;
/// The letters that a name's last word has to have where it is not finished: with fewer, it may become
/// many other words.
const BEGINNING_OF_NAME: usize = 3;
/// The letters of the shorter of two words between which a space may be missing.
const SHORTEST_APART: usize = 4;
/// The most words that have a meaning together.
const LONGEST_NAME: usize = 3;

/// The words that most documents have, of as many the first in the alphabet. Picked one by one: they
/// are three, and the code of a sort is a kilobyte.
fn most_frequent(mut words: Vec<(String, usize)>) -> Vec<String> {
    let mut picked = Vec::new();
    while picked.len() < MOST_SPELLINGS {
        let best = words
            .iter()
            .enumerate()
            .max_by(|(_, (a, many)), (_, (b, more))| many.cmp(more).then_with(|| b.cmp(a)));
        let Some(place) = best.map(|(place, _)| place) else { break };
        picked.push(words.swap_remove(place).0);
    }
    picked
}

/// Words with a space between each two.
fn joined(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

/// The key under which the first letters of a word stand, where many words have them.
pub(super) fn letters(word: &str) -> String {
    [word, "*"].concat()
}

impl Engine {
    /// Some words that have a meaning together, the more the better, and how many they are. `is_open`:
    /// the last of all words may not be finished.
    pub(super) fn name(
        &self,
        core: &Core,
        words: &[String],
        is_open: bool,
    ) -> Result<Option<(usize, Term)>, Halt> {
        for length in (2..=LONGEST_NAME.min(words.len())).rev() {
            let name = joined(&words[..length]);
            let mut matches = self.key(core, &name)?;
            let last = words[length - 1].len();
            if matches.is_empty() && is_open && length == words.len() && last >= BEGINNING_OF_NAME {
                // The names that begin with a word stand in its shard.
                matches = self.beginnings(core, &name, BEGINNING, &mut Missing::default())?;
            }
            if !matches.is_empty() {
                return Ok(Some((length, Term { matches })));
            }
        }
        Ok(None)
    }

    /// What a key stands for.
    fn key(&self, core: &Core, key: &str) -> Result<Vec<(Match, f32)>, Halt> {
        let found = core.shard_of(key).and_then(|file| {
            let shard = self.shard(file)?;
            Some((file, shard, shard.find(key)?))
        });
        found.into_iter().map(|(file, shard, place)| Match::read(file, shard, place, 1.0)).collect()
    }

    /// What a word stands for whose file may not be there yet.
    pub(super) fn word(
        &self,
        core: &Core,
        word: &str,
        missing: &mut Missing,
    ) -> Result<Vec<(Match, f32)>, Halt> {
        if let Some(file) = core.shard_of(word).filter(|&file| self.shard(file).is_none()) {
            missing.add(file);
        }
        self.key(core, word)
    }

    /// A word, or another form of it.
    pub(super) fn exact(&self, core: &Core, word: &str) -> Result<Vec<(Match, f32)>, Halt> {
        let matches = self.key(core, word)?;
        if !matches.is_empty() {
            return Ok(matches);
        }
        let root_of_word = root(word);
        let Some(file) = core.shard_of(word).filter(|_| root_of_word.len() >= SHORTEST_ROOT) else {
            return Ok(Vec::new());
        };
        let Some(shard) = self.shard(file) else { return Ok(Vec::new()) };
        let form = shard.beginning(root_of_word).find(|(form, _)| root(form) == root_of_word);
        form.into_iter().map(|(_, place)| Match::read(file, shard, place, 1.0)).collect()
    }

    /// The words that begin as one that is not finished.
    pub(super) fn beginnings(
        &self,
        core: &Core,
        word: &str,
        counts: f32,
        missing: &mut Missing,
    ) -> Result<Vec<(Match, f32)>, Halt> {
        let mut many = self.key(core, &letters(word))?;
        if !many.is_empty() {
            for (_, factor) in &mut many {
                *factor = counts;
            }
            return Ok(many);
        }
        let mut places: Vec<(File, usize)> = Vec::new();
        for file in core.shards_of_prefix(word) {
            let Some(shard) = self.shard(file) else {
                missing.add(file);
                continue;
            };
            for (_, place) in shard.beginning(word).take(MOST_BEGINNINGS) {
                if !places.contains(&(file, place)) {
                    places.push((file, place));
                }
            }
        }
        let read = |(file, place): (File, usize)| {
            self.shard(file).map(|shard| Match::read(file, shard, place, counts))
        };
        places.into_iter().filter_map(read).collect()
    }

    /// The words that a misspelt one may stand for: those with the fewest edits, of these the most
    /// frequent.
    pub(super) fn misspelt(
        &self,
        core: &Core,
        word: &str,
        is_open: bool,
        corrections: &mut Vec<(String, String)>,
        missing: &mut Missing,
    ) -> Result<Vec<(Match, f32)>, Halt> {
        if !Spelling::of(word).is_forgiving() {
            return Ok(Vec::new());
        }
        // The first letter may be wrong too: changed places with the second, or one too many.
        let (_, without_first) = parted(word, 1);
        let lists: Vec<File> =
            [word, without_first].iter().filter_map(|word| core.words_like(word)).collect();
        let mut found = Vec::new();
        for edits in 1..=2 {
            for &file in &lists {
                let Some(Loaded::Words(words)) = self.file(file) else {
                    missing.add(file);
                    continue;
                };
                let spelling = Spelling::of(word).within(edits);
                words.find(&spelling, &mut found);
                if found.is_empty() && is_open {
                    words.find(&spelling.beginning(), &mut found);
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        let found = most_frequent(found);
        let mut matches: Vec<(Match, f32)> = Vec::new();
        for meant in &found {
            let Some(file) = core.shard_of(meant) else { continue };
            if self.shard(file).is_none() {
                missing.add(file);
                continue;
            }
            let counts = MISSPELT[usize::from(!Spelling::of(word).within(1).is_met_by(meant))];
            for (found, _) in self.key(core, meant)? {
                matches.push((found, counts));
            }
        }
        if let (Some(meant), false) = (found.first(), matches.is_empty()) {
            corrections.push((word.to_owned(), meant.clone()));
        }
        Ok(matches)
    }

    /// The words that begin as one does that is not in the index, whatever their end: the ends of
    /// words are misspelt most.
    pub(super) fn shortened(
        &self,
        core: &Core,
        word: &str,
        corrections: &mut Vec<(String, String)>,
        missing: &mut Missing,
    ) -> Result<Vec<(Match, f32)>, Halt> {
        let letters = count(word);
        let shorter = (1..=END).filter(|cut| letters >= BEFORE_END + cut);
        for cut in shorter {
            let (beginning, _) = parted(word, letters - cut);
            let matches = self.beginnings(core, beginning, OTHER_END, missing)?;
            if !matches.is_empty() {
                let shard = core.shard_of(beginning).and_then(|file| self.shard(file));
                let meant = shard.and_then(|shard| shard.beginning(beginning).next());
                corrections.extend(meant.map(|(meant, _)| (word.to_owned(), meant.to_owned())));
                return Ok(matches);
            }
        }
        Ok(Vec::new())
    }

    /// A word in which a space is missing: the two words, the first as long as can be.
    pub(super) fn apart(
        &self,
        core: &Core,
        word: &str,
        corrections: &mut Vec<(String, String)>,
        missing: &mut Missing,
    ) -> Result<Vec<(Match, f32)>, Halt> {
        let letters = count(word);
        for length in (SHORTEST_APART..=letters.saturating_sub(SHORTEST_APART)).rev() {
            let (first, second) = parted(word, length);
            let mut matches = self.key(core, first)?;
            if matches.is_empty() {
                continue;
            }
            let both = self.word(core, second, missing)?;
            if !missing.0.is_empty() {
                break;
            }
            if !both.is_empty() {
                matches.extend(both);
                corrections.push((word.to_owned(), [first, " ", second].concat()));
                return Ok(matches);
            }
        }
        Ok(Vec::new())
    }
}

impl Match {
    fn read(file: File, shard: &Shard, place: usize, counts: f32) -> Result<(Self, f32), Halt> {
        Ok((Self { shard: file, group: shard.group(place)? }, counts))
    }
}
