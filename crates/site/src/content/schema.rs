//! JSON Schemas of what writers fill in, for editors that complete and check while they type.

use std::{path::Path, rc::Rc};

use model::Date;
use serde_json::Value;

use super::{
    category,
    clinic::ClinicFields,
    document::Document,
    front_matter::{ArticleFields, Fields, Outline},
    page::PageFields,
    pictures::Pictures,
    problem::{FrontMatterProblem, Report},
    source_file::SourceFile,
};

mod descriptions;

/// The name of each schema, and the schema: what the readers of the files ask for.
pub(crate) fn schemas(today: Date) -> [(&'static str, Value); 4] {
    let file = SourceFile::new(Path::new(""), Path::new(""), Path::new("a.md"));
    let pictures = Pictures::default();
    let read = |name: &'static str, title: &str, reader: &dyn Fn(Fields<'_>)| {
        let report = Report::new(&file.shown);
        let outline = Rc::default();
        reader(Fields::asked(&outline, &report));
        (name, schema(name, title, &outline))
    };
    [
        read("article", "The fields of an article", &|fields| {
            ArticleFields::read(fields, None, &pictures, today);
        }),
        read("page", "The fields of a page", &|fields| {
            let mut document = Document::of_site(&file);
            PageFields::read(fields, &pictures, false, &mut Vec::new(), &mut document);
        }),
        read("category", "The fields of a category", &|fields| {
            category::read(fields, &pictures, &mut Document::of_site(&file));
        }),
        read("clinic", "The clinic's facts, clinic.toml", &|fields| {
            ClinicFields::read(fields, &mut Vec::new(), &mut Document::of_site(&file));
        }),
    ]
}

fn schema(name: &str, title: &str, outline: &Outline) -> Value {
    let describe = |path: &str| descriptions::of(name, path).map(str::to_owned).unwrap_or_default();
    let mut schema = outline.schema(&describe, &FrontMatterProblem::LATER);
    schema["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    schema["title"] = title.into();
    schema
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn all() -> [(&'static str, Value); 4] {
        schemas(Date::new(2026, 11, 23).unwrap())
    }

    fn described(schema: &Value, path: &str, without: &mut Vec<String>) {
        let schema = if schema["type"] == "array" { &schema["items"] } else { schema };
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            if field["description"].as_str().unwrap_or_default().is_empty() {
                without.push(path.clone());
            }
            described(field, &path, without);
        }
    }

    #[test]
    fn every_field_is_explained() {
        let mut without = Vec::new();
        for (name, schema) in all() {
            described(&schema, name, &mut without);
        }
        assert!(without.is_empty(), "explain these in `descriptions.rs`: {without:?}");
    }

    #[test]
    fn only_what_is_published_needs_all_of_its_fields() {
        let [(_, article), ..] = all();
        assert_eq!(article["required"], serde_json::json!(["title"]));
        let more = article["else"]["required"].as_array().unwrap();
        assert_eq!(more.len(), 4, "{more:?}");
        assert_eq!(article["properties"]["key_points"]["type"], "array");
        let references = &article["properties"]["references"]["items"];
        assert_eq!(references["required"], serde_json::json!(["id", "text"]));
        assert_eq!(article["additionalProperties"], false);
    }

    #[test]
    fn every_field_that_the_specimens_use_is_in_the_schema() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/valid/content");
        let text = fs::read_to_string(content.join("articles/how-to-brew.md")).unwrap();
        let fields = text.split("+++").nth(1).unwrap();
        let fields: toml::Table = toml::from_str(fields).unwrap();
        assert!(fields.len() > 8);
        let [(_, article), ..] = all();
        for name in fields.keys() {
            assert!(article["properties"][name].is_object(), "{name}");
        }
    }

    #[test]
    fn the_files_are_those_that_the_command_writes() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas");
        for (name, schema) in all() {
            let file = folder.join(format!("{name}.schema.json"));
            let text = fs::read_to_string(&file).unwrap_or_default();
            let schema = serde_json::to_string_pretty(&schema).unwrap() + "\n";
            assert!(text == schema, "{} is out of date: run `cargo site schema`", file.display());
        }
    }
}
