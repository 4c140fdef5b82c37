use crate::exported::{Exported, item, post};

/// The report of an import.
fn report(items: &[String]) -> String {
    Exported::items(items).import().unwrap().report
}

fn upload(id: u32, file: &str) -> String {
    let more = format!(
        "<wp:attachment_url>https://old.example/wp-content/uploads/{file}</wp:attachment_url>"
    );
    item(id, "attachment", &format!("u{id}"), &format!("https://old.example/u{id}/"), "", &more)
}

#[test]
fn uploads_that_nothing_shows_are_named() {
    let html = "<img src='https://old.example/wp-content/uploads/shown-300x200.jpg'> <a href='/wp-content/uploads/linked.pdf'>x</a> [gallery ids='11']";
    let report = report(&[
        post(7, "a", html),
        upload(10, "shown.jpg"),
        upload(11, "gallery.jpg"),
        upload(12, "linked.pdf"),
        upload(13, "forgotten.jpg"),
    ]);
    let not_imported = report.split("Not imported:").nth(1).unwrap();
    assert!(not_imported.contains("forgotten.jpg"), "{report}");
    for used in ["shown.jpg", "gallery.jpg", "linked.pdf"] {
        assert!(!not_imported.contains(used), "{used}\n{report}");
    }
}

#[test]
fn terms_of_plugins_parents_of_pages_and_addresses_alone_are_said() {
    let report = report(&[
        post(7, "a", "One.\n\nhttps://video.example/watch\n\nTwo [newsletter] [sic].\n\n[sitemap]")
            .replace("</item>", "<category domain=\"series\" nicename=\"sleep\"><![CDATA[Sleep]]></category></item>"),
        item(8, "page", "about", "https://old.example/about/", "About.", ""),
        item(9, "page", "team", "https://old.example/about/team/", "Team.", "<wp:post_parent>8</wp:post_parent>"),
    ]);
    for part in [
        "`series`",
        "`sleep`",
        "stood below `/about/`",
        "`https://video.example/watch`",
        "`[newsletter]`",
        "`[sitemap]`",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    assert!(!report.contains("[sic]"), "{report}");
}

#[test]
fn what_is_wrong_is_called_by_its_name() {
    let report = report(&[
        post(7, "a", "<math><mi>x</mi></math> Words."),
        post(8, "b", "<svg><path d='M0 0'/></svg> Words."),
    ]);
    assert!(!report.contains("`<math>` cannot be carried and has no text"), "{report}");
    assert!(report.contains("`<math>`"), "{report}");
}
