use model::Date;
use toml::de::Error;

use crate::content::problem::FrontMatterProblem;

/// The fields that hold dates, wherever they stand.
const DATES: [&str; 6] = ["published", "updated", "publish_at", "last", "next", "date"];

/// Says in plain words what the TOML parser found at `offset` of `source`.
pub(super) fn explain(error: &Error, source: &str) -> (usize, FrontMatterProblem) {
    let span = error.span().unwrap_or_default();
    let found = source.get(span.clone()).unwrap_or_default();
    let line = line_around(source, span.start);
    let (field, value) = line.split_once('=').map_or((line.trim(), ""), |(field, value)| {
        (field.trim(), value.split('#').next().unwrap_or_default().trim())
    });
    let message = error.message();
    let is = |beginning: &str| message.starts_with(beginning);

    let problem = if DATES.contains(&field)
        && let Err(error) = value.parse::<Date>()
        && !value.is_empty()
    {
        FrontMatterProblem::Invalid { field: field.to_owned(), reason: error.to_string() }
    } else if is("string values must be quoted") {
        without_quotes(field, found)
    } else if is("invalid boolean") {
        not_a_truth(field)
    } else if message.contains("string, expected `\"`") || message.contains("string, expected `'`")
    {
        FrontMatterProblem::QuoteNotClosed
    } else if is("missing comma") {
        FrontMatterProblem::MissingComma
    } else if is("unclosed array") || is("unclosed table") {
        FrontMatterProblem::BracketNotClosed
    } else if is("unexpected key or value") {
        FrontMatterProblem::AfterValue
    } else if is("missing escaped value") {
        FrontMatterProblem::Backslash
    } else if is("key with no value") || is("invalid unquoted key") {
        FrontMatterProblem::NotAField
    } else if is("duplicate key") {
        FrontMatterProblem::Twice { field: found.to_owned() }
    } else {
        FrontMatterProblem::Syntax { message: message.to_owned() }
    };
    (span.start, problem)
}

/// Whether the mistake may have taken the fields on further lines with it.
pub(super) fn may_hide_fields(problem: &FrontMatterProblem) -> bool {
    matches!(
        problem,
        FrontMatterProblem::NotAField
            | FrontMatterProblem::QuoteNotClosed
            | FrontMatterProblem::MissingComma
            | FrontMatterProblem::BracketNotClosed
            | FrontMatterProblem::Syntax { .. }
    )
}

/// Whether the mistake may come only of another one in the line above.
pub(super) fn may_follow(problem: &FrontMatterProblem) -> bool {
    matches!(problem, FrontMatterProblem::MissingComma | FrontMatterProblem::BracketNotClosed)
}

fn without_quotes(field: &str, found: &str) -> FrontMatterProblem {
    if found.is_empty() {
        FrontMatterProblem::NoValue { field: field.to_owned() }
    } else if found.contains(['“', '”', '„', '‘', '’']) {
        FrontMatterProblem::CurlyQuotes
    } else if ["yes", "no", "on", "off"].contains(&found.to_lowercase().as_str()) {
        not_a_truth(field)
    } else {
        FrontMatterProblem::WithoutQuotes { text: found.to_owned() }
    }
}

fn not_a_truth(field: &str) -> FrontMatterProblem {
    FrontMatterProblem::WrongType {
        field: field.to_owned(),
        expected: "true or false",
        example: "true",
    }
}

fn line_around(source: &str, offset: usize) -> &str {
    let before = source.get(..offset).unwrap_or(source);
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    source[begin..].lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    fn first(source: &str) -> String {
        let (_, errors) = DeTable::parse_recoverable(source);
        let mut problems: Vec<_> = errors.iter().map(|error| explain(error, source)).collect();
        problems.sort_by_key(|(offset, _)| *offset);
        problems[0].1.to_string()
    }

    #[test]
    fn mistakes_that_people_make_are_named_in_their_words() {
        for (source, beginning) in [
            ("title = Some words\n", "quotation marks are missing; write `\"Some words\"`"),
            ("categories = [a]\n", "quotation marks are missing; write `\"a\"`"),
            ("title = “Words”\n", "the quotation marks around a value"),
            ("title = \"Words\n", "the quotation mark at the end"),
            ("title = 'Words\n", "the quotation mark at the end"),
            ("title = \"\"\"Words\n", "the quotation mark at the end"),
            ("title =\n", "`title` has no value"),
            ("title: \"Words\"\n", "this line is not a field"),
            ("title = \"a \"b\" c\"\n", "something follows the value"),
            ("title = 'it's'\n", "something follows the value"),
            ("title = \"C:\\path\"\n", "a backslash"),
            ("a = \"1\"\na = \"2\"\n", "`a` is there twice"),
            ("a = [\"1\" \"2\"]\n", "a comma is missing"),
            ("a = [\"1\"", "a `]` is missing"),
            ("[review\n", "a `]` is missing"),
            ("draft = yes\n", "`draft` should be true or false"),
            ("draft = True\n", "`draft` should be true or false"),
            ("published = 2026-02-30\n", "`published`: `2026-02-30` is not a date"),
            ("published = 23.11.2026 # day\n", "`published`: `23.11.2026` is not a date"),
            ("published = 23 November 2026\n", "`published`: `23 November 2026` is not a date"),
            ("published =\n", "`published` has no value"),
            ("order = 1x\n", ""),
        ] {
            let message = first(source);
            assert!(message.starts_with(beginning), "{source:?}: {message}");
        }
    }
}
