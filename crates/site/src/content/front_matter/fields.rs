use std::{collections::HashSet, rc::Rc};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    outline::{Outline, Part},
    toml_source::TomlSource,
    value::{FieldValue, Unfit},
};
use crate::content::{
    document::Located,
    problem::{FrontMatterProblem, Report, Suggestion},
};

/// The fields of a file, or of a part of it such as `[review]`, read one by one by their names.
///
/// Not through `serde`: its errors end the reading at the first mistake, and an author should see
/// all of them at once.
pub(crate) struct Fields<'a> {
    source: Rc<TomlSource<'a>>,
    /// The line of the part's header; `None` for the fields of the file itself.
    line: Option<usize>,
    unread: DeTable<'a>,
    known: Vec<&'static str>,
    /// Where it is written down what is asked for, where somebody wants to know.
    outline: Option<Rc<Outline>>,
}

impl<'a> Fields<'a> {
    /// Reads TOML, of which the first line is line `first_line` of the file.
    pub(crate) fn parse(text: &'a str, first_line: usize, report: &'a Report) -> Self {
        let (source, unread) = TomlSource::parse(text, first_line, report);
        Self { source: Rc::new(source), line: None, unread, known: Vec::new(), outline: None }
    }

    /// No fields, for a reader whose questions are written into `outline`.
    pub(crate) fn asked(outline: &Rc<Outline>, report: &'a Report) -> Self {
        Self { outline: Some(Rc::clone(outline)), ..Self::parse("", 1, report) }
    }

    /// A field that must be there.
    pub(crate) fn required<T: FieldValue>(&mut self, name: &'static str) -> Option<T> {
        self.required_at(name).map(|field| field.value)
    }

    /// A field that must be there, with its line.
    pub(crate) fn required_at<T: FieldValue>(&mut self, name: &'static str) -> Option<Located<T>> {
        self.ask(|outline| outline.field::<T>(name, true));
        let Some((line, value)) = self.take(name) else {
            self.missing(FrontMatterProblem::Missing { field: name, example: T::EXAMPLE });
            return None;
        };
        self.read(name, line, &value)
    }

    /// A field that may be left out.
    pub(crate) fn optional<T: FieldValue>(&mut self, name: &'static str) -> Option<T> {
        self.optional_at(name).map(|field| field.value)
    }

    /// A field that may be left out, with its line.
    pub(crate) fn optional_at<T: FieldValue>(&mut self, name: &'static str) -> Option<Located<T>> {
        self.ask(|outline| outline.field::<T>(name, false));
        let (line, value) = self.take(name)?;
        self.read(name, line, &value)
    }

    /// A list that must be there and have an entry.
    pub(crate) fn required_list<T: FieldValue>(
        &mut self,
        name: &'static str,
    ) -> Option<Located<Vec<Located<T>>>> {
        self.ask(|outline| outline.list::<T>(name, true));
        let Some((line, value)) = self.take(name) else {
            self.missing(FrontMatterProblem::Missing { field: name, example: "[\"…\"]" });
            return None;
        };
        let is_empty = value.get_ref().as_array().is_some_and(|array| array.is_empty());
        if is_empty {
            self.add(line, FrontMatterProblem::EmptyList { field: name });
        }
        let value = self.read_list(name, line, value)?;
        Some(Located { line, value })
    }

    /// A list that may be left out or be empty.
    pub(crate) fn list<T: FieldValue>(&mut self, name: &'static str) -> Vec<Located<T>> {
        self.ask(|outline| outline.list::<T>(name, false));
        self.take(name)
            .and_then(|(line, value)| self.read_list(name, line, value))
            .unwrap_or_default()
    }

    /// Whether a field is there and has not been read.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.unread.contains_key(name)
    }

    /// A part with fields of its own, such as `[review]`.
    pub(crate) fn table(&mut self, name: &'static str) -> Option<Self> {
        if let Some(part) = self.asked_part(name, Part::One) {
            return Some(part);
        }
        let (line, value) = self.take(name)?;
        let DeValue::Table(table) = value.into_inner() else {
            let header = format!("[{name}]");
            self.add(line, FrontMatterProblem::NotATable { table: name, header });
            return None;
        };
        Some(self.part(line, table))
    }

    /// A part that must be there.
    pub(crate) fn required_table(&mut self, name: &'static str) -> Option<Self> {
        self.ask(|outline| outline.require(name));
        if !self.has(name) {
            self.missing(FrontMatterProblem::MissingTable { table: name });
        }
        self.table(name)
    }

    /// Parts of one name, such as `[[references]]`.
    pub(crate) fn tables(&mut self, name: &'static str) -> Vec<Self> {
        if let Some(part) = self.asked_part(name, Part::Many) {
            return vec![part];
        }
        let not_a_table =
            || FrontMatterProblem::NotATable { table: name, header: format!("[[{name}]]") };
        let Some((line, value)) = self.take(name) else { return Vec::new() };
        let DeValue::Array(array) = value.into_inner() else {
            self.add(line, not_a_table());
            return Vec::new();
        };
        let mut parts = Vec::with_capacity(array.len());
        for entry in array {
            let line = self.source.line(entry.span().start);
            match entry.into_inner() {
                DeValue::Table(table) => parts.push(self.part(line, table)),
                _ => self.add(line, not_a_table()),
            }
        }
        parts
    }

    /// Notes a problem of one line.
    pub(crate) fn add(&self, line: usize, problem: FrontMatterProblem) {
        self.source.add(line, problem);
    }

    /// Notes that something is missing in this part.
    pub(crate) fn missing(&self, problem: FrontMatterProblem) {
        self.source.missing(self.line, problem);
    }

    /// Ends the reading: what is left has a name that nobody asked for.
    pub(crate) fn finish(self) {
        for key in self.unread.keys() {
            let field = key.get_ref().to_string();
            let suggestion = Suggestion::for_name(&field, self.known.iter().copied());
            let line = self.source.line(key.span().start);
            self.add(line, FrontMatterProblem::Unknown { field, suggestion });
        }
    }

    fn part(&self, line: usize, table: DeTable<'a>) -> Self {
        let source = Rc::clone(&self.source);
        Self { source, line: Some(line), unread: table, known: Vec::new(), outline: None }
    }

    fn ask(&self, question: impl FnOnce(&Outline)) {
        if let Some(outline) = &self.outline {
            question(outline);
        }
    }

    /// A part whose reader's questions are written down.
    fn asked_part(&self, name: &'static str, part: Part) -> Option<Self> {
        let outline = self.outline.as_ref()?.part(name, part);
        let part = self.part(1, DeTable::new());
        Some(Self { outline: Some(outline), ..part })
    }

    fn take(&mut self, name: &'static str) -> Option<(usize, Spanned<DeValue<'a>>)> {
        self.known.push(name);
        let (key, value) = self.unread.remove_entry(name)?;
        // The span of a table is its header, that of an array of tables its first header.
        let start = key.span().start.min(value.span().start);
        Some((self.source.line(start), value))
    }

    fn read<T: FieldValue>(
        &self,
        name: &'static str,
        line: usize,
        value: &Spanned<DeValue<'a>>,
    ) -> Option<Located<T>> {
        let (expected, example) = (T::EXPECTED, T::EXAMPLE);
        T::read(value.get_ref())
            .map(|value| Located { line, value })
            .map_err(|unfit| {
                self.unfit(name, line, unfit, |field| FrontMatterProblem::WrongType {
                    field,
                    expected,
                    example,
                });
            })
            .ok()
    }

    fn read_list<T: FieldValue>(
        &self,
        name: &'static str,
        line: usize,
        value: Spanned<DeValue<'a>>,
    ) -> Option<Vec<Located<T>>> {
        let (expected, example) = (T::EXPECTED, T::EXAMPLE);
        let field = name.to_owned();
        let DeValue::Array(array) = value.into_inner() else {
            self.add(line, FrontMatterProblem::NotAList { field, example });
            return None;
        };
        let mut seen = HashSet::with_capacity(array.len());
        let mut list = Vec::with_capacity(array.len());
        for entry in &array {
            let line = self.source.line(entry.span().start);
            match T::read(entry.get_ref()) {
                Ok(value) => {
                    let text = entry.get_ref().as_str().unwrap_or_default();
                    if seen.insert(text) {
                        list.push(Located { line, value });
                    } else {
                        let value = text.to_owned();
                        self.add(line, FrontMatterProblem::Repeated { field: name, value });
                    }
                }
                Err(unfit) => self.unfit(name, line, unfit, |field| {
                    FrontMatterProblem::WrongEntry { field, expected, example }
                }),
            }
        }
        Some(list)
    }

    fn unfit(
        &self,
        name: &'static str,
        line: usize,
        unfit: Unfit,
        wrong_type: impl FnOnce(String) -> FrontMatterProblem,
    ) {
        let field = name.to_owned();
        let problem = match unfit {
            Unfit::Type => wrong_type(field),
            Unfit::Blank => FrontMatterProblem::Blank { field },
            Unfit::Reason(reason) => FrontMatterProblem::Invalid { field, reason },
        };
        self.add(line, problem);
    }
}
