use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::syntax;
use crate::content::{
    invisible::is_invisible,
    lines::Lines,
    problem::{FileProblem, FrontMatterProblem, Report},
};

/// How many mistakes of one line are looked at. Only the first is told; the others say whether they
/// may have taken fields with them.
const MOST_OF_A_LINE: usize = 20;

/// What all fields of one file share: where they stand, and which of its lines are not TOML.
pub(super) struct TomlSource<'a> {
    report: &'a Report,
    lines: Lines,
    /// Lines that are not TOML; what was made of them says nothing.
    broken: Vec<usize>,
    /// Whether all fields are there that the author wrote.
    complete: bool,
}

impl<'a> TomlSource<'a> {
    /// Reads TOML, of which the first line is line `first_line` of the file.
    pub(super) fn parse(
        text: &'a str,
        first_line: usize,
        report: &'a Report,
    ) -> (Self, DeTable<'a>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::new(text, first_line);
        let offset = |error: &toml::de::Error| error.span().unwrap_or_default().start;
        let mut errors: Vec<_> = errors.iter().collect();
        errors.sort_by_key(|error| offset(error));
        // To explain one takes a look at its whole line. A line with a mistake at every word would
        // be looked at as often as it has words: a megabyte of it takes minutes.
        let mistakes: Vec<_> = errors
            .chunk_by(|a, b| lines.at(offset(a)) == lines.at(offset(b)))
            .flat_map(|of_line| of_line.iter().take(MOST_OF_A_LINE))
            .map(|error| syntax::explain(error, text))
            .collect();
        let complete = !mistakes.iter().any(|(_, problem)| syntax::may_hide_fields(problem));
        let mut broken = Vec::new();
        for (offset, problem) in mistakes {
            let line = lines.at(offset);
            let follows = syntax::may_follow(&problem) && broken.last() == Some(&(line - 1));
            // What follows on the same line mostly comes of the first mistake.
            if broken.last() != Some(&line) {
                broken.push(line);
                if !follows {
                    report.add(line, problem);
                }
            }
        }
        let source = Self { report, lines, broken, complete };
        let table = table.into_inner();
        table.values().for_each(|value| source.refuse_invisible(text, value));
        (source, table)
    }

    /// Notes characters that no text needs, where an escape has them: those that stand there
    /// themselves are noted when the file is read.
    fn refuse_invisible(&self, text: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(string) => {
                let written = text.get(value.span()).unwrap_or_default();
                let is_escape = |letter: &char| {
                    is_invisible(*letter) && *letter != '\n' && !written.contains(*letter)
                };
                if let Some(letter) = string.chars().find(is_escape) {
                    let line = self.line(value.span().start);
                    self.report.add(line, FileProblem::Invisible { letter });
                }
            }
            DeValue::Array(entries) => {
                entries.iter().for_each(|entry| self.refuse_invisible(text, entry));
            }
            DeValue::Table(table) => {
                table.values().for_each(|value| self.refuse_invisible(text, value));
            }
            _ => {}
        }
    }

    /// The number of the line at `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.at(offset)
    }

    /// Notes a problem of one line, unless the line was not even TOML.
    pub(super) fn add(&self, line: usize, problem: FrontMatterProblem) {
        if self.broken.binary_search(&line).is_err() {
            self.report.add(line, problem);
        }
    }

    /// Notes that something is missing in the part that begins in `line`, or in the whole file;
    /// unless a line that is not TOML may have hidden it.
    pub(super) fn missing(&self, line: Option<usize>, problem: FrontMatterProblem) {
        match line {
            _ if !self.complete => {}
            Some(line) => self.add(line, problem),
            None => self.report.add_to_file(problem),
        }
    }
}
