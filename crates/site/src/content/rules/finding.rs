use std::borrow::Cow;

use super::{Rule, Severity};

/// Something in a text that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}; {remedy} [{}]", quoted(words.as_deref()), rule.name)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it means here: mostly what the rule says.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The sentence or the words that it is about.
    pub words: Option<String>,
    /// What to do about it.
    pub remedy: Cow<'static, str>,
}

fn quoted(words: Option<&str>) -> String {
    words.map_or_else(String::new, |words| format!(": “{words}”"))
}

impl Finding {
    /// How many bytes of a sentence are kept: those of a hundred words and more. A sentence without an
    /// end, with something wrong in each of its words, would take all memory.
    const MOST_WORDS: usize = 1_000;

    /// The same about these words.
    pub(super) fn about(self, words: &str) -> Self {
        let end = words.floor_char_boundary(Self::MOST_WORDS);
        Self { words: Some(words[..end].to_owned()), ..self }
    }

    /// The same with a remedy of its own.
    pub(super) fn remedy(self, remedy: impl Into<Cow<'static, str>>) -> Self {
        Self { remedy: remedy.into(), ..self }
    }

    /// The same with another severity.
    pub(super) fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }
}

/// What the rules found in one file, with the lines.
#[derive(Debug, Default, Clone)]
pub(crate) struct Findings(Vec<(Option<usize>, Finding)>);

impl Findings {
    /// Adds a finding in this line, or in the file as a whole.
    pub(super) fn add(&mut self, line: impl Into<Option<usize>>, finding: Finding) {
        self.0.push((line.into(), finding));
    }

    /// The findings with their lines.
    pub(crate) fn as_slice(&self) -> &[(Option<usize>, Finding)] {
        &self.0
    }
}
