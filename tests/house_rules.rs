//! The boundaries between modules that the compiler does not know; ARCHITECTURE.md gives the reasons.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use pulldown_cmark::{Event, Parser, Tag};

/// A text that may stand only in some files.
struct Rule {
    /// What must not stand elsewhere.
    text: &'static str,
    /// The files and folders in which it may.
    allowed: &'static [&'static str],
    /// Why, for whoever breaks the rule.
    reason: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        text: "\"/articles/",
        allowed: &["crates/model/src/route.rs"],
        reason: "only `Route` spells addresses: ask it for one",
    },
    Rule {
        text: "\"/category/",
        allowed: &["crates/model/src/route.rs"],
        reason: "only `Route` spells addresses: ask it for one",
    },
    Rule {
        text: "gloo_net",
        allowed: &["src/source.rs"],
        reason: "only `source` fetches, so that failures are handled in one place",
    },
    Rule {
        text: "pulldown_cmark",
        allowed: &["crates/site/src/content/markdown.rs", "crates/site/src/content/markdown/"],
        reason: "only `markdown` knows the Markdown parser: the rest works on blocks",
    },
    Rule {
        text: "app::draw",
        allowed: &["crates/release/src/main.rs"],
        reason: "only `release` knows that the app can be drawn to text: the tool must compile without it",
    },
    Rule {
        text: "crate::pages",
        allowed: &["src/browser.rs", "src/draw.rs", "src/outlet.rs"],
        reason: "pages are made of components, not the other way round",
    },
    Rule {
        text: "inner_html",
        allowed: &[],
        reason: "text from content is never parsed as HTML: draw elements",
    },
    Rule {
        text: "target_arch",
        allowed: &[
            "crates/search/src/lib.rs",
            "crates/search-worker/src/lib.rs",
            "src/app.rs",
            "src/lib.rs",
            "src/main.rs",
            "src/still.rs",
        ],
        reason: "what differs between browser and build machine is a value, `Start`",
    },
    Rule {
        text: "cfg(feature",
        allowed: &[],
        reason: "features scattered through the code make builds that nobody has tested",
    },
];

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below `folder` that end in `extension`, with their paths from the project's folder.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let root = project();
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.retain(|path| path.extension().is_some_and(|found| found == extension));
    let shown =
        |path: &Path| path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
    found.iter().map(|path| (shown(path), fs::read_to_string(path).unwrap())).collect()
}

fn rust_files() -> Vec<(String, String)> {
    let files: Vec<_> = ["src", "crates"].iter().flat_map(|folder| files(folder, "rs")).collect();
    assert!(files.len() > 50, "the source was not found");
    files
}

/// The lines of a file before its tests, which may spell what they test.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    (1..).zip(lines).filter(move |(_, line)| !is_comment(line))
}

#[test]
fn nothing_stands_where_it_may_not() {
    let mut broken = Vec::new();
    for (path, text) in rust_files() {
        for rule in RULES {
            if rule.allowed.iter().any(|allowed| path.starts_with(allowed)) {
                continue;
            }
            for (number, _) in code(&text).filter(|(_, line)| line.contains(rule.text)) {
                broken.push(format!("{path}:{number}: `{}`: {}", rule.text, rule.reason));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_rule_is_about_something_that_exists() {
    let files = rust_files();
    for rule in RULES.iter().filter(|rule| !rule.allowed.is_empty()) {
        let stands = |(path, text): &(String, String)| {
            rule.allowed.iter().any(|allowed| path.starts_with(allowed)) && text.contains(rule.text)
        };
        assert!(files.iter().any(stands), "`{}` stands nowhere: drop or mend the rule", rule.text);
    }
}

/// An article's heading with the id of an element of the app would be that id's second owner.
#[test]
fn ids_of_the_app_are_reserved() {
    let reserved =
        fs::read_to_string(project().join("crates/site/src/content/markdown/heading.rs")).unwrap();
    let is_reserved = |id: &str| reserved.contains(&format!("\"{id}\""));
    let mut ids = Vec::new();
    for (path, text) in files("src", "rs") {
        for (number, line) in code(&text) {
            let starts =
                [" id=\"", "titled_section(\"", "ANNOUNCER: &str = \"", "DIRECTIONS: &str = \""];
            for start in starts {
                let id = line.split(start).nth(1).and_then(|rest| rest.split('"').next());
                ids.extend(id.map(|id| (format!("{path}:{number}"), id.to_owned())));
            }
        }
    }
    assert!(ids.len() > 10, "the ids were not found: {ids:?}");
    let free: Vec<_> = ids.iter().filter(|(_, id)| !is_reserved(id)).collect();
    assert!(free.is_empty(), "reserve these in `heading.rs`: {free:?}");
}

#[test]
fn files_are_named_after_what_they_hold() {
    for (path, _) in rust_files() {
        let name = path.rsplit('/').next().unwrap();
        assert!(
            !["mod.rs", "utils.rs", "misc.rs", "helpers.rs", "common.rs"].contains(&name),
            "{path}"
        );
    }
}

#[test]
fn the_model_imports_nothing_of_ours_and_nothing_imports_the_tool() {
    for (manifest, foreign) in [
        ("crates/model/Cargo.toml", &["app", "site", "leptos"][..]),
        ("crates/site/Cargo.toml", &["app", "leptos"][..]),
        ("Cargo.toml", &["site"][..]),
    ] {
        let text = fs::read_to_string(project().join(manifest)).unwrap();
        for name in foreign {
            let dependency = text.lines().any(|line| {
                line.starts_with(&format!("{name} =")) && line.contains("workspace = true")
            });
            assert!(!dependency, "{manifest} depends on `{name}`");
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    for manifest in ["Cargo.toml", "crates/model/Cargo.toml", "crates/site/Cargo.toml"] {
        let text = fs::read_to_string(project().join(manifest)).unwrap();
        let mut section = "";
        let mut before = "";
        for line in text.lines() {
            if line.starts_with('[') {
                section = line;
            }
            let is_dependency = line != section
                && section.ends_with("ependencies]")
                && line.contains(" = ")
                && !line.starts_with([' ', '#'])
                && !line.contains("workspace = true")
                && !line.contains("path = ");
            let has_reason = before.starts_with('#') || before.contains(" = ");
            assert!(
                !is_dependency || has_reason,
                "{manifest}: `{line}` has no line of reason above it"
            );
            before = line;
        }
    }
}

#[test]
fn documents_speak_of_the_project_alone() {
    let root = project();
    let mut documents = files("docs", "md");
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        documents.push((name.to_owned(), fs::read_to_string(root.join(name)).unwrap()));
    }
    for (path, text) in documents {
        for machine in ["/root/", "/home/", "/Users/", "C:\\"] {
            assert!(
                !text.contains(machine),
                "{path} names a path of somebody's machine: {machine}"
            );
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = project();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root.join(name)).unwrap();
        for event in Parser::new(&text) {
            let Event::Start(
                Tag::Link { dest_url: target, .. } | Tag::Image { dest_url: target, .. },
            ) = event
            else {
                continue;
            };
            let file = target.split('#').next().unwrap_or_default();
            let elsewhere = file.is_empty() || file.contains("://");
            assert!(
                elsewhere || root.join(file).exists(),
                "{name} links to {file}, which is not there"
            );
        }
    }
}

/// Whoever builds gets the versions that were tested, or an error.
#[test]
fn a_lock_file_that_does_not_fit_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let manifest = |name: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
    };
    let config = fs::read_to_string(project().join(".cargo/config.toml")).unwrap();
    let lock = "version = 4\n\n[[package]]\nname = \"site\"\nversion = \"0.1.0\"\n";
    write(".cargo/config.toml", &config);
    write("src/main.rs", "fn main() {}\n");
    write("new/src/lib.rs", "");
    write("new/Cargo.toml", &manifest("new"));
    let profile = "[profile.tool]\ninherits = \"dev\"\n";
    let site = |needs: &str| format!("{}[dependencies]\n{needs}{profile}", manifest("site"));
    let run = || {
        let mut cargo = Command::new(env!("CARGO"));
        let output = cargo.args(["site", "build"]).current_dir(folder.path());
        output.env("CARGO_TARGET_DIR", folder.path().join("target")).output().unwrap()
    };

    write("Cargo.lock", lock);
    write("Cargo.toml", &site(""));
    let fits = run();
    assert!(fits.status.success(), "{}", String::from_utf8_lossy(&fits.stderr));
    write("Cargo.toml", &site("new = { path = \"new\" }\n"));
    let changed = run();
    let said = String::from_utf8_lossy(&changed.stderr);
    assert!(!changed.status.success() && said.contains("--locked"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("Cargo.lock")).unwrap(), lock);
}
