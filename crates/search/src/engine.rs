//! Answers queries from the files of an index.

mod lookup;
mod ranking;
mod terms;

use alloc::{string::String, vec, vec::Vec};

use crate::{
    answer::{Answer, Filter, Hit, Step},
    bytes::Corrupt,
    core::Core,
    document::{Card, DocumentFile, Passage},
    engine::{
        ranking::{Ranked, rank},
        terms::{Term, Terms},
    },
    excerpt::Marks,
    file::File,
    fold::folded_words,
    query::{Asked, Query},
    shard::Shard,
    words::Words,
};

/// Answers queries. What it needs for that is given to it file by file.
#[derive(Debug, Default)]
pub struct Engine {
    /// So few that looking through all of them costs less than keeping an order.
    files: Vec<(File, Loaded)>,
}

#[derive(Debug)]
enum Loaded {
    Core(Core),
    Shard(Shard),
    Words(Words),
    Document(DocumentFile),
}

/// Files that are not there yet, or are not what they should be.
enum Halt {
    Needs(Vec<File>),
    Corrupt(Corrupt),
}

impl From<Corrupt> for Halt {
    fn from(corrupt: Corrupt) -> Self {
        Self::Corrupt(corrupt)
    }
}

/// Files that have to be there before the search can go on.
#[derive(Default)]
struct Missing(Vec<File>);

impl Missing {
    fn add(&mut self, file: File) {
        if !self.0.contains(&file) {
            self.0.push(file);
        }
    }

    fn check(self) -> Result<(), Halt> {
        if self.0.is_empty() { Ok(()) } else { Err(Halt::Needs(self.0)) }
    }
}

/// Documents in which a phrase is looked for.
const LOOKED_THROUGH: usize = 20;

impl Engine {
    /// Takes a file that [`Step::Needs`] has named.
    pub fn supply(&mut self, file: File, bytes: &[u8]) -> Result<(), Corrupt> {
        let loaded = match file {
            File::Core => Loaded::Core(Core::read(bytes)?),
            File::Shard(_) => Loaded::Shard(Shard::read(bytes)?),
            File::Words(_) => Loaded::Words(Words::read(bytes)?),
            File::Document(_) => Loaded::Document(DocumentFile::read(bytes)?),
        };
        self.files.push((file, loaded));
        Ok(())
    }

    /// Answers a query, or says which files that needs.
    pub fn search(&self, query: &Query) -> Result<Step, Corrupt> {
        let Some(Loaded::Core(core)) = self.file(File::Core) else {
            return Ok(Step::Needs { files: vec![File::Core], crisis: false });
        };
        let crisis = core.is_crisis(query.read());
        match self.answer(core, query) {
            Ok(answer) => Ok(Step::Found(Answer { crisis, ..answer })),
            Err(Halt::Needs(files)) => Ok(Step::Needs { files, crisis }),
            Err(Halt::Corrupt(corrupt)) => Err(corrupt),
        }
    }

    fn answer(&self, core: &Core, query: &Query) -> Result<Answer, Halt> {
        let text = query.read();
        let asked = Asked::parse(text);
        let terms = Terms::find(self, core, &asked)?;
        let mut ranked = rank(core, &terms, &self.titles(&asked, &terms));
        let apart = !asked.phrases.is_empty() && !self.keep_phrases(&asked.phrases, &mut ranked)?;

        let chosen = query
            .category
            .as_ref()
            .and_then(|slug| core.categories.iter().position(|category| category.slug == *slug));
        let filters = filters(core, &ranked.documents, chosen);
        if let Some(category) = chosen {
            ranked.documents.retain(|&document| core.categories_of(document).contains(&category));
        }
        let total = ranked.documents.len();
        let size = query.page_size.max(1);
        let pages = total.div_ceil(size);
        let page = query.page.clamp(1, pages.max(1));
        let shown = ranked.documents.iter().skip((page - 1) * size).take(size);
        Ok(Answer {
            total,
            more: ranked.more,
            hits: self.hits(core, &terms, shown.copied())?,
            page,
            pages,
            filters,
            corrected: terms.corrected(text),
            apart: apart && total > 0,
            unknown: terms.unknown,
            crisis: false,
        })
    }

    fn file(&self, file: File) -> Option<&Loaded> {
        self.files.iter().find(|(known, _)| *known == file).map(|(_, loaded)| loaded)
    }

    fn shard(&self, file: File) -> Option<&Shard> {
        match self.file(file)? {
            Loaded::Shard(shard) => Some(shard),
            _ => None,
        }
    }

    fn document(&self, number: usize) -> Option<&DocumentFile> {
        match self.file(File::Document(number))? {
            Loaded::Document(document) => Some(document),
            _ => None,
        }
    }

    /// Which part of a query the common words are that titles have, of the best documents for its words.
    fn titles(&self, asked: &Asked, terms: &Terms) -> Vec<(usize, f32)> {
        // Most queries ask nothing, and each letter of them would have hundreds of titles read.
        if !asked.is_question() {
            return Vec::new();
        }
        // Not those that earlier searches have loaded: what is found does not depend on them.
        let mut shards = Missing::default();
        for (shard, _) in terms.found.iter().flat_map(Term::groups) {
            shards.add(shard);
        }
        let mut titles = Vec::new();
        for shard in shards.0.into_iter().filter_map(|shard| self.shard(shard)) {
            for (number, card) in shard.cards() {
                let plain = card.plain_title.as_deref().map_or(0.0, |title| asked.part_in(title));
                titles.push((*number, asked.part_in(&card.title).max(plain)));
            }
        }
        titles
    }

    /// Leaves the documents in which the words of each phrase follow each other; `false` where there is
    /// none among the best, and all stay.
    fn keep_phrases(&self, phrases: &[Vec<String>], ranked: &mut Ranked) -> Result<bool, Halt> {
        let mut missing = Missing::default();
        let mut kept = Vec::new();
        for &number in ranked.documents.iter().take(LOOKED_THROUGH) {
            let Some(document) = self.document(number) else {
                missing.add(File::Document(number));
                continue;
            };
            let mut texts = vec![folded_words(&document.card.title)];
            let mut add = |text: Option<&String>| texts.extend(text.map(|text| folded_words(text)));
            add(document.card.plain_title.as_ref());
            for passage in &document.passages {
                add(Some(&passage.text));
                add(passage.section.as_ref().map(|section| &section.title));
            }
            let has = |phrase: &Vec<String>| {
                texts.iter().any(|text| text.windows(phrase.len()).any(|words| words == phrase))
            };
            if phrases.iter().all(has) {
                kept.push(number);
            }
        }
        missing.check()?;
        let found = !kept.is_empty();
        if found {
            ranked.more |= ranked.documents.len() > LOOKED_THROUGH;
            ranked.documents = kept;
        }
        Ok(found)
    }

    fn hits(
        &self,
        core: &Core,
        terms: &Terms,
        documents: impl Iterator<Item = usize>,
    ) -> Result<Vec<Hit>, Halt> {
        let marks = terms.marks();
        let mut missing = Missing::default();
        let mut hits = Vec::new();
        for document in documents {
            match self.shown(document, terms, &marks) {
                Some((card, passage)) => hits.push(Hit {
                    card: card.clone(),
                    title: marks.mark(&card.title),
                    category: main_category(core, document),
                    section: passage.and_then(|passage| passage.section.clone()),
                    excerpt: passage
                        .map(|passage| marks.excerpt(&passage.text))
                        .unwrap_or_default(),
                }),
                None => missing.add(File::Document(document)),
            }
        }
        missing.check()?;
        Ok(hits)
    }

    /// How a document is shown, where the files that are there tell: in its own file, or in the
    /// shards of the words that found it.
    fn shown(
        &self,
        document: usize,
        terms: &Terms,
        marks: &Marks,
    ) -> Option<(&Card, Option<&Passage>)> {
        if let Some(file) = self.document(document) {
            // Of two that show as much, the first: it is the summary or comes sooner.
            let best = file.passages.iter().rev().max_by_key(|passage| marks.count(&passage.text));
            return Some((&file.card, best));
        }
        let groups = terms.found.iter().flat_map(Term::groups);
        let shown = groups.filter_map(|(shard, group)| {
            let shard = self.shard(shard)?;
            Some((shard.card(document)?, shard.passage(group, document)?))
        });
        let (card, passage) = shown.max_by_key(|(_, passage)| marks.count(&passage.text))?;
        Some((card, Some(passage)))
    }
}

fn main_category(core: &Core, document: usize) -> Option<String> {
    let main = *core.categories_of(document).first()?;
    core.categories.get(main).map(|category| category.title.clone())
}

/// The categories in which documents are, and the chosen one.
fn filters(core: &Core, documents: &[usize], chosen: Option<usize>) -> Vec<Filter> {
    let mut totals = vec![0_usize; core.categories.len()];
    for &document in documents {
        for &category in core.categories_of(document) {
            totals[category] += 1;
        }
    }
    let filters =
        core.categories.iter().zip(totals).enumerate().map(|(place, (category, total))| Filter {
            category: category.clone(),
            total,
            chosen: chosen == Some(place),
        });
    filters.filter(|filter| filter.total > 0 || filter.chosen).collect()
}
