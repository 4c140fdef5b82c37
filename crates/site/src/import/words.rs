use std::fmt::Write;

use ego_tree::{NodeRef, iter::Edge};
use model::{Block, Inline, plain_text};
use scraper::{Node, node::Element};

use super::{
    convert::{Surroundings, reusable_in},
    loss::Losses,
    piece::StandIn,
    survey::Gallery,
    tree::Tree,
};

/// The words of a text: what stands between spaces.
pub(super) fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What readers see of a piece of HTML, as plain text. A second way to the words, beside the converter,
/// so that one can be held against the other.
pub(super) fn of_html(html: &str) -> String {
    let mut reader = Reader { with: None, text: String::new(), notes: Vec::new() };
    reader.read(Tree::of_html(html).tree.root());
    reader.text
}

/// What readers of a WordPress post see, with what its shortcodes and blocks show, and its footnotes at
/// the end.
pub(super) fn of_post(html: &str, with: Surroundings<'_>) -> String {
    let mut reader = Reader { with: Some(with), text: String::new(), notes: Vec::new() };
    reader.read_text(html);
    let Reader { mut text, notes, .. } = reader;
    for note in notes {
        text.push('\n');
        text.push_str(&note);
    }
    text
}

struct Reader<'a> {
    /// What a post is read with; `None` for HTML that shows nothing but itself.
    with: Option<Surroundings<'a>>,
    text: String,
    notes: Vec<String>,
}

impl Reader<'_> {
    fn read_text(&mut self, html: &str) {
        let tree = Tree::of_text(html, &mut Losses::default());
        self.read(tree.html.tree.root());
    }

    fn read(&mut self, root: NodeRef<'_, Node>) {
        // Not recursive: the tree may be as deep as its text is long.
        let mut skipping = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(_) if skipping.is_some() => {}
                Edge::Open(node) => match node.value() {
                    Node::Text(words) => self.text.push_str(words),
                    Node::Comment(comment) => self.reusable(comment),
                    Node::Element(element) if node != root => {
                        if is_hidden(element.name()) || self.shows_elsewhere(node, element) {
                            skipping = Some(node.id());
                        } else if is_apart(element.name()) {
                            self.text.push(' ');
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) => {
                    if skipping == Some(node.id()) {
                        skipping = None;
                    }
                    if node.value().as_element().is_some_and(|element| is_apart(element.name())) {
                        self.text.push(' ');
                    }
                }
            }
        }
    }

    /// Whether an element shows what does not stand in it, or not there; then that is read.
    fn shows_elsewhere(&mut self, node: NodeRef<'_, Node>, element: &Element) -> bool {
        if let Some(id) = element.attr("data-fn") {
            self.footnote(id);
            return true;
        }
        match element.name() {
            "wp-footnote" => {
                let (with, notes) = (self.with, std::mem::take(&mut self.notes));
                let mut inner = Reader { with, text: String::new(), notes };
                inner.read(node);
                self.notes = inner.notes;
                self.add_note(inner.text);
                true
            }
            "wp-gallery" => {
                self.gallery(element);
                true
            }
            // Old posts keep a caption beside the picture, not behind it.
            "wp-caption" => {
                let has_words = |node: NodeRef<'_, Node>| {
                    node.value().as_text().is_some_and(|words| !words.trim().is_empty())
                };
                let caption = element.attr("caption").unwrap_or_default();
                if !caption.is_empty() && !node.descendants().any(has_words) {
                    self.inner(caption);
                }
                false
            }
            _ => false,
        }
    }

    fn footnote(&mut self, id: &str) {
        let Some(with) = self.with else { return };
        let Some(html) = with.footnotes.get(id).filter(|html| with.budget.take(html)) else {
            return;
        };
        let mut inner = Reader { with: with.deeper(0), text: String::new(), notes: Vec::new() };
        inner.read_text(html);
        self.add_note(inner.text);
    }

    fn add_note(&mut self, note: String) {
        if note.trim().is_empty() {
            return;
        }
        self.notes.push(note);
        // A page has no footnotes here, but their numbers.
        if self.with.is_some_and(|with| !with.is_article) {
            let _ = write!(self.text, "[{}]", self.notes.len());
        }
    }

    fn reusable(&mut self, comment: &str) {
        let Some(with) = self.with else { return };
        let block = reusable_in(comment).and_then(|id| with.survey.reusable.get(&id));
        let (Some(html), Some(deeper)) = (block, with.deeper(0)) else { return };
        if with.budget.take(html) {
            self.text.push(' ');
            self.with = Some(deeper);
            self.read_text(html);
            self.with = Some(with);
            self.text.push(' ');
        }
    }

    fn gallery(&mut self, element: &Element) {
        let Some(with) = self.with else { return };
        let uploads = with.survey.gallery(&Gallery::of(element, with.id));
        for caption in uploads.iter().filter_map(|(_, upload)| Some(&upload.as_ref()?.caption)) {
            if !with.budget.take(caption) {
                return;
            }
            self.inner(caption);
        }
    }

    /// Reads a short text in this one.
    fn inner(&mut self, html: &str) {
        self.text.push(' ');
        let with = self.with;
        self.with = with.and_then(|with| with.deeper(0));
        self.read_text(html);
        self.with = with;
        self.text.push(' ');
    }
}

fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "canvas"
            | "math"
            | "head"
            | "title"
            | "iframe"
            | "select"
            | "textarea"
            | "datalist"
            | "audio"
            | "video"
            | "noframes"
            | "frameset"
            | "map"
    )
}

/// Whether words before and after an element's edge are apart.
fn is_apart(name: &str) -> bool {
    !matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "a"
            | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// The words of blocks as the site has them, without links that stand in for pictures.
pub(super) fn of_blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    push(blocks, &mut text);
    text
}

fn push(blocks: &[Block], text: &mut String) {
    let line = |inlines: &[Inline], text: &mut String| {
        text.push_str(&plain_text(inlines));
        text.push('\n');
    };
    for block in blocks {
        match block {
            Block::Heading(heading) => line(&heading.content, text),
            Block::Paragraph(content) | Block::Plain(content) => {
                if !is_stand_in(content) {
                    line(content, text);
                }
            }
            Block::List { items, .. } => items.iter().for_each(|item| push(item, text)),
            Block::Table(table) => {
                line(&table.caption, text);
                let rows = table.rows.iter().flatten();
                table.head.iter().chain(rows).for_each(|cell| line(&cell.content, text));
            }
            Block::Quote(content) => push(content, text),
            Block::Figure(figure) => line(&figure.caption, text),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    line(&definition.term, text);
                    definition.meanings.iter().for_each(|meaning| push(meaning, text));
                }
            }
            Block::Details { summary: heading, content }
            | Block::CareCard { heading, content, .. }
            | Block::Callout { heading, content, .. } => {
                line(heading, text);
                push(content, text);
            }
            Block::Preformatted(lines) => {
                text.push_str(lines);
                text.push('\n');
            }
            Block::Divider => {}
        }
    }
}

/// Whether a paragraph is a link that stands in for a picture, film or page.
fn is_stand_in(content: &[Inline]) -> bool {
    let [Inline::Link { content, .. }] = content else { return false };
    let words = plain_text(content);
    StandIn::ALL.iter().any(|kind| words.starts_with(kind.name()))
}

/// How much of two texts is the same, word by word and in order: from 0 to 1, and 1 for two empty ones.
pub(super) fn likeness(before: &str, after: &str) -> f64 {
    let (before, after) = (normal(before), normal(after));
    let (before, after) = (split(&before), split(&after));
    if before == after {
        return 1.0;
    }
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let operations = similar::capture_diff_slices_deadline(
        similar::Algorithm::Myers,
        &before,
        &after,
        Some(deadline),
    );
    let same: usize = operations
        .iter()
        .filter(|operation| operation.tag() == similar::DiffTag::Equal)
        .map(|operation| operation.old_range().len())
        .sum();
    let all = before.len() + after.len();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a text has fewer words than a float has figures"
    )]
    let share = 2.0 * same as f64 / all as f64;
    share
}

/// The words that `before` has and `after` has not, and the reverse, for people to look at.
pub(super) fn differences(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (before, after) = (normal(before), normal(after));
    let (before, after) = (split(&before), split(&after));
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let operations = similar::capture_diff_slices_deadline(
        similar::Algorithm::Myers,
        &before,
        &after,
        Some(deadline),
    );
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for operation in operations {
        if operation.tag() != similar::DiffTag::Equal {
            gone.extend(before[operation.old_range()].iter().map(|word| (*word).to_owned()));
            new.extend(after[operation.new_range()].iter().map(|word| (*word).to_owned()));
        }
    }
    (gone, new)
}

/// Without what the import writes in another way with the same meaning: raised and lowered figures, the
/// quotation marks that browsers draw round `<q>`.
fn normal(text: &str) -> String {
    text.chars()
        .filter_map(|character| match character {
            '“' | '”' => None,
            '\u{a0}' => Some(' '),
            '⁰' | '₀' => Some('0'),
            '¹' | '₁' => Some('1'),
            '²' | '₂' => Some('2'),
            '³' | '₃' => Some('3'),
            '⁴'..='⁹' => char::from_digit(u32::from(character) - u32::from('⁰'), 10),
            '₄'..='₉' => char::from_digit(u32::from(character) - u32::from('₀'), 10),
            '⁺' | '₊' => Some('+'),
            '⁻' | '₋' => Some('-'),
            '⁼' | '₌' => Some('='),
            '⁽' | '₍' => Some('('),
            '⁾' | '₎' => Some(')'),
            other if other.is_control() && !other.is_whitespace() => None,
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_see_of_html_is_text() {
        let html =
            "<p>One <b>t</b>wo</p><p>three<br>four<script>no()</script><sup>2</sup></p>&amp;";
        assert_eq!(split(&of_html(html)), ["One", "two", "three", "four2", "&"]);
        let deep = "<div>".repeat(100_000) + "words";
        assert_eq!(split(&of_html(&deep)), ["words"]);
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert!((likeness("a b c d", "a b c d") - 1.0).abs() < 1e-9);
        assert!((likeness("a b c d", "a x c d") - 0.75).abs() < 1e-9);
        assert!((likeness("m²", "m2") - 1.0).abs() < 1e-9);
        assert!(likeness("a", "b").abs() < 1e-9);
        assert_eq!(differences("a b c", "a x c"), (vec!["b".to_owned()], vec!["x".to_owned()]));
    }
}
