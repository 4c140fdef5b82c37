use std::fs;

use model::{Block, Inline, Target};

use crate::exported::{Exported, item, post, wxr};

/// The message of an import that is refused, and that nothing was written.
fn refused(bytes: &[u8]) -> String {
    let exported = Exported::bytes(bytes);
    let error = exported.import().map(|imported| imported.report).unwrap_err().to_string();
    let folder = fs::read_dir(exported.site.content().join("articles")).unwrap();
    assert_eq!(folder.count(), 1, "{error}");
    error
}

#[test]
fn an_export_that_was_cut_off_is_refused() {
    let whole = wxr(&(post(7, "a", "One.") + &post(8, "b", "Two.")));
    for end in (1..whole.len()).step_by(37) {
        let message = refused(&whole.as_bytes()[..end]);
        assert!(message.contains("WordPress"), "{end}: {message}");
    }
    let message = refused(&whole.as_bytes()[..whole.len() - 30]);
    assert!(message.contains("the download was cut off"), "{message}");
}

#[test]
fn what_is_no_export_is_refused() {
    for (bytes, words) in [
        (&b""[..], "not an export of WordPress"),
        (b"Hello", "not an export of WordPress"),
        (b"<html><body><p>Hello</p></body></html>", "not an export of WordPress"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not an export of WordPress"),
        (b"<rss><channel></rss>", "not whole XML"),
    ] {
        let message = refused(bytes);
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn entities_neither_grow_nor_read_files() {
    let bomb =
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let external = "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    for doctype in [bomb, external] {
        let export = wxr(&post(7, "a", "One.")).replacen("<rss", &format!("{doctype}<rss"), 1);
        assert!(refused(export.as_bytes()).contains("defines entities of its own"));
    }
    // Without a definition they are just letters.
    let export = wxr(&post(7, "a", "One.")).replace("Title of 7", "&a; &lol9; &#x26; &amp;");
    let exported = Exported::bytes(export.as_bytes());
    exported.import().unwrap();
    assert!(exported.read("articles/a.md").contains("title = \"&a; &lol9; & &\""));
}

#[test]
fn other_encodings_are_read() {
    let export = wxr(&post(7, "a", "Café."));
    let utf16: Vec<u8> =
        format!("\u{feff}{export}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = export
        .replace("UTF-8", "ISO-8859-1")
        .chars()
        .map(|character| u8::try_from(u32::from(character)).unwrap())
        .collect();
    for bytes in [utf16, latin] {
        let exported = Exported::bytes(&bytes);
        exported.import().unwrap();
        assert!(exported.read("articles/a.md").ends_with("+++\nCafé.\n"));
    }
    // Wrong bytes are no reason to lose the rest.
    let mut wrong = export.into_bytes();
    let place = wrong.windows(3).position(|found| found == b"Caf").unwrap();
    wrong[place + 3] = 0xff;
    let exported = Exported::bytes(&wrong);
    exported.import().unwrap();
    assert!(exported.read("articles/a.md").contains("Caf\u{fffd}"));
    exported.load().unwrap();
}

#[test]
fn no_markup_and_no_dangerous_link_comes_through() {
    for html in [
        "<script>alert(1)</script>safe",
        "<scr<script>ipt>alert(1)</script>safe",
        "<img src=x onerror=alert(1)>safe",
        "<p onclick='alert(1)' style='x:expression(alert(1))'>safe</p>",
        "<a href='javascript:alert(1)'>safe</a>",
        "<a href='&#106;ava\nscript:alert(1)'>safe</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>safe</a>",
        "<iframe src='javascript:alert(1)'></iframe><iframe src='https://a.example'></iframe>safe",
        "<form action='https://a.example'><input value=x><button>safe</button></form>",
        "<svg><script>alert(1)</script></svg><math><mi>x</mi></math>safe",
        "<object data='data:text/html,x'></object><embed src='file:///etc/passwd'>safe",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='//b.example'>safe",
        "&lt;script&gt;alert(1)&lt;/script&gt; safe",
        "[x](javascript:alert(1)) <b>safe</b> ![x](data:,x) <https://a.example>",
        "[gallery ids='\"><script>alert(1)</script>']safe",
        "[caption caption='<img src=x onerror=alert(1)>']safe[/caption]",
        "+++\ndraft = false\n+++\nsafe",
        "> [!emergency] Call\n\n[^1]: x\n\n[@a] safe",
        "</textarea></title></style><plaintext>safe",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">safe",
    ] {
        let exported = Exported::items(&[post(7, "a", html)]);
        exported.import().unwrap();
        let library = exported.load().unwrap_or_else(|problems| panic!("{html}: {problems}"));
        let article =
            library.articles().iter().find(|article| article.slug.as_str() == "a").unwrap();
        // The model has no place for markup, and for no link that runs; what is left are the words.
        let words = format!("{:?}", article.text.body);
        assert!(words.contains("safe"), "{html}: {words}");
        let runs = |block: &Block| match block {
            Block::Paragraph(content) => content.iter().any(|inline| {
                matches!(
                    inline,
                    Inline::Link { target: Target::Inside { .. } | Target::Here(_), .. }
                )
            }),
            _ => false,
        };
        assert!(!article.text.body.iter().any(runs), "{html}");
    }
}

#[test]
fn deep_and_large_texts_end() {
    let deep = [
        "<div>".repeat(10_000) + "words",
        "<blockquote>".repeat(10_000) + "words",
        "<ul><li>".repeat(5_000) + "words",
        "<b><i>".repeat(5_000) + "words",
        "<font color=1>".repeat(10_000) + &"<p>".repeat(10_000) + "words",
        "<table><tr><td>".repeat(3_000) + "words",
        "<a href=x>".repeat(10_000) + "words",
        "[caption]".repeat(10_000) + "words",
        "[".repeat(100_000) + "words",
        "<".repeat(100_000) + " words",
        "&".repeat(100_000) + "words",
        "<!-- wp:group -->".repeat(10_000) + "words",
        "<pre>a</p>".repeat(20_000) + "words",
        "<p a=\"".repeat(20_000) + "\">words",
        "[a b=\"c]".repeat(20_000) + "words",
        "[a-b]".repeat(20_000) + "words",
        format!(
            "<table><tr><td colspan=1000000 rowspan=1000000>words</td>{}</tr></table>",
            "<td>x</td>".repeat(500)
        ),
        "*".repeat(50_000) + " words",
        "<blockquote>a".repeat(30) + "words",
        "<ul><li>a".repeat(30) + "words",
    ];
    for html in deep {
        let exported = Exported::items(&[post(7, "a", &html)]);
        exported.import().unwrap();
        let begin = &html[..20];
        exported.load().unwrap_or_else(|problems| panic!("{begin}: {problems}"));
        assert!(exported.read("articles/a.md").contains("words"), "{begin}");
    }
    // To come back at all is to pass: what does not end is stopped by whoever runs the tests.
    for size in [2, 5] {
        let exported =
            Exported::items(&[post(7, "a", &"word ".repeat(size * 210_000)), post(8, "b", "Two.")]);
        let report = exported.import().unwrap().report;
        assert!(
            report.contains("NOT IMPORTED") && report.contains("Divide it in WordPress"),
            "{report}"
        );
        assert!(exported.read("articles/b.md").ends_with("Two.\n"));
        exported.load().unwrap();
    }
}

#[test]
fn every_slug_finds_a_name() {
    let slugs = [
        "",
        "",
        "same",
        "same",
        "%d9%85%d8%b1%d8%ad%d8%a8%d8%a7",
        "مرحبا",
        "😀",
        "../../etc/passwd",
        "A B",
        "con",
        "-",
        "a.md",
    ];
    let posts: Vec<_> = (10..).zip(slugs).map(|(id, slug)| post(id, slug, "Words.")).collect();
    let pages = (50..)
        .zip(slugs)
        .map(|(id, slug)| item(id, "page", slug, "https://old.example/", "Words.", ""));
    let items: Vec<_> = posts.into_iter().chain(pages).collect();
    let exported = Exported::items(&items);
    exported.import().unwrap();
    let library = exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(library.articles().len(), slugs.len() + 1);
    assert!(!exported.site.folder().join("etc").exists());
}

#[test]
fn broken_fields_are_no_reason_to_stop() {
    let wrong = post(7, "a", "One.")
        .replace("2013-01-11 20:22:19", "0000-00-00 00:00:00")
        .replace("<wp:post_id>7", "<wp:post_id>x");
    let empty = "<item><wp:post_type>post</wp:post_type></item><item/><item><wp:post_type>page</wp:post_type></item>";
    let quotes =
        post(9, "c", "Three.").replace("Title of 9", "<![CDATA[\"\"\" ]\n[x]\nq = '''\\]]>");
    let exported = Exported::items(&[wrong, empty.to_owned(), empty.to_owned(), quotes]);
    exported.import().unwrap();
    assert!(!exported.read("articles/a.md").contains("published ="));
    exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    assert!(exported.import().unwrap().summary.ends_with("nothing changed"));
}
