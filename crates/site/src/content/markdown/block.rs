use std::ops::Range;

use model::{Block, Definition, Inline};
use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::{Reader, inline::is_inline};
use crate::content::{passage::PassageKind, problem::TextProblem};

impl<'a> Reader<'a> {
    /// Reads blocks up to the end of the element that they stand in.
    pub(super) fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.blocks_into(&mut blocks);
        blocks.shrink_to_fit();
        blocks
    }

    /// The same, after blocks that have been read already.
    pub(super) fn blocks_into(&mut self, blocks: &mut Vec<Block>) {
        while let Some((event, range)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                return;
            }
            if is_inline(event) {
                let start = range.start;
                let content = self.inlines();
                self.keep(start, PassageKind::Item, &content);
                if !content.is_empty() {
                    blocks.push(Block::Plain(content));
                }
                continue;
            }
            match self.events.next() {
                Some((Event::Start(tag), range)) => self.block(tag, range, blocks),
                Some((Event::Rule, _)) => blocks.push(Block::Divider),
                // The parser's other events belong to options that are off.
                _ => {}
            }
        }
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block>) {
        let start = range.start;
        match tag {
            Tag::Paragraph => self.paragraph(start, blocks),
            Tag::Heading { level, id, classes, attrs } => {
                let plain = classes.is_empty() && attrs.is_empty();
                blocks.extend(self.heading(level, id, plain, start).map(Block::Heading));
            }
            Tag::BlockQuote(_) => blocks.extend(self.quote(start)),
            Tag::List(first) => {
                let items = self.inside(start, Self::items);
                blocks
                    .push(Block::List { start: first.and_then(|n| u32::try_from(n).ok()), items });
            }
            Tag::DefinitionList => {
                let definitions = self.inside(start, Self::definitions);
                blocks.push(Block::Definitions(definitions));
            }
            Tag::Table(alignments) => {
                blocks.push(Block::Table(self.table(&alignments, start)));
            }
            Tag::CodeBlock(kind) => blocks.push(self.code(&kind, range)),
            Tag::FootnoteDefinition(label) => self.footnote_definition(&label, start),
            Tag::HtmlBlock => {
                self.refuse_html(self.events.text_in(range), start);
                self.events.close();
            }
            // The parser's other elements belong to options that are off, or to the ones above.
            _ => self.events.close(),
        }
    }

    /// Reads the rest, from the byte `start` on, of a paragraph that has begun.
    pub(super) fn paragraph(&mut self, start: usize, blocks: &mut Vec<Block>) {
        if let Some((Tag::Image { dest_url, title, .. }, range)) =
            self.events.next_start(|tag| matches!(tag, Tag::Image { .. }))
        {
            let figure = self.figure(&dest_url, &title, range.start);
            if self.events.at_end() {
                blocks.extend(figure.map(Block::Figure));
            } else {
                self.add(range.start, TextProblem::PictureInText);
            }
            self.events.close();
            return;
        }
        let text = self.events.text_from(start);
        if text.starts_with('|') {
            self.add(start, TextProblem::TableWithoutHeader);
            self.events.close();
            return;
        }
        if text.starts_with("[!") {
            self.add(start, TextProblem::BlockOutsideQuote);
        }
        let mut content = self.inlines();
        self.events.close();
        if take_caption_mark(&mut content) {
            self.caption(content, start);
        } else if !content.is_empty() {
            self.keep(start, PassageKind::Paragraph, &content);
            blocks.push(Block::Paragraph(content));
        }
    }

    /// Keeps the caption for the table that follows.
    fn caption(&mut self, content: Vec<Inline>, start: usize) {
        let next = self.events.peek_start().map(|(tag, start)| (tag.clone(), start));
        match next {
            Some((Tag::Table(_), _)) => {
                self.tables += 1;
                self.keep(start, PassageKind::TableCaption(self.tables), &content);
                self.caption = Some(content);
            }
            // Lines that should be a table are a problem of their own.
            Some((Tag::Paragraph, next)) if self.events.text_from(next).starts_with('|') => {}
            _ => self.add(start, TextProblem::CaptionWithoutTable),
        }
    }

    fn items(&mut self) -> Vec<Vec<Block>> {
        let mut items = Vec::new();
        while let Some((_, range)) = self.events.next_start(|_| true) {
            items.push(self.inside(range.start, Self::blocks));
        }
        items.shrink_to_fit();
        items
    }

    fn definitions(&mut self) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        while let Some((tag, range)) = self.events.next_start(|_| true) {
            if matches!(tag, Tag::DefinitionListTitle) {
                let term = self.inside(range.start, Self::inlines);
                self.keep(range.start, PassageKind::Heading, &term);
                definitions.push(Definition { term, meanings: Vec::new() });
            } else {
                let meaning = self.inside(range.start, Self::blocks);
                if let Some(definition) = definitions.last_mut() {
                    definition.meanings.push(meaning);
                }
            }
        }
        definitions
    }

    fn code(&mut self, kind: &CodeBlockKind<'a>, range: Range<usize>) -> Block {
        let start = range.start;
        let lines = self.inside(start, |reader| reader.events.text_run().words);
        let source = self.events.text_in(range).trim_end();
        let closed = source.contains('\n') && (source.ends_with("```") || source.ends_with("~~~"));
        if kind.is_indented() {
            self.add(start, TextProblem::IndentedCode);
        } else if !closed {
            self.add(start, TextProblem::CodeNotClosed);
        }
        Block::Preformatted(lines.trim_end_matches('\n').to_owned())
    }
}

/// Takes `Table:` from the beginning of a paragraph; `false` where it does not begin so.
fn take_caption_mark(content: &mut Vec<Inline>) -> bool {
    let Some(Inline::Text(first)) = content.first_mut() else { return false };
    let Some(rest) = first.strip_prefix("Table:") else { return false };
    *first = rest.trim_start().to_owned();
    if first.is_empty() {
        content.remove(0);
    }
    true
}
