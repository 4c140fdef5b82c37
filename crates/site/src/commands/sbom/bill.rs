use cyclonedx_bom::{
    external_models::{normalized_string::NormalizedString, uri::Purl},
    models::{
        bom::{Bom, SpecVersion},
        component::{Classification, Component, Components},
        dependency::{Dependencies, Dependency},
        hash::{Hash, HashAlgorithm, HashValue, Hashes},
        license::{LicenseChoice, Licenses},
        metadata::Metadata,
    },
    prelude::Validate,
};

use super::{
    SbomError,
    crates::{Crate, Crates, Name},
};

/// The version of the standard.
const VERSION: SpecVersion = SpecVersion::V1_5;

/// A bill of `crates`: the same for the same crates, so without a serial number and a time.
pub(super) fn bill(crates: &Crates) -> Result<Vec<u8>, SbomError> {
    let components = crates.all.iter().map(|(name, found)| component(name, found));
    let dependencies = crates.all.iter().map(|(name, found)| Dependency {
        dependency_ref: reference(name),
        dependencies: found.uses.iter().map(reference).collect(),
    });
    let bom = Bom {
        version: 1,
        serial_number: None,
        metadata: Some(Metadata {
            timestamp: None,
            tools: None,
            authors: None,
            component: Some(whole(crates)),
            manufacture: None,
            supplier: None,
            licenses: None,
            properties: None,
            lifecycles: None,
        }),
        components: Some(Components(components.collect())),
        dependencies: Some(Dependencies(dependencies.chain([of_whole(crates)]).collect())),
        ..Bom::default()
    };
    let valid = bom.validate_version(VERSION);
    if !valid.passed() {
        return Err(SbomError::Invalid(format!("{valid:?}")));
    }
    let mut text = Vec::new();
    bom.output_as_json(&mut text, VERSION)
        .map_err(|error| SbomError::Invalid(error.to_string()))?;
    text.push(b'\n');
    Ok(text)
}

/// By what parts of the bill name each other.
fn reference(name: &Name) -> String {
    format!("pkg:cargo/{}@{}", name.name, name.version)
}

const WHOLE: &str = "site";

/// What is made of all of them.
fn whole(crates: &Crates) -> Component {
    let names: Vec<_> = crates.roots.iter().map(|name| name.name.as_str()).collect();
    let version = crates.roots.first().map_or("", |name| &name.version);
    Component::new(Classification::Application, &names.join(", "), version, Some(WHOLE.to_owned()))
}

fn of_whole(crates: &Crates) -> Dependency {
    let dependencies = crates.roots.iter().map(reference).collect();
    Dependency { dependency_ref: WHOLE.to_owned(), dependencies }
}

fn component(name: &Name, found: &Crate) -> Component {
    let mut component =
        Component::new(Classification::Library, &name.name, &name.version, Some(reference(name)));
    component.description = found.description.as_deref().map(NormalizedString::new);
    // A crate of this project is in no registry.
    if found.from_registry {
        component.purl = Purl::new("cargo", &name.name, &name.version).ok();
    }
    // Old crates part licences with a slash, which SPDX writes as a word.
    component.licenses = found.licence.as_ref().map(|licence| {
        let expression = licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ");
        Licenses(vec![LicenseChoice::expression(&expression)])
    });
    component.hashes = found.checksum.as_ref().map(|checksum| {
        let content = HashValue(checksum.clone());
        Hashes(vec![Hash { alg: HashAlgorithm::SHA_256, content }])
    });
    component
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{super::crates::tests::crates, *};

    #[test]
    fn a_bill_is_valid_and_the_same_each_time() {
        let text = bill(&crates()).unwrap();
        assert_eq!(text, bill(&crates()).unwrap());
        let read = Bom::parse_from_json_with_version(text.as_slice(), VERSION).unwrap();
        assert!(read.validate_version(VERSION).passed());

        let json: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(json["specVersion"], "1.5");
        assert!(json.get("serialNumber").is_none() && json["metadata"].get("timestamp").is_none());
        let serde = &json["components"][1];
        assert_eq!(serde["purl"], "pkg:cargo/serde@1.0.1");
        assert_eq!(serde["licenses"][0]["expression"], "MIT");
        assert_eq!(serde["hashes"][0]["alg"], "SHA-256");
        assert!(json["components"][0].get("purl").is_none());
    }

    #[test]
    fn a_licence_that_is_none_is_an_error() {
        let mut crates = crates();
        for found in crates.all.values_mut() {
            found.licence = Some("whatever you like".to_owned());
        }
        let error = bill(&crates).unwrap_err().to_string();
        assert!(error.starts_with("the bill of materials is not valid"), "{error}");
    }
}
