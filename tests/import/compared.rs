use crate::exported::{Exported, item, post};

/// That nothing of a text is missing or new after the import.
fn same(items: &[String]) -> String {
    let exported = Exported::items(items);
    exported.import().unwrap();
    exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    let report = exported.verify().report;
    let texts = report.lines().filter(|line| line.contains(" %  "));
    for line in texts {
        assert!(line.starts_with("100.00 %"), "{report}");
    }
    assert!(report.contains("100.00 %  "), "{report}");
    report
}

#[test]
fn reusable_blocks_are_read_before_and_after() {
    let block = |id, html| item(id, "wp_block", "block", "https://old.example/?p=20", html, "");
    same(&[
        post(
            7,
            "a",
            "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":20} /--><p>Two.</p>",
        ),
        block(20, "<p>Shared <b>words</b>.</p><!-- wp:block {\"ref\":21} /-->"),
        block(21, "<p>And more.</p>"),
    ]);
}

#[test]
fn notes_among_the_words_are_at_the_end_before_and_after() {
    let html = "One[ref]First <i>note</i>.[/ref] two[efn_note]Second.[/efn_note] three.";
    same(&[post(7, "a", html)]);
    same(&[item(7, "page", "a", "https://old.example/a/", html, "")]);
}

#[test]
fn notes_of_blocks_have_their_order() {
    let mark =
        |id: &str| format!("<sup data-fn=\"{id}\" class=\"fn\"><a href=\"#{id}\">1</a></sup>");
    let html =
        ["c", "a", "b", "e", "d", "f"].map(|id| format!("<p>Word{}.</p>", mark(id))).concat();
    let notes = ["a", "b", "c", "d", "e", "f"]
        .map(|id| format!("{{\"id\":\"{id}\",\"content\":\"Note {id} says so.\"}}"))
        .join(",");
    let more = format!(
        "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{notes}]]]></wp:meta_value></wp:postmeta>"
    );
    same(&[item(7, "post", "a", "https://old.example/a/", &html, &more)]);
}

#[test]
fn galleries_and_nested_notes_say_the_same() {
    let upload = |id: u32, caption: &str| {
        item(
            id,
            "attachment",
            &format!("u{id}"),
            &format!("https://old.example/u{id}/"),
            "",
            &format!(
                "<wp:attachment_url>https://old.example/wp-content/uploads/{id}.jpg</wp:attachment_url><excerpt:encoded>{caption}</excerpt:encoded>"
            ),
        )
    };
    same(&[
        post(7, "a", "<p>Before.</p>[gallery ids=\"20,21\"]<p>After.</p>[gallery ids='21']"),
        upload(20, "First caption"),
        upload(21, "Second caption"),
    ]);
}
