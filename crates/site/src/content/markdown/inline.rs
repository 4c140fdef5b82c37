use std::ops::Range;

use model::Inline;
use pulldown_cmark::{Event, Tag};

use super::{Reader, events::TextRun};
use crate::content::problem::TextProblem;

impl<'a> Reader<'a> {
    /// Reads running text up to a block or the end of the element that it stands in.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        self.inlines_until(|event| !is_inline(event))
    }

    /// The same up to the end of the line.
    pub(super) fn inlines_of_line(&mut self) -> Vec<Inline> {
        self.inlines_until(|event| {
            !is_inline(event) || matches!(event, Event::SoftBreak | Event::HardBreak)
        })
    }

    fn inlines_until(&mut self, end: impl Fn(&Event<'a>) -> bool) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, _)) = self.events.peek()
            && !end(event)
        {
            if matches!(event, Event::Text(_)) {
                let run = self.events.text_run();
                self.check_run(&run);
                push_text(&mut inlines, &run.words);
            } else if let Some((event, range)) = self.events.next() {
                self.inline(event, range, &mut inlines);
            }
        }
        inlines
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, inlines: &mut Vec<Inline>) {
        let start = range.start;
        match event {
            Event::Code(code) => inlines.push(Inline::Code(code.into_string())),
            Event::SoftBreak => push_text(inlines, " "),
            Event::HardBreak => inlines.push(Inline::Break),
            Event::InlineHtml(html) => self.refuse_html(&html, start),
            Event::FootnoteReference(label) => {
                inlines.extend(self.footnote_mark(&label, start));
            }
            Event::Start(Tag::Emphasis) => {
                inlines.push(Inline::Emphasis(self.inside(start, Self::inlines)));
            }
            Event::Start(Tag::Strong) => {
                inlines.push(Inline::Strong(self.inside(start, Self::inlines)));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                self.link(link_type, &dest_url, &title, &id, start, inlines);
            }
            Event::Start(Tag::Image { .. }) => {
                self.add(start, TextProblem::PictureInText);
                self.events.close();
            }
            // Nothing else is running text.
            _ => {}
        }
    }

    /// Finds what an author meant as something else than plain text.
    fn check_run(&mut self, run: &TextRun<'a>) {
        let find = |mark: &str| {
            run.source
                .match_indices(mark)
                .map(|(offset, _)| offset)
                .find(|&offset| !run.source[..offset].ends_with('\\'))
        };
        let label = |offset: usize| {
            run.source[offset + 2..].split(']').next().unwrap_or_default().to_owned()
        };
        if let Some(offset) = find("[^") {
            let problem = TextProblem::UndefinedFootnote { label: label(offset) };
            self.add(run.start + offset, problem);
        }
        if let Some(offset) = find("[@") {
            let problem = TextProblem::MalformedCitation { text: format!("@{}", label(offset)) };
            self.add(run.start + offset, problem);
        }
        if let Some(offset) = ["](", "] (/", "] (http"].into_iter().find_map(find) {
            self.add(run.start + offset, TextProblem::BrokenLink);
        }
    }
}

/// Whether the event is a part of running text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
        }
        _ => false,
    }
}

/// Adds words to the text at the end, so that running words are one text.
fn push_text(inlines: &mut Vec<Inline>, words: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(text)) => text.push_str(words),
        _ => inlines.push(Inline::Text(words.to_owned())),
    }
}
