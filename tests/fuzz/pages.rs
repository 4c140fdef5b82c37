use std::{cell::Cell, fmt::Write, path::Path};

use model::{BasePath, Block, Inline, Library, PageData, SiteAddress, plain_text};
use proptest::{
    prelude::{Strategy, prop_oneof},
    prop_assert, prop_assert_eq,
    test_runner::TestCaseError,
};
use roxmltree::Document;
use serde_json::Value;
use site::bundle::ForMachines;

use crate::{
    fuzzer::{Verdict, fuzz},
    hostile, markup,
    site_copy::Site,
};

/// Every page of a site whose texts are hostile: nothing in it runs, and no word is lost.
#[test]
fn pages() {
    let site = Site::copy("base");
    let body = prop_oneof![
        hostile::text(0..12),
        hostile::text(0..3),
        // A site of which nothing is wrong but what is meant to be words.
        ("[a-z ]{1,30}").prop_map(|words| format!("A {words}.")),
    ];
    let input = (hostile::text(1..5), hostile::text(1..5), hostile::text(1..4), body);
    let fields = input.prop_map(move |(title, summary, point, body)| {
        format!(
            "+++\ntitle = \"{}\"\nsummary = \"{}\"\ncategories = [\"green-tea\"]\npublished = 2026-01-10\n\
             synonyms = [\"{}\"]\nkey_points = [\"One {}.\", \"Two.\", \"Three.\"]\n\n[[references]]\nid = \"leaf-2020\"\n\
             text = \"{}\"\n+++\nText.[@leaf-2020]\n\n{body}\n",
            quoted(&title), quoted(&summary), quoted(&title), quoted(&point), quoted(&summary),
        )
    });
    let read = Cell::new(0);
    fuzz("pages", 400, fields, |text| {
        site.write("articles/brewing.md", text);
        let Ok(library) = site.load() else { return Ok(()) };
        read.set(read.get() + 1);
        is_drawn_as_text(&library)?;
        is_text_for_machines(&library)
    });
    assert!(read.get() > 100, "only {} sites could be read", read.get());
}

/// As a string of TOML, in which anything can be said.
fn quoted(text: &str) -> String {
    text.chars().fold(String::new(), |mut quoted, letter| {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            _ if letter.is_control() => write!(quoted, "\\u{:04X}", u32::from(letter)).unwrap(),
            _ => quoted.push(letter),
        }
        quoted
    })
}

/// What people see of each page.
fn is_drawn_as_text(library: &Library) -> Verdict {
    for route in library.routes() {
        let record = library.page_record(&route).unwrap();
        let words = words_of(&record.page);
        let html = app::draw(&BasePath::default(), library.site(), Some((&route, record)));
        let shown = markup::text_of(&html)?;
        for words in words {
            prop_assert!(shown.contains(&words), "{words:?} is lost on {route}");
        }
        // What the app is handed in the browser is the same, and no more than JSON.
        let json = serde_json::to_string(&library.page_record(&route).unwrap()).unwrap();
        let read: model::PageRecord = serde_json::from_str(&json).unwrap();
        prop_assert!(library.page_record(&route) == Some(read));
    }
    Ok(())
}

/// What programs read of it: the heads, the structured data, feeds and sitemap.
fn is_text_for_machines(library: &Library) -> Verdict {
    let address = SiteAddress::new("https://tea.example".parse().unwrap(), BasePath::default());
    let told = ForMachines::of(library, &address, "en-GB").unwrap();
    for (route, head) in &told.heads {
        let record = library.page_record(route).unwrap();
        let text = markup::text_of(head)?;
        prop_assert_eq!(text.trim(), record.document_title.trim(), "the title of {}", route);
        let said = markup::attributes_of(head, "content");
        for words in [record.page.title(), record.page.description().to_owned()] {
            prop_assert!(said.contains(&words), "{words:?} is lost in the head of {route}");
        }
    }
    for (route, element) in &told.data {
        let data = element.strip_prefix("<script type=\"application/ld+json\">");
        let data = data.and_then(|data| data.strip_suffix("</script>")).unwrap();
        // Nothing can end the element, or begin another within it.
        prop_assert!(!data.contains('<'), "{data}");
        let data: Value = serde_json::from_str(data).map_err(failed)?;
        // Home is named after the clinic, and others have no words of the article.
        let PageData::Article(article) = library.page_record(route).unwrap().page else { continue };
        let things = data["@graph"].as_array().unwrap();
        let is_named = things
            .iter()
            .any(|it| it["name"] == *article.title && it["description"] == *article.summary);
        prop_assert!(is_named, "{:?} is not in {data}", article.title);
    }
    for (file, text) in &told.files {
        if Path::new(file).extension().is_some_and(|ending| ending == "json") {
            is_json_feed(text)?;
        } else {
            is_well_formed(text, library).map_err(|error| failed(format!("{file}: {error}")))?;
        }
    }
    Ok(())
}

fn failed(reason: impl ToString) -> TestCaseError {
    TestCaseError::fail(reason.to_string())
}

fn is_json_feed(text: &str) -> Verdict {
    let feed: Value = serde_json::from_str(text).map_err(failed)?;
    for item in feed["items"].as_array().unwrap() {
        markup::text_of(item["content_html"].as_str().unwrap())?;
    }
    Ok(())
}

/// XML as any reader takes it, in which the titles of a feed are those of the articles.
fn is_well_formed(text: &str, library: &Library) -> Verdict {
    let document = Document::parse(text).map_err(failed)?;
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        for attribute in element.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            markup::harmless(element.tag_name().name(), name, value)?;
        }
        if element.tag_name().name() == "entry" {
            let said = |name: &str| {
                let child = element.children().find(|child| child.tag_name().name() == name);
                child.and_then(|child| child.text()).unwrap_or_default().to_owned()
            };
            let known = library.articles().iter().any(|article| {
                article.title == said("title") && article.summary == said("summary")
            });
            prop_assert!(known, "{:?} is no article", said("title"));
        }
        let is_page = element.tag_name().namespace() == Some("http://www.w3.org/1999/xhtml");
        prop_assert!(!is_page || markup::is_drawn(element.tag_name().name()), "{element:?}");
    }
    Ok(())
}

/// The words of a page's title, and of the paragraphs and key points that are words alone: a
/// citation stands in the page as a number.
fn words_of(page: &PageData) -> Vec<String> {
    let PageData::Article(article) = page else { return vec![page.title()] };
    let are_words = |content: &[Inline]| content.iter().all(|part| matches!(part, Inline::Text(_)));
    let paragraphs = article.text.body.iter().filter_map(|block| match block {
        Block::Paragraph(content) => Some(content),
        _ => None,
    });
    let texts = paragraphs.chain(&article.text.key_points).filter(|content| are_words(content));
    [article.title.clone()].into_iter().chain(texts.map(|content| plain_text(content))).collect()
}
