/// What people say for what the articles call otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchWords {
    /// Everyday words.
    pub synonyms: Vec<Synonym>,
    /// Words and phrases that may mean that somebody is in danger: a search for them shows the lines
    /// for emergencies first.
    pub crisis: Vec<String>,
}

/// Words that people say, and the words that articles have for the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What people say.
    pub say: Vec<String>,
    /// What articles call it.
    pub mean: Vec<String>,
}
