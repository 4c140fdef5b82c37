use std::{
    borrow::Cow,
    cell::{Cell, Ref},
};

use ego_tree::NodeId;
use html5ever::{
    Attribute, QualName, driver, local_name, ns,
    tendril::{StrTendril, TendrilSink},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use scraper::{Html, HtmlTreeSink};

use super::{loss::Losses, shortcodes};

/// How deep elements may stand in one another. Real texts stay below a third of it; the parser needs
/// time by the square of it.
const DEEPEST: usize = 300;
/// The most elements of a text. A file of the site has 1 MB, and real ones of that size a tenth of it.
const MOST_ELEMENTS: usize = 200_000;
/// The most attributes of an element; the parser needs time by the square of their number.
const MOST_ATTRIBUTES: usize = 2_000;
/// How much is parsed before the tree is looked at again, in bytes.
const CHUNK: usize = 2_048;

/// HTML as a tree.
pub(super) struct Tree {
    pub(super) html: Html,
    /// Whether it is made of Gutenberg's blocks.
    pub(super) has_blocks: bool,
    /// Whether its mark-up was beyond all measure, and only its words are left.
    pub(super) is_words_only: bool,
}

impl Tree {
    /// The tree of a text, with its shortcodes as elements.
    pub(super) fn of_text(html: &str, losses: &mut Losses) -> Self {
        let has_blocks = html.contains("<!-- wp:");
        let mut noted = losses.clone();
        if let Some(tree) = parse(&shortcodes::expand(html, &mut noted)) {
            *losses = noted;
            return Self { html: tree, has_blocks, is_words_only: false };
        }
        let words = shortcodes::expand(&without_markup(html), losses);
        let html = parse(&words).unwrap_or_else(|| Html::parse_fragment(&without_markup(&words)));
        Self { html, has_blocks: false, is_words_only: true }
    }

    /// The tree of HTML without shortcodes.
    pub(super) fn of_html(html: &str) -> Html {
        parse(html).unwrap_or_else(|| Html::parse_fragment(&without_markup(html)))
    }
}

/// Parses HTML; `None` where its elements stand too deep in one another, or are too many. The parser
/// itself is asked: what is open, and what opens again, is known to nobody else.
fn parse(html: &str) -> Option<Html> {
    let sink = Measured {
        tree: HtmlTreeSink::new(Html::new_fragment()),
        elements: Cell::new(0),
        deepest: Cell::new(0),
        steps: Cell::new(0),
    };
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let mut parser =
        driver::parse_fragment(sink, driver::ParseOpts::default(), body, Vec::new(), false);
    let mut rest = html;
    let mut tag = OpenTag::default();
    while !rest.is_empty() {
        // No part has the begin of two tags.
        let next = rest.char_indices().skip(1).find(|(at, c)| *c == '<' || *at >= CHUNK);
        let (chunk, behind) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        let before = parser.tokenizer.sink.sink.steps.get();
        parser.process(StrTendril::from_slice(chunk));
        let sink = &parser.tokenizer.sink.sink;
        if sink.steps.get() == before {
            tag.add(chunk);
        } else {
            tag = OpenTag::default();
        }
        if sink.is_beyond_measure() || tag.attributes > MOST_ATTRIBUTES {
            return None;
        }
        rest = behind;
    }
    Some(parser.finish())
}

/// A tag that the parser has not seen the end of.
#[derive(Default)]
struct OpenTag {
    /// Whether it is none: a comment has no attributes, however long it is.
    is_comment: bool,
    is_begun: bool,
    /// How many there are at most: what stands between spaces.
    attributes: usize,
}

impl OpenTag {
    fn add(&mut self, chunk: &str) {
        if !self.is_begun {
            (self.is_begun, self.is_comment) = (true, chunk.starts_with("<!"));
        }
        if !self.is_comment {
            self.attributes += chunk.split_ascii_whitespace().count();
        }
    }
}

/// The tree that the parser builds, and how deep and how large it is.
struct Measured {
    tree: HtmlTreeSink,
    elements: Cell<usize>,
    deepest: Cell<usize>,
    /// How often the parser has done something.
    steps: Cell<usize>,
}

impl Measured {
    fn is_beyond_measure(&self) -> bool {
        self.deepest.get() > DEEPEST || self.elements.get() > MOST_ELEMENTS
    }

    fn step(&self) {
        self.steps.set(self.steps.get() + 1);
    }

    fn measure(&self, appended: Option<NodeId>) {
        self.step();
        let tree = &self.tree.0.borrow().tree;
        let node = appended.and_then(|id| tree.get(id));
        // No deeper than anybody asks.
        let depth = node.map_or(0, |node| node.ancestors().take(DEEPEST + 1).count());
        self.deepest.set(self.deepest.get().max(depth));
    }
}

impl TreeSink for Measured {
    type Handle = NodeId;
    type Output = Html;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Html {
        self.tree.finish()
    }

    fn pop(&self, node: &NodeId) {
        self.step();
        self.tree.pop(node);
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        // What is wrong with a tag is said while it is open.
        self.tree.parse_error(message);
    }

    fn get_document(&self) -> NodeId {
        self.tree.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.tree.elem_name(target)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> NodeId {
        self.step();
        self.elements.set(self.elements.get() + 1);
        self.tree.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.step();
        self.tree.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.tree.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let appended = node_of(&child);
        self.tree.append(parent, child);
        self.measure(appended);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let appended = node_of(&child);
        self.tree.append_based_on_parent_node(element, previous, child);
        self.measure(appended);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.tree.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.get_template_contents(target)
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        self.tree.same_node(one, other)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let appended = node_of(&child);
        self.tree.append_before_sibling(sibling, child);
        self.measure(appended);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        self.tree.reparent_children(node, parent);
    }
}

fn node_of(child: &NodeOrText<NodeId>) -> Option<NodeId> {
    match child {
        NodeOrText::AppendNode(id) => Some(*id),
        NodeOrText::AppendText(_) => None,
    }
}

/// The text between the tags.
fn without_markup(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        words.push_str(&rest[..begin]);
        words.push(' ');
        let tag = &rest[begin..];
        let hidden = ["script", "style"].into_iter().find(|name| begins_with(&tag[1..], name));
        let last = match hidden {
            Some(name) => {
                let closes = |at: &usize| {
                    tag[*at..].strip_prefix("</").is_some_and(|tag| begins_with(tag, name))
                };
                let close = tag.match_indices('<').map(|(at, _)| at).find(closes);
                close.map_or("", |at| &tag[at..])
            }
            None => tag,
        };
        rest = last.find('>').map_or("", |end| &last[end + 1..]);
    }
    words.push_str(rest);
    words
}

/// Whether a text begins with these letters, large or small.
fn begins_with(text: &str, letters: &str) -> bool {
    text.get(..letters.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parser_is_asked_how_deep_elements_stand() {
        for (html, fits) in [
            ("<div>".repeat(200), true),
            ("<p>a".repeat(5_000), true),
            ("<p><b>a</p>".repeat(5_000), true),
            (format!("<svg>{}</svg>", "<path d='a'/>".repeat(1_000)), true),
            ("<div>".repeat(400), false),
            ("<div></x>".repeat(400), false),
            ("<div><!-- </div> -->".repeat(400), false),
            ("<svg><foreignObject>".to_owned() + &"<div/>".repeat(400), false),
            (
                (0..400)
                    .map(|number| format!("<p><b a={number}></p>"))
                    .collect::<Vec<_>>()
                    .concat(),
                false,
            ),
            ("<br>".repeat(MOST_ELEMENTS + 1), false),
            (format!("<p{}>", " a".repeat(1_000)), true),
            (format!("<p x='>' <!--{}>", " a".repeat(4_000)), false),
            (format!("</p{}>", " a".repeat(4_000)), false),
            (format!("<!--{}-->", " a".repeat(4_000)), true),
            ("a b c ".repeat(4_000), true),
            (format!("<script>{}</script>", "a b c ".repeat(4_000)), true),
            (format!("<img src='{}'>", "a".repeat(1_000_000)), true),
        ] {
            assert_eq!(parse(&html).is_some(), fits, "{}", &html[..20]);
        }
    }

    #[test]
    fn a_text_in_parts_is_parsed_as_in_one() {
        let html = "<p>é<b>x</p><table>y<tr><td>z&amp;<!-- c --></table>".repeat(300);
        let parsed = parse(&html).unwrap();
        assert_eq!(parsed.html(), Html::parse_fragment(&html).html());
    }

    #[test]
    fn words_stand_behind_scripts_in_any_letters() {
        assert_eq!(without_markup("a<SCRIPT>b<i></Script >c<p>d"), "a c d");
        assert_eq!(without_markup("a<style>b"), "a ");
    }
}
