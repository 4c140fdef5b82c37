use search::{Card, Category, Section};

use super::*;

fn run(text: &str, marked: bool) -> Run {
    Run { text: text.to_owned(), marked }
}

fn hit() -> Hit {
    Hit {
        card: Card {
            kind: Kind::Article,
            title: "On tea".to_owned(),
            plain_title: None,
            path: "/drinks/on-tea/".to_owned(),
        },
        title: vec![run("On ", false), run("tea", true)],
        category: Some("Drinks".to_owned()),
        section: Some(Section { id: "risks".to_owned(), title: "Risks".to_owned() }),
        excerpt: vec![run("Tea", true), run(" <b>is</b> hot.", false)],
    }
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), category: None, page: 1, page_size: PAGE_SIZE }
}

/// The view as HTML, for people to read.
fn html(nodes: &[Node]) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let write = |node: &Node| match node {
        Node::Text(text) => escape(text),
        Node::Element { name, attributes, children } => {
            let attributes: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
                .collect();
            let attributes = attributes.concat();
            format!("<{name}{attributes}>{}</{name}>", html(children))
        }
    };
    nodes.iter().map(write).collect()
}

fn filter(slug: &str, chosen: bool) -> Filter {
    let category = Category { slug: slug.to_owned(), title: slug.to_uppercase() };
    Filter { category, total: 3, chosen }
}

#[test]
fn the_title_has_the_count_and_the_words() {
    let answer = |total, pages, more| Answer { total, page: 1, pages, more, ..Answer::default() };
    assert_eq!(title(&query(" tea "), &answer(0, 0, false)), "No results for “tea”");
    assert_eq!(title(&query("tea"), &answer(1, 1, false)), "1 result for “tea”");
    assert_eq!(title(&query("tea"), &answer(12, 2, false)), "12 results for “tea” (page 1 of 2)");
    let many = title(&query("tea"), &answer(4_096, 410, true));
    assert_eq!(many, "More than 4096 results for “tea” (page 1 of 410)");
}

#[test]
fn a_result_is_its_title_with_where_the_words_stand() {
    let answer = Answer { total: 1, pages: 1, hits: vec![hit()], ..Answer::default() };
    assert_eq!(
        html(&results(&query("tea"), &answer, "/sub")),
        "<ol class=\"cards results\"><li class=\"card\"><h2 class=\"card__title\">\
         <a href=\"/sub/drinks/on-tea/\">On <mark>tea</mark></a></h2>\
         <p class=\"card__facts\">Article in Drinks</p><p><mark>Tea</mark> &lt;b>is&lt;/b> hot.</p>\
         <p class=\"results__section\">In the section: \
         <a href=\"/sub/drinks/on-tea/#risks\">Risks</a></p></li></ol>"
    );
}

#[test]
fn nothing_found_says_what_to_do() {
    let shown = html(&results(&query("xx"), &Answer::default(), ""));
    assert!(shown.contains("Nothing on this site is about this."), "{shown}");
    assert!(!shown.contains("Look in all topics"), "{shown}");
    let in_category = Query { category: Some("a".to_owned()), ..query("xx") };
    let answer = Answer { filters: vec![filter("a", true)], ..Answer::default() };
    let shown = html(&results(&in_category, &answer, ""));
    assert!(shown.contains("<a href=\"/search/?q=xx\">Look in all topics</a>"), "{shown}");
}

#[test]
fn a_misspelt_word_is_named_with_the_one_that_was_meant() {
    let answer = Answer {
        total: 1,
        pages: 1,
        hits: vec![hit()],
        corrected: Some("tea".to_owned()),
        ..Answer::default()
    };
    let shown = html(&results(&query("taa"), &answer, ""));
    assert!(
        shown.contains("Nothing has exactly “taa”. These are results for <strong>tea</strong>.")
    );
}

#[test]
fn topics_filter_and_pages_keep_the_topic() {
    let query = Query { category: Some("b".to_owned()), page: 99, ..query("tea") };
    let answer = Answer {
        total: 95,
        page: 2,
        pages: 10,
        hits: vec![hit()],
        filters: vec![filter("a", false), filter("b", true)],
        ..Answer::default()
    };
    let shown = html(&results(&query, &answer, ""));
    assert!(shown.contains("<a href=\"/search/?q=tea\">All topics</a>"), "{shown}");
    assert!(
        shown.contains("<a href=\"/search/?q=tea&amp;category=b\" aria-current=\"true\">B (3)</a>"),
        "{shown}"
    );
    let next = "<a href=\"/search/?q=tea&amp;category=b&amp;page=3\">Next page</a>";
    assert!(shown.contains(next), "{shown}");
    assert!(shown.contains("aria-label=\"Page 2\" aria-current=\"page\">2</a>"), "{shown}");
    assert_eq!(shown.matches("…").count(), 1, "{shown}");
}

#[test]
fn suggestions_end_with_all_results_and_begin_with_help_where_it_is_needed() {
    let answer =
        Answer { total: 9, pages: 1, hits: vec![hit()], crisis: true, ..Answer::default() };
    let shown = html(&suggestions(&query("overdose"), &answer, ""));
    let help = shown.find("data-href=\"#help-1\"").unwrap();
    let article = shown.find("data-href=\"/drinks/on-tea/\"").unwrap();
    let all = shown.find("All 9 results").unwrap();
    assert!(help < article && article < all, "{shown}");
    assert!(shown.contains("id=\"suggestions-2\""), "{shown}");
}

#[test]
fn who_may_be_in_danger_is_told_of_help_first() {
    assert_eq!(suggestions_title(&Answer::default()), "No suggestions");
    let answer = |hits, crisis| Answer { total: 1, hits, crisis, ..Answer::default() };
    let said = "In danger or thinking of suicide? See who helps now. 1 suggestion. Press the down \
                arrow to reach it.";
    assert_eq!(suggestions_title(&answer(Vec::new(), true)), said);
    let two = suggestions_title(&answer(vec![hit()], true));
    assert!(two.contains("2 suggestions"), "{two}");
    let one = suggestions_title(&answer(vec![hit()], false));
    assert!(one.starts_with("1 suggestion"), "{one}");
}

#[test]
fn words_that_nothing_has_are_named() {
    let shown = |unknown: &[&str]| {
        let unknown = unknown.iter().map(|&word| word.to_owned()).collect();
        let answer = Answer { total: 1, pages: 1, hits: vec![hit()], unknown, ..Answer::default() };
        html(&results(&query("tea xx"), &answer, ""))
    };
    assert!(!shown(&[]).contains("Nothing on this site"), "{}", shown(&[]));
    assert!(shown(&["xx"]).contains("Nothing on this site has “xx”."), "{}", shown(&["xx"]));
    let three = shown(&["xx", "yy", "zz"]);
    assert!(three.contains("Nothing on this site has “xx”, “yy” and “zz”."), "{three}");
}

#[test]
fn words_that_stand_apart_are_not_said_to_stand_together() {
    let answer = Answer { total: 1, pages: 1, hits: vec![hit()], apart: true, ..Answer::default() };
    let shown = html(&results(&query("\"hot tea\""), &answer, ""));
    assert!(shown.contains("None of the best results has the words in quotation marks"), "{shown}");
}

#[test]
fn a_text_without_end_is_shown_as_far_as_it_is_read() {
    let query = query(&"a".repeat(10_000));
    let title = title(&query, &Answer::default());
    assert!(title.chars().count() < 250, "{title}");
    let answer = Answer { total: 20, page: 1, pages: 2, hits: vec![hit()], ..Answer::default() };
    assert!(html(&results(&query, &answer, "")).len() < 3_000);
}
