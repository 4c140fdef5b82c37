//! The components that pages are made of.

pub(crate) mod a_to_z;
pub(crate) mod announcer;
pub(crate) mod article_dates;
pub(crate) mod article_links;
pub(crate) mod article_list;
pub(crate) mod article_tools;
pub(crate) mod breadcrumb;
pub(crate) mod changes;
pub(crate) mod contact_panel;
pub(crate) mod contents_list;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod help_line;
pub(crate) mod link;
pub(crate) mod overdue;
pub(crate) mod pagination;
pub(crate) mod picture;
pub(crate) mod progress;
pub(crate) mod quick_contact;
pub(crate) mod theme_choice;
pub(crate) mod topic_list;

/// "1 article", "12 articles".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
