use crate::Route;

/// What people say for what the articles call otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchWords {
    /// Everyday words.
    pub synonyms: Vec<Synonym>,
    /// Words and phrases that may mean that somebody is in danger: a search for them shows the lines
    /// for emergencies first.
    pub crisis: Vec<String>,
    /// What people ask, and where it is answered.
    pub questions: Vec<Questions>,
}

/// Words that people say, and the words that articles have for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What people say.
    pub say: Vec<String>,
    /// What articles call it.
    pub mean: Vec<String>,
}

/// What people ask that a page answers, or a section of it, in their words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    /// The page.
    pub page: Route,
    /// The id of the section's heading, or of the word in the glossary; `None` for the page as a whole.
    pub section: Option<String>,
    /// What people ask. It is never shown.
    pub asked: Vec<String>,
}
