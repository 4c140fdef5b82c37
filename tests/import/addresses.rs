use std::fs;

use crate::exported::{Exported, item, post};

/// The line of an address in the comparison.
fn line(report: &str, address: &str) -> String {
    let begin = format!("https://old.example{address} ");
    let found = report.lines().find(|line| line.starts_with(&begin));
    found.unwrap_or_else(|| panic!("{address} is not in:\n{report}")).to_owned()
}

#[test]
fn where_addresses_lead_is_read_from_the_site_as_it_stands() {
    let exported =
        Exported::items(&[post(7, "a", "One."), post(8, "b", "Two."), post(9, "c", "Three.")]);
    exported
        .site
        .write("redirects.toml", "[[redirects]]\nfrom = \"/author/jo/\"\nto = \"/contact/\"\n");
    let imported = exported.import().unwrap();
    assert!(imported.report.contains("`--verify` lists them"), "{}", imported.report);
    let report = exported.verify().report;
    // The file was there before, and has only what it had.
    assert!(line(&report, "/author/jo/").ends_with(" -> /contact/"), "{report}");
    assert!(line(&report, "/tag/leaf/").contains("leads nowhere"), "{report}");
    assert!(!exported.verify().is_whole);
    // A draft leads somewhere once it is published.
    assert!(
        line(&report, "/2013/01/a/").contains(" -> /articles/a/ (after publication"),
        "{report}"
    );

    let file = exported.read("articles/a.md").replace("\"/2013/01/a/\", ", "");
    exported.site.write("articles/a.md", &file);
    let content = exported.site.content();
    fs::rename(content.join("articles/b.md"), content.join("articles/other.md")).unwrap();
    fs::remove_file(content.join("articles/c.md")).unwrap();
    let report = exported.verify().report;
    assert!(line(&report, "/2013/01/a/").contains("leads nowhere"), "{report}");
    assert!(
        line(&report, "/2013/01/b/").contains(" -> /articles/other/ (after publication"),
        "{report}"
    );
    assert!(line(&report, "/2013/01/c/").contains("leads nowhere"), "{report}");
}

#[test]
fn everything_that_leads_somewhere_makes_it_whole() {
    let exported = Exported::items(&[post(7, "a", "One.")]);
    exported.import().unwrap();
    let verified = exported.verify();
    assert!(verified.is_whole, "{}", verified.report);
    assert!(!verified.report.contains("leads nowhere"), "{}", verified.report);
}

#[test]
fn lists_and_short_addresses_are_redirected_too() {
    let posts = (10..35).map(|id| post(id, &format!("p{id}"), "Words."));
    let page = item(8, "page", "about", "https://old.example/about/", "About.", "");
    let upload = item(
        9,
        "attachment",
        "cup",
        "https://old.example/about/cup/",
        "",
        "<wp:post_parent>8</wp:post_parent><wp:attachment_url>https://old.example/wp-content/uploads/cup.pdf</wp:attachment_url>",
    );
    let exported = Exported::items(&posts.chain([page, upload]).collect::<Vec<_>>());
    exported.import().unwrap();
    let library = exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    for (path, route) in [
        ("/?page_id=8", "/about/"),
        ("/?p=8", "/about/"),
        ("/?attachment_id=9", "/about/"),
        ("/tag/leaf/page/3/", "/category/white/"),
        ("/author/jo/page/2/", "/topics/"),
        ("/category/teas/white/page/3/", "/category/white/"),
    ] {
        let found = library.old_addresses().find(|(old, _)| *old == path);
        let leads = found.map(|(_, route)| route.to_string());
        assert!(leads.as_deref() == Some(route), "{path}: {leads:?}");
    }
    let report = exported.verify().report;
    // What has the address here too needs no redirect.
    let same = " -> /category/white/page/2/ (the same address, after publication";
    assert!(line(&report, "/category/white/page/2/").contains(same), "{report}");
    assert!(line(&report, "/?cat=3").contains("hosts have no rules"), "{report}");
}
