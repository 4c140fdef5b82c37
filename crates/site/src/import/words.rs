use model::{Block, Inline, plain_text};
use scraper::{Html, Node};

use super::{
    convert::{Surroundings, depth, without_markup},
    loss::Losses,
    piece::StandIn,
    shortcodes,
};

/// The words of a text: what stands between spaces.
pub(super) fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What readers see of a piece of HTML, as plain text. A second way to the words, beside the converter,
/// so that one can be held against the other.
pub(super) fn of_html(html: &str) -> String {
    let words;
    // Deeper than any text, and than a parser that looks up to the root for each tag can take.
    let html = if depth(html) > 300 {
        words = without_markup(html);
        &words
    } else {
        html
    };
    let tree = Html::parse_fragment(html);
    let mut text = String::new();
    // Not recursive: the tree may be as deep as its text is long.
    let mut skipping = None;
    for edge in tree.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) if skipping.is_none() => match node.value() {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => {
                    let name = element.name();
                    if is_hidden(name) || element.attr("data-fn").is_some() {
                        skipping = Some(node.id());
                    } else if is_apart(name) {
                        text.push(' ');
                    }
                    // Old posts keep a caption beside the picture, not behind it.
                    let caption = element.attr("caption").filter(|caption| !caption.is_empty());
                    if let (Some(caption), "wp-caption") = (caption, name)
                        && !node.descendants().any(|inner| {
                            inner.value().as_text().is_some_and(|words| !words.trim().is_empty())
                        })
                    {
                        text.push_str(&of_html(caption));
                        text.push(' ');
                    }
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if skipping == Some(node.id()) {
                    skipping = None;
                }
                if node.value().as_element().is_some_and(|element| is_apart(element.name())) {
                    text.push(' ');
                }
            }
            ego_tree::iter::Edge::Open(_) => {}
        }
    }
    text
}

/// What readers of a WordPress post see, with what its shortcodes and blocks show.
pub(super) fn of_post(html: &str, with: Surroundings<'_>) -> String {
    let mut html = shortcodes::expand(html, &mut Losses::default());
    let mut notes = String::new();
    for (id, content) in with.footnotes {
        if html.contains(&format!("data-fn=\"{id}\"")) {
            notes.push_str("<p>");
            notes.push_str(content);
            notes.push_str("</p>");
        }
    }
    while let Some(place) = html.find("<wp-gallery ids=\"") {
        let ids = html[place..].split('"').nth(1).unwrap_or_default().to_owned();
        let mut captions = String::new();
        for (_, attachment) in with.survey.gallery(Some(&ids), with.id) {
            let caption = attachment.map_or("", |attachment| attachment.caption.as_str());
            captions.push_str("<p>");
            captions.push_str(caption);
            captions.push_str("</p>");
        }
        let end = html[place..].find('>').map_or(html.len(), |end| place + end + 1);
        html.replace_range(place..end, &format!("<div>{captions}"));
    }
    of_html(&(html + &notes))
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
