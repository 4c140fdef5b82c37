use std::collections::{BTreeSet, HashSet};

use super::{
    convert::Converted,
    loss::{Loss, Losses},
    markdown::{Marks, blocks, fenced, write},
    piece::{Figure, Piece, Run, Source, plain_pieces},
    words,
};
use crate::content::{self, ReadBack};

/// Writes a text as Markdown that the site reads back with the same words: each block is read by the
/// site's own parser, and is written more plainly until it comes back whole.
pub(super) fn write_body(
    converted: &Converted,
    pictures: &[String],
    is_article: bool,
    losses: &mut Losses,
) -> String {
    let read = |text: &str| content::read_back(text, pictures, is_article);
    let mut pieces = converted.pieces.clone();
    if !is_article && !converted.footnotes.is_empty() {
        let item = |(_, note): &(String, Vec<Run>)| vec![Piece::Paragraph(note.clone())];
        let items = converted.footnotes.iter().map(item).collect();
        pieces.push(Piece::List { start: Some(1), items });
    }
    let mut parts = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        // Lists in a row are written together, so that they stay apart.
        let lists =
            pieces[at..].iter().take_while(|piece| matches!(piece, Piece::List { .. })).count();
        let run = &pieces[at..at + lists.max(1)];
        parts.push(write_pieces(run, read, losses));
        at += run.len();
    }
    if is_article {
        let marks: HashSet<_> =
            parts.iter().flat_map(|part| marks_in(part)).map(str::to_owned).collect();
        for (label, note) in &converted.footnotes {
            let note = write(&Piece::Paragraph(note.clone()), Marks::All);
            // Where its mark was lost, its words are not.
            parts.push(if marks.contains(label) {
                format!("[^{label}]: {}", note.replace('\n', "\n    "))
            } else {
                note
            });
        }
    }
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    // The blocks are right one by one; together they could still be something else.
    let mut before = String::new();
    plain_pieces(&pieces, &mut before);
    let whole = read(&text);
    if whole.is_whole() || text.is_empty() {
        return text;
    }
    losses.add(Loss::TypedWhole);
    fenced(before.trim_end()) + "\n"
}

fn write_pieces(pieces: &[Piece], read: impl Fn(&str) -> ReadBack, losses: &mut Losses) -> String {
    let mut before = String::new();
    plain_pieces(pieces, &mut before);
    let before = words::split(&before);
    let comes_back = |text: &str| {
        // Marks of footnotes need their footnotes.
        let marks: BTreeSet<_> = marks_in(text).collect();
        let notes: Vec<_> = marks.iter().map(|label| format!("\n\n[^{label}]: a")).collect();
        let back = read(&format!("{text}{}", notes.concat()));
        back.is_sound() && words::split(&words::of_blocks(&back.blocks)) == before
    };
    for marks in [Marks::All, Marks::Links, Marks::None] {
        let text = blocks(pieces, marks);
        // Alone, a heading of a deeper level would skip one.
        let alone = match pieces {
            [Piece::Heading { id, content, .. }] => {
                let (level, id, content) = (2, id.clone(), content.clone());
                blocks(&[Piece::Heading { level, id, content }], marks)
            }
            _ => text.clone(),
        };
        if comes_back(&alone) {
            if marks != Marks::All {
                losses.add(Loss::Marks);
            }
            return text;
        }
    }
    // Each line a paragraph of its own.
    let mut lines = String::new();
    plain_pieces(pieces, &mut lines);
    let paragraphs: Vec<_> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| Piece::Paragraph(vec![Run::Text(line.trim().to_owned())]))
        .collect();
    let text = blocks(&paragraphs, Marks::None);
    if comes_back(&text) {
        losses.add(Loss::Marks);
        return text;
    }
    losses.add(Loss::Typed);
    fenced(lines.trim_end())
}

/// The labels of the footnotes whose marks stand in a text.
fn marks_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("[^").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0)).filter(|label| {
        let number = label.strip_prefix("note-").unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The names of the pictures that pieces show.
pub(super) fn pictures_in(pieces: &[Piece]) -> Vec<String> {
    fn push(pieces: &[Piece], names: &mut Vec<String>) {
        for piece in pieces {
            match piece {
                Piece::Figure(Figure { source: Source::Picture { file, .. }, .. }) => {
                    names.push(file.clone());
                }
                Piece::List { items, .. } => items.iter().for_each(|item| push(item, names)),
                Piece::Quote(content) | Piece::Details { content, .. } => push(content, names),
                Piece::Definitions(definitions) => {
                    definitions
                        .iter()
                        .flat_map(|(_, meanings)| meanings)
                        .for_each(|meaning| push(meaning, names));
                }
                _ => {}
            }
        }
    }
    let mut names = Vec::new();
    push(pieces, &mut names);
    names
}
