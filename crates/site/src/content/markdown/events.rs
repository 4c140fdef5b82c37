use std::{iter::Peekable, ops::Range};

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag};

use crate::content::lines::Lines;

/// What the Markdown parser finds, one after the other, with the places in the text.
pub(super) struct Events<'a> {
    text: &'a str,
    lines: Lines,
    definitions: Vec<(String, usize)>,
    rest: Peekable<OffsetIter<'a, Resolve<'a>>>,
}

type Resolve<'a> = fn(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>;

/// Several events of plain text in a row.
pub(super) struct TextRun<'a> {
    /// The words.
    pub(super) words: String,
    /// How they are written.
    pub(super) source: &'a str,
    /// Where they begin.
    pub(super) start: usize,
}

impl<'a> Events<'a> {
    /// Parses `text`, whose first line is line `first_line` of its file.
    pub(super) fn new(text: &'a str, first_line: usize) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST;
        let resolve: Resolve<'a> = unresolved;
        let events =
            Parser::new_with_broken_link_callback(text, options, Some(resolve)).into_offset_iter();
        let definitions = events
            .reference_definitions()
            .iter()
            .map(|(label, definition)| (label.to_owned(), definition.span.start))
            .collect();
        Self { text, lines: Lines::new(text, first_line), definitions, rest: events.peekable() }
    }

    /// The number of the line at `offset`.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.lines.at(offset)
    }

    /// The text from `offset` on.
    pub(super) fn text_from(&self, offset: usize) -> &'a str {
        self.text.get(offset..).unwrap_or_default()
    }

    /// The text of `range`.
    pub(super) fn text_in(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The labels and places of lines such as `[label]: address`.
    pub(super) fn definitions(&self) -> impl Iterator<Item = (&str, usize)> {
        self.definitions.iter().map(|(label, offset)| (label.as_str(), *offset))
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        self.rest.next()
    }

    /// The event after this, which stays the next.
    pub(super) fn peek(&mut self) -> Option<&(Event<'a>, Range<usize>)> {
        self.rest.peek()
    }

    /// The element that begins with the next event, and where.
    pub(super) fn peek_start(&mut self) -> Option<(&Tag<'a>, usize)> {
        match self.rest.peek() {
            Some((Event::Start(tag), range)) => Some((tag, range.start)),
            _ => None,
        }
    }

    /// The next event, if it begins an element for which `wanted` is true.
    pub(super) fn next_start(
        &mut self,
        wanted: impl FnOnce(&Tag<'a>) -> bool,
    ) -> Option<(Tag<'a>, Range<usize>)> {
        let event =
            self.rest.next_if(|(event, _)| matches!(event, Event::Start(tag) if wanted(tag)));
        match event {
            Some((Event::Start(tag), range)) => Some((tag, range)),
            _ => None,
        }
    }

    /// Whether the element that the last event stands in ends here.
    pub(super) fn at_end(&mut self) -> bool {
        matches!(self.rest.peek(), None | Some((Event::End(_), _)))
    }

    /// Goes behind the plain text up to `offset`.
    pub(super) fn skip_text_to(&mut self, offset: usize) {
        let is_before = |next: &(Event<'a>, Range<usize>)| {
            matches!(next.0, Event::Text(_)) && next.1.end <= offset
        };
        while self.rest.next_if(is_before).is_some() {}
    }

    /// Goes behind the end of the element that the last event stands in.
    pub(super) fn close(&mut self) {
        let mut inner = 0_usize;
        for (event, _) in self.rest.by_ref() {
            match event {
                Event::Start(_) => inner += 1,
                Event::End(_) if inner == 0 => return,
                Event::End(_) => inner -= 1,
                _ => {}
            }
        }
    }

    /// The plain text up to the next event of another kind.
    pub(super) fn text_run(&mut self) -> TextRun<'a> {
        let mut words = String::new();
        let mut range = None::<Range<usize>>;
        while let Some((Event::Text(text), place)) =
            self.rest.next_if(|(event, _)| matches!(event, Event::Text(_)))
        {
            words.push_str(&text);
            range = Some(range.map_or(place.clone(), |range| range.start..place.end));
        }
        let range = range.unwrap_or_default();
        TextRun { words, source: self.text_in(range.clone()), start: range.start }
    }
}

/// Makes a link of `[@id]`, which is a citation, and of `[words][label]`, which would be one if
/// the label were known. Other square brackets are just that.
fn unresolved(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    let meant = link.reference.starts_with('@')
        || matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
    meant.then(|| ("".into(), "".into()))
}
