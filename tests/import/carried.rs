use std::fs;

use model::Route;

use crate::exported::{Exported, item, post};

#[test]
fn classic_and_block_texts_become_markdown() {
    for (html, markdown) in [
        ("One\ntwo\n\nThree <b> bold</b>.", "One\\\ntwo\n\nThree **bold**.\n"),
        ("<!-- wp:paragraph --><p>One\ntwo</p><!-- /wp:paragraph -->", "One two\n"),
        (
            "<h1>A</h1><h4 id=\"my-b\">B</h4><p><a href=\"#my-b\">up</a></p>",
            "## A\n\n### B {#my-b}\n\n[up](#my-b)\n",
        ),
        (
            "<ul><li>a<ol start=\"3\"><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>",
            "- a\n\n  3. b\n\n- c\n\n  d\n",
        ),
        ("<blockquote><h3>a</h3>b</blockquote>", "> **a**\n>\n> b\n"),
        ("<pre>a\n  ```b</pre>", "````\na\n  ```b\n````\n"),
        (
            "1. not a list\n\n# nor a heading *or* [link](x) <b>",
            "1\\. not a list\n\n\\# nor a heading \\*or\\* \\[link\\](x)\n",
        ),
        ("x[1] & &amp;amp; C:\\a_b _c_ 50% #", "x\\[1\\] & \\&amp; C:\\\\a_b \\_c\\_ 50% #\n"),
        ("<details><summary>More</summary><p>text</p></details>", "> [!details] More\n>\n> text\n"),
        ("<dl><dt>T</dt><dd>one</dd><dd>two</dd></dl>", "T\n: one\n: two\n"),
        ("a<ref>x</ref>b[ref]A <i>note</i>.[/ref]", "axb[^note-1]\n\n[^note-1]: A *note*.\n"),
        ("https://a.example/b", "[https\\://a.example/b](https://a.example/b)\n"),
        ("[unknown thing=\"1\"]kept[/unknown]", "\\[unknown thing=\"1\"\\]kept\\[/unknown\\]\n"),
        (
            "<a href=\"https://old.example/2013/01/a/\">self</a> <a href='/category/teas/white/'>c</a>",
            "[self](/articles/a/) [c](/category/white/)\n",
        ),
        ("Table: not a caption", "*Table:* not a caption\n"),
        ("<p>a<strong>\"b\"</strong>c</p>", "a\"b\"c\n"),
        ("kg/m<sup>2</sup> CO<sub>2</sub> <q>q</q>", "kg/m² CO₂ “q”\n"),
        (
            "<table><caption>Cups</caption><tr><th>a|b</th><th>c</th></tr><tr><td colspan=2>d<br>e</td></tr></table>",
            "Table: Cups\n\n| a\\|b | c |\n| --- | --- |\n| d e |  |\n",
        ),
    ] {
        assert_eq!(Exported::body(html), markdown, "{html}");
    }
}

#[test]
fn the_fields_of_a_post_come_along() {
    let more = "<excerpt:encoded><![CDATA[What <b>it</b> says.]]></excerpt:encoded>
<wp:post_modified>2014-02-03 04:05:06</wp:post_modified>
<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>earlier</wp:meta_value></wp:postmeta>";
    let link = "https://old.example/2013/01/tea/";
    let page =
        item(8, "page", "contact", "https://old.example/about/contact/", "Hello you there.", "");
    let exported = Exported::items(&[item(7, "post", "tea", link, "Text.", more), page]);
    exported.import().unwrap();
    let file = exported.read("articles/tea.md");
    for line in [
        "# From WordPress: post 7, published there. `cargo site check` says what is still to do.",
        "title = \"Title of 7\"",
        "summary = \"What it says.\"",
        // The articles of a category are in those above it too.
        "categories = [\"white\", \"teas\"]",
        "authors = [\"Jo Bell\"]",
        "published = 2013-01-11",
        "updated = 2014-02-03",
        "draft = true",
        "synonyms = [\"Leaf\"]",
        "old_addresses = [\"/2013/01/tea/\", \"/2013/01/earlier/\", \"/?p=7\"]",
    ] {
        assert!(file.lines().any(|found| found == line), "{line}\n{file}");
    }
    // `/contact/` is the site's own.
    assert!(
        exported.read("pages/contact-page.md").contains("old_addresses = [\"/about/contact/\", ")
    );
    assert!(
        exported
            .read("categories/white.md")
            .contains("old_addresses = [\"/category/teas/white/\"]")
    );
    let library = exported.load().unwrap();
    let redirects: Vec<_> = library.old_addresses().collect();
    for (path, route) in [
        ("/2013/01/earlier/", "/articles/tea/"),
        ("/about/contact/", "/contact-page/"),
        ("/category/teas/white/", "/category/white/"),
        ("/tag/leaf/", "/category/white/"),
        ("/author/jo/", "/topics/"),
        ("/2013/01/", "/topics/"),
    ] {
        assert!(redirects.contains(&(path, route.parse::<Route>().unwrap())), "{path}");
    }
}

#[test]
fn pictures_come_from_the_media_folder_and_links_stand_in_for_others() {
    let upload = "https://old.example/wp-content/uploads/2013/01";
    let html = format!(
        "[caption id=\"a\"]<a href=\"{upload}/Tea.svg\"><img src=\"{upload}/Tea-300x200.svg\" alt=\"A cup\"></a> The \"cup\"[/caption]
<p>Words <img src=\"{upload}/gone.jpg\"> on.</p>[gallery ids=\"9\"]"
    );
    let attachment = item(
        9,
        "attachment",
        "tea",
        "https://old.example/2013/01/a/tea/",
        "",
        &format!(
            "<wp:attachment_url>{upload}/Tea.svg</wp:attachment_url><excerpt:encoded><![CDATA[Of <a href='https://b.example'>b</a>]]></excerpt:encoded>"
        ),
    );
    let thumbnail = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta>";
    let text = item(7, "post", "a", "https://old.example/2013/01/a/", &html, thumbnail);
    let mut exported = Exported::items(&[text, attachment]);
    let media = exported.site.folder().join("uploads");
    fs::create_dir_all(media.join("2013/01")).unwrap();
    fs::write(
        media.join("2013/01/Tea.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>",
    )
    .unwrap();

    // Without the media folder links stand in; once it is given, pictures take their places.
    exported.import().unwrap();
    assert!(
        exported.read("articles/a.md").contains("[Picture: A cup](https://old.example/wp-content")
    );
    exported.import.media = Some(media);
    exported.import().unwrap();
    let file = exported.read("articles/a.md");
    for part in [
        "[picture]\nfile = \"tea.svg\"\n",
        "![A cup](/pictures/tea.svg \"The \\\"cup\\\"\")\n\nWords on.\n\n[Picture: gone.jpg](",
        "![](/pictures/tea.svg)\n\nOf [b](https://b.example)\n",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
    exported.load().unwrap();
    assert!(exported.verify().is_whole);
    assert!(exported.import().unwrap().summary.ends_with("nothing changed"));
}

#[test]
fn a_file_that_was_edited_is_left_alone() {
    let exported = Exported::items(&[post(7, "a", "One."), post(8, "b", "Two.")]);
    exported.import().unwrap();
    exported.site.write("articles/a.md", "mine");
    fs::remove_file(exported.site.content().join("articles/b.md")).unwrap();
    let again = exported.import().unwrap();
    assert!(again.summary.ends_with("nothing changed"), "{}", again.summary);
    assert!(again.report.contains("edited since it was imported"), "{}", again.report);
    assert_eq!(exported.read("articles/a.md"), "mine");
    assert!(!exported.site.content().join("articles/b.md").exists());
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let mut exported = Exported::items(&[post(7, "a", "One.")]);
    exported.import.dry_run = true;
    let dry = exported.import().unwrap();
    assert!(dry.summary.contains("a dry run: nothing was written"));
    assert!(!exported.site.content().join("articles/a.md").exists());
    exported.import.dry_run = false;
    let wet = exported.import().unwrap();
    let items = |report: &str| {
        report
            .lines()
            .filter(|line| line.contains("content/"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(items(&dry.report), items(&wet.report));
}

#[test]
fn what_the_site_had_before_stays_as_it_is() {
    let exported = Exported::items(&[
        item(7, "post", "brewing", "https://old.example/articles/brewing/", "Other.", ""),
        item(8, "page", "home", "https://old.example/home/", "A page called home.", ""),
    ]);
    let before = exported.read("articles/brewing.md");
    exported.import().unwrap();
    assert_eq!(exported.read("articles/brewing.md"), before);
    assert!(exported.read("articles/brewing-2.md").contains("Other."));
    assert!(exported.read("pages/home-page.md").contains("A page called home."));
    exported.load().unwrap();
    assert!(exported.verify().report.contains("another page of this site has the address"));
}

#[test]
fn what_is_not_imported_is_said() {
    let comment = "<wp:comment><wp:comment_content>Hi</wp:comment_content></wp:comment>";
    let exported = Exported::items(&[
        item(7, "post", "a", "https://old.example/a/", "One.", comment),
        item(8, "nav_menu_item", "m", "https://old.example/m/", "", ""),
        item(9, "product", "p", "https://old.example/p/", "Buy", ""),
    ]);
    let report = exported.import().unwrap().report;
    for part in ["1 comments: the site has none", "`nav_menu_item`", "`product`", "widgets"] {
        assert!(report.contains(part), "{part}\n{report}");
    }
}
