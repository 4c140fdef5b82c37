use std::fmt;

use super::Finding;

/// An editorial rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, as exceptions and `--explain` spell it.
    pub name: &'static str,
    /// What breaking it means.
    pub severity: Severity,
    /// What it asks for, in one line.
    pub summary: &'static str,
    /// Why it is there.
    pub reason: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What to do about a finding.
    pub remedy: &'static str,
    /// What breaks it, and what does not.
    pub example: Example,
}

/// Words that break a rule, and the same put right.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// What breaks it.
    pub wrong: &'static str,
    /// What keeps it.
    pub right: &'static str,
}

/// What a problem means for the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// There is no build until it is put right.
    Error,
    /// A person should look at it; it stops nothing.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Rule {
    /// A finding that breaks this rule: `message` says what is wrong.
    pub(super) fn finding(&'static self, message: impl Into<String>) -> Finding {
        Finding {
            rule: self,
            severity: self.severity,
            message: message.into(),
            words: None,
            remedy: self.remedy.into(),
        }
    }
}
