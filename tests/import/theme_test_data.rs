use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{exported::Exported, site_copy::Site};

/// The export, where it stands beside the project or beside a folder around it.
fn export() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data/wordpress-theme-test-data.xml"))
        .find(|file| file.is_file());
    if found.is_none() {
        eprintln!(
            "NOT TESTED: ../shared/data/wordpress-theme-test-data.xml is missing. It is the theme test data of \
             WordPress, <https://github.com/WordPress/theme-test-data>."
        );
    }
    found
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    files
}

#[test]
fn all_of_it_is_imported_and_says_the_same() {
    let Some(export) = export() else { return };
    let exported = Exported::file(Site::copy("base"), &export);
    let before = files(&exported.site.content()).len();
    let imported = exported.import().unwrap();
    assert!(!imported.report.contains("NOT IMPORTED"), "{}", imported.report);
    let count =
        |begin: &str| imported.report.lines().filter(|line| line.starts_with(begin)).count();
    assert_eq!((count("post "), count("page "), count("category ")), (58, 21, 68));
    // The files of the report, the redirects and the record.
    let content = files(&exported.site.content());
    assert_eq!(content.len(), before + 58 + 21 + 68 + 2);

    let verified = exported.verify();
    assert!(verified.is_whole, "{}", verified.report);
    let texts = verified.report.lines().filter(|line| line.contains(" %  ")).count();
    assert_eq!(texts, 58 + 21);

    let library = exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(library.articles().len(), 58 + 1);
    // Every address that takes a redirect has one, and it leads to a page that there is.
    let redirects: BTreeMap<_, _> = library.old_addresses().collect();
    for line in verified.report.lines().filter(|line| line.starts_with("https://")) {
        let Some((old, new)) = line.split_once(" -> ") else {
            let by_number = line.contains("/?cat=") && line.contains("hosts have no rules");
            assert!(by_number, "{line}");
            continue;
        };
        // All of it is drafts.
        let new = new.split_once(" (after publication").map_or(new, |(new, _)| new);
        if new.contains('(') {
            continue;
        }
        let path =
            old.trim_start_matches("https://wpthemetestdata.wordpress.com").replace("//", "/");
        let route = redirects.get(path.as_str()).unwrap_or_else(|| panic!("{path} leads nowhere"));
        assert_eq!(route.to_string(), new);
        assert!(library.page_data(route).is_some(), "{path} leads to {route}, which is not there");
    }

    // Nothing of it is in a release, which stays as it was.
    let routes = |library: &model::Library| library.routes().collect::<Vec<_>>();
    let untouched = Site::copy("base").load().unwrap();
    let release = exported.site.load().unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(routes(&release), routes(&untouched));
    for (path, route) in release.old_addresses() {
        assert!(release.page_data(&route).is_some(), "{path} leads to {route}, which is not there");
    }

    let again = exported.import().unwrap();
    assert!(again.summary.ends_with("nothing changed"), "{}", again.summary);
    assert_eq!(files(&exported.site.content()), content);
}

#[test]
fn its_hardest_texts_look_as_they_should() {
    let Some(export) = export() else { return };
    let exported = Exported::file(Site::copy("base"), &export);
    exported.import().unwrap();
    for (file, pieces) in [
        (
            "articles/markup-html-tags-and-formatting.md",
            &[
                "## Header one\n",
                "\n### Header two\n",
                "\n8. List item one -start at 8\n   1. List item one\n",
                "| Employee | Salary |  |\n| --- | --- | --- |\n| [John Doe](http://example.org/) | $1 |",
                "\nStartup\n: A startup company",
                "[srsly](abbr: \"Seriously\")",
                "1 Infinite Loop\\\nCupertino, CA 95014\\\nUnited States",
                "H₂O",
                "`word-wrap: break-word;`",
            ][..],
        ),
        (
            "articles/edge-case-nested-and-mixed-lists.md",
            &[
                "1. ordered item\n2. ordered item\n   - **unordered**\n   - **unordered**\n     1. ordered item\n",
            ],
        ),
        (
            "articles/template-password-protected.md",
            &[
                "behind a password there",
                "title = \"Template: Password Protected (the password is \\\"enter\\\")\"",
            ],
        ),
        (
            "articles/scheduled.md",
            &["planned there for 1 January 2030", "published = 2030-01-01\ndraft = true"],
        ),
        ("articles/edge-case-no-title.md", &["title = \"Edge case no title\""]),
        (
            "pages/epipedo-2.md",
            &["old_addresses = [\"/greek/%ce%b5%cf%80%ce%af%cf%80%ce%b5%ce%b4%ce%bf-2/\", "],
        ),
        (
            "articles/post-format-audio.md",
            &["[Audio: originaldixielandjazzbandwithalbernard-stlouisblues.mp3]("],
        ),
        (
            "articles/template-excerpt-defined.md",
            &["summary = \"This is a user-defined post excerpt."],
        ),
    ] {
        let text = exported.read(file);
        for piece in pieces {
            assert!(text.contains(piece), "{file} has no {piece:?}:\n{text}");
        }
    }
}
