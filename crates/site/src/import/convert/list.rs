use scraper::{Node, node::Element};

use super::{Converter, Flow, Tree};
use crate::import::piece::{Piece, Run, plain, tidy};

impl Converter<'_, '_> {
    pub(super) fn list(
        &mut self,
        node: Tree<'_>,
        element: &Element,
        flow: &mut Flow,
        depth: usize,
    ) {
        let mut items: Vec<Vec<Piece>> = Vec::new();
        self.nested += 1;
        for child in node.children() {
            match child.value() {
                Node::Element(inner) if inner.name() == "li" => {
                    self.anchor(inner);
                    let item = self.nested(child, depth + 1);
                    if !item.is_empty() {
                        items.push(item);
                    }
                }
                // A list directly in a list belongs to the item before it.
                value => {
                    let mut inner = Flow::default();
                    match value {
                        Node::Element(element) => {
                            self.element(child, element, &mut inner, depth + 1);
                        }
                        Node::Text(text) if !text.trim().is_empty() => self.text(text, &mut inner),
                        Node::Comment(comment) => self.comment(comment, &mut inner),
                        _ => {}
                    }
                    self.flush(&mut inner);
                    match items.last_mut() {
                        _ if inner.pieces.is_empty() => {}
                        Some(last) => last.extend(inner.pieces),
                        None => items.push(inner.pieces),
                    }
                }
            }
        }
        self.nested -= 1;
        if items.is_empty() {
            return;
        }
        let start = (element.name() == "ol").then(|| {
            let start = element.attr("start").and_then(|start| start.trim().parse().ok());
            // Markdown's numbers have nine figures at most.
            start.filter(|start: &u32| *start < 1_000_000_000).unwrap_or(1)
        });
        flow.pieces.push(Piece::List { start, items });
    }

    /// An item outside of a list.
    pub(super) fn orphan(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        let item = self.nested(node, depth);
        if item.is_empty() {
            return;
        }
        match flow.pieces.last_mut() {
            Some(Piece::List { start: None, items }) => items.push(item),
            _ => flow.pieces.push(Piece::List { start: None, items: vec![item] }),
        }
    }

    pub(super) fn definitions(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        let mut parts = Vec::new();
        self.definition_parts(node, &mut parts, depth);
        let mut definitions: Vec<(Vec<Run>, Vec<Vec<Piece>>)> = Vec::new();
        let finish = |definitions: &mut Vec<_>, flow: &mut Flow| {
            if !definitions.is_empty() {
                flow.pieces.push(Piece::Definitions(std::mem::take(definitions)));
            }
        };
        let mut terms: Vec<Vec<Run>> = Vec::new();
        for part in parts {
            match part {
                Part::Term(term) => terms.push(term),
                Part::Meaning(meaning) => {
                    // A term without a meaning of its own stands alone, in bold.
                    let last = terms.pop();
                    if !terms.is_empty() {
                        finish(&mut definitions, flow);
                    }
                    flow.pieces.extend(terms.drain(..).map(alone));
                    match (last, definitions.last_mut()) {
                        (Some(term), _) => definitions.push((term, vec![meaning])),
                        (None, Some((_, meanings))) => meanings.push(meaning),
                        (None, None) => flow.pieces.extend(meaning),
                    }
                }
            }
        }
        finish(&mut definitions, flow);
        flow.pieces.extend(terms.into_iter().map(alone));
    }

    fn definition_parts(&mut self, node: Tree<'_>, parts: &mut Vec<Part>, depth: usize) {
        for child in node.children() {
            let Some(element) = child.value().as_element() else { continue };
            self.anchor(element);
            match element.name() {
                "dt" => {
                    let mut figures = Vec::new();
                    let runs = self.inline(child, depth);
                    let term = tidy(self.take_figures(runs, &mut figures));
                    let one_line = term
                        .into_iter()
                        .map(|run| if run == Run::Break { Run::Text(" ".to_owned()) } else { run });
                    let term = tidy(one_line.collect());
                    if !plain(&term).trim().is_empty() {
                        parts.push(Part::Term(term));
                    }
                }
                "div" => self.definition_parts(child, parts, depth + 1),
                _ => {
                    let meaning = self.nested(child, depth + 1);
                    if !meaning.is_empty() {
                        parts.push(Part::Meaning(meaning));
                    }
                }
            }
        }
    }
}

enum Part {
    Term(Vec<Run>),
    Meaning(Vec<Piece>),
}

fn alone(term: Vec<Run>) -> Piece {
    Piece::Paragraph(vec![Run::Strong(term)])
}
