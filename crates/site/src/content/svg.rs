//! What of an SVG picture draws, and how large that is. The site shows nothing else of it.
//!
//! Drawing programs put notes of their own into their files, and whoever made one can have put a script
//! there. What nobody sees is left out. What would be seen and cannot stay is a problem with its line:
//! a picture that looks otherwise than it did would be worse than none.

use std::str::FromStr;

use roxmltree::{Document, Node, ParsingOptions};
use svg_hush::Filter;
use svgtypes::{Length, LengthUnit, ViewBox};

use super::{pictures::Size, problem::FileProblem};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The elements that draw or say what is drawn, but for those of filters.
const DRAWING: [&str; 28] = [
    "a",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
    "view",
];

/// The elements that nobody sees.
const UNSEEN: [&str; 2] = ["metadata", "script"];

/// More elements than any drawing by hand has.
const MOST_NODES: u32 = 20_000;

/// Larger than any screen, so a mistake.
const LONGEST: f64 = 100_000.0;

/// An SVG picture that draws and does nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    pub(super) size: Size,
    /// The file for browsers.
    pub text: String,
}

impl FromStr for Drawing {
    type Err = FileProblem;

    /// Reads an SVG file and leaves out what does not draw.
    fn from_str(text: &str) -> Result<Self, FileProblem> {
        let size = size(text)?;
        let mut clean = Vec::new();
        Filter::new().filter(text.as_bytes(), &mut clean).map_err(unreadable)?;
        let text = String::from_utf8(clean).map_err(unreadable)?;
        Ok(Self { size, text })
    }
}

fn unreadable(error: impl ToString) -> FileProblem {
    FileProblem::SvgUnreadable { reason: error.to_string() }
}

/// The size that the picture says of itself, if all that is seen of it is drawn.
fn size(text: &str) -> Result<Size, FileProblem> {
    // Adobe's programs write entities for the names of their notes; `roxmltree` limits how they grow
    // and loads none.
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(unreadable)?;
    let root = document.root_element();
    if !root.has_tag_name((NAMESPACE, "svg")) {
        return Err(FileProblem::NotAPicture);
    }
    if let Some((node, what)) = seen_beside_drawing(root) {
        let line = document.text_pos_at(node.range().start).row;
        return Err(FileProblem::SvgDoesMore { what, line });
    }
    let length = |name| root.attribute(name).and_then(pixels);
    let box_of_view = || root.attribute("viewBox").and_then(|value| ViewBox::from_str(value).ok());
    length("width")
        .zip(length("height"))
        .or_else(|| box_of_view().and_then(|view| whole(view.w).zip(whole(view.h))))
        .map(|(width, height)| Size { width, height })
        .ok_or(FileProblem::SvgWithoutSize)
}

/// A length in pixels of CSS; `None` where it depends on something outside of the picture.
fn pixels(length: &str) -> Option<u32> {
    let Length { number, unit } = length.parse().ok()?;
    // CSS Values 4, 6.2.
    let pixels = match unit {
        LengthUnit::None | LengthUnit::Px => 1.0,
        LengthUnit::In => 96.0,
        LengthUnit::Cm => 96.0 / 2.54,
        LengthUnit::Mm => 96.0 / 25.4,
        LengthUnit::Pt => 96.0 / 72.0,
        LengthUnit::Pc => 16.0,
        LengthUnit::Em | LengthUnit::Ex | LengthUnit::Percent => return None,
    };
    whole(number * pixels)
}

fn whole(length: f64) -> Option<u32> {
    // In this range neither a sign nor a digit before the point is lost.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.5..=LONGEST).contains(&length).then(|| length.round() as u32)
}

/// The first part that is seen though it is not drawn by the picture itself, and what it is.
fn seen_beside_drawing<'a, 'input>(root: Node<'a, 'input>) -> Option<(Node<'a, 'input>, String)> {
    let mut nodes = root.descendants();
    while let Some(node) = nodes.next() {
        if is_unseen(node) {
            // Nor are those within it: `descendants` goes in the order of the file.
            let within = node.descendants().count() - 1;
            if within > 0 {
                nodes.nth(within - 1);
            }
        } else if let Some(what) = beside_drawing(node) {
            return Some((node, what));
        }
    }
    None
}

/// Whether a browser shows nothing of the element.
fn is_unseen(node: Node<'_, '_>) -> bool {
    let name = node.tag_name();
    let is_note = name.namespace() != Some(NAMESPACE) || UNSEEN.contains(&name.name());
    // In such an element Illustrator keeps the picture once more, for itself.
    let is_for_others =
        name.name() == "foreignObject" && node.attribute("requiredExtensions").is_some();
    node.is_element() && (is_note || is_for_others)
}

fn beside_drawing(node: Node<'_, '_>) -> Option<String> {
    if !node.is_element() {
        return None;
    }
    // As browsers read it: what stands between its parts, as comments and scripts, is left out.
    if node.has_tag_name((NAMESPACE, "style")) {
        let parts = node.children().filter(Node::is_text);
        if loads(&parts.filter_map(|part| part.text()).collect::<String>()) {
            return Some("a style that loads something".to_owned());
        }
    }
    if node.parent_element().is_some_and(|parent| parent.has_tag_name((NAMESPACE, "style"))) {
        return Some("an element within a style".to_owned());
    }
    let name = node.tag_name().name();
    let draws = DRAWING.contains(&name) || (name.starts_with("fe") && name != "feImage");
    if !draws {
        return Some(format!("the element `{name}`"));
    }
    node.attributes().find_map(|attribute| {
        let (own, value) = (attribute.name(), attribute.value());
        // A link in a picture leads nowhere, so that of an `a` is not seen.
        let elsewhere = own == "href" && name != "a" && !value.starts_with('#');
        // `svg-hush` keeps other letters in styles, but not in the names that they are for.
        let misses_its_style = own == "class" && !value.is_ascii();
        (elsewhere || misses_its_style || loads(value)).then(|| format!("the attribute `{own}`"))
    })
}

/// Whether a style names anything outside of the picture.
fn loads(style: &str) -> bool {
    let style: String =
        style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
    let elsewhere = style.match_indices("url(").any(|(at, _)| {
        let name = style[at + 4..].trim_start_matches(['"', '\'']);
        !name.starts_with('#')
    });
    elsewhere || style.contains("@import") || style.contains("image-set(") || style.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(inside: &str) -> Result<Drawing, FileProblem> {
        format!(
            r#"<svg xmlns="{NAMESPACE}" xmlns:i="https://i.example/" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20" viewBox="0 0 40 20">{inside}</svg>"#
        )
        .parse()
    }

    fn size_of(attributes: &str) -> Result<(u32, u32), FileProblem> {
        let text = format!(r#"<svg xmlns="{NAMESPACE}" {attributes}/>"#);
        text.parse().map(|Drawing { size, .. }| (size.width, size.height))
    }

    fn drawn(svg: &str) -> Vec<u8> {
        use resvg::{tiny_skia, usvg};
        let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).unwrap();
        let mut pixels = tiny_skia::Pixmap::new(40, 20).unwrap();
        resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
        pixels.take()
    }

    #[test]
    fn what_draws_stays_as_it_is() {
        for drawing in [
            r##"<style>.a{fill:url(#b)}@media (prefers-color-scheme: dark) { .a { fill: red } }</style><linearGradient id="b"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient><g class="a"><path id="c" d="M0 0h9v9z"/><use href="#c" x="12"/><use xlink:href='#c' x="24"/></g>"##,
            r##"<clipPath id="a"><circle cx="10" cy="10" r="8"/></clipPath><rect width="40" height="20" fill="#1d5c63" clip-path="url('#a')" opacity=".5"/>"##,
            r#"<filter id="a" x="0" y="0"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#a)" style="fill:#e00;stroke:#000"><ellipse cx="20" cy="10" rx="9" ry="5"/></g>"#,
            r##"<defs><marker id="a" markerWidth="6" markerHeight="6" refX="3" refY="3" orient="auto"><path d="M0 0l6 3-6 3z"/></marker><pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="2" height="2"/></pattern></defs><polyline points="2,2 20,9 30,9" marker-end="url(#a)" stroke="#00f" fill="none" stroke-dasharray="3 1"/><rect y="12" width="40" height="8" fill="url(#p)" transform="rotate(4)"/>"##,
        ] {
            let Drawing { size, text } = picture(drawing).unwrap();
            assert_eq!(size, Size { width: 40, height: 20 });
            let before = format!(
                r#"<svg xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20" viewBox="0 0 40 20">{drawing}</svg>"#
            );
            assert!(drawn(&before).iter().any(|part| *part > 0), "nothing is drawn: {drawing}");
            assert_eq!(drawn(&text), drawn(&before), "{drawing}\n{text}");
            assert_eq!(text.parse::<Drawing>().unwrap().text, text, "cleaning has no end");
        }
        let dark =
            picture("<style>@media (prefers-color-scheme: dark) { a { fill: red } }</style>");
        assert!(
            dark.unwrap().text.contains("@media (prefers-color-scheme: dark) { a { fill: red } }")
        );
    }

    #[test]
    fn what_nobody_sees_is_left_out() {
        for unseen in [
            "<script>bad()</script>",
            "<script href='https://bad.example/'/>",
            "<metadata><i:who>bad</i:who></metadata>",
            "<i:note name='bad'><path d='bad'/></i:note>",
            "<path onload='bad()'/>",
            "<path i:label='bad'/>",
            "<a href='https://bad.example/'><path/></a>",
            "<a xlink:href='javascript:bad()'><path/></a>",
            "<switch><foreignObject requiredExtensions='bad'><i:pgf/></foreignObject><g/></switch>",
            "<!-- bad --><?bad bad?>",
        ] {
            let Drawing { text, .. } = picture(unseen).unwrap_or_else(|e| panic!("{unseen}: {e}"));
            assert!(!text.contains("bad"), "{unseen}: {text}");
        }
    }

    #[test]
    fn what_would_be_missed_is_refused_with_its_line() {
        for bad in [
            r#"<use href="other.svg#a"/>"#,
            r#"<use xlink:href="https://example.com/other.svg#a"/>"#,
            r#"<image href="data:image/png;base64,AAAA"/>"#,
            "<style>@import 'a.css';</style>",
            r"<style>@\69mport 'a.css';</style>",
            // Found by fuzzing: pieces that become an address once what is between them is gone.
            "<style>a{fill:u<script>bad()</script>rl(https://a.example/a.svg#a)}</style>",
            "<style>a{fill:u<!-- -->rl(https://a.example/a.svg#a)}</style>",
            "<style>a{fill:u<![CDATA[rl(https://a.example/a.svg#a)]]>}</style>",
            r#"<rect style="fill: url( https://example.com/a.svg#b )"/>"#,
            r#"<rect fill="url('a.svg#b')"/>"#,
            "<style>a{}<path/></style>",
            "<path class='größe'/>",
            "<foreignObject><p>a</p></foreignObject>",
            r#"<animate attributeName="x" dur="1s"/>"#,
            r##"<filter><feImage href="#a"/></filter>"##,
        ] {
            let found = picture(&format!("\n{bad}"));
            assert!(
                matches!(found, Err(FileProblem::SvgDoesMore { line: 2, .. })),
                "{bad}: {found:?}"
            );
        }
        let after_a_note = picture("<i:note><i:a/><i:b/></i:note>\n<image/>");
        assert!(matches!(after_a_note, Err(FileProblem::SvgDoesMore { line: 2, .. })));
    }

    #[test]
    fn a_size_is_that_of_the_page_or_of_the_view() {
        assert_eq!(size_of("width='40' height='20'"), Ok((40, 20)));
        assert_eq!(size_of("width='1in' height='72pt'"), Ok((96, 96)));
        assert_eq!(size_of("width='210mm' height='29.7cm'"), Ok((794, 1123)));
        assert_eq!(size_of("width='100%' height='100%' viewBox='0 0 64.4 36'"), Ok((64, 36)));
        assert_eq!(size_of("viewBox='-5,-5,10,20'"), Ok((10, 20)));
        for none in [
            "",
            "width='4' height='0'",
            "width='4'",
            "width='1e9' height='4'",
            "width='-4' height='4'",
            "viewBox='0 0 NaN 4'",
            "viewBox='0 0 0 4'",
        ] {
            assert_eq!(size_of(none), Err(FileProblem::SvgWithoutSize), "{none}");
        }
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        for other in ["<html/>", "<svg width='4' height='4'/>", "<svg xmlns='https://a.example/'/>"]
        {
            assert_eq!(other.parse::<Drawing>(), Err(FileProblem::NotAPicture), "{other}");
        }
        assert!(matches!("<svg".parse::<Drawing>(), Err(FileProblem::SvgUnreadable { .. })));
    }

    #[test]
    fn entities_are_names_and_neither_grow_nor_load() {
        let with = |entities: &str, inside: &str| {
            format!(
                r#"<!DOCTYPE svg [{entities}]><svg xmlns="&n;" width="4" height="4">{inside}</svg>"#
            )
            .parse::<Drawing>()
        };
        let name = format!(r#"<!ENTITY n "{NAMESPACE}">"#);
        let named = with(&name, "<path d='M0 0h1'/>").unwrap().text;
        assert!(!named.contains("ENTITY"), "{named}");
        let tenfold = |own: char, other: char| {
            format!(r#"<!ENTITY {own} "{}">"#, format!("&{other};").repeat(10))
        };
        let letters = "abcdefghi".chars().zip("bcdefghij".chars());
        let bomb: String = letters.map(|(own, other)| tenfold(own, other)).collect();
        let bomb = format!("{name}<!ENTITY j 'boom'>{bomb}");
        assert!(matches!(
            with(&bomb, "<title>&a;</title>"),
            Err(FileProblem::SvgUnreadable { .. })
        ));
        let file = format!(r#"{name}<!ENTITY a SYSTEM "file:///etc/passwd">"#);
        assert!(with(&file, "<title>&a;</title>").is_err());
    }

    #[test]
    fn deep_nesting_neither_hangs_nor_overflows() {
        let deep = "<g>".repeat(100_000);
        assert!(picture(&deep).is_err());
        let notes = "<i:a>".repeat(9_000) + &"</i:a>".repeat(9_000);
        assert!(picture(&notes).is_ok());
    }
}
