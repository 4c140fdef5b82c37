use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use serde_json::{Map, Value, json};

use super::value::FieldValue;

/// The fields that the reader of a file has asked for, as a JSON Schema.
///
/// Made by the readers themselves: what they read and what an editor suggests cannot differ.
#[derive(Debug, Default)]
pub(crate) struct Outline(RefCell<Questions>);

#[derive(Debug, Default)]
struct Questions {
    fields: Vec<(&'static str, Value)>,
    parts: Vec<(&'static str, Part, Rc<Outline>)>,
    required: BTreeSet<&'static str>,
}

/// How often a part may be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Once, as `[review]`.
    One,
    /// More than once, as `[[references]]`.
    Many,
}

impl Outline {
    pub(super) fn field<T: FieldValue>(&self, name: &'static str, required: bool) {
        self.add(name, T::schema(), required);
    }

    pub(super) fn list<T: FieldValue>(&self, name: &'static str, required: bool) {
        let schema = json!({ "type": "array", "items": T::schema(), "uniqueItems": true });
        self.add(name, schema, required);
    }

    pub(super) fn part(&self, name: &'static str, part: Part) -> Rc<Self> {
        let outline = Rc::default();
        self.0.borrow_mut().parts.push((name, part, Rc::clone(&outline)));
        outline
    }

    pub(super) fn require(&self, name: &'static str) {
        self.0.borrow_mut().required.insert(name);
    }

    fn add(&self, name: &'static str, schema: Value, required: bool) {
        let mut questions = self.0.borrow_mut();
        questions.fields.push((name, schema));
        if required {
            questions.required.insert(name);
        }
    }

    /// The schema. `describe` says what a field is, by its path such as `review.last`; `later` are the
    /// fields that a draft may be without.
    pub(crate) fn schema(&self, describe: &dyn Fn(&str) -> String, later: &[&str]) -> Value {
        self.schema_at("", describe, later)
    }

    fn schema_at(&self, path: &str, describe: &dyn Fn(&str) -> String, later: &[&str]) -> Value {
        let questions = self.0.borrow();
        let mut properties = Map::new();
        let mut add = |name: &str, mut schema: Value| {
            schema["description"] = describe(&format!("{path}{name}")).into();
            properties.insert(name.to_owned(), schema);
        };
        for (name, schema) in &questions.fields {
            add(name, schema.clone());
        }
        for (name, part, outline) in &questions.parts {
            let schema = outline.schema_at(&format!("{path}{name}."), describe, later);
            add(
                name,
                match part {
                    Part::One => schema,
                    Part::Many => json!({ "type": "array", "items": schema }),
                },
            );
        }
        let draft = properties.contains_key("draft");
        let (waiting, required): (Vec<&str>, Vec<&str>) =
            questions.required.iter().partition(|name| later.contains(name));
        let mut schema = json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        // A picture of a draft may be without a description, and the picture cannot know.
        if draft && !waiting.is_empty() {
            schema["if"] =
                json!({ "properties": { "draft": { "const": true } }, "required": ["draft"] });
            schema["else"] = json!({ "required": waiting });
        }
        schema
    }
}
