use model::{ArticleText, Block, Inline, Reference, Slug};

use super::{
    document::Located,
    markdown::Footnote,
    problem::{Report, TextProblem},
};

/// Gives citations and footnotes their numbers, in the order in which a reader meets them: key
/// points, body, footnotes. Until then they have the indexes of `references` and `footnotes`.
///
/// What nothing leads to has no number, which is a problem.
pub(crate) fn number(
    text: &mut ArticleText,
    references: Vec<Located<(Slug, Reference)>>,
    footnotes: Vec<Footnote>,
    report: &Report,
) {
    let mut numbers = Numbers {
        references: Order::new(references.len()),
        footnotes: Order::new(footnotes.len()),
        citations: vec![0; references.len()],
    };
    for point in &mut text.key_points {
        numbers.mark_inlines(point);
    }
    numbers.mark_blocks(&mut text.body);

    let mut footnotes: Vec<_> = footnotes.into_iter().map(Some).collect();
    // A footnote may lead to further ones.
    let mut next = 0;
    while let Some(&index) = numbers.footnotes.indexes.get(next) {
        next += 1;
        let mut blocks = footnotes[index].take().map(|note| note.blocks).unwrap_or_default();
        numbers.mark_blocks(&mut blocks);
        text.footnotes.push(blocks);
    }
    for note in footnotes.into_iter().flatten().filter(|note| !note.label.is_empty()) {
        report.add(note.line, TextProblem::UnusedFootnote { label: note.label });
    }

    let mut references: Vec<_> = references.into_iter().map(Some).collect();
    for &index in &numbers.references.indexes {
        if let Some(Located { value: (_, reference), .. }) = references[index].take() {
            let citations = numbers.citations[index];
            text.references.push(Reference { citations, ..reference });
        }
    }
    for Located { line, value: (id, _) } in references.into_iter().flatten() {
        report.add(line, TextProblem::UncitedReference { id });
    }
}

struct Numbers {
    references: Order,
    footnotes: Order,
    /// How often each reference has been cited.
    citations: Vec<u16>,
}

/// The order in which things were met first.
struct Order {
    numbers: Vec<Option<u16>>,
    indexes: Vec<usize>,
}

impl Order {
    fn new(length: usize) -> Self {
        Self { numbers: vec![None; length], indexes: Vec::new() }
    }

    /// The number, from 1, of the thing with this index; the next one where it is new.
    fn number(&mut self, index: usize) -> u16 {
        let indexes = &mut self.indexes;
        *self.numbers[index].get_or_insert_with(|| {
            indexes.push(index);
            u16::try_from(indexes.len()).unwrap_or(u16::MAX)
        })
    }
}

impl Numbers {
    fn mark_blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.mark_inlines(&mut heading.content),
                Block::Paragraph(content) | Block::Plain(content) => self.mark_inlines(content),
                Block::List { items, .. } => {
                    for item in items {
                        self.mark_blocks(item);
                    }
                }
                Block::Table(table) => {
                    self.mark_inlines(&mut table.caption);
                    for cell in table.head.iter_mut().chain(table.rows.iter_mut().flatten()) {
                        self.mark_inlines(&mut cell.content);
                    }
                }
                Block::Quote(content) => self.mark_blocks(content),
                Block::Figure(figure) => self.mark_inlines(&mut figure.caption),
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        self.mark_inlines(&mut definition.term);
                        for meaning in &mut definition.meanings {
                            self.mark_blocks(meaning);
                        }
                    }
                }
                Block::Details { summary: heading, content }
                | Block::CareCard { heading, content, .. }
                | Block::Callout { heading, content, .. } => {
                    self.mark_inlines(heading);
                    self.mark_blocks(content);
                }
                Block::Preformatted(_) | Block::Divider => {}
            }
        }
    }

    fn mark_inlines(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            match inline {
                Inline::Citation(citation) => {
                    let index = usize::from(citation.number);
                    let count = &mut self.citations[index];
                    *count = count.saturating_add(1);
                    citation.occurrence = *count;
                    citation.number = self.references.number(index);
                }
                Inline::Footnote(number) => {
                    *number = self.footnotes.number(usize::from(*number));
                }
                Inline::Strong(content)
                | Inline::Emphasis(content)
                | Inline::Language { content, .. }
                | Inline::Link { content, .. } => self.mark_inlines(content),
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Abbreviation { .. }
                | Inline::Term { .. }
                | Inline::Break => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use model::Citation;

    use super::*;

    fn cite(number: u16, occurrence: u16) -> Inline {
        Inline::Citation(Citation { number, occurrence })
    }

    fn reference(id: &str) -> Located<(Slug, Reference)> {
        let reference = Reference { text: id.to_owned(), source: None, citations: 0 };
        Located { line: 7, value: (id.parse().unwrap(), reference) }
    }

    fn footnote(label: &str, inline: Inline) -> Footnote {
        let blocks = vec![Block::Paragraph(vec![inline])];
        Footnote { label: label.to_owned(), line: 9, blocks }
    }

    #[test]
    fn numbers_follow_the_reader_and_not_the_source() {
        let mut text = ArticleText {
            key_points: vec![vec![cite(1, 0)]],
            body: vec![Block::Paragraph(vec![Inline::Footnote(2), cite(1, 0), cite(0, 0)])],
            ..ArticleText::default()
        };
        let references = ["x", "y", "z", "never"].map(reference).into();
        let footnotes = vec![
            footnote("a", cite(2, 0)),
            footnote("circle", Inline::Footnote(1)),
            footnote("b", Inline::Footnote(0)),
        ];
        let report = Report::new(Path::new("a.md"));
        number(&mut text, references, footnotes, &report);

        assert_eq!(text.key_points, [[cite(1, 1)]]);
        let body = vec![Inline::Footnote(1), cite(1, 2), cite(2, 1)];
        assert_eq!(text.body, [Block::Paragraph(body)]);
        let notes = [Inline::Footnote(2), cite(3, 1)];
        assert_eq!(text.footnotes, notes.map(|inline| vec![Block::Paragraph(vec![inline])]));
        let cited: Vec<_> =
            text.references.iter().map(|r| (r.text.as_str(), r.citations)).collect();
        assert_eq!(cited, [("y", 2), ("x", 1), ("z", 1)]);
        let problems: Vec<_> = report.into_problems().iter().map(|p| p.line).collect();
        assert_eq!(problems, [Some(9), Some(7)]);
    }
}
