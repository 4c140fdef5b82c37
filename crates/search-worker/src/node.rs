//! Elements, and how they are told to the page's script.

use alloc::{string::String, vec::Vec};

/// An element or a text. Names of elements and attributes come from this crate alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Letters, never read as HTML.
    Text(String),
    /// An element.
    Element {
        /// Its name.
        name: &'static str,
        /// Its attributes.
        attributes: Vec<(&'static str, String)>,
        /// What is in it.
        children: Vec<Node>,
    },
}

impl Node {
    pub(crate) fn element(name: &'static str, children: Vec<Self>) -> Self {
        Self::Element { name, attributes: Vec::new(), children }
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The element with one more attribute; a text has none.
    pub(crate) fn with(mut self, attribute: &'static str, value: impl Into<String>) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.push((attribute, value.into()));
        }
        self
    }
}

/// JSON as it is written.
#[derive(Debug, Default)]
pub(crate) struct Json(String);

impl Json {
    pub(crate) fn push(&mut self, json: &str) {
        self.0.push_str(json);
    }

    /// The name of a field, after what parts it from the one before.
    pub(crate) fn name(&mut self, before: &str, name: &str) {
        self.push(before);
        self.text(name);
        self.push(":");
    }

    pub(crate) fn flag(&mut self, flag: bool) {
        self.push(if flag { "true" } else { "false" });
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.0.extend(['\\', letter]),
                '\0'..=' ' if letter != ' ' => {
                    self.push("\\u00");
                    // Below 32, so two hexadecimal digits, of which the first is 0 or 1.
                    let code = u32::from(letter);
                    self.0.extend(
                        [code >> 4, code & 15]
                            .map(|digit| char::from_digit(digit, 16).unwrap_or('0')),
                    );
                }
                _ => self.0.push(letter),
            }
        }
        self.0.push('"');
    }

    pub(crate) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.push("[");
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.push(",");
            }
            write(self, item);
        }
        self.push("]");
    }

    /// A text, or `["name", {"attribute": "value"}, child, …]`.
    pub(crate) fn node(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element { name, attributes, children } => {
                self.push("[");
                self.text(name);
                self.push(",{");
                for (place, (attribute, value)) in attributes.iter().enumerate() {
                    self.name(if place > 0 { "," } else { "" }, attribute);
                    self.text(value);
                }
                self.push("}");
                for child in children {
                    self.push(",");
                    self.node(child);
                }
                self.push("]");
            }
        }
    }

    /// What is shown, after other fields.
    pub(crate) fn shown(&mut self, title: &str, view: &[Node]) {
        self.name(",", "title");
        self.text(title);
        self.name(",", "view");
        self.list(view, Self::node);
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn written(node: &Node) -> Value {
        let mut json = Json::default();
        json.node(node);
        serde_json::from_str(&json.into_text()).unwrap()
    }

    #[test]
    fn a_node_is_an_array() {
        let node = Node::element("p", vec![Node::text("a"), Node::element("b", Vec::new())])
            .with("class", "x")
            .with("id", "y");
        assert_eq!(written(&node), json!(["p", { "class": "x", "id": "y" }, "a", ["b", {}]]));
    }

    #[test]
    fn any_text_is_json() {
        let all: String = ('\0'..'\u{3000}').chain(['\u{2028}', '🦄', '\u{10ffff}']).collect();
        assert_eq!(written(&Node::text(all.clone())), Value::String(all));
    }
}
