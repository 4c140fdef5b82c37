use std::fs;

use model::{Block, Inline, Target, Visibility};

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
fn no_field_ends_the_fields_of_a_draft() {
    let injected = "<![CDATA[x\n+++\ntitle = \"A\"\n+++\nNot a draft.\n+++]]>";
    for (from, to) in [
        ("<wp:status>publish", format!("<wp:status>{injected}")),
        ("<title>Title of 7", format!("<title>{injected}")),
        ("<wp:status>publish", "<wp:status>x&#13;&#10;y&#27;]0;z&#7;".to_owned()),
        ("<dc:creator>jo", format!("<dc:creator>{injected}")),
        ("nicename=\"leaf\"", "nicename=\"a&#10;+++&#10;b\"".to_owned()),
        ("<link>", "<link>https://old.example/&#10;+++&#10;a/".to_owned()),
    ] {
        let item = post(7, "a", "Words.");
        let hostile = item.replacen(from, &to, 1);
        assert_ne!(item, hostile, "{from}");
        let exported = Exported::items(&[hostile]);
        let report = exported.import().unwrap().report;
        let file = exported.read("articles/a.md");
        assert_eq!(file.matches("\n+++\n").count(), 1, "{file}");
        let library = exported.load().unwrap_or_else(|problems| panic!("{to}: {problems}"));
        let article =
            library.articles().iter().find(|article| article.slug.as_str() == "a").unwrap();
        assert_eq!(article.visibility, Visibility::Draft, "{file}");
        assert!(!report.contains('\u{1b}'), "{report:?}");
    }
}

#[test]
fn a_drawing_in_the_text_does_not_flatten_it() {
    let drawing = format!("<svg viewBox='0 0 9 9'>{}</svg>", "<path d='M0 0h9'/>".repeat(400));
    let exported = Exported::items(&[post(7, "a", &format!("<h2>One</h2>{drawing}<p>Two.</p>"))]);
    let report = exported.import().unwrap().report;
    assert_eq!(exported.body_of("a"), "## One\n\nTwo.\n", "{report}");
    // What is too deep keeps the words behind a script, however that is written.
    let deep = format!("{}<SCRIPT>no()</SCRIPT>words", "<div>".repeat(10_000));
    assert_eq!(Exported::body(&deep), "words\n");
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

/// Imports a post with this text, and others; to come back at all is to pass.
fn ends(html: &str, others: &[String]) -> String {
    let items: Vec<_> = [post(7, "a", html)].into_iter().chain(others.iter().cloned()).collect();
    let exported = Exported::items(&items);
    let report = exported.import().unwrap().report;
    exported.verify();
    report
}

#[test]
fn tags_that_close_nothing_do_not_hide_how_deep_others_stand() {
    for html in [
        "<div></x>".repeat(60_000),
        "<div><!-- </div> -->".repeat(30_000),
        "<div a='</div>'>".repeat(40_000),
        "<svg>".to_owned() + &"<td>".repeat(100_000) + &"</x>".repeat(100_000),
        "<svg><foreignObject>".to_owned() + &"<div/>".repeat(100_000),
        (0..40_000).map(|number| format!("<div><b a={number}></div>")).collect::<Vec<_>>().concat(),
        format!(
            "<p>{}</p>{}",
            (0..250).map(|number| format!("<b a={number}>")).collect::<Vec<_>>().concat(),
            "<p>x</p>".repeat(100_000)
        ),
    ] {
        let report = ends(&(html.clone() + "words"), &[]);
        assert!(report.contains("only the words are kept"), "{}: {report}", &html[..20]);
    }
}

#[test]
fn blocks_and_galleries_that_show_one_another_have_a_measure() {
    let block = |id: u32, shown: u32| {
        let html =
            format!("<p>x</p>{}", format!("<!-- wp:block {{\"ref\":{shown}}} /-->").repeat(300));
        item(id, "wp_block", "b", "https://old.example/b/", &html, "")
    };
    let report =
        ends("<!-- wp:block {\"ref\":20} /-->", &[block(20, 21), block(21, 22), block(22, 20)]);
    assert!(report.contains("more than 4 MB"), "{report}");

    let caption = "<b>word</b> ".repeat(1_000);
    let upload = format!(
        "<wp:attachment_url>https://old.example/a.jpg</wp:attachment_url><excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>"
    );
    let upload = item(1, "attachment", "u", "https://old.example/u/", "", &upload);
    let gallery = format!("[gallery ids=\"{}\"]", "1,".repeat(1_000));
    let report = ends(&gallery.repeat(100), &[upload]);
    assert!(report.contains("it would be a file of 3 MB"), "{report}");

    // A caption may show the gallery that it stands in.
    let own = "<wp:attachment_url>https://old.example/a.jpg</wp:attachment_url><excerpt:encoded>[gallery ids='1,1,1'] word</excerpt:encoded>";
    let upload = item(1, "attachment", "u", "https://old.example/u/", "", own);
    let report = ends("[gallery ids='1']", &[upload]);
    assert!(report.contains("elements stand too deep"), "{report}");
}

#[test]
fn many_galleries_notes_and_tables_take_time_by_their_number_alone() {
    let uploads: Vec<_> = (100..5_100)
        .map(|id| {
            let more = "<wp:post_parent>9</wp:post_parent><wp:attachment_url>https://old.example/a.jpg</wp:attachment_url>";
            item(id, "attachment", "u", "https://old.example/u/", "", more)
        })
        .collect();
    ends(&"[gallery]".repeat(30_000), &uploads);
    let attributes: Vec<_> = (0..100_000).map(|number| format!(" a{number}")).collect();
    ends(&format!("<p{}>words", attributes.concat()), &[]);
    ends(&"a[ref]b[/ref]\n\n".repeat(5_000), &[]);
    ends(&"<table><caption>a</caption><tr><td>b<td>c</table>".repeat(5_000), &[]);
}

#[test]
fn fields_that_nobody_knows_are_passed_over() {
    // Longer than any text that is imported.
    let field = format!("<wp:unknown>{}</wp:unknown>", "x".repeat(5_000_000));
    let exported =
        Exported::items(&[item(7, "post", "a", "https://old.example/a/", "Words.", &field)]);
    let report = exported.import().unwrap().report;
    assert!(!report.contains("NOT IMPORTED"), "{report}");
    assert!(exported.read("articles/a.md").ends_with("Words.\n"));
}
