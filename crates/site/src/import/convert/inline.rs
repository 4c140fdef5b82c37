use scraper::{Node, node::Element};

use super::{
    Converter, Tree,
    block::{is_block, is_left_out, without_links},
    convert_line, words_of,
};
use crate::import::{
    loss::{Loss, beginning},
    piece::{Run, plain, tidy},
};

impl Converter<'_, '_> {
    /// What stands in an element as running text.
    pub(super) fn inline(&mut self, node: Tree<'_>, depth: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        for child in node.children() {
            match child.value() {
                Node::Text(text) if self.is_classic() => {
                    for (number, line) in text.split('\n').enumerate() {
                        if number > 0 {
                            runs.push(Run::Break);
                        }
                        runs.push(Run::Text(line.to_owned()));
                    }
                }
                Node::Text(text) => runs.push(Run::Text(text.to_string())),
                Node::Element(element) if is_left_out(element.name()) => {
                    self.left_out(element.name());
                }
                Node::Element(element) => {
                    runs.extend(self.inline_element(child, element, depth + 1));
                }
                _ => {}
            }
        }
        runs
    }

    pub(super) fn inline_element(
        &mut self,
        node: Tree<'_>,
        element: &Element,
        depth: usize,
    ) -> Vec<Run> {
        if depth > super::DEEPEST {
            self.losses.add(Loss::TooDeep);
            return vec![Run::Text(words_of(node))];
        }
        self.anchor(element);
        match element.name() {
            "br" => vec![Run::Break],
            "wbr" => vec![],
            "img" => self.picture(element),
            "strong" | "b" => vec![Run::Strong(self.inline(node, depth))],
            "em" | "i" | "cite" | "dfn" | "var" => vec![Run::Emphasis(self.inline(node, depth))],
            "code" | "kbd" | "samp" | "tt" => {
                let words = words_of(node).split_whitespace().collect::<Vec<_>>().join(" ");
                vec![Run::Code(words)]
            }
            "a" => self.link(node, element, depth),
            "abbr" | "acronym" => self.abbreviation(node, element, depth),
            "q" => {
                let mut runs = vec![Run::Text("“".to_owned())];
                runs.extend(tidy(self.inline(node, depth)));
                runs.push(Run::Text("”".to_owned()));
                runs
            }
            "sup" | "sub" => self.raised(node, element, depth),
            "del" | "s" | "strike" => {
                let runs = self.inline(node, depth);
                let words = beginning(&plain(&runs));
                self.losses.add(Loss::StruckOut { words });
                runs
            }
            "wp-footnote" => {
                let content = tidy(self.inline(node, depth));
                if plain(&content).trim().is_empty() {
                    vec![]
                } else {
                    vec![self.footnote(content)]
                }
            }
            name => {
                let runs = self.inline(node, depth);
                if is_block(name) {
                    return [
                        vec![Run::Text(" ".to_owned())],
                        runs,
                        vec![Run::Text(" ".to_owned())],
                    ]
                    .concat();
                }
                match element.attr("lang").filter(|tag| is_foreign(tag)) {
                    Some(tag) => vec![Run::Language { tag: tag.to_owned(), content: runs }],
                    None => runs,
                }
            }
        }
    }

    fn link(&mut self, node: Tree<'_>, element: &Element, depth: usize) -> Vec<Run> {
        let content = self.inline(node, depth);
        let Some(href) = element.attr("href") else { return content };
        match self.link_target(href) {
            Some(address) => vec![Run::Link { address, content: without_links(content) }],
            None => content,
        }
    }

    fn abbreviation(&mut self, node: Tree<'_>, element: &Element, depth: usize) -> Vec<Run> {
        let runs = tidy(self.inline(node, depth));
        let long = element.attr("title").unwrap_or_default();
        let long = long.split_whitespace().collect::<Vec<_>>().join(" ");
        match &runs[..] {
            [Run::Text(short)] if !long.is_empty() => {
                vec![Run::Abbreviation { short: short.clone(), long }]
            }
            _ => runs,
        }
    }

    /// Raised and lowered words: a footnote's mark, a figure, or anything else.
    fn raised(&mut self, node: Tree<'_>, element: &Element, depth: usize) -> Vec<Run> {
        if let Some(id) = element.attr("data-fn") {
            let html = self.with.footnotes.get(id);
            if html.is_some_and(|html| !self.with.budget.take(html)) {
                self.losses.add(Loss::TooMuch);
                return vec![];
            }
            let content = html.map(|html| convert_line(html, self.with, self.losses));
            let content = content.filter(|content| !plain(content).trim().is_empty());
            let Some(content) = content else {
                self.losses.add(Loss::FootnoteWithoutText);
                return vec![];
            };
            return vec![self.footnote(content)];
        }
        let runs = self.inline(node, depth);
        let words = plain(&runs).trim().to_owned();
        let lowered = element.name() == "sub";
        if let Some(figure) = figures(&words, lowered) {
            return vec![Run::Text(figure)];
        }
        let ordinal = matches!(words.as_str(), "st" | "nd" | "rd" | "th" | "®" | "™" | "©" | "");
        if !ordinal {
            self.losses.add(Loss::Raised { words: beginning(&words) });
        }
        runs
    }
}

/// Figures and signs as raised or lowered characters; `None` for other words.
fn figures(words: &str, lowered: bool) -> Option<String> {
    const PLAIN: &str = "0123456789+-=()";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
    if words.is_empty() {
        return None;
    }
    let to = if lowered { LOWERED } else { RAISED };
    let place = |character: char| PLAIN.chars().position(|plain| plain == character);
    words.chars().map(|character| to.chars().nth(place(character)?)).collect()
}

/// Whether a tag names a language other than English, in the form that the site takes.
fn is_foreign(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language != "en"
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_raised_and_words_are_not() {
        assert_eq!(figures("2", false), Some("²".to_owned()));
        assert_eq!(figures("-10", false), Some("⁻¹⁰".to_owned()));
        assert_eq!(figures("2", true), Some("₂".to_owned()));
        assert_eq!(figures("th", false), None);
        assert_eq!(figures("", false), None);
    }
}
