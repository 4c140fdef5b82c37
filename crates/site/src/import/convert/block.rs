use scraper::node::Element;

use super::{Converter, Flow, Tree, words_of};
use crate::import::{
    loss::Loss,
    piece::{Piece, Run, plain, tidy},
};

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "li",
    "main",
    "menu",
    "nav",
    "object",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
    "video",
    "wp-caption",
    "wp-gallery",
    "wp-media",
];

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Elements without words for readers.
pub(super) fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "input"
            | "select"
            | "textarea"
            | "datalist"
            | "map"
            | "applet"
            | "frame"
            | "frameset"
            | "noframes"
            | "area"
            | "param"
            | "source"
            | "track"
            | "math"
    )
}

impl Converter<'_, '_> {
    pub(super) fn element(
        &mut self,
        node: Tree<'_>,
        element: &Element,
        flow: &mut Flow,
        depth: usize,
    ) {
        let name = element.name();
        if depth > super::DEEPEST {
            self.losses.add(Loss::TooDeep);
            flow.line.push(Run::Text(words_of(node)));
            return;
        }
        if is_left_out(name) {
            self.left_out(name);
            return;
        }
        if !is_block(name) {
            if node
                .descendants()
                .any(|inner| inner.value().as_element().is_some_and(|inner| is_block(inner.name())))
            {
                self.anchor(element);
                self.around_blocks(node, element, flow, depth);
            } else {
                let runs = self.inline_element(node, element, depth);
                flow.line.extend(runs);
            }
            return;
        }
        self.flush(flow);
        if !name.starts_with('h') || name.len() != 2 || name == "hr" {
            self.anchor(element);
        }
        if let Some(style) = element.attr("style").filter(|style| style.contains("url("))
            && let Some(address) =
                style.split("url(").nth(1).and_then(|rest| rest.split(')').next())
        {
            let address = super::beginning(address.trim_matches(['"', '\'']));
            self.losses.add(Loss::Background { address });
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, element, flow, depth),
            "ul" | "ol" | "menu" | "dir" => self.list(node, element, flow, depth),
            "li" => self.orphan(node, flow, depth),
            "dl" => self.definitions(node, flow, depth),
            "blockquote" => {
                let content = self.nested(node, depth);
                if !content.is_empty() {
                    flow.pieces.push(Piece::Quote(content));
                }
            }
            "pre" => {
                let lines = words_of(node);
                let lines = lines.strip_prefix('\n').unwrap_or(&lines).trim_end();
                if !lines.trim().is_empty() {
                    flow.pieces.push(Piece::Preformatted(lines.to_owned()));
                }
            }
            "hr" => flow.pieces.push(Piece::Divider),
            "table" => self.table(node, flow, depth),
            "figure" => self.figure(node, flow, depth),
            "details" => self.details(node, flow, depth),
            "wp-caption" => self.caption(node, element, flow, depth),
            "wp-gallery" => self.gallery(element, flow),
            "wp-media" | "audio" | "video" => self.recording(node, element, flow),
            "iframe" | "embed" | "object" => self.embedded(node, element, flow, depth),
            _ => {
                if name == "form" {
                    self.losses.add(Loss::Form);
                }
                self.children(node, flow, depth);
            }
        }
        self.flush(flow);
    }

    pub(super) fn left_out(&mut self, name: &str) {
        // These say nothing to readers, or stand in a form, which is noted.
        let silent = matches!(
            name,
            "meta"
                | "link"
                | "base"
                | "input"
                | "select"
                | "textarea"
                | "datalist"
                | "source"
                | "track"
                | "param"
                | "area"
        );
        if !silent {
            self.losses.add(Loss::LeftOut { element: name.to_owned() });
        }
    }

    /// The blocks in an element, which stands apart from the rest of the text.
    pub(super) fn nested(&mut self, node: Tree<'_>, depth: usize) -> Vec<Piece> {
        let mut flow = Flow::default();
        self.nested += 1;
        self.children(node, &mut flow, depth);
        self.flush(&mut flow);
        self.nested -= 1;
        flow.pieces
    }

    fn heading(&mut self, node: Tree<'_>, element: &Element, flow: &mut Flow, depth: usize) {
        let mut figures = Vec::new();
        let runs = self.inline(node, depth);
        let runs = tidy(self.take_figures(runs, &mut figures));
        // A heading is one line.
        let runs: Vec<_> = runs
            .into_iter()
            .map(|run| if run == Run::Break { Run::Text(" ".to_owned()) } else { run })
            .collect();
        let runs = tidy(runs);
        if !plain(&runs).trim().is_empty() {
            if self.nested > 0 {
                self.losses.add(Loss::HeadingInside);
                self.anchor(element);
                flow.pieces.push(Piece::Paragraph(vec![Run::Strong(runs)]));
            } else {
                self.headings += 1;
                let level = element.name()[1..].parse().unwrap_or(2);
                let id = element.attr("id").or_else(|| anchor_in(node)).map(str::to_owned);
                flow.pieces.push(Piece::Heading { level, id, content: runs });
            }
        }
        flow.pieces.extend(figures.into_iter().map(Piece::Figure));
    }

    /// An inline element that has blocks in it: they stay blocks. A link goes to the first.
    fn around_blocks(&mut self, node: Tree<'_>, element: &Element, flow: &mut Flow, depth: usize) {
        let target = match (element.name(), element.attr("href")) {
            ("a", Some(href)) => self.link_target(href),
            _ => None,
        };
        let Some(address) = target else {
            self.children(node, flow, depth);
            return;
        };
        self.flush(flow);
        let before = flow.pieces.len();
        self.children(node, flow, depth);
        self.flush(flow);
        let first = flow.pieces[before..].iter_mut().find_map(|piece| match piece {
            Piece::Paragraph(content) | Piece::Heading { content, .. } => Some(content),
            _ => None,
        });
        match first {
            Some(content) => {
                let content_before = std::mem::take(content);
                *content = vec![Run::Link { address, content: without_links(content_before) }];
            }
            None => {
                if let Some(Piece::Figure(figure)) = flow.pieces.get(before) {
                    let figure = figure.clone();
                    self.link_of_picture(&address, &figure);
                }
            }
        }
    }

    fn details(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        let is_summary = |child: &Tree<'_>| {
            child.value().as_element().is_some_and(|child| child.name() == "summary")
        };
        let summary = node.children().find(is_summary);
        let summary = summary.map(|summary| tidy(self.inline(summary, depth))).unwrap_or_default();
        let mut inner = Flow::default();
        self.nested += 1;
        for child in node.children().filter(|child| !is_summary(child)) {
            match child.value() {
                scraper::Node::Text(text) => self.text(text, &mut inner),
                scraper::Node::Comment(comment) => self.comment(comment, &mut inner),
                scraper::Node::Element(element) => {
                    self.element(child, element, &mut inner, depth + 1);
                }
                _ => {}
            }
        }
        self.flush(&mut inner);
        self.nested -= 1;
        let has_words = !plain(&summary).trim().is_empty();
        if has_words && !inner.pieces.is_empty() {
            flow.pieces.push(Piece::Details { summary, content: inner.pieces });
        } else {
            if has_words {
                flow.pieces.push(Piece::Paragraph(summary));
            }
            flow.pieces.extend(inner.pieces);
        }
    }
}

/// The name of an anchor in a heading: `<h2><a name="x"></a>Words</h2>`.
fn anchor_in(node: Tree<'_>) -> Option<&str> {
    let anchors = node.descendants().filter_map(|inner| inner.value().as_element());
    anchors
        .filter(|inner| matches!(inner.name(), "a" | "span"))
        .find_map(|inner| inner.attr("id").or_else(|| inner.attr("name")))
        .filter(|id| !id.is_empty())
}

/// Links do not nest.
pub(super) fn without_links(runs: Vec<Run>) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Run::Link { content, .. } => out.extend(without_links(content)),
            Run::Strong(content) => out.push(Run::Strong(without_links(content))),
            Run::Emphasis(content) => out.push(Run::Emphasis(without_links(content))),
            other => out.push(other),
        }
    }
    out
}
