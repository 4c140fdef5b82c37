use model::{Block, Callout, Inline, Urgency, plain_text};
use pulldown_cmark::Tag;

use super::Reader;
use crate::content::{
    passage::PassageKind,
    problem::{Suggestion, TextProblem},
};

/// What a quote is whose first line begins with `[!kind]`.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Card(Urgency),
    Callout(Callout),
    Details,
}

/// The kinds and their names.
const KINDS: [(&str, Kind); 6] = [
    ("note", Kind::Callout(Callout::Note)),
    ("important", Kind::Callout(Callout::Important)),
    ("details", Kind::Details),
    ("non-urgent", Kind::Card(Urgency::NonUrgent)),
    ("urgent", Kind::Card(Urgency::Urgent)),
    ("emergency", Kind::Card(Urgency::Emergency)),
];

impl Reader<'_> {
    /// Reads a quote, or the block that its marker makes of it.
    pub(super) fn quote(&mut self, start: usize) -> Option<Block> {
        let first = match self.events.peek_start() {
            Some((Tag::Paragraph, paragraph)) => paragraph,
            _ => start,
        };
        let Some(rest) = self.events.text_from(first).strip_prefix("[!") else {
            return Some(Block::Quote(self.inside(start, Self::blocks)));
        };
        let line = rest.lines().next().unwrap_or_default();
        let name = line.split(']').next().unwrap_or_default().trim_end();
        let Some(&(name, kind)) =
            KINDS.iter().find(|(known, _)| *known == name && line.contains(']'))
        else {
            let suggestion = Suggestion::for_name(name, KINDS.iter().map(|(known, _)| *known));
            self.add(first, TextProblem::UnknownBlock { kind: name.to_owned(), suggestion });
            self.events.close();
            return None;
        };
        let marker_end = first + "[!".len() + line.find(']').unwrap_or_default() + "]".len();
        self.inside(start, |reader| Some(reader.marked(name, kind, first, marker_end)))
    }

    /// Reads a marked quote from its first paragraph on.
    fn marked(&mut self, name: &'static str, kind: Kind, start: usize, marker_end: usize) -> Block {
        let level = (0..self.cards).fold(self.headings.level_below(), |level, _| level.deeper());
        if let Kind::Card(_) = kind {
            self.cards += 1;
        }
        let mut content = Vec::new();
        self.events.next_start(|tag| matches!(tag, Tag::Paragraph));
        self.events.skip_text_to(marker_end);
        let heading = trimmed(self.inlines_of_line());
        self.keep(start, PassageKind::Heading, &heading);
        if self.events.at_end() {
            self.events.close();
        } else {
            // The break at the end of the line, which is no part of what follows.
            self.events.next();
            let rest = self.events.peek().map_or(start, |(_, range)| range.start);
            self.paragraph(rest, &mut content);
        }
        self.blocks_into(&mut content);
        if let Kind::Card(_) = kind {
            self.cards -= 1;
        }

        let required = !matches!(kind, Kind::Callout(_));
        if required && plain_text(&heading).trim().is_empty() {
            self.add(start, TextProblem::BlockWithoutHeading { kind: name });
        }
        if content.is_empty() {
            self.add(start, TextProblem::BlockWithoutContent { kind: name });
        }
        match kind {
            Kind::Card(urgency) => Block::CareCard { urgency, level, heading, content },
            Kind::Callout(kind) => Block::Callout { kind, heading, content },
            Kind::Details => Block::Details { summary: heading, content },
        }
    }
}

/// Without the space between the marker and the words.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = text.trim_start().to_owned();
        if text.is_empty() {
            inlines.remove(0);
        }
    }
    inlines
}

#[cfg(test)]
mod tests {
    use model::HeadingLevel;

    use super::super::tests::read;
    use super::*;

    #[test]
    fn a_quote_without_a_marker_is_a_quote() {
        for source in ["> Text.", "> [sic] Text.", "> Text [!note]", ">"] {
            let (body, problems) = read(source);
            assert_eq!(problems, Vec::<String>::new(), "{source}");
            assert!(matches!(body.blocks[..], [Block::Quote(_)]), "{source}");
        }
    }

    #[test]
    fn a_card_in_a_card_has_a_deeper_heading() {
        let (body, _) = read("## A\n\n> [!urgent] B\n> > [!emergency] C\n> > D\n");
        let Block::CareCard { level, content, .. } = &body.blocks[1] else { panic!() };
        assert_eq!(*level, HeadingLevel::H3);
        let Block::CareCard { level, .. } = &content[0] else { panic!() };
        assert_eq!(*level, HeadingLevel::H4);
    }

    #[test]
    fn the_first_line_is_the_heading_and_the_rest_is_read_as_usual() {
        let (body, problems) = read("> [!details] **A** b[@a]\n> Table: C\n>\n> | D |\n> |---|\n");
        assert_eq!(problems, Vec::<String>::new());
        let Block::Details { summary, content } = &body.blocks[0] else { panic!() };
        assert_eq!(plain_text(summary), "A b");
        assert!(matches!(content[..], [Block::Table(_)]));
    }
}
