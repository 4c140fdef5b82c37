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

    /// What a file's fields say, as an editor hands it to a schema: a date is a text there.
    fn as_json(fields: &str) -> Value {
        fn json(value: toml::Value) -> Value {
            match value {
                toml::Value::Datetime(day) => day.to_string().into(),
                toml::Value::Array(items) => items.into_iter().map(json).collect(),
                toml::Value::Table(fields) => {
                    fields.into_iter().map(|(name, value)| (name, json(value))).collect()
                }
                toml::Value::String(text) => text.into(),
                toml::Value::Integer(number) => number.into(),
                toml::Value::Float(number) => number.into(),
                toml::Value::Boolean(is_so) => is_so.into(),
            }
        }
        json(toml::Value::Table(toml::from_str(fields).unwrap()))
    }

    #[test]
    fn editors_find_no_mistake_where_the_check_finds_none_and_one_where_it_does() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.enable_format_assertions();
        let mut checked = 0;
        for (name, folder) in
            [("article", "articles"), ("page", "pages"), ("category", "categories"), ("clinic", "")]
        {
            let file = root.join(format!("docs/schemas/{name}.schema.json"));
            let schema = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
            let address = format!("https://clinic.example/{name}.json");
            compiler.add_resource(&address, schema).unwrap();
            let schema = compiler.compile(&address, &mut schemas).unwrap();
            for site in ["content", "tests/sites/valid/content", "tests/sites/base/content"] {
                for entry in fs::read_dir(root.join(site).join(folder)).unwrap() {
                    let path = entry.unwrap().path();
                    let text = fs::read_to_string(&path).unwrap_or_default();
                    let fields = match name {
                        "clinic" if path.ends_with("clinic.toml") => text.as_str(),
                        "clinic" => continue,
                        _ => text.split("+++").nth(1).unwrap(),
                    };
                    let fields = as_json(fields);
                    if let Err(error) = schemas.validate(&fields, schema) {
                        panic!("{}: {error}", path.display());
                    }
                    let mut unknown = fields.clone();
                    unknown["titel"] = "Tea".into();
                    assert!(schemas.validate(&unknown, schema).is_err(), "{}", path.display());
                    let mut wrong = fields;
                    for (_, value) in wrong.as_object_mut().unwrap() {
                        *value = Value::Null;
                    }
                    assert!(schemas.validate(&wrong, schema).is_err(), "{}", path.display());
                    checked += 1;
                }
            }
        }
        assert!(checked > 60, "only {checked} files");
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
