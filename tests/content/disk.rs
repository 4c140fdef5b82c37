use std::fs;

use crate::{fault::told, site_copy::Site};

#[test]
fn without_content_there_is_one_problem() {
    let site = Site::none();
    assert_eq!(
        site.problems(),
        "content: there is no such folder; start the command in the project's own folder, which holds `content`"
    );
    fs::create_dir(site.content()).unwrap();
    site.write(".DS_Store", "");
    assert_eq!(
        site.problems(),
        "content: the content folder is empty; it needs at least `clinic.toml`, `pages/home.md`, `pages/topics.md` and `pages/contact.md`"
    );
    fs::remove_dir_all(site.content()).unwrap();
    fs::write(site.content(), "").unwrap();
    assert!(site.problems().starts_with("content: this is a file where a folder should be"));
    told("no content, or a file in its place", "one error that says so");
}

#[test]
fn a_file_of_5_mb_is_refused() {
    let site = Site::copy("base");
    site.write("articles/steeping.md", vec![b'a'; 5 * 1024 * 1024]);
    assert_eq!(
        site.problems(),
        "content/articles/steeping.md: the file has 5120 kB, and no text may have more than 1024 kB; take out what got into it by mistake, or divide it"
    );
    told("a content file of 5 MB", "an error with the limit");
}

/// Whoever runs the tests as root can read every file, so what cannot be read is here what a
/// link does not lead to.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    use std::os::unix::fs::symlink;

    let site = Site::copy("base");
    symlink("nowhere.md", site.content().join("articles/nothing.md")).unwrap();
    symlink("circle.md", site.content().join("articles/circle.md")).unwrap();
    symlink("/dev/zero", site.content().join("articles/null.md")).unwrap();
    let problems = site.problems();
    let lines: Vec<_> = problems.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("content/articles/circle.md: the file cannot be read ("));
    assert_eq!(
        lines[1],
        "content/articles/nothing.md: the file cannot be read (it is a link to a file that is not there); check that it is really there and that you may open it"
    );
    assert!(lines[2].contains("(it is not a regular file)"));
    told(
        "a content file that cannot be read: a dead link, a circle, a device",
        "an error for each",
    );
}

#[test]
fn what_systems_and_editors_leave_behind_is_ignored() {
    let site = Site::copy("base");
    fs::create_dir(site.content().join("pictures")).unwrap();
    for file in [
        ".DS_Store",
        "4913",
        "#clinic.toml#",
        "articles/.brewing.md.swp",
        "articles/brewing.md~",
        "articles/#brewing.md#",
        "articles/4913",
        "articles/brewing.md.tmp",
        "articles/brewing.md___jb_tmp___",
        "pages/brewing.swp",
        "pictures/Thumbs.db",
        "pictures/#leaf.svg#",
    ] {
        site.write(file, "");
    }
    // Emacs says so who is at work.
    #[cfg(unix)]
    for file in ["articles/.#brewing.md", "pictures/.#leaf.svg"] {
        std::os::unix::fs::symlink("jo@desk.1234", site.content().join(file)).unwrap();
    }
    site.load().unwrap();
    told("files that editors and systems leave behind", "the site without them");
}

/// Two names that one disk takes for one would be one page on it, and two on the host.
#[test]
fn names_mean_the_same_on_every_disk() {
    let site = Site::copy("base");
    fs::create_dir(site.content().join("pictures")).unwrap();
    for name in
        ["articles/Brewing.md", "articles/green tea.md", "articles/茶.md", "articles/te\u{301}.md"]
    {
        fs::copy(site.content().join("articles/brewing.md"), site.content().join(name)).unwrap();
        let problems = site.problems();
        assert!(problems.starts_with("content/articles/"), "{problems}");
        assert!(problems.contains("the name of the file becomes its address"), "{problems}");
        fs::remove_file(site.content().join(name)).unwrap();
    }
    for name in
        ["pictures/Leaf.svg", "pictures/a leaf.svg", "pictures/blått.svg", "pictures/leaf.SVG"]
    {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;
        site.write(name, svg);
        let problems = site.problems();
        assert!(
            problems.contains("the name of a picture is made of lower-case letters"),
            "{problems}"
        );
        fs::remove_file(site.content().join(name)).unwrap();
    }
    site.load().unwrap();
    told("file names with capitals, spaces or Unicode", "an error that asks for another name");
}
