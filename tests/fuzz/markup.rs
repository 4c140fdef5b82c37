use html5gum::{Token, Tokenizer};
use proptest::prop_assert;

use crate::fuzzer::Verdict;

/// All elements that the app draws, and those of the shell.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
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
    "head",
    "header",
    "hr",
    "html",
    "img",
    "input",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pre",
    "section",
    "span",
    "strong",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
];

/// How every address on a page begins: on this site, on this page, or one that a link may have.
const ADDRESSES: &[&str] = &["/", "#", "https://", "http://", "tel:", "sms:", "mailto:"];

/// Holds that nothing in a page runs or is an element that the site does not draw, and returns its
/// text.
pub(crate) fn text_of(html: &str) -> Result<String, proptest::test_runner::TestCaseError> {
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                prop_assert!(is_drawn(&name), "element <{name}>");
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute);
                    let value = String::from_utf8_lossy(value);
                    harmless(&name, &attribute, &value)?;
                }
            }
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            Token::Comment(words) => {
                prop_assert!(false, "a comment: {:?}", String::from_utf8_lossy(&words));
            }
            Token::EndTag(_) | Token::Doctype(_) => {}
            Token::Error(error) => prop_assert!(false, "no HTML: {error:?}"),
        }
    }
    Ok(text)
}

/// Whether the site draws such elements.
pub(crate) fn is_drawn(element: &str) -> bool {
    ELEMENTS.contains(&element)
}

/// The values of all attributes of a name, in their order.
pub(crate) fn attributes_of(html: &str, name: &str) -> Vec<String> {
    let mut values = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let found = tag.attributes.iter().find(|(found, _)| found.as_slice() == name.as_bytes());
        values.extend(found.map(|(_, value)| String::from_utf8_lossy(value).into_owned()));
    }
    values
}

/// Holds that an attribute neither runs anything nor leads elsewhere.
pub(crate) fn harmless(element: &str, attribute: &str, value: &str) -> Verdict {
    prop_assert!(!attribute.starts_with("on"), "<{element} {attribute}={value:?}> runs");
    prop_assert!(attribute != "style" && attribute != "srcdoc", "<{element} {attribute}>");
    if ["href", "src", "action", "formaction", "xlink:href"].contains(&attribute) {
        let safe =
            ADDRESSES.iter().any(|start| value.starts_with(start)) && !value.starts_with("//");
        prop_assert!(safe, "<{element} {attribute}={value:?}> leads elsewhere");
    }
    Ok(())
}
