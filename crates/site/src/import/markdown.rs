use std::fmt::Write;

use super::piece::{Figure, Piece, Run, Source, Table, plain};

/// How much of its marks a text keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// All of them.
    All,
    /// Links and line breaks only.
    Links,
    /// None, and every sign is escaped.
    None,
}

/// Writes a block as Markdown, without a line break at its end.
pub(super) fn write(piece: &Piece, marks: Marks) -> String {
    let lines = |runs: &[Run]| Line::new(marks).write(runs);
    match piece {
        Piece::Heading { level, id, content } => {
            let mut line = format!("{} ", "#".repeat(usize::from(*level)));
            line.push_str(&heading_words(&lines(content)));
            if let Some(id) = id {
                // Writing to a text cannot fail.
                let _ = write!(line, " {{#{id}}}");
            }
            line
        }
        Piece::Paragraph(content) => paragraph(content, marks),
        Piece::List { start, items } => list(*start, items, marks, "-"),
        Piece::Quote(content) => quoted(&blocks(content, marks)),
        Piece::Table(table) => write_table(table, marks),
        Piece::Figure(figure) => write_figure(figure, marks),
        Piece::Definitions(definitions) => {
            let mut parts = Vec::new();
            for (term, meanings) in definitions {
                let mut part = lines(term);
                for meaning in meanings {
                    part.push_str("\n: ");
                    part.push_str(&indented(&blocks(meaning, marks), "  "));
                }
                parts.push(part);
            }
            parts.join("\n\n")
        }
        Piece::Details { summary, content } => {
            let heading = lines(summary).replace("\\\n", " ");
            quoted(&format!("[!details] {heading}\n\n{}", blocks(content, marks)))
        }
        Piece::Preformatted(text) => fenced(text),
        Piece::Divider => "---".to_owned(),
    }
}

/// Writes blocks with an empty line between them.
pub(super) fn blocks(pieces: &[Piece], marks: Marks) -> String {
    let mut parts: Vec<String> = Vec::with_capacity(pieces.len());
    // The list directly before, and its marker: two of one kind would be one list.
    let mut before: Option<(bool, &str)> = None;
    for piece in pieces {
        if let Piece::List { start, items } = piece {
            let numbered = start.is_some();
            let bullet = if before == Some((numbered, "-")) { "*" } else { "-" };
            before = Some((numbered, bullet));
            parts.push(list(*start, items, marks, bullet));
        } else {
            before = None;
            parts.push(write(piece, marks));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn paragraph(content: &[Run], marks: Marks) -> String {
    // `Table:` at the beginning would be the caption of a table.
    if let Some(Run::Text(text)) = content.first()
        && let Some(rest) = text.strip_prefix("Table:")
    {
        let mut runs = vec![Run::Emphasis(vec![Run::Text("Table:".to_owned())])];
        runs.push(Run::Text(rest.to_owned()));
        runs.extend_from_slice(&content[1..]);
        return Line::new(Marks::All).write(&runs);
    }
    Line::new(marks).write(content)
}

/// The words of a heading. Signs at its end would be part of its mark, or its id.
fn heading_words(words: &str) -> String {
    let words = words.replace("\\\n", " ");
    if let Some(rest) = words.strip_suffix('}') {
        return format!("{rest}&#125;");
    }
    if let Some(rest) = words.strip_suffix('#') {
        return format!("{rest}\\#");
    }
    words
}

fn list(start: Option<u32>, items: &[Vec<Piece>], marks: Marks, bullet: &str) -> String {
    let is_short = |item: &Vec<Piece>| {
        matches!(
            &item[..],
            [Piece::Paragraph(_)]
                | [Piece::Paragraph(_), Piece::List { start: None | Some(1), .. }]
        )
    };
    let tight = items.iter().all(is_short);
    let mut parts = Vec::with_capacity(items.len());
    for (number, item) in (0_u32..).zip(items) {
        let marker = match start {
            None => format!("{bullet} "),
            Some(first) => {
                let point = if bullet == "*" { ')' } else { '.' };
                format!("{}{point} ", first.saturating_add(number).min(999_999_999))
            }
        };
        let text = if tight {
            item.iter().map(|piece| write(piece, marks)).collect::<Vec<_>>().join("\n")
        } else {
            blocks(item, marks)
        };
        parts.push(marker.clone() + &indented(&text, &" ".repeat(marker.len())));
    }
    parts.join(if tight { "\n" } else { "\n\n" })
}

/// All lines but the first with `indent` before them.
fn indented(text: &str, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(indent);
            }
        }
        out.push_str(line);
    }
    out
}

fn quoted(text: &str) -> String {
    let quote = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    text.split('\n').map(quote).collect::<Vec<_>>().join("\n")
}

/// Lines shown as typed.
pub(super) fn fenced(text: &str) -> String {
    let longest =
        text.lines().map(|line| line.trim_start().bytes().take_while(|b| *b == b'`').count());
    let fence = "`".repeat(longest.max().unwrap_or_default().max(2) + 1);
    let text: String =
        text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
    format!("{fence}\n{text}\n{fence}")
}

fn write_table(table: &Table, marks: Marks) -> String {
    let cell = |runs: &Vec<Run>| {
        // A bar would end the cell, also in code.
        let text = Line::new(marks).write(runs).replace("\\\n", " ");
        text.replace("\\|", "|").replace('|', "\\|")
    };
    let row = |cells: &Vec<Vec<Run>>| {
        format!("| {} |", cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
    };
    let mut lines = Vec::with_capacity(table.rows.len() + 3);
    let caption = Line::new(marks).write(&table.caption).replace("\\\n", " ");
    if !caption.is_empty() {
        lines.push(format!("Table: {caption}"));
        lines.push(String::new());
    }
    for (number, cells) in table.rows.iter().enumerate() {
        lines.push(row(cells));
        if number == 0 {
            lines.push(format!("|{}", " --- |".repeat(cells.len())));
        }
    }
    lines.join("\n")
}

fn write_figure(figure: &Figure, marks: Marks) -> String {
    let is_plain = figure.caption.iter().all(|run| matches!(run, Run::Text(_)));
    let (first, in_title) = match &figure.source {
        Source::Picture { file, alt } => {
            let alt = Line::new(Marks::None).write(&[Run::Text(alt.clone())]);
            let caption = plain(&figure.caption);
            if is_plain && !caption.is_empty() {
                let title =
                    caption.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;");
                (format!("![{alt}](/pictures/{file} \"{title}\")"), true)
            } else {
                (format!("![{alt}](/pictures/{file})"), false)
            }
        }
        Source::StandIn { kind, words, address } => {
            let words = Run::Text(format!("{}{words}", kind.name()));
            let link = Run::Link { address: address.clone(), content: vec![words] };
            (Line::new(Marks::Links).write(&[link]), false)
        }
    };
    if in_title || figure.caption.is_empty() {
        return first;
    }
    format!("{first}\n\n{}", paragraph(&figure.caption, marks))
}

/// Running text as it is written.
struct Line {
    marks: Marks,
    out: String,
}

impl Line {
    fn new(marks: Marks) -> Self {
        Self { marks, out: String::new() }
    }

    fn write(mut self, runs: &[Run]) -> String {
        self.runs(runs, None, false);
        self.out
    }

    /// Writes runs that `after` follows. `inside` says that they stand in emphasis already.
    fn runs(&mut self, runs: &[Run], after: Option<char>, inside: bool) {
        for (index, run) in runs.iter().enumerate() {
            let next = runs[index + 1..].iter().find_map(first_of).or(after);
            self.run(run, next, inside);
        }
    }

    fn run(&mut self, run: &Run, next: Option<char>, inside: bool) {
        match run {
            Run::Text(text) => self.text(text),
            Run::Strong(content) => self.mark("**", content, next, inside),
            Run::Emphasis(content) => {
                self.mark(if inside { "_" } else { "*" }, content, next, inside);
            }
            Run::Code(code) if self.marks == Marks::All => self.code(code),
            Run::Code(code) => self.text(code),
            Run::Link { address, content } if self.marks != Marks::None => {
                self.out.push('[');
                self.runs(content, None, inside);
                self.out.push_str("](");
                self.out.push_str(&destination(address));
                self.out.push(')');
            }
            Run::Abbreviation { short, long } if self.marks == Marks::All => {
                self.out.push('[');
                self.text(short);
                let long = long.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;");
                let _ = write!(self.out, "](abbr: \"{long}\")");
            }
            Run::Abbreviation { short, .. } => self.text(short),
            Run::Language { tag, content } if self.marks == Marks::All => {
                self.out.push('[');
                self.runs(content, None, inside);
                let _ = write!(self.out, "](lang:{tag})");
            }
            Run::Link { content, .. } | Run::Language { content, .. } => {
                self.runs(content, next, inside);
            }
            Run::Footnote(label) => {
                let _ = write!(self.out, "[^{label}]");
            }
            Run::Break if self.out.is_empty() => {}
            Run::Break => self.out.push_str("\\\n"),
            Run::Figure(_) => {}
        }
    }

    /// Writes marked words, without the mark where Markdown would not see it (`CommonMark` 6.2).
    fn mark(&mut self, mark: &str, content: &[Run], next: Option<char>, inside: bool) {
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !is_sign(c));
        let (first, last) =
            (content.iter().find_map(first_of), content.iter().rev().find_map(last_of));
        let before = self.out.chars().next_back();
        let opens = !(is_word(before) && first.is_some_and(is_sign));
        let closes = !(is_word(next) && last.is_some_and(is_sign));
        let splits = mark == "_" && (is_word(before) || is_word(next));
        // Marks of one kind in a row are one mark.
        let touches = before == Some('*') && !self.out.ends_with("\\*") && !inside;
        if self.marks != Marks::All || !opens || !closes || splits || touches {
            self.runs(content, next, inside);
            return;
        }
        self.out.push_str(mark);
        self.runs(content, None, true);
        self.out.push_str(mark);
    }

    fn code(&mut self, code: &str) {
        let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut longest = 0;
        let mut present = 0;
        for character in code.chars() {
            present = if character == '`' { present + 1 } else { 0 };
            longest = longest.max(present);
        }
        let ticks = "`".repeat(longest + 1);
        let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        // Two pieces of code in a row would be one.
        if self.out.ends_with('`') {
            self.text(&code);
        } else {
            let _ = write!(self.out, "{ticks}{space}{code}{space}{ticks}");
        }
    }

    /// Writes words so that they mean nothing but themselves.
    fn text(&mut self, text: &str) {
        let at_start = self.out.is_empty() || self.out.ends_with('\n');
        let all = self.marks == Marks::None;
        let mut previous = self.out.chars().next_back();
        let line_start = if at_start { line_start(text) } else { None };
        for (place, character) in text.char_indices() {
            let rest = &text[place + character.len_utf8()..];
            let next = rest.chars().next();
            let escape = match character {
                '\\' | '`' | '*' | '[' | ']' | '<' | '|' => true,
                '_' => {
                    !(previous.is_some_and(char::is_alphanumeric)
                        && next.is_some_and(char::is_alphanumeric))
                }
                '&' => is_entity(rest),
                // An address in the text is not a link that was forgotten.
                ':' => rest.starts_with("//"),
                _ => false,
            };
            let escape =
                escape || line_start == Some(place) || (all && character.is_ascii_punctuation());
            if escape {
                self.out.push('\\');
            }
            if !character.is_control() {
                self.out.push(character);
            }
            previous = Some(character);
        }
    }
}

/// The sign at the beginning of a line that would make something else of it.
fn line_start(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits < 10 {
        return text[digits..].starts_with(['.', ')']).then_some(digits);
    }
    text.starts_with(['#', '+', '-', '>', '=', '~', ':']).then_some(0)
}

fn is_entity(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.len() < 40
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
    })
}

/// Punctuation and symbols, by which `CommonMark` tells where emphasis begins.
fn is_sign(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

fn first_of(run: &Run) -> Option<char> {
    match run {
        Run::Text(text) => text.chars().next(),
        Run::Code(_) => Some('`'),
        Run::Strong(_) | Run::Emphasis(_) => Some('*'),
        Run::Link { .. } | Run::Abbreviation { .. } | Run::Language { .. } | Run::Footnote(_) => {
            Some('[')
        }
        Run::Break => Some('\\'),
        Run::Figure(_) => None,
    }
}

fn last_of(run: &Run) -> Option<char> {
    match run {
        Run::Text(text) => text.chars().next_back(),
        Run::Code(_) => Some('`'),
        Run::Strong(_) | Run::Emphasis(_) => Some('*'),
        Run::Link { .. } | Run::Abbreviation { .. } | Run::Language { .. } => Some(')'),
        Run::Footnote(_) => Some(']'),
        Run::Break => Some('\n'),
        Run::Figure(_) => None,
    }
}

/// An address as the destination of a link.
fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (place, character) in address.char_indices() {
        match character {
            '(' | ')' | '\\' | '<' | '>' => {
                out.push('\\');
                out.push(character);
            }
            '&' if is_entity(&address[place + 1..]) => out.push_str("&amp;"),
            ' ' => out.push_str("%20"),
            other => out.push(other),
        }
    }
    out
}
