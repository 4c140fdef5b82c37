use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use search::{Answer, decimal};

use super::address::Address;
use crate::node::Node;

/// Links to the other pages of results, as archives have them; nothing where there is only one.
pub(super) fn pagination(answer: &Answer, address: Address<'_>) -> Option<Node> {
    if answer.pages < 2 {
        return None;
    }
    let current = answer.page;
    let category = super::chosen(answer).map(|filter| filter.category.slug.as_str());
    let link = |page: usize, text: String| {
        Node::element("a", vec![Node::text(text)]).with("href", address.of(category, page))
    };
    let item = |link: Node| Node::element("li", vec![link]);
    let mut items = Vec::new();
    if current > 1 {
        items.push(item(link(current - 1, "Previous page".to_owned())));
    }
    let mut last = 0;
    for page in (1..=answer.pages).filter(|&page| is_shown(page, current, answer.pages)) {
        if page > last + 1 {
            let gap = Node::element("li", vec![Node::text("…")]);
            items.push(gap.with("class", "pagination__gap"));
        }
        last = page;
        let mut link =
            link(page, decimal(page)).with("aria-label", ["Page ", &decimal(page)].concat());
        if page == current {
            link = link.with("aria-current", "page");
        }
        items.push(item(link));
    }
    if current < answer.pages {
        items.push(item(link(current + 1, "Next page".to_owned())));
    }
    let pages = Node::element("ul", items).with("class", "pagination__list");
    Some(
        Node::element("nav", vec![pages])
            .with("class", "pagination")
            .with("aria-label", "Pagination"),
    )
}

/// The first page, the last, the current and its neighbours; and one that would be a gap alone.
fn is_shown(page: usize, current: usize, pages: usize) -> bool {
    let near = |page: usize| page <= 1 || page >= pages || page.abs_diff(current) <= 1;
    near(page) || (near(page - 1) && near(page + 1))
}
