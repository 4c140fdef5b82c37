use crate::exported::{Exported, item, post};

const UPLOADS: &str = "https://old.example/wp-content/uploads";

#[test]
fn a_picture_of_another_host_is_not_an_own_one() {
    let html = format!(
        "<p><img src='https://other.example/wp-content/uploads/logo.svg' alt='Theirs'></p><p><img src='{UPLOADS}/logo.svg' alt='Ours'></p>"
    );
    let mut exported = Exported::items(&[post(7, "a", &html)]);
    exported.upload("logo.svg");
    exported.import().unwrap();
    let body = exported.body_of("a");
    assert!(
        body.starts_with("[Picture: Theirs](https://other.example/wp-content/uploads/logo.svg)"),
        "{body}"
    );
    assert!(body.ends_with("![Ours](/pictures/logo.svg)\n"), "{body}");
}

#[test]
fn uploads_may_stand_on_a_host_of_their_own() {
    let upload = item(
        9,
        "attachment",
        "u",
        "https://old.example/u/",
        "",
        "<wp:attachment_url>https://files.example/2013/cup.svg</wp:attachment_url>",
    );
    let html = "<img src='https://files.example/2013/cup-300x200.svg' alt='Cup'>";
    let mut exported = Exported::items(&[post(7, "a", html), upload]);
    exported.upload("2013/cup.svg");
    exported.import().unwrap();
    assert_eq!(exported.body_of("a"), "![Cup](/pictures/cup.svg)\n");
}

#[test]
fn the_exact_file_comes_before_one_of_the_same_name() {
    // The one of that name is another picture of another year; the one of that path is what was shown.
    let html = format!("<img src='{UPLOADS}/2013/01/plan-300x200.svg' alt='Plan'>");
    let mut exported = Exported::items(&[post(7, "a", &html)]);
    exported.upload("2013/01/plan-300x200.svg");
    exported.upload("2020/plan.svg");
    exported.import().unwrap();
    assert_eq!(exported.body_of("a"), "![Plan](/pictures/plan-300x200.svg)\n");
}

#[test]
fn a_picture_that_is_known_by_its_name_alone_is_said() {
    let html = format!("<img src='{UPLOADS}/2013/01/plan.svg' alt='Plan'>");
    let mut exported = Exported::items(&[post(7, "a", &html)]);
    exported.upload("2020/plan.svg");
    let report = exported.import().unwrap().report;
    assert_eq!(exported.body_of("a"), "![Plan](/pictures/plan.svg)\n");
    assert!(report.contains("`2020/plan.svg`, the only one of its name"), "{report}");
}

#[test]
fn galleries_show_the_pictures_of_the_post_that_they_name() {
    let upload = |id: u32, parent: u32, file: &str| {
        let more = format!(
            "<wp:post_parent>{parent}</wp:post_parent><wp:attachment_url>{UPLOADS}/{file}</wp:attachment_url>"
        );
        item(id, "attachment", &format!("u{id}"), &format!("https://old.example/u{id}/"), "", &more)
    };
    let exported = Exported::items(&[
        post(7, "a", "[gallery id=\"8\"]"),
        post(8, "b", "[playlist]"),
        upload(20, 7, "own.jpg"),
        upload(21, 8, "other.jpg"),
        upload(22, 8, "song.mp3"),
    ]);
    exported.import().unwrap();
    let (gallery, playlist) = (exported.body_of("a"), exported.body_of("b"));
    assert!(gallery.contains("other.jpg") && !gallery.contains("own.jpg"), "{gallery}");
    assert!(playlist.contains("Audio: song.mp3") && !playlist.contains("other.jpg"), "{playlist}");
}
