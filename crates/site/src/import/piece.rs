/// A block of imported text, before it is written as Markdown.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// The heading of a section. The level is that of the original, 1 to 6.
    Heading {
        level: u8,
        id: Option<String>,
        content: Vec<Run>,
    },
    Paragraph(Vec<Run>),
    List {
        start: Option<u32>,
        items: Vec<Vec<Piece>>,
    },
    Quote(Vec<Piece>),
    Table(Table),
    Figure(Figure),
    /// Terms, each with its meanings.
    Definitions(Vec<(Vec<Run>, Vec<Vec<Piece>>)>),
    Details {
        summary: Vec<Run>,
        content: Vec<Piece>,
    },
    Preformatted(String),
    Divider,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Run {
    Text(String),
    Strong(Vec<Run>),
    Emphasis(Vec<Run>),
    Code(String),
    /// A link whose address has been checked, or `#id` of the same page.
    Link {
        address: String,
        content: Vec<Run>,
    },
    Abbreviation {
        short: String,
        long: String,
    },
    Language {
        tag: String,
        content: Vec<Run>,
    },
    /// The mark of the footnote with this label.
    Footnote(String),
    Break,
    /// A picture among the words; it is taken out to stand behind their paragraph.
    Figure(Box<Figure>),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    pub(super) caption: Vec<Run>,
    /// All rows, the one of headings first.
    pub(super) rows: Vec<Vec<Vec<Run>>>,
}

/// A picture, film or recording.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) source: Source,
    pub(super) caption: Vec<Run>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// A file in `content/pictures`.
    Picture { file: String, alt: String },
    /// Something that stays where it is: a link stands in for it.
    StandIn { kind: StandIn, words: String, address: String },
}

/// What a link stands in for. Its words begin with the name, by which such links are known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StandIn {
    Picture,
    Video,
    Audio,
    Embedded,
}

impl StandIn {
    pub(super) const ALL: [Self; 4] = [Self::Picture, Self::Video, Self::Audio, Self::Embedded];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Picture => "Picture: ",
            Self::Video => "Video: ",
            Self::Audio => "Audio: ",
            Self::Embedded => "Embedded page: ",
        }
    }
}

/// Puts runs in order: words run on, spaces stand between marks and not inside them, and what is empty
/// is gone.
pub(super) fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut tidied = Vec::new();
    for run in runs {
        add(&mut tidied, run);
    }
    // No spaces and breaks at either end.
    loop {
        match tidied.last_mut() {
            Some(Run::Break) => drop(tidied.pop()),
            Some(Run::Text(text)) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
                tidied.pop();
            }
            _ => break,
        }
    }
    let mut first = 0;
    while let Some(run) = tidied.get_mut(first) {
        match run {
            Run::Break => first += 1,
            Run::Text(text) => {
                *text = text.trim_start().to_owned();
                if !text.is_empty() {
                    break;
                }
                first += 1;
            }
            _ => break,
        }
    }
    tidied.drain(..first);
    tidied
}

fn add(runs: &mut Vec<Run>, run: Run) {
    match run {
        Run::Text(text) => add_text(runs, &text),
        Run::Break => {
            if let Some(Run::Text(text)) = runs.last_mut() {
                text.truncate(text.trim_end().len());
                if text.is_empty() {
                    runs.pop();
                }
            }
            // An empty line inside a paragraph says no more than a new one.
            if !matches!(runs.last(), None | Some(Run::Break)) {
                runs.push(Run::Break);
            }
        }
        Run::Strong(content) => add_mark(runs, content, Run::Strong),
        Run::Emphasis(content) => add_mark(runs, content, Run::Emphasis),
        Run::Link { address, content } => {
            add_mark(runs, content, |content| Run::Link { address: address.clone(), content });
        }
        Run::Language { tag, content } => {
            add_mark(runs, content, |content| Run::Language { tag: tag.clone(), content });
        }
        Run::Code(text) => {
            if !text.trim().is_empty() {
                runs.push(Run::Code(text));
            }
        }
        other => runs.push(other),
    }
}

/// Adds marked words, with the spaces and breaks at their ends outside the mark.
fn add_mark(runs: &mut Vec<Run>, content: Vec<Run>, mark: impl Fn(Vec<Run>) -> Run) {
    let starts = content
        .first()
        .is_some_and(|run| matches!(run, Run::Text(text) if text.starts_with(char::is_whitespace)));
    let ends = content
        .last()
        .is_some_and(|run| matches!(run, Run::Text(text) if text.ends_with(char::is_whitespace)));
    let breaks_after = content.last() == Some(&Run::Break);
    if starts {
        add_text(runs, " ");
    }
    let content = tidy(content);
    let has_words = content.iter().any(|run| !matches!(run, Run::Figure(_)));
    if has_words {
        let marked = mark(content);
        match (runs.last_mut(), marked) {
            (Some(Run::Strong(before)), Run::Strong(more))
            | (Some(Run::Emphasis(before)), Run::Emphasis(more)) => before.extend(more),
            (_, marked) => runs.push(marked),
        }
    } else {
        runs.extend(content);
    }
    if ends {
        add_text(runs, " ");
    }
    if breaks_after {
        add(runs, Run::Break);
    }
}

fn add_text(runs: &mut Vec<Run>, text: &str) {
    let after_space = match runs.last() {
        Some(Run::Text(before)) => before.ends_with(' '),
        Some(Run::Break) => true,
        _ => false,
    };
    let mut words = String::with_capacity(text.len());
    let mut space = after_space;
    for character in text.chars() {
        if matches!(character, ' ' | '\n' | '\r' | '\t' | '\u{c}') {
            if !space {
                words.push(' ');
            }
            space = true;
        } else if !character.is_control() {
            words.push(character);
            space = false;
        }
    }
    match runs.last_mut() {
        _ if words.is_empty() => {}
        Some(Run::Text(before)) => before.push_str(&words),
        _ => runs.push(Run::Text(words)),
    }
}

/// The words of runs.
pub(super) fn plain(runs: &[Run]) -> String {
    fn push(runs: &[Run], text: &mut String) {
        for run in runs {
            match run {
                Run::Text(words) | Run::Code(words) => text.push_str(words),
                Run::Strong(content)
                | Run::Emphasis(content)
                | Run::Link { content, .. }
                | Run::Language { content, .. } => push(content, text),
                Run::Abbreviation { short, .. } => text.push_str(short),
                Run::Break => text.push(' '),
                Run::Footnote(_) | Run::Figure(_) => {}
            }
        }
    }
    let mut text = String::new();
    push(runs, &mut text);
    text
}

/// The words of pieces, without those that stand in for pictures.
pub(super) fn plain_pieces(pieces: &[Piece], text: &mut String) {
    let line = |runs: &[Run], text: &mut String| {
        text.push_str(&plain(runs));
        text.push('\n');
    };
    for piece in pieces {
        match piece {
            Piece::Heading { content, .. } | Piece::Paragraph(content) => line(content, text),
            Piece::List { items, .. } => items.iter().for_each(|item| plain_pieces(item, text)),
            Piece::Quote(content) => plain_pieces(content, text),
            Piece::Table(table) => {
                line(&table.caption, text);
                table.rows.iter().flatten().for_each(|cell| line(cell, text));
            }
            Piece::Figure(figure) => line(&figure.caption, text),
            Piece::Definitions(definitions) => {
                for (term, meanings) in definitions {
                    line(term, text);
                    for meaning in meanings {
                        plain_pieces(meaning, text);
                    }
                }
            }
            Piece::Details { summary, content } => {
                line(summary, text);
                plain_pieces(content, text);
            }
            Piece::Preformatted(lines) => {
                text.push_str(lines);
                text.push('\n');
            }
            Piece::Divider => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Run {
        Run::Text(words.to_owned())
    }

    #[test]
    fn spaces_stand_outside_of_marks() {
        let runs = vec![
            text("\n a"),
            Run::Strong(vec![text(" b \n")]),
            Run::Strong(vec![text(" ")]),
            Run::Emphasis(vec![text("c"), Run::Break]),
            text("d \t"),
            Run::Break,
        ];
        assert_eq!(
            tidy(runs),
            [
                text("a "),
                Run::Strong(vec![text("b")]),
                text(" "),
                Run::Emphasis(vec![text("c")]),
                Run::Break,
                text("d"),
            ]
        );
    }
}
