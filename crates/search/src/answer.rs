//! What a search finds.

use alloc::{string::String, vec::Vec};

use crate::{
    document::{Card, Category, Section},
    file::File,
};

/// What comes of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The engine needs these files first.
    Needs {
        /// Their names, at least one.
        files: Vec<File>,
        /// Whether the words may mean that somebody is in danger: known long before what answers them.
        crisis: bool,
    },
    /// It has an answer.
    Found(Answer),
}

/// The answer to a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// How many documents there are, in all categories or in the one that was chosen.
    pub total: usize,
    /// Whether there are more, which were not counted.
    pub more: bool,
    /// The documents of the page that was asked for, the best first.
    pub hits: Vec<Hit>,
    /// Which page that is: the last where one beyond it was asked for.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The categories in which something was found, and the one that was chosen.
    pub filters: Vec<Filter>,
    /// The query as it was understood, where that is not as it was written.
    pub corrected: Option<String>,
    /// The words that no document has, in small letters.
    pub unknown: Vec<String>,
    /// Whether the words in quotation marks stand in these documents, but not one after the other.
    pub apart: bool,
    /// Whether its words may mean that somebody is in danger.
    pub crisis: bool,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// How it is shown.
    pub card: Card,
    /// The title's words.
    pub title: Vec<Run>,
    /// Its category, the main one.
    pub category: Option<String>,
    /// Where the words stand.
    pub section: Option<Section>,
    /// The text around them.
    pub excerpt: Vec<Run>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its letters.
    pub text: String,
    /// Whether it is a word that was looked for.
    pub marked: bool,
}

/// A category in which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The category.
    pub category: Category,
    /// How many documents.
    pub total: usize,
    /// Whether it is the one that was chosen.
    pub chosen: bool,
}
