use std::ops::Range;

use model::Inline;
use pulldown_cmark::{Event, Tag};

use super::{Place, Reader, events::TextRun};
use crate::content::problem::{LinkProblem, TextProblem};

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
        // Thousands of articles stay in memory; what grew step by step has room that none needs.
        for inline in &mut inlines {
            if let Inline::Text(text) = inline {
                text.shrink_to_fit();
            }
        }
        inlines.shrink_to_fit();
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
                .find(|&offset| !self.events.text_in(0..run.start + offset).ends_with('\\'))
        };
        let label = |offset: usize| {
            run.source[offset + 2..].split(']').next().unwrap_or_default().to_owned()
        };
        if let Some(offset) = find("[^") {
            let problem = match self.place {
                Place::Article => TextProblem::UndefinedFootnote { label: label(offset) },
                Place::Elsewhere => TextProblem::FootnoteHere,
            };
            self.add(run.start + offset, problem);
        }
        if let Some(offset) = find("[@") {
            let problem = TextProblem::MalformedCitation { text: format!("@{}", label(offset)) };
            self.add(run.start + offset, problem);
        }
        if let Some(offset) = ["](", "] (/", "] (http"].into_iter().find_map(find) {
            self.add(run.start + offset, LinkProblem::Incomplete);
        } else if let Some(offset) = ["https://", "http://"].into_iter().find_map(find) {
            self.add(run.start + offset, LinkProblem::BareAddress);
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

#[cfg(test)]
mod tests {
    use model::Block;

    use super::super::tests::read;
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn what_only_looks_like_a_mark_is_plain_text() {
        for words in [
            "He [sic] said",
            "2 < 3 & 4 > 3",
            "a * b, snake_case, 50 ~ 60",
            "(see above)",
            "\"Quotes\" -- and 'dashes'...",
        ] {
            let (body, problems) = read(words);
            assert_eq!(problems, Vec::<String>::new(), "{words}");
            assert_eq!(body.blocks, [Block::Paragraph(vec![text(words)])]);
        }
        let (body, problems) = read("\\[^a\\], \\[b\\](c) &amp; `[^d] https://a.example`");
        assert_eq!(problems, Vec::<String>::new());
        let code = Inline::Code("[^d] https://a.example".to_owned());
        assert_eq!(body.blocks, [Block::Paragraph(vec![text("[^a], [b](c) & "), code])]);
    }

    #[test]
    fn what_was_meant_as_a_mark_is_a_problem() {
        for (words, problem) in [
            ("One.[^a]", "there is no footnote `a`"),
            ("One.[@a", "`[@a]` is not a citation"),
            ("[One] (https://a.example)", "this looks like a link"),
            ("[One [two](https://a.example)](https://b.example)", "this looks like a link"),
            ("See https://a.example.", "a link says where it leads"),
            ("[https://a.example](https://a.example)", "a link says where it leads"),
        ] {
            let (_, problems) = read(words);
            assert_eq!(problems.len(), 1, "{words}: {problems:?}");
            assert!(problems[0].contains(problem), "{words}: {problems:?}");
        }
    }
}
