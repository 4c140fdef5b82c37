use std::fs;

use model::{BasePath, Block, Inline, PageData, plain_text};
use proptest::{
    prelude::{Strategy, prop_oneof},
    prop_assert,
};

use crate::{fuzzer::fuzz, hostile, markup, site_copy::Site};

/// Every page of a site whose texts are hostile: nothing in it runs, and no word is lost.
#[test]
fn pages() {
    let site = Site::copy("base");
    let quoted = |text: &str| {
        let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
        text.chars().map(plain).collect::<String>().replace('\\', "\\\\").replace('"', "\\\"")
    };
    let body = prop_oneof![hostile::text(0..12), hostile::text(0..3)];
    let input = (hostile::text(1..5), hostile::text(1..5), hostile::text(1..4), body);
    let fields = input.prop_map(move |(title, summary, point, body)| {
        format!(
            "+++\ntitle = \"{}\"\nsummary = \"{}\"\ncategories = [\"green-tea\"]\npublished = 2026-01-10\n\
             synonyms = [\"{}\"]\nkey_points = [\"One {}.\", \"Two.\", \"Three.\"]\n\n[[references]]\nid = \"leaf-2020\"\n\
             text = \"{}\"\n+++\nText.[@leaf-2020]\n\n{body}\n",
            quoted(&title), quoted(&summary), quoted(&title), quoted(&point), quoted(&summary),
        )
    });
    fuzz("pages", 400, fields, |text| {
        site.write("articles/brewing.md", text);
        let Ok(library) = site.load() else { return Ok(()) };
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
        fs::remove_file(site.content().join("articles/brewing.md")).unwrap();
        Ok(())
    });
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
