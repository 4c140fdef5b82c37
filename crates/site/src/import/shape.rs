use std::{
    collections::{BTreeSet, HashMap, HashSet},
    mem,
};

use super::{
    convert::Converted,
    loss::{Loss, Losses},
    names::{Names, slug_of},
    piece::{Piece, Run, Source, plain, plain_pieces},
};
use crate::content;

/// How deep blocks may stand in one another; the site's Markdown takes 16 elements, marks included.
const DEEPEST: usize = 5;

/// Brings converted text into the form that the site asks of a text: levels and ids of headings, links
/// that lead somewhere, captions that differ.
pub(super) fn shape(converted: &mut Converted, losses: &mut Losses) {
    let pieces = mem::take(&mut converted.pieces);
    converted.pieces = pieces.into_iter().flat_map(|piece| level_out(piece, 0, losses)).collect();
    set_levels(&mut converted.pieces, losses);
    let targets = set_ids(&mut converted.pieces, &converted.anchors);
    for piece in &mut converted.pieces {
        links_in_piece(piece, &targets, losses);
    }
    for (_, note) in &mut converted.footnotes {
        let runs = mem::take(note);
        *note = links_in(runs, &targets, losses);
    }
    set_captions(&mut converted.pieces, losses);
}

/// Gives headings the levels 2 to 6, none of them skipped, in the order that the original has.
fn set_levels(pieces: &mut [Piece], losses: &mut Losses) {
    let mut above: Vec<u8> = Vec::new();
    let mut changed = false;
    for piece in pieces {
        let Piece::Heading { level, .. } = piece else { continue };
        while above.last().is_some_and(|last| last >= level) {
            above.pop();
        }
        above.push(*level);
        // There are six levels, so the length fits.
        let new = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
        changed |= new != *level;
        *level = new;
    }
    if changed {
        losses.add(Loss::HeadingLevels);
    }
}

/// Gives headings ids where the original has some; returns where links to ids lead now.
fn set_ids(pieces: &mut [Piece], anchors: &[(String, usize)]) -> HashMap<String, String> {
    let mut taken = Names::default();
    let mut ids = Vec::new();
    let mut targets = HashMap::new();
    let own: BTreeSet<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Heading { id: Some(id), .. } => Some(slug_of(id, "")),
            _ => None,
        })
        .collect();
    for piece in pieces {
        let Piece::Heading { id, content, .. } = piece else { continue };
        let mut made = content::heading_id(&plain(content));
        if content::is_reserved_id(&made) {
            made.insert_str(0, "section-");
        }
        let wanted = id.as_deref().map(|id| slug_of(id, "section"));
        let name = match &wanted {
            Some(wanted) if !content::is_reserved_id(wanted) => wanted.clone(),
            Some(wanted) => format!("section-{wanted}"),
            None if own.contains(&made) => format!("{made}-section"),
            None => made.clone(),
        };
        let name = taken.free(&name, "");
        if let Some(old) = id.take() {
            targets.entry(old).or_insert_with(|| name.clone());
        }
        // The site makes this very id by itself.
        *id = (name != made).then(|| name.clone());
        ids.push(name);
    }
    for (anchor, before) in anchors {
        // The section that the place stands in; for what stands before all of them, the first.
        let heading = before.checked_sub(1).unwrap_or_default();
        if let Some(id) = ids.get(heading) {
            targets.entry(anchor.clone()).or_insert_with(|| id.clone());
        }
    }
    targets
}

fn links_in_piece(piece: &mut Piece, targets: &HashMap<String, String>, losses: &mut Losses) {
    let mut set = |runs: &mut Vec<Run>| {
        let old = mem::take(runs);
        *runs = links_in(old, targets, losses);
    };
    match piece {
        Piece::Heading { content, .. } | Piece::Paragraph(content) => set(content),
        Piece::Figure(figure) => set(&mut figure.caption),
        Piece::Table(table) => {
            set(&mut table.caption);
            table.rows.iter_mut().flatten().for_each(set);
        }
        Piece::List { items, .. } => {
            for inner in items.iter_mut().flatten() {
                links_in_piece(inner, targets, losses);
            }
        }
        Piece::Quote(content) => {
            for inner in content {
                links_in_piece(inner, targets, losses);
            }
        }
        Piece::Details { summary, content } => {
            set(summary);
            for inner in content {
                links_in_piece(inner, targets, losses);
            }
        }
        Piece::Definitions(definitions) => {
            for (term, meanings) in definitions {
                let old = mem::take(term);
                *term = links_in(old, targets, losses);
                for inner in meanings.iter_mut().flatten() {
                    links_in_piece(inner, targets, losses);
                }
            }
        }
        Piece::Preformatted(_) | Piece::Divider => {}
    }
}

/// Leads links to `#id` to the heading that has it now.
fn links_in(runs: Vec<Run>, targets: &HashMap<String, String>, losses: &mut Losses) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Run::Link { address, content } => {
                let content = links_in(content, targets, losses);
                let Some(id) = address.strip_prefix('#') else {
                    out.push(Run::Link { address, content });
                    continue;
                };
                if let Some(target) = targets.get(id) {
                    out.push(Run::Link { address: format!("#{target}"), content });
                } else {
                    losses.add(Loss::DeadAnchor { id: id.to_owned() });
                    out.extend(content);
                }
            }
            Run::Strong(content) => out.push(Run::Strong(links_in(content, targets, losses))),
            Run::Emphasis(content) => out.push(Run::Emphasis(links_in(content, targets, losses))),
            Run::Language { tag, content } => {
                out.push(Run::Language { tag, content: links_in(content, targets, losses) });
            }
            other => out.push(other),
        }
    }
    out
}

/// Captions are the names of tables, and two of one name could not be told apart by ear: the second
/// stands above its table as a paragraph, and the table asks for a caption of its own.
fn set_captions(pieces: &mut Vec<Piece>, losses: &mut Losses) {
    let mut seen = HashSet::new();
    let mut out = Vec::with_capacity(pieces.len());
    for mut piece in mem::take(pieces) {
        if let Piece::Table(table) = &mut piece {
            let caption = plain(&table.caption);
            if !caption.is_empty() && !seen.insert(caption.clone()) {
                out.push(Piece::Paragraph(mem::take(&mut table.caption)));
                losses.add(Loss::CaptionTwice { caption });
            }
        }
        out.push(piece);
    }
    *pieces = out;
}

/// Brings up what stands too deep, and pictures and tables out of lists, where Markdown has no good place
/// for them.
fn level_out(piece: Piece, depth: usize, losses: &mut Losses) -> Vec<Piece> {
    let inner = |pieces: Vec<Piece>, losses: &mut Losses| -> Vec<Piece> {
        pieces.into_iter().flat_map(|piece| level_out(piece, depth + 1, losses)).collect()
    };
    let nests = matches!(
        piece,
        Piece::List { .. } | Piece::Quote(_) | Piece::Details { .. } | Piece::Definitions(_)
    );
    if nests && depth >= DEEPEST {
        losses.add(Loss::TooDeep);
        let mut words = String::new();
        plain_pieces(std::slice::from_ref(&piece), &mut words);
        return words
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Piece::Paragraph(vec![Run::Text(line.trim().to_owned())]))
            .collect();
    }
    match piece {
        Piece::List { start, items } => {
            let mut out_of_list = Vec::new();
            let items = items
                .into_iter()
                .map(|item| {
                    let (stays, leaves): (Vec<_>, Vec<_>) = inner(item, losses)
                        .into_iter()
                        .partition(|piece| !matches!(piece, Piece::Figure(_) | Piece::Table(_)));
                    out_of_list.extend(leaves);
                    stays
                })
                .filter(|item: &Vec<Piece>| !item.is_empty())
                .collect::<Vec<_>>();
            let mut out = Vec::new();
            if !items.is_empty() {
                out.push(Piece::List { start, items });
            }
            out.extend(out_of_list);
            out
        }
        Piece::Quote(content) => vec![Piece::Quote(inner(content, losses))],
        Piece::Details { summary, content } => {
            vec![Piece::Details { summary, content: inner(content, losses) }]
        }
        Piece::Definitions(definitions) => {
            let definitions = definitions
                .into_iter()
                .map(|(term, meanings)| {
                    let meanings = meanings.into_iter().map(|meaning| inner(meaning, losses));
                    (term, meanings.collect())
                })
                .collect();
            vec![Piece::Definitions(definitions)]
        }
        Piece::Figure(figure) => {
            let has_marks = figure.caption.iter().any(|run| !matches!(run, Run::Text(_)));
            if has_marks && matches!(figure.source, Source::Picture { .. }) {
                losses.add(Loss::CaptionParagraph);
            }
            vec![Piece::Figure(figure)]
        }
        other => vec![other],
    }
}
