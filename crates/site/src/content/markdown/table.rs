use std::ops::Range;

use model::{Alignment, Cell, Table, plain_text};
use pulldown_cmark::Tag;

use super::Reader;
use crate::content::{passage::PassageKind, problem::TextProblem};

impl Reader<'_> {
    /// Reads a table that begins at `start`; its caption has been read.
    pub(super) fn table(
        &mut self,
        alignments: &[pulldown_cmark::Alignment],
        start: usize,
    ) -> Table {
        let caption = self.caption.take().unwrap_or_default();
        if plain_text(&caption).trim().is_empty() {
            self.add(start, TextProblem::TableWithoutCaption);
        }
        let mut rows = self.inside(start, |reader| {
            let mut rows = Vec::new();
            while let Some((_, range)) = reader.events.next_start(|_| true) {
                rows.push(reader.inside(range.start, |reader| reader.row(alignments, &range)));
            }
            rows
        });
        let head: Vec<Cell> = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        for (column, cell) in (1..).zip(&head) {
            if plain_text(&cell.content).trim().is_empty() {
                self.add(start, TextProblem::TableHeadingEmpty { column });
            }
        }
        Table { caption, head, rows }
    }

    fn row(&mut self, alignments: &[pulldown_cmark::Alignment], row: &Range<usize>) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(alignments.len());
        let mut end = row.start;
        while let Some((_, range)) = self.events.next_start(|tag| matches!(tag, Tag::TableCell)) {
            end = end.max(range.end);
            let content = self.inside(range.start, Self::inlines);
            self.keep(range.start, PassageKind::Cell(self.tables), &content);
            let alignment =
                alignments.get(cells.len()).copied().map_or(Alignment::Start, alignment);
            cells.push(Cell { alignment, content });
        }
        // The parser leaves out what is behind the last column.
        let rest = self.events.text_in(end..row.end.max(end)).trim();
        if !rest.strip_prefix('|').unwrap_or(rest).trim().is_empty() {
            self.add(row.start, TextProblem::TooManyCells { columns: alignments.len() });
        }
        cells
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}
