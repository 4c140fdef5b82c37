use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::SbomError;
use crate::{process::Process, project::Project};

/// The crates that are linked into something, each once, in the order of their names and versions.
#[derive(Debug)]
pub(super) struct Crates {
    /// What they are linked into.
    pub(super) roots: Vec<Name>,
    pub(super) all: BTreeMap<Name, Crate>,
}

/// A crate's name and version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) version: String,
}

/// What is known of a crate.
#[derive(Debug, Clone)]
pub(super) struct Crate {
    /// As SPDX writes it.
    pub(super) licence: Option<String>,
    pub(super) description: Option<String>,
    /// Whether it comes from crates.io, rather than from this project.
    pub(super) from_registry: bool,
    /// The SHA-256 of its package, from `Cargo.lock`.
    pub(super) checksum: Option<String>,
    pub(super) uses: BTreeSet<Name>,
}

/// What `cargo metadata` says (<https://doc.rust-lang.org/cargo/commands/cargo-metadata.html>).
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    description: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

impl Crates {
    /// What `packages` are made of when they are built for `target`, or for this machine.
    pub(super) fn of(
        packages: &[&str],
        target: Option<&str>,
        project: &Project,
    ) -> Result<Self, SbomError> {
        let cargo = |arguments: &[&str]| {
            Process::new("cargo").args(arguments).arg("--locked").folder(project.root())
        };
        // `cargo tree` knows which features are on for just these packages, and leaves out what runs at
        // build time only.
        let mut tree = cargo(&["tree", "--edges", "normal,no-proc-macro", "--prefix", "none"]);
        for package in packages {
            tree = tree.args(["--package", package]);
        }
        let target = match target {
            Some(target) => target.to_owned(),
            None => this_machine(project)?,
        };
        // Of crates for other systems Cargo would have to fetch what nothing here is made of.
        let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", &target]);
        let tree = tree.args(["--target", &target, "--format", "{p}"]).read()?;
        let metadata: Metadata = serde_json::from_str(&metadata.read()?)?;
        let lock = std::fs::read_to_string(project.lock_file())
            .map_err(|reason| SbomError::Io { path: project.lock_file(), reason })?;
        Ok(Self::join(packages, &tree, metadata, &lock))
    }

    fn join(packages: &[&str], tree: &str, metadata: Metadata, lock: &str) -> Self {
        let linked: BTreeSet<Name> = tree.lines().filter_map(Name::in_tree).collect();
        let name = |package: &Package| Name {
            name: package.name.clone(),
            version: package.version.clone(),
        };
        let by_id: BTreeMap<&str, Name> =
            metadata.packages.iter().map(|package| (package.id.as_str(), name(package))).collect();
        let uses = |id: &str| -> BTreeSet<Name> {
            let node = metadata.resolve.nodes.iter().find(|node| node.id == id);
            let names = node.into_iter().flat_map(|node| &node.dependencies);
            let names = names.filter_map(|id| by_id.get(id.as_str()));
            names.filter(|name| linked.contains(name)).cloned().collect()
        };
        let all: BTreeMap<Name, Crate> = metadata
            .packages
            .iter()
            .filter(|package| linked.contains(&name(package)))
            .map(|package| {
                let found = Crate {
                    licence: package.license.clone(),
                    description: package.description.as_deref().map(one_line),
                    from_registry: package.source.is_some(),
                    checksum: checksum(lock, &name(package)),
                    uses: uses(&package.id),
                };
                (name(package), found)
            })
            .collect();
        let roots = all.keys().filter(|name| packages.contains(&name.name.as_str()));
        Self { roots: roots.cloned().collect(), all }
    }
}

impl Name {
    /// The crate of a line such as `serde v1.0.229` or `app v0.1.0 (/a/folder) (*)`.
    fn in_tree(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let version = words.next()?.strip_prefix('v')?.to_owned();
        Some(Self { name, version })
    }
}

/// The system that the tool is compiled for, as compilers name it.
fn this_machine(project: &Project) -> Result<String, SbomError> {
    let name =
        Process::new("rustc").args(["--print", "host-tuple"]).folder(project.root()).read()?;
    Ok(name.trim().to_owned())
}

/// Descriptions are broken into lines as their manifests are.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The checksum in `Cargo.lock`, whose parts are each a `[[package]]`.
fn checksum(lock: &str, name: &Name) -> Option<String> {
    let (named, versioned) =
        (format!("name = \"{}\"", name.name), format!("version = \"{}\"", name.version));
    let has = |part: &str, line: &str| part.lines().any(|found| found == line);
    let part = lock.split("[[package]]").find(|part| has(part, &named) && has(part, &versioned))?;
    let line = part.lines().find_map(|line| line.strip_prefix("checksum = \""))?;
    Some(line.trim_end_matches('"').to_owned())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const TREE: &str = "app v0.1.0 (/somewhere)\nserde v1.0.1\nserde v1.0.1 (*)\n";
    const METADATA: &str = r#"{
        "packages": [
            {"id": "a", "name": "app", "version": "0.1.0", "license": "MIT OR Apache-2.0", "description": null, "source": null},
            {"id": "s", "name": "serde", "version": "1.0.1", "license": "MIT", "description": "Two\nlines", "source": "registry+https://x"},
            {"id": "t", "name": "only-tests", "version": "1.0.0", "license": null, "description": null, "source": "registry+https://x"}
        ],
        "resolve": {"nodes": [
            {"id": "a", "dependencies": ["s", "t"]}, {"id": "s", "dependencies": []}, {"id": "t", "dependencies": []}
        ]}
    }"#;
    const LOCK: &str = "[[package]]\nname = \"serde\"\nversion = \"1.0.1\"\nchecksum = \"9a8e94ea7f378bd32cbbd37198a4a91436180c5bb472411e48b5ec2e2124ae9e\"\n";

    pub(in crate::commands::sbom) fn crates() -> Crates {
        Crates::join(&["app"], TREE, serde_json::from_str(METADATA).unwrap(), LOCK)
    }

    #[test]
    fn only_what_is_linked_is_named() {
        let crates = crates();
        let names: Vec<_> = crates.all.keys().map(|name| name.name.as_str()).collect();
        assert_eq!(names, ["app", "serde"]);
        let app = &crates.all[&crates.roots[0]];
        assert!(!app.from_registry && app.checksum.is_none());
        let serde = app.uses.first().unwrap();
        assert_eq!(crates.all[serde].description.as_deref(), Some("Two lines"));
        assert!(crates.all[serde].checksum.as_deref().unwrap().starts_with("9a8e94"));
        assert_eq!(app.uses.len(), 1);
    }
}
