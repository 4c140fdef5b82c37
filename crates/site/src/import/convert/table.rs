use scraper::node::Element;

use super::{Converter, Flow, Tree, flatten};
use crate::import::{
    loss::Loss,
    piece::{Figure, Piece, Run, Table, tidy},
};

/// The widest table that is carried as one; what is wider was made to break something.
const WIDEST: usize = 100;

#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Vec<Run>>>,
    /// Cells that reach down into rows to come, by their columns: how many rows.
    reaching: Vec<usize>,
    has_head: bool,
    caption: Vec<Run>,
    figures: Vec<Figure>,
}

impl Converter<'_, '_> {
    pub(super) fn table(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        let mut grid = Grid::default();
        self.nested += 1;
        self.rows(node, &mut grid, false, depth);
        self.nested -= 1;
        let Grid { mut rows, has_head, caption, figures, .. } = grid;
        let figures = figures.into_iter().map(Piece::Figure);
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let is_empty = rows.iter().flatten().all(Vec::is_empty);
        match rows.as_mut_slice() {
            _ if is_empty || width == 0 => {
                if !caption.is_empty() {
                    flow.pieces.push(Piece::Paragraph(caption));
                }
            }
            // A frame around something is no table.
            [row] if row.len() == 1 && caption.is_empty() => {
                flow.pieces.push(Piece::Paragraph(std::mem::take(&mut row[0])));
            }
            _ => {
                if !has_head {
                    self.losses.add(Loss::TableWithoutHead);
                }
                for row in &mut rows {
                    row.resize(width, Vec::new());
                }
                flow.pieces.push(Piece::Table(Table { caption, rows }));
            }
        }
        flow.pieces.extend(figures);
    }

    fn rows(&mut self, node: Tree<'_>, grid: &mut Grid, in_head: bool, depth: usize) {
        for child in node.children() {
            let Some(element) = child.value().as_element() else { continue };
            match element.name() {
                "caption" => {
                    let pieces = self.nested(child, depth);
                    let mut runs = Vec::new();
                    flatten(pieces, &mut runs, &mut grid.figures);
                    grid.caption = one_line(runs);
                }
                "thead" => self.rows(child, grid, true, depth + 1),
                "tbody" | "tfoot" => self.rows(child, grid, in_head, depth + 1),
                "tr" => self.row(child, grid, in_head, depth),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Tree<'_>, grid: &mut Grid, in_head: bool, depth: usize) {
        let mut row: Vec<Vec<Run>> = Vec::new();
        let mut all_headings = true;
        let skip = |row: &mut Vec<Vec<Run>>, reaching: &mut Vec<usize>| {
            while let Some(left) = reaching.get_mut(row.len()).filter(|left| **left > 0) {
                *left -= 1;
                row.push(Vec::new());
            }
        };
        for child in node.children() {
            let Some(element) = child.value().as_element() else { continue };
            if !matches!(element.name(), "td" | "th") {
                continue;
            }
            if row.len() >= WIDEST {
                self.losses.add(Loss::TooWide);
                continue;
            }
            all_headings &= element.name() == "th";
            skip(&mut row, &mut grid.reaching);
            let cell = self.cell(child, grid, depth);
            let (across, down) = (span(element, "colspan"), span(element, "rowspan"));
            if across > 1 || down > 1 {
                self.losses.add(Loss::JoinedCells);
            }
            for column in 0..across.min(WIDEST - row.len()) {
                if grid.reaching.len() <= row.len() {
                    grid.reaching.resize(row.len() + 1, 0);
                }
                grid.reaching[row.len()] = down - 1;
                row.push(if column == 0 { cell.clone() } else { Vec::new() });
            }
        }
        skip(&mut row, &mut grid.reaching);
        if row.is_empty() {
            return;
        }
        if grid.rows.is_empty() {
            grid.has_head = in_head || all_headings;
        }
        grid.rows.push(row);
    }

    fn cell(&mut self, node: Tree<'_>, grid: &mut Grid, depth: usize) -> Vec<Run> {
        let pieces = self.nested(node, depth + 1);
        if pieces.iter().any(|piece| matches!(piece, Piece::Table(_))) {
            self.losses.add(Loss::TableInside);
        }
        let mut runs = Vec::new();
        let changed = flatten(pieces, &mut runs, &mut grid.figures);
        let runs = tidy(runs);
        if changed || runs.contains(&Run::Break) {
            self.losses.add(Loss::CellFlattened);
        }
        one_line(runs)
    }
}

fn one_line(runs: Vec<Run>) -> Vec<Run> {
    fn replace(runs: Vec<Run>) -> Vec<Run> {
        runs.into_iter()
            .map(|run| match run {
                Run::Break => Run::Text(" ".to_owned()),
                Run::Strong(content) => Run::Strong(replace(content)),
                Run::Emphasis(content) => Run::Emphasis(replace(content)),
                Run::Link { address, content } => Run::Link { address, content: replace(content) },
                other => other,
            })
            .collect()
    }
    tidy(replace(runs))
}

fn span(element: &Element, name: &str) -> usize {
    let span = element.attr(name).and_then(|span| span.trim().parse().ok());
    span.unwrap_or(1).clamp(1, WIDEST)
}
