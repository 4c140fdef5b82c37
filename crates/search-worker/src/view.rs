//! What is shown of an answer.
//!
//! Texts are put together without `format!`, whose code would be 2 kB of the Wasm.

mod address;
mod pages;

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use search::{Answer, Filter, Hit, Kind, Query, Run, decimal};

use crate::node::Node;
use address::Address;

/// Results on one page.
pub(crate) const PAGE_SIZE: usize = 10;
/// Suggestions below the field: more would hide what stands below, or stand below the fold.
pub(crate) const SUGGESTIONS: usize = 5;
/// The id of the list below the field, and the beginning of those of its entries.
const LIST: &str = "suggestions";

/// The heading of a page of results, with how many there are.
pub(crate) fn title(query: &Query, answer: &Answer) -> String {
    let number = match (answer.total, answer.more) {
        (0, _) => "No results".to_owned(),
        (1, false) => "1 result".to_owned(),
        (total, false) => [&decimal(total), " results"].concat(),
        (total, true) => ["More than ", &decimal(total), " results"].concat(),
    };
    let page = if answer.pages > 1 {
        [" (page ", &decimal(answer.page), " of ", &decimal(answer.pages), ")"].concat()
    } else {
        String::new()
    };
    [&number, " for “", written(query), "”", &page].concat()
}

/// What was typed, as far as it is read.
fn written(query: &Query) -> &str {
    query.read().trim()
}

/// A page of results.
pub(crate) fn results(query: &Query, answer: &Answer, base: &str) -> Vec<Node> {
    let address = Address { base, query };
    let mut view = Vec::new();
    if answer.total == 0 {
        view.extend(nothing(answer, address));
    } else {
        view.extend(answer.corrected.as_deref().map(|meant| corrected(query, meant)));
        view.extend(unknown(&answer.unknown));
        view.extend(answer.apart.then(apart));
    }
    view.extend(filters(answer, address));
    if answer.total > 0 {
        let hits = answer.hits.iter().map(|hit| result(hit, base));
        view.push(Node::element("ol", hits.collect()).with("class", "cards results"));
    }
    view.extend(pages::pagination(answer, address));
    view
}

/// What is said where nothing was found, and what to do.
fn nothing(answer: &Answer, address: Address<'_>) -> Vec<Node> {
    let link =
        |text: &str, href: String| Node::element("a", vec![Node::text(text)]).with("href", href);
    let everywhere = chosen(answer).map(|_| link("Look in all topics", address.of(None, 1)));
    let words = if answer.crisis {
        "No article has these words."
    } else if everywhere.is_some() {
        "Nothing in this topic is about this. You could try this:"
    } else {
        "Nothing on this site is about this. You could try this:"
    };
    let tips = [
        Node::text("Check the spelling."),
        Node::text("Use fewer words, or other ones."),
        link("Choose from all topics and articles", "#a-to-z".to_owned()),
        link("Call us", "#contact".to_owned()),
        link("See who else can help", "#help-1".to_owned()),
    ];
    let tips = everywhere.into_iter().chain(tips);
    let tips = tips.map(|tip| Node::element("li", vec![tip])).collect();
    vec![Node::element("p", vec![Node::text(words)]), Node::element("ul", tips)]
}

fn corrected(query: &Query, meant: &str) -> Node {
    Node::element(
        "p",
        vec![
            Node::text(
                ["Nothing has exactly “", written(query), "”. These are results for "].concat(),
            ),
            Node::element("strong", vec![Node::text(meant.trim())]),
            Node::text("."),
        ],
    )
}

/// Says which words were left out, as no document has them.
fn unknown(words: &[String]) -> Option<Node> {
    let mut named = String::new();
    for (left, word) in (0..words.len()).rev().zip(words) {
        let between = match left {
            _ if named.is_empty() => "“",
            0 => "” and “",
            _ => "”, “",
        };
        named.push_str(between);
        named.push_str(word);
    }
    let text = ["Nothing on this site has ", &named, "”."].concat();
    (!words.is_empty()).then(|| Node::element("p", vec![Node::text(text)]))
}

fn apart() -> Node {
    let words = "None of the best results has the words in quotation marks just as they stand \
                 there. These have them in other places.";
    Node::element("p", vec![Node::text(words)])
}

/// The category that was chosen, if there is such a one.
fn chosen(answer: &Answer) -> Option<&Filter> {
    answer.filters.iter().find(|filter| filter.chosen)
}

/// The categories in which something was found, each with how much.
fn filters(answer: &Answer, address: Address<'_>) -> Option<Node> {
    let chosen = chosen(answer).is_some();
    if answer.filters.len() < 2 && !chosen {
        return None;
    }
    let item = |text: String, href: String, current: bool| {
        let mut link = Node::element("a", vec![Node::text(text)]).with("href", href);
        if current {
            link = link.with("aria-current", "true");
        }
        Node::element("li", vec![link])
    };
    let mut items = vec![item("All topics".to_owned(), address.of(None, 1), !chosen)];
    items.extend(answer.filters.iter().map(|Filter { category, total, chosen }| {
        let text = [&category.title, " (", &decimal(*total), ")"].concat();
        item(text, address.of(Some(&category.slug), 1), *chosen)
    }));
    let list = Node::element("ul", items).with("class", "tags tags--row");
    Some(Node::element("nav", vec![list]).with("aria-label", "Results by topic"))
}

fn result(hit: &Hit, base: &str) -> Node {
    let link =
        Node::element("a", runs(&hit.title)).with("href", address::of_path(base, &hit.card.path));
    let mut parts = vec![
        Node::element("h2", vec![link]).with("class", "card__title"),
        Node::element("p", vec![Node::text(facts(hit))]).with("class", "card__facts"),
    ];
    if !hit.excerpt.is_empty() {
        parts.push(Node::element("p", runs(&hit.excerpt)));
    }
    if let Some(section) = &hit.section {
        let path = [&hit.card.path, "#", &section.id].concat();
        let link = Node::element("a", vec![Node::text(&section.title)])
            .with("href", address::of_path(base, &path));
        let words = Node::text("In the section: ");
        parts.push(Node::element("p", vec![words, link]).with("class", "results__section"));
    }
    Node::element("li", parts).with("class", "card")
}

/// What kind of thing was found, or its category.
fn facts(hit: &Hit) -> String {
    match (hit.card.kind, &hit.category) {
        (Kind::Article, Some(category)) => ["Article in ", category].concat(),
        (Kind::Article, None) => "Article".to_owned(),
        (Kind::Topic, _) => "Topic".to_owned(),
        (Kind::Page, _) => "About this site".to_owned(),
        (Kind::Word, _) => "What a word means".to_owned(),
    }
}

fn runs(runs: &[Run]) -> Vec<Node> {
    let run = |run: &Run| {
        let text = Node::text(&run.text);
        if run.marked { Node::element("mark", vec![text]) } else { text }
    };
    runs.iter().map(run).collect()
}

/// What is offered first to somebody who may be in danger.
const HELP: &str = "In danger or thinking of suicide? See who helps now";

/// What is said of the suggestions to those who do not see them.
pub(crate) fn suggestions_title(answer: &Answer) -> String {
    let number = match answer.hits.len() + usize::from(answer.crisis) {
        0 => "No suggestions".to_owned(),
        1 => "1 suggestion. Press the down arrow to reach it.".to_owned(),
        many => [&decimal(many), " suggestions. Press the down arrow to reach them."].concat(),
    };
    if answer.crisis { [HELP, ". ", &number].concat() } else { number }
}

/// The entries of the list below the field: what may be meant, and the page of all results.
pub(crate) fn suggestions(query: &Query, answer: &Answer, base: &str) -> Vec<Node> {
    let option = |place: usize, children: Vec<Node>, href: String| {
        Node::element("li", children)
            .with("role", "option")
            .with("id", [LIST, "-", &decimal(place)].concat())
            .with("aria-selected", "false")
            .with("data-href", href)
    };
    let mut options: Vec<Node> = Vec::new();
    if answer.crisis {
        options.push(option(0, vec![Node::text(HELP)], "#help-1".to_owned()));
    }
    for hit in &answer.hits {
        let href = address::of_path(base, &hit.card.path);
        options.push(option(options.len(), runs(&hit.title), href));
    }
    if answer.total > answer.hits.len() {
        let words = if answer.more {
            "All results".to_owned()
        } else {
            ["All ", &decimal(answer.total), " results"].concat()
        };
        let all = Address { base, query }.of(None, 1);
        options.push(option(options.len(), vec![Node::text(words)], all));
    }
    options
}

#[cfg(test)]
mod tests;
