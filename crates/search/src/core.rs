//! The file that every search begins with: where the others are.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use crate::{
    bytes::{Corrupt, Decoder, Encoder},
    dictionary::shared,
    document::Category,
    file::File,
    fold::{folded_words, part, rest},
    root::root,
    spelling::Spelling,
};

/// What is known of the index as a whole.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Core {
    pub(crate) categories: Vec<Category>,
    /// Documents are numbered so that those in the same categories follow each other.
    pub(crate) runs: Vec<Run>,
    /// The first key of each shard.
    pub(crate) shards: Vec<String>,
    /// The first letters of each list of words.
    pub(crate) words: Vec<String>,
    /// Phrases that may mean that somebody is in danger: a line each, of folded words, which is smaller
    /// than lists once compressed.
    pub(crate) crisis: String,
}

/// Documents that follow each other and are in the same categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) documents: usize,
    pub(crate) categories: Vec<usize>,
}

impl Core {
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut file = Encoder::default();
        file.list(&self.categories, |file, category| {
            file.text(&category.slug);
            file.text(&category.title);
        });
        file.list(&self.runs, |file, run| {
            file.number(run.documents);
            file.list(&run.categories, |file, &category| file.number(category));
        });
        write_sorted(&self.shards, &mut file);
        file.list(&self.words, |file, letters| file.text(letters));
        file.text(&self.crisis);
        file.finish()
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Corrupt> {
        let text = |file: &mut Decoder<'_>| Ok(file.text()?.to_owned());
        let mut file = Decoder::open(bytes)?;
        let categories =
            file.list(|file| Ok(Category { slug: text(file)?, title: text(file)? }))?;
        let core = Self {
            runs: file.list(|file| {
                let documents = file.number()?;
                Ok(Run { documents, categories: file.list(Decoder::number)? })
            })?,
            shards: read_sorted(&mut file)?,
            words: file.list(text)?,
            crisis: text(&mut file)?,
            categories,
        };
        let known = |category: &usize| *category < core.categories.len();
        let sound = core.runs.iter().all(|run| run.categories.iter().all(known))
            && core.documents() <= MOST_DOCUMENTS;
        if sound { Ok(core) } else { Err(Corrupt::Damaged) }
    }

    /// How many documents there are.
    pub(crate) fn documents(&self) -> usize {
        self.runs.iter().map(|run| run.documents).fold(0, usize::saturating_add)
    }

    /// The categories that a document is in.
    pub(crate) fn categories_of(&self, document: usize) -> &[usize] {
        let mut first = 0;
        for run in &self.runs {
            first += run.documents;
            if document < first {
                return &run.categories;
            }
        }
        &[]
    }

    /// The shard that has a key, if any has.
    pub(crate) fn shard_of(&self, key: &str) -> Option<File> {
        before(&self.shards, block_of(key)).map(File::Shard)
    }

    /// The shards that have keys with a beginning, the first two at most: where there are more, the
    /// first has the beginning itself as a key.
    pub(crate) fn shards_of_prefix(&self, prefix: &str) -> Vec<File> {
        let Some(first) = before(&self.shards, block_of(prefix)) else { return Vec::new() };
        let next = first + 1;
        let has_more = prefix.chars().count() < BLOCK
            && self.shards.get(next).is_some_and(|key| key.starts_with(prefix));
        let files = [Some(first), has_more.then_some(next)];
        files.into_iter().flatten().map(File::Shard).collect()
    }

    /// The list of words that has those that begin with the same letter.
    pub(crate) fn words_like(&self, word: &str) -> Option<File> {
        before(&self.words, word).map(File::Words)
    }

    /// Whether the words of a query may mean that somebody is in danger. Rather once too often: what
    /// follows is only a phone number.
    pub(crate) fn is_crisis(&self, query: &str) -> bool {
        let query = folded_words(query);
        let same = |asked: &String, meant: &str| {
            root(asked) == root(meant) || Spelling::of(meant).is_met_by(asked)
        };
        self.crisis.split('\n').any(|phrase| {
            let meant: Vec<&str> = phrase.split(' ').collect();
            let mut windows = query.windows(meant.len());
            windows.any(|asked| asked.iter().zip(&meant).all(|(asked, meant)| same(asked, meant)))
        })
    }
}

/// A bound for memory: the engine keeps a number for each document.
const MOST_DOCUMENTS: usize = 1_000_000;

/// Words that share this many letters are never in different shards.
pub(crate) const BLOCK: usize = 5;

/// The letters by which a key is put into a shard: those of its first word, so that names which begin
/// with a word are where the word is.
pub(crate) fn block_of(key: &str) -> &str {
    let mut letters = key.char_indices().enumerate();
    let end = letters.find(|(number, (_, letter))| *number == BLOCK || *letter == ' ');
    part(key, 0, end.map_or(key.len(), |(_, (end, _))| end))
}

/// Writes sorted texts, each as far as it differs from the one before: first how many bytes are the same
/// and how many follow, then what follows, of all together. Apart, both are smaller once compressed.
fn write_sorted(texts: &[String], file: &mut Encoder) {
    let before = [""].into_iter().chain(texts.iter().map(String::as_str));
    let pairs: Vec<(usize, &str)> =
        before.zip(texts).map(|(before, text)| (shared(before, text), text.as_str())).collect();
    file.list(&pairs, |file, (shared, text)| {
        file.number(*shared);
        file.number(text.len() - shared);
    });
    file.text(&pairs.iter().map(|(shared, text)| rest(text, *shared)).collect::<String>());
}

fn read_sorted(file: &mut Decoder<'_>) -> Result<Vec<String>, Corrupt> {
    let lengths = file.list(|file| Ok((file.number()?, file.number()?)))?;
    let mut rests = file.text()?;
    let mut before = String::new();
    let mut texts = Vec::new();
    for (shared, length) in lengths {
        let (next, others) = rests.split_at_checked(length).ok_or(Corrupt::Damaged)?;
        // What is not there, or half of a letter, is shared by no two texts.
        let mut text = before.get(..shared).ok_or(Corrupt::Damaged)?.to_owned();
        text.push_str(next);
        before.clone_from(&text);
        texts.push(text);
        rests = others;
    }
    Ok(texts)
}

/// The last of some sorted texts that is not after `key`.
fn before(starts: &[String], key: &str) -> Option<usize> {
    starts.partition_point(|start| start.as_str() <= key).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    fn core() -> Core {
        Core {
            categories: vec![
                Category { slug: "a".to_owned(), title: "A".to_owned() },
                Category { slug: "b".to_owned(), title: "B".to_owned() },
            ],
            runs: vec![
                Run { documents: 2, categories: vec![0] },
                Run { documents: 3, categories: vec![0, 1] },
            ],
            shards: texts(&["a", "depr", "keta", "kett"]),
            words: texts(&["a", "k"]),
            crisis: "kill myself\nsuicidal\noverdose".to_owned(),
        }
    }

    #[test]
    fn reads_what_it_writes() {
        assert_eq!(Core::read(&core().write()), Ok(core()));
        let unsound = Core { runs: vec![Run { documents: 1, categories: vec![2] }], ..core() };
        assert_eq!(Core::read(&unsound.write()), Err(Corrupt::Damaged));
    }

    #[test]
    fn sorted_texts_are_read_as_they_were_written() {
        let sorted = texts(&["", "a", "anx", "anxi", "b", "dépôt", "dépôts", "dév"]);
        let mut file = Encoder::default();
        write_sorted(&sorted, &mut file);
        let bytes = file.finish();
        assert_eq!(read_sorted(&mut Decoder::open(&bytes).unwrap()), Ok(sorted));
    }

    #[test]
    fn names_are_where_their_first_word_is() {
        assert_eq!(block_of("low mood"), block_of("low"));
        assert_eq!(block_of("yellow card"), "yello");
        assert_eq!(block_of("é"), "é");
    }

    #[test]
    fn a_key_is_in_the_shard_that_begins_before_it() {
        let core = core();
        assert_eq!(core.shard_of("depression"), Some(File::Shard(1)));
        assert_eq!(core.shard_of("ketamine"), Some(File::Shard(2)));
        assert_eq!(core.shard_of("0"), None);
        assert_eq!(core.shards_of_prefix("ket"), [File::Shard(1), File::Shard(2)]);
        assert_eq!(core.shards_of_prefix("ketamin"), [File::Shard(2)]);
        assert_eq!(core.words_like("zoo"), Some(File::Words(1)));
    }

    #[test]
    fn categories_are_those_of_the_run() {
        let core = core();
        assert_eq!(core.documents(), 5);
        assert_eq!(core.categories_of(1), [0]);
        assert_eq!(core.categories_of(2), [0, 1]);
        assert_eq!(core.categories_of(5), [0; 0]);
    }

    #[test]
    fn a_crisis_is_seen_whatever_the_spelling() {
        for query in ["I want to kill myself", "suicide", "sucidal", "overdosed", "overdoes"] {
            assert!(core().is_crisis(query), "{query}");
        }
        for query in ["", "kill the weeds", "myself", "over the counter dose"] {
            assert!(!core().is_crisis(query), "{query}");
        }
    }
}
