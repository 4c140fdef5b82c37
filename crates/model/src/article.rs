use serde::{Deserialize, Serialize};

use crate::{Block, Date, Inline, Picture, Slug, WebAddress};

/// An article, whole, as the content folder has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The title in everyday words, where the title needs them.
    pub plain_title: Option<String>,
    /// What it says, in one or two sentences.
    pub summary: String,
    /// Its categories, the main one first; never empty.
    pub categories: Vec<Slug>,
    /// Who wrote it; may be empty where nobody is named.
    pub authors: Vec<String>,
    /// Whom it is for; empty means everyone.
    pub audience: Vec<Audience>,
    /// The picture at its top and in lists.
    pub picture: Option<Picture>,
    /// Whether and from when readers see it.
    pub visibility: Visibility,
    /// The day of its publication.
    pub published: Date,
    /// The day of its last change of substance.
    pub updated: Option<Date>,
    /// Its last review by a clinician; `None`: not reviewed yet.
    pub review: Option<Review>,
    /// What it says.
    pub text: ArticleText,
    /// Corrections that a reader should know of, newest first.
    pub changes: Vec<Change>,
    /// Articles that its author names as related.
    pub related: Vec<Slug>,
    /// Paths that led to it on the site before, such as `/2023/05/some-title/`.
    pub old_addresses: Vec<String>,
    /// Other words by which readers may look for it.
    pub synonyms: Vec<String>,
}

impl Article {
    /// The day on which a reader could last find something new in it: its publication, a change of
    /// substance, a correction, a review.
    pub fn last_changed(&self) -> Date {
        let changes = self.changes.iter().map(|change| change.date);
        let review = self.review.as_ref().map(|review| review.last);
        changes.chain(review).chain(self.updated).fold(self.published, Date::max)
    }
}

/// The text of an article: all that is long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleText {
    /// The points to take away.
    pub key_points: Vec<Vec<Inline>>,
    /// The body.
    pub body: Vec<Block>,
    /// The footnotes, in the order of their marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Vec<Block>>,
    /// The sources, in the order in which the text first cites them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
}

impl ArticleText {
    /// The number of words in key points, body and footnotes.
    pub fn count_words(&self) -> usize {
        let points: usize = self
            .key_points
            .iter()
            .map(|point| crate::plain_text(point).split_whitespace().count())
            .sum();
        let notes: usize = self.footnotes.iter().map(|note| Block::count_words(note)).sum();
        points + Block::count_words(&self.body) + notes
    }
}

/// Whole minutes that reading `words` takes, at least one.
///
/// 238 words a minute is the mean for adults who read non-fiction in English silently
/// (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(238).max(1)
}

/// Whether and from when readers see an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Not yet: its author is at work.
    Draft,
    /// On some days.
    Public {
        /// The first of them.
        from: Date,
        /// The first day on which they no longer see it; after `from`.
        until: Option<Date>,
    },
}

impl Visibility {
    /// What it is on the day `today`.
    pub fn standing(self, today: Date) -> Standing {
        match self {
            Self::Draft => Standing::Draft,
            Self::Public { from, .. } if today < from => Standing::Scheduled(from),
            Self::Public { until: Some(until), .. } if until <= today => Standing::Expired(until),
            Self::Public { .. } => Standing::Public,
        }
    }

    /// Whether readers see it on the day `today`.
    pub fn is_visible(self, today: Date) -> bool {
        self.standing(today) == Standing::Public
    }

    /// The first day after `today` on which that is otherwise.
    pub fn next_change(self, today: Date) -> Option<Date> {
        match self {
            Self::Draft => None,
            Self::Public { from, until } => {
                [Some(from), until].into_iter().flatten().find(|day| *day > today)
            }
        }
    }
}

/// What an article is to readers on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its author is at work.
    Draft,
    /// They see it from this day on.
    Scheduled(Date),
    /// They see it.
    Public,
    /// They have not seen it since this day.
    Expired(Date),
}

/// Whom an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Anyone.
    Everyone,
    /// People who have, or may have, the condition.
    Patients,
    /// People who look after somebody.
    Carers,
    /// People who refer or treat.
    Professionals,
}

/// A review by a clinician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who reviewed, where that person agreed to be named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<String>,
    /// When.
    pub last: Date,
    /// When the next review is due; after `last`.
    pub next: Date,
}

impl Review {
    /// Whether the next review should have been by the day `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.next < today
    }
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Authors, title, where it was published.
    pub text: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// How often the text cites it, at least once.
    pub citations: u16,
}

/// Where a source can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A digital object identifier, without `https://doi.org/`, and its address.
    Doi {
        /// `10.1192/bjp.2023.79`
        doi: String,
        /// `https://doi.org/10.1192/bjp.2023.79`
        address: WebAddress,
    },
    /// An address.
    Url(WebAddress),
}

/// A correction or addition that a reader should know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_time_is_never_zero_and_rounds_up() {
        assert_eq!(reading_minutes(0), 1);
        assert_eq!(reading_minutes(238), 1);
        assert_eq!(reading_minutes(239), 2);
    }

    #[test]
    fn a_draft_is_never_visible_and_other_articles_on_their_days() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(!Visibility::Draft.is_visible(day("2999-01-01")));
        assert_eq!(Visibility::Draft.next_change(day("2026-01-01")), None);
        let (from, until) = (day("2026-01-02"), day("2026-03-01"));
        let visibility = Visibility::Public { from, until: Some(until) };
        for (today, standing, next) in [
            ("2026-01-01", Standing::Scheduled(from), Some(from)),
            ("2026-01-02", Standing::Public, Some(until)),
            ("2026-02-28", Standing::Public, Some(until)),
            ("2026-03-01", Standing::Expired(until), None),
        ] {
            assert_eq!(visibility.standing(day(today)), standing, "{today}");
            assert_eq!(visibility.next_change(day(today)), next, "{today}");
        }
        let lasting = Visibility::Public { from, until: None };
        assert!(lasting.is_visible(day("2999-01-01")));
    }
}
