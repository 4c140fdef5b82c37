use super::problem::{FrontMatterProblem, Report};

mod article;
mod days;
mod doi;
mod exceptions;
mod fields;
mod old_addresses;
mod outline;
mod picture;
mod shown;
mod syntax;
mod toml_source;
mod value;

pub(crate) use self::{
    article::ArticleFields,
    exceptions::exceptions,
    fields::Fields,
    old_addresses::{is_old_address, old_addresses},
    outline::Outline,
    picture::picture,
    value::OldAddress,
};

/// The line above and below the fields.
const FENCE: &str = "+++";

/// A Markdown file in two: the fields between two lines `+++`, and the text below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrontMatter<'a> {
    /// The fields, in TOML; they begin in line 2.
    pub(crate) fields: &'a str,
    /// The text.
    pub(crate) body: &'a str,
    /// The line in which the text begins.
    pub(crate) body_line: usize,
}

impl<'a> FrontMatter<'a> {
    /// The line in which the fields begin.
    pub(crate) const FIELDS_LINE: usize = 2;

    /// Divides a file; a problem where it does not begin with fields.
    pub(crate) fn split(text: &'a str, report: &Report) -> Option<Self> {
        let mut lines = text.split_inclusive('\n');
        if lines.next().map(str::trim_end) != Some(FENCE) {
            report.add(1, FrontMatterProblem::NotOpened);
            return None;
        }
        let begin = text.find('\n').map_or(text.len(), |end| end + 1);
        let mut end = begin;
        for (number, line) in lines.enumerate() {
            if line.trim_end() == FENCE {
                let body = &text[end + line.len()..];
                let body_line = Self::FIELDS_LINE + number + 1;
                return Some(Self { fields: &text[begin..end], body, body_line });
            }
            end += line.len();
        }
        report.add(1, FrontMatterProblem::NotClosed);
        None
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn split(text: &str) -> Result<(&str, &str, usize), String> {
        let report = Report::new(Path::new("a.md"));
        FrontMatter::split(text, &report)
            .map(|parts| (parts.fields, parts.body, parts.body_line))
            .ok_or_else(|| report.into_problems()[0].to_string())
    }

    #[test]
    fn fields_stand_between_two_lines() {
        assert_eq!(split("+++\na = 1\n+++\nText."), Ok(("a = 1\n", "Text.", 4)));
        assert_eq!(split("+++\n+++"), Ok(("", "", 3)));
        assert_eq!(split("+++ \n+++ \n+++\n"), Ok(("", "+++\n", 3)));
    }

    #[test]
    fn a_missing_line_is_named() {
        for text in ["", "\n", "Text.", "---\na: 1\n---\n", " +++\n+++\n", "++++\n"] {
            assert!(split(text).unwrap_err().contains("does not begin with"), "{text:?}");
        }
        for text in ["+++", "+++\n", "+++\na = 1\n", "+++\na = 1\n ++++"] {
            assert!(split(text).unwrap_err().contains("do not end"), "{text:?}");
        }
    }
}
