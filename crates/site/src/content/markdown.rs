use std::collections::BTreeSet;

use model::{Block, Inline};

use super::{
    document::{Located, Mention},
    invisible::{is_invisible, written_as_numbers},
    lines::Lines,
    passage::{Passage, PassageKind},
    pictures::Pictures,
    problem::{FileProblem, LinkProblem, ProblemKind, Report, TextProblem},
};

mod block;
mod citation;
mod containers;
mod events;
mod figure;
mod footnote;
mod heading;
mod inline;
mod link;
mod quote;
mod table;
mod target;

pub(crate) use self::{
    citation::ReferenceIds,
    footnote::Footnote,
    heading::{is_reserved as is_reserved_id, slug_of as heading_id},
    target::is_link_target,
};
use self::{events::Events, footnote::Footnotes, heading::Headings};

/// Reads Markdown; the only module that knows its parser.
///
/// What Markdown allows and the site does not, such as HTML, is a problem in the report, never
/// text that quietly looks different or is lost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Markdown<'a> {
    /// Takes the problems.
    pub(crate) report: &'a Report,
    /// The pictures that there are.
    pub(crate) pictures: &'a Pictures,
    /// The references that can be cited; `None` where nothing can.
    pub(crate) references: Option<&'a ReferenceIds>,
}

/// A text of several blocks.
///
/// Its citations and footnote marks have the indexes of their reference and footnote in place of
/// their numbers, which depend on what stands before it on the page.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The blocks.
    pub(crate) blocks: Vec<Block>,
    /// The footnotes, in no order that matters.
    pub(crate) footnotes: Vec<Footnote>,
    /// The ids of the headings.
    pub(crate) headings: BTreeSet<String>,
    /// The links to pages of the site and to headings.
    pub(crate) mentions: Vec<Located<Mention>>,
    /// The running text of the blocks with its lines, in the order in which it is written.
    pub(crate) passages: Vec<Passage>,
}

/// Where a text stands, and so what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The body of an article, which alone has footnotes.
    Article,
    /// Any other place.
    Elsewhere,
}

impl<'a> Markdown<'a> {
    /// Reads a text that begins in line `line` of its file.
    pub(crate) fn body(self, text: &'a str, line: usize, place: Place) -> Body {
        self.refuse_invisible(text, line);
        if let Some(after) = containers::line_that_opens_too_many(text) {
            self.report.add(line + after, TextProblem::TooDeep { limit: DEEPEST });
            return Body::default();
        }
        let mut reader = Reader {
            context: self,
            place,
            events: Events::new(text, line),
            headings: Headings::default(),
            footnotes: Footnotes::default(),
            mentions: Vec::new(),
            passages: Vec::new(),
            tables: 0,
            caption: None,
            depth: 0,
            cards: 0,
            too_deep: false,
            html_line: None,
        };
        reader.check_definitions();
        let blocks = reader.blocks();
        Body {
            blocks,
            footnotes: reader.footnotes.into_vec(),
            headings: reader.headings.into_ids(),
            mentions: reader.mentions,
            passages: reader.passages,
        }
    }

    /// Notes characters that no text needs, once a line, where they are written as numbers.
    fn refuse_invisible(self, text: &str, first_line: usize) {
        let mut found =
            written_as_numbers(text).filter(|(_, letter)| is_invisible(*letter)).peekable();
        if found.peek().is_none() {
            return;
        }
        let lines = Lines::new(text, first_line);
        let mut last = 0;
        for (offset, letter) in found {
            let line = lines.at(offset);
            if line != last {
                self.report.add(line, FileProblem::Invisible { letter });
            }
            last = line;
        }
    }

    /// Reads a text that is one paragraph, such as a key point, and adds its links to `mentions`
    /// and its words, as a passage of this kind, to `passages`.
    pub(crate) fn paragraph(
        self,
        text: &'a Located<String>,
        kind: PassageKind,
        mentions: &mut Vec<Located<Mention>>,
        passages: &mut Vec<Passage>,
    ) -> Option<Vec<Inline>> {
        let mut body = self.body(&text.value, text.line, Place::Elsewhere);
        mentions.append(&mut body.mentions);
        if let (Some(Block::Paragraph(content)), true) = (body.blocks.pop(), body.blocks.is_empty())
        {
            passages.push(Passage::new(text.line, kind, content.clone()));
            return Some(content);
        }
        self.report.add(text.line, TextProblem::NotOneParagraph);
        None
    }
}

/// The state of reading one text.
struct Reader<'a> {
    context: Markdown<'a>,
    place: Place,
    events: Events<'a>,
    headings: Headings,
    footnotes: Footnotes,
    mentions: Vec<Located<Mention>>,
    passages: Vec<Passage>,
    /// How many tables have begun, with their captions.
    tables: usize,
    /// The caption that was read directly before a table.
    caption: Option<Vec<Inline>>,
    /// In how many elements the reader is.
    depth: usize,
    /// In how many care cards the reader is.
    cards: usize,
    too_deep: bool,
    /// The last line in which HTML was reported: one problem a line is enough.
    html_line: Option<usize>,
}

/// How deep elements may stand in one another. What people write stays below half of it; without
/// a limit a file of `>` would take all of the stack, here and in whatever draws the blocks.
const DEEPEST: usize = 16;

impl Reader<'_> {
    /// Notes a problem at the byte `offset` of the text.
    fn add(&self, offset: usize, problem: impl Into<ProblemKind>) {
        self.context.report.add(self.events.line(offset), problem);
    }

    /// Keeps running text that begins at `offset`.
    fn keep(&mut self, offset: usize, kind: PassageKind, content: &[Inline]) {
        if !content.is_empty() {
            self.passages.push(Passage::new(self.events.line(offset), kind, content.to_vec()));
        }
    }

    /// Reads the inside of the element that has just begun at `offset`, and goes to its end.
    fn inside<T: Default>(&mut self, offset: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        let mut value = T::default();
        if self.depth < DEEPEST {
            self.depth += 1;
            value = read(self);
            self.depth -= 1;
        } else if !self.too_deep {
            self.too_deep = true;
            self.add(offset, TextProblem::TooDeep { limit: DEEPEST });
        }
        self.events.close();
        value
    }

    /// Finds lines such as `[!note]: text`, which Markdown takes for the address of a link.
    fn check_definitions(&self) {
        for (label, offset) in self.events.definitions() {
            if label.starts_with(['!', '@', '^']) {
                self.add(offset, LinkProblem::SwallowedLine { label: label.to_owned() });
            }
        }
    }

    /// Notes HTML that begins at `offset`.
    fn refuse_html(&mut self, html: &str, offset: usize) {
        let line = self.events.line(offset);
        if self.html_line != Some(line) {
            self.html_line = Some(line);
            let begin: String =
                html.trim().lines().next().unwrap_or_default().chars().take(40).collect();
            self.add(offset, TextProblem::RawHtml { html: begin });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use model::Slug;

    use super::*;

    /// Reads the body of an article with the references `a` and `b`; problems without their file.
    pub(super) fn read(text: &str) -> (Body, Vec<String>) {
        let report = Report::new(Path::new(""));
        let ids: Vec<Slug> = ["a", "b"].iter().map(|id| id.parse().unwrap()).collect();
        let references = ids.iter().collect();
        let markdown = Markdown {
            report: &report,
            pictures: &Pictures::default(),
            references: Some(&references),
        };
        let body = markdown.body(text, 1, Place::Article);
        (body, report.into_problems().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_too_deep_is_reported_once_and_left_out() {
        let fits = "> ".repeat(DEEPEST) + "Text.";
        assert_eq!(read(&fits).1, Vec::<String>::new());
        let (body, problems) = read(&format!("> {fits} *a*\n\n*b*\n\n> {fits}"));
        assert_eq!(problems.len(), 1);
        assert_eq!(body.blocks.len(), 3);
    }

    #[test]
    fn html_is_reported_once_a_line() {
        let (body, problems) = read("A <b>word</b>\nor <i>two</i>.");
        let lines: Vec<_> = problems.iter().map(|problem| &problem[..3]).collect();
        assert_eq!(lines, [":1:", ":2:"]);
        assert_eq!(body.blocks.len(), 1);
    }
}
