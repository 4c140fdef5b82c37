//! What an SVG picture shows and how large it is. It may draw, and nothing else.

use roxmltree::{Document, Node, ParsingOptions};

use super::{pictures::Size, problem::FileProblem};

/// The elements that draw or say what is drawn. Not among them: whatever runs, loads or moves.
const ELEMENTS: [&str; 24] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
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
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
];

/// More elements than any drawing by hand has.
const MOST_NODES: u32 = 20_000;

/// The size that the picture says of itself, if it draws and does nothing else.
pub(super) fn size(text: &str) -> Result<Size, FileProblem> {
    // Without DTDs there are no entities to grow and none to load.
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let not_svg = |reason: String| FileProblem::SvgUnreadable { reason };
    let document =
        Document::parse_with_options(text, options).map_err(|error| not_svg(error.to_string()))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(FileProblem::NotAPicture);
    }
    for node in root.descendants() {
        if let Some(what) = refused(node) {
            let line = document.text_pos_at(node.range().start).row;
            return Err(FileProblem::SvgDoesMore { what, line });
        }
    }
    let length = |name| root.attribute(name).and_then(|value: &str| value.parse::<u32>().ok());
    match (length("width"), length("height")) {
        (Some(width), Some(height)) if width > 0 && height > 0 => Ok(Size { width, height }),
        _ => Err(FileProblem::SvgWithoutSize),
    }
}

/// What a part of the picture does beside drawing.
fn refused(node: Node<'_, '_>) -> Option<String> {
    if let Some(text) = node.text()
        && node.is_text()
        && loads(text)
    {
        return Some("a style that loads something".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let name = node.tag_name().name();
    if !ELEMENTS.contains(&name) {
        return Some(format!("the element `{name}`"));
    }
    node.attributes().find_map(|attribute| {
        let (name, value) = (attribute.name(), attribute.value());
        let elsewhere = name == "href" && !value.starts_with('#');
        let runs = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
        (elsewhere || runs || loads(value)).then(|| format!("the attribute `{name}`"))
    })
}

/// Whether a style names anything outside of the picture.
fn loads(style: &str) -> bool {
    let style: String =
        style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
    let elsewhere = style.match_indices("url(").any(|(at, _)| !style[at + 4..].starts_with('#'));
    elsewhere || style.contains("@import") || style.contains("image-set(") || style.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(inside: &str) -> Result<Size, FileProblem> {
        size(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">{inside}</svg>"#
        ))
    }

    #[test]
    fn a_drawing_has_a_size() {
        let drawing = r##"<style>.a{fill:url(#b)}</style><g class="a"><path d="M0 0h9"/><use href="#c"/></g>"##;
        assert_eq!(picture(drawing), Ok(Size { width: 40, height: 20 }));
    }

    #[test]
    fn whatever_runs_or_loads_is_refused_with_its_line() {
        for bad in [
            "<script>alert(1)</script>",
            r#"<path onload="alert(1)"/>"#,
            r#"<a href="https://example.com/"><path/></a>"#,
            r#"<use href="other.svg#a"/>"#,
            r#"<image href="data:image/png;base64,AAAA"/>"#,
            "<style>@import 'a.css';</style>",
            r"<style>@\69mport 'a.css';</style>",
            r#"<rect style="fill: url( https://example.com/a.svg#b )"/>"#,
            "<foreignObject><p>a</p></foreignObject>",
            r#"<animate attributeName="x" dur="1s"/>"#,
        ] {
            let found = picture(&format!("\n{bad}"));
            assert!(
                matches!(found, Err(FileProblem::SvgDoesMore { line: 2, .. })),
                "{bad}: {found:?}"
            );
        }
    }

    #[test]
    fn a_picture_without_a_size_or_that_is_none_is_refused() {
        assert_eq!(size("<svg/>"), Err(FileProblem::SvgWithoutSize));
        assert_eq!(size("<svg width='100%' height='0'/>"), Err(FileProblem::SvgWithoutSize));
        assert_eq!(size("<html/>"), Err(FileProblem::NotAPicture));
        assert!(matches!(size("<svg"), Err(FileProblem::SvgUnreadable { .. })));
    }

    #[test]
    fn entities_are_not_known() {
        let bomb = r#"<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>"#;
        assert!(matches!(size(bomb), Err(FileProblem::SvgUnreadable { .. })));
    }

    #[test]
    fn deep_nesting_neither_hangs_nor_overflows() {
        let deep = "<g>".repeat(100_000);
        assert!(picture(&deep).is_err());
    }
}
