use std::{cell::Cell, collections::HashMap, mem};

use ego_tree::NodeRef;
use scraper::{Node, node::Element};

use super::{
    export_text::LONGEST_TEXT,
    links::{Linked, Links},
    loss::{Loss, Losses, beginning},
    media::Media,
    piece::{Figure, Piece, Run, Source, plain, tidy},
    survey::Survey,
    tree::Tree as HtmlTree,
    words,
};

mod block;
mod figure;
mod gutenberg;
mod inline;
mod list;
mod table;

pub(super) use gutenberg::reusable_in;

/// What a text is converted with.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub(super) survey: &'a Survey,
    pub(super) links: &'a Links,
    pub(super) media: &'a Media,
    /// The number of the post or page.
    pub(super) id: u64,
    /// Whether it becomes an article, which alone has footnotes.
    pub(super) is_article: bool,
    /// The words of its footnotes in HTML, by their ids.
    pub(super) footnotes: &'a HashMap<String, String>,
    /// How much other texts may still add to it.
    pub(super) budget: &'a Budget,
    /// In how many reusable blocks or captions the text stands, and how many footnotes stand before it.
    pub(super) reused: (usize, usize),
}

impl Surroundings<'_> {
    /// What a text in this one is converted with, behind so many footnotes; `None` where texts stand too
    /// deep in one another: a block may show itself.
    pub(super) fn deeper(mut self, footnotes: usize) -> Option<Self> {
        self.reused.0 += 1;
        self.reused.1 += footnotes;
        (self.reused.0 <= DEEPEST_REUSED).then_some(self)
    }
}

/// How much HTML of reusable blocks, galleries and footnotes a text may still show, in bytes: they may
/// show one another, and each many times.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(LONGEST_TEXT))
    }
}

impl Budget {
    /// What the elements around a text take beside it.
    const AROUND: usize = 200;

    /// Takes as much as `html` needs; whether there was so much left.
    pub(super) fn take(&self, html: &str) -> bool {
        let left = self.0.get().checked_sub(html.len() + Self::AROUND);
        // What came too late for one comes too late for all: the words keep their order.
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }
}

/// A text that has been converted.
#[derive(Debug, Default)]
pub(super) struct Converted {
    pub(super) pieces: Vec<Piece>,
    /// The footnotes: label and words.
    pub(super) footnotes: Vec<(String, Vec<Run>)>,
    /// Ids that links lead to, with the number of headings that stand before them.
    pub(super) anchors: Vec<(String, usize)>,
}

/// How deep reusable blocks, captions and footnotes may show one another.
const DEEPEST_REUSED: usize = 4;
/// How deep elements are followed; the words of deeper ones are kept.
const DEEPEST: usize = 60;

type Tree<'a> = NodeRef<'a, Node>;

/// Converts the HTML of a post or page.
pub(super) fn convert(html: &str, with: Surroundings<'_>, losses: &mut Losses) -> Converted {
    let HtmlTree { html, has_blocks, is_words_only } = HtmlTree::of_text(html, losses);
    if is_words_only {
        losses.add(Loss::WordsOnly);
    }
    let mut converter = Converter {
        with,
        losses,
        blocks: has_blocks,
        open_blocks: 0,
        nested: 0,
        headings: 0,
        pages: 1,
        converted: Converted::default(),
    };
    let mut flow = Flow::default();
    converter.children(html.tree.root(), &mut flow, 0);
    converter.flush(&mut flow);
    if converter.pages > 1 {
        let pages = converter.pages;
        converter.losses.add(Loss::PageBreaks { pages });
    }
    converter.converted.pieces = flow.pieces;
    converter.converted
}

/// Converts a short text without blocks in another text, such as a caption.
pub(super) fn convert_line(html: &str, with: Surroundings<'_>, losses: &mut Losses) -> Vec<Run> {
    let mut runs = Vec::new();
    let Some(with) = with.deeper(0) else {
        losses.add(Loss::TooDeep);
        return vec![Run::Text(words::of_html(html))];
    };
    for piece in convert(html, with, losses).pieces {
        if !runs.is_empty() {
            runs.push(Run::Break);
        }
        flatten(vec![piece], &mut runs, &mut Vec::new());
    }
    tidy(runs)
}

struct Converter<'a, 'b> {
    with: Surroundings<'a>,
    losses: &'b mut Losses,
    /// Whether the text is made of Gutenberg's blocks; else line breaks mean something.
    blocks: bool,
    open_blocks: usize,
    /// In how many lists, quotes, tables and the like the converter is.
    nested: usize,
    /// How many headings there have been.
    headings: usize,
    pages: usize,
    converted: Converted,
}

/// Blocks as they come, and the running text that is not yet a paragraph.
#[derive(Default)]
struct Flow {
    pieces: Vec<Piece>,
    line: Vec<Run>,
}

impl Converter<'_, '_> {
    /// Whether a new line in the text is one for readers, as in the classic editor.
    fn is_classic(&self) -> bool {
        !self.blocks || self.open_blocks == 0
    }

    fn children(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.text(text, flow),
                Node::Comment(comment) => self.comment(comment, flow),
                Node::Element(element) => self.element(child, element, flow, depth + 1),
                Node::Document
                | Node::Fragment
                | Node::Doctype(_)
                | Node::ProcessingInstruction(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str, flow: &mut Flow) {
        if !self.is_classic() {
            flow.line.push(Run::Text(text.to_owned()));
            return;
        }
        let mut lines_ended = 0;
        for (number, line) in text.split('\n').enumerate() {
            lines_ended += usize::from(number > 0);
            if line.trim().is_empty() {
                if lines_ended == 0 && !line.is_empty() {
                    flow.line.push(Run::Text(" ".to_owned()));
                }
                continue;
            }
            self.end_lines(lines_ended, flow);
            lines_ended = 0;
            flow.line.push(Run::Text(line.to_owned()));
        }
        self.end_lines(lines_ended, flow);
    }

    /// One line end is a line break, more of them are the end of a paragraph.
    fn end_lines(&mut self, count: usize, flow: &mut Flow) {
        match count {
            0 => {}
            1 => flow.line.push(Run::Break),
            _ => self.flush(flow),
        }
    }

    /// Makes a paragraph of the running text, with its pictures behind it.
    fn flush(&mut self, flow: &mut Flow) {
        let mut figures = Vec::new();
        let runs = self.take_figures(mem::take(&mut flow.line), &mut figures);
        let runs = tidy(runs);
        if !runs.is_empty() {
            flow.pieces.push(Piece::Paragraph(self.address_alone(runs)));
        }
        flow.pieces.extend(figures.into_iter().map(Piece::Figure));
    }

    /// A paragraph that is nothing but an address, which WordPress shows as what stands there.
    fn address_alone(&mut self, runs: Vec<Run>) -> Vec<Run> {
        let [Run::Text(text)] = &runs[..] else { return runs };
        let is_address = (text.starts_with("https://") || text.starts_with("http://"))
            && !text.contains(char::is_whitespace);
        if !is_address {
            return runs;
        }
        let address = self.link_target(&text.clone());
        match address {
            Some(address) => {
                self.losses.add(Loss::AddressAlone { address: beginning(&address) });
                vec![Run::Link { address, content: runs }]
            }
            None => runs,
        }
    }

    /// Takes the pictures out of running text.
    fn take_figures(&mut self, runs: Vec<Run>, figures: &mut Vec<Figure>) -> Vec<Run> {
        let mut rest = Vec::with_capacity(runs.len());
        for run in runs {
            match run {
                Run::Figure(figure) => figures.push(*figure),
                Run::Strong(content) => rest.push(Run::Strong(self.take_figures(content, figures))),
                Run::Emphasis(content) => {
                    rest.push(Run::Emphasis(self.take_figures(content, figures)));
                }
                Run::Language { tag, content } => {
                    let content = self.take_figures(content, figures);
                    rest.push(Run::Language { tag, content });
                }
                Run::Link { address, content } => {
                    let before = figures.len();
                    let content = self.take_figures(content, figures);
                    let picture = figures.get(before).cloned();
                    if let (Some(picture), true) = (picture, plain(&content).trim().is_empty()) {
                        self.link_of_picture(&address, &picture);
                    } else {
                        rest.push(Run::Link { address, content });
                    }
                }
                other => rest.push(other),
            }
        }
        rest
    }

    /// Notes a link that only a picture had, unless it led to the picture itself.
    fn link_of_picture(&mut self, address: &str, picture: &Figure) {
        let own = match &picture.source {
            Source::StandIn { address: own, .. } => own.as_str(),
            Source::Picture { file, .. } => file.as_str(),
        };
        let name = |address: &str| {
            let name = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase()
        };
        let same = own == address || name(own).starts_with(&name(address));
        if !same {
            self.losses.add(Loss::LinkOfPicture { address: address.to_owned() });
        }
    }

    /// What a link's address becomes here; nothing where the link cannot be kept.
    fn link_target(&mut self, address: &str) -> Option<String> {
        match self.with.links.target(address) {
            Linked::To(address) => Some(address),
            Linked::TopOf { address, fragment } => {
                self.losses.add(Loss::Fragment { address: format!("{address}#{fragment}") });
                Some(address)
            }
            Linked::OldFile(address) => {
                self.with.media.mention(&address);
                self.losses.add(Loss::OldFile { address: address.clone() });
                Some(address)
            }
            Linked::Nowhere => {
                if !matches!(address.trim(), "" | "#") {
                    self.losses.add(Loss::Link { address: beginning(address) });
                }
                None
            }
        }
    }

    /// Remembers an id that a link may lead to.
    fn anchor(&mut self, element: &Element) {
        let ids = [element.attr("id"), element.attr("name").filter(|_| element.name() == "a")];
        for id in ids.into_iter().flatten().filter(|id| !id.is_empty()) {
            self.converted.anchors.push((id.to_owned(), self.headings));
        }
    }

    /// The mark of a footnote with these words.
    fn footnote(&mut self, content: Vec<Run>) -> Run {
        let number = self.with.reused.1 + self.converted.footnotes.len() + 1;
        let label = format!("note-{number}");
        self.converted.footnotes.push((label.clone(), content));
        if self.with.is_article {
            Run::Footnote(label)
        } else {
            self.losses.add(Loss::FootnotesOnPage);
            Run::Text(format!("[{number}]"))
        }
    }
}

/// All words in and below a node.
fn words_of(node: Tree<'_>) -> String {
    let mut words = String::new();
    for node in node.descendants() {
        match node.value() {
            Node::Text(text) => words.push_str(text),
            Node::Element(element) if element.name() == "br" => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// Pieces as one line of running text; their figures are put aside. Returns whether anything but one
/// paragraph was there.
fn flatten(pieces: Vec<Piece>, runs: &mut Vec<Run>, figures: &mut Vec<Figure>) -> bool {
    let mut changed = pieces.len() > 1;
    for (number, piece) in pieces.into_iter().enumerate() {
        if number > 0 {
            runs.push(Run::Text(" ".to_owned()));
        }
        match piece {
            Piece::Paragraph(content) => runs.extend(content),
            Piece::Figure(mut figure) => {
                runs.append(&mut figure.caption);
                figures.push(figure);
            }
            Piece::Heading { content, .. } => runs.push(Run::Strong(content)),
            Piece::Preformatted(lines) => runs.push(Run::Code(lines)),
            Piece::Divider => {}
            Piece::List { items, .. } => {
                changed = true;
                for item in items {
                    runs.push(Run::Text(" ".to_owned()));
                    flatten(item, runs, figures);
                }
            }
            Piece::Quote(content) => {
                changed = true;
                flatten(content, runs, figures);
            }
            Piece::Details { summary, content } => {
                changed = true;
                runs.extend(summary);
                runs.push(Run::Text(" ".to_owned()));
                flatten(content, runs, figures);
            }
            Piece::Table(table) => {
                changed = true;
                runs.extend(table.caption);
                for cell in table.rows.into_iter().flatten() {
                    runs.push(Run::Text(" ".to_owned()));
                    runs.extend(cell);
                }
            }
            Piece::Definitions(definitions) => {
                changed = true;
                for (term, meanings) in definitions {
                    runs.push(Run::Text(" ".to_owned()));
                    runs.extend(term);
                    for meaning in meanings {
                        runs.push(Run::Text(" ".to_owned()));
                        flatten(meaning, runs, figures);
                    }
                }
            }
        }
    }
    changed
}
