use model::{Block, plain_text};
use search::{Passage, Section};
use unicode_segmentation::UnicodeSegmentation;

/// A passage as long as this stands for itself; shorter sentences are shown with the next.
const LONG_ENOUGH: usize = 90;
/// No passage is made longer than this by another sentence.
const TOO_LONG: usize = 260;

/// The text of a body in sentences, each with its section. Short ones that belong together are one
/// passage: a word alone tells nobody where it was found.
pub(super) fn passages(body: &[Block]) -> Vec<Passage> {
    let mut collected = Collected::default();
    collected.blocks(body);
    collected.passages
}

#[derive(Default)]
struct Collected {
    section: Option<Section>,
    passages: Vec<Passage>,
}

impl Collected {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => {
                    let title = plain_text(&heading.content);
                    self.section = Some(Section { id: heading.id.clone(), title });
                }
                Block::Paragraph(content) | Block::Plain(content) => {
                    self.text(&plain_text(content));
                }
                Block::List { items, .. } => {
                    self.text(&items.iter().map(|item| words(item)).collect::<Vec<_>>().join("; "));
                }
                Block::Table(table) => {
                    self.text(&plain_text(&table.caption));
                    for row in [&table.head].into_iter().chain(&table.rows) {
                        let cells = row.iter().map(|cell| plain_text(&cell.content));
                        self.text(&cells.collect::<Vec<_>>().join(": "));
                    }
                }
                Block::Quote(content) => self.blocks(content),
                Block::Figure(figure) => {
                    self.text(&figure.picture.alt);
                    self.text(&plain_text(&figure.caption));
                }
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        let meanings = definition.meanings.iter().map(|meaning| words(meaning));
                        let meanings = meanings.collect::<Vec<_>>().join(" ");
                        self.text(&format!("{}: {meanings}", plain_text(&definition.term)));
                    }
                }
                Block::Details { summary, content } => {
                    self.text(&plain_text(summary));
                    self.blocks(content);
                }
                Block::CareCard { heading, content, .. }
                | Block::Callout { heading, content, .. } => {
                    self.text(&format!("{} {}", plain_text(heading), words(content)));
                }
                Block::Preformatted(text) => self.text(text),
                Block::Divider => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut passage = String::new();
        for sentence in text.unicode_sentences() {
            if !passage.is_empty()
                && (passage.len() >= LONG_ENOUGH || passage.len() + sentence.len() > TOO_LONG)
            {
                self.passage(&passage);
                passage.clear();
            }
            passage.push_str(sentence);
        }
        self.passage(&passage);
    }

    fn passage(&mut self, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.passages.push(Passage { section: self.section.clone(), text });
        }
    }
}

/// The words of some blocks, without where they stand.
fn words(blocks: &[Block]) -> String {
    let mut collected = Collected::default();
    collected.blocks(blocks);
    collected.passages.into_iter().map(|passage| passage.text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use model::{Heading, HeadingLevel, Inline};

    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(vec![Inline::Text(text.to_owned())])
    }

    fn texts(body: &[Block]) -> Vec<String> {
        passages(body).into_iter().map(|passage| passage.text).collect()
    }

    #[test]
    fn short_sentences_stand_together_and_long_ones_alone() {
        let long = format!("{}.", "word ".repeat(30).trim());
        assert_eq!(
            texts(&[paragraph(&format!("One. Two. {long} Three."))]),
            [format!("One. Two. {long}"), "Three.".to_owned(),]
        );
        assert_eq!(texts(&[paragraph("One."), paragraph("Two.")]), ["One.", "Two."]);
    }

    #[test]
    fn a_passage_knows_its_section() {
        let heading = Block::Heading(Heading {
            level: HeadingLevel::H2,
            id: "risks".to_owned(),
            content: vec![Inline::Text("Risks".to_owned())],
        });
        let found = passages(&[paragraph("Before."), heading, paragraph("After.")]);
        let sections: Vec<_> =
            found.iter().map(|passage| passage.section.as_ref().map(|s| s.id.as_str())).collect();
        assert_eq!(sections, [None, Some("risks")]);
    }

    #[test]
    fn the_items_of_a_list_are_one_line() {
        let item = |text: &str| vec![Block::Plain(vec![Inline::Text(text.to_owned())])];
        let list = Block::List { start: None, items: vec![item("dizziness"), item("headache")] };
        assert_eq!(texts(&[list]), ["dizziness; headache"]);
    }
}
