//! No day breaks a build: what can be built today can be built on every day to come.

use std::fs;

use model::Date;
use site::content::{self, Selection};

use crate::site_copy::{Site, selection};

/// What may say when an article is seen. Today is 23 November 2026.
const VISIBILITIES: [&str; 6] = [
    "",
    "draft = true",
    "publish_at = 2027-02-01",
    "publish_at = 2027-04-01",
    "expires = 2027-03-01",
    "publish_at = 2027-02-01\nexpires = 2027-04-01",
];

/// An ordinary day, and those on which something comes or goes.
const DAYS: [(u16, u8, u8); 4] = [(2026, 11, 24), (2027, 2, 1), (2027, 3, 1), (2027, 4, 1)];

/// An article with one more line in its fields.
fn article(site: &Site, slug: &str, category: &str, fields: &str, more: &str) {
    let text = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    let text = text.replace("[\"green-tea\"]", &format!("[\"{category}\"]"));
    let text = text.replacen("+++\n", &format!("+++\n{fields}\n"), 1);
    site.write(&format!("articles/{slug}.md"), format!("{text}\n{more}\n"));
}

/// A site in which what is seen as `holder` says leads to all that is seen as `target` says, as
/// `leads` says how.
fn site(leads: &str, holder: &str, target: &str) -> Site {
    let site = Site::copy("base");
    for number in 2..=10 {
        article(&site, &format!("brewing-{number}"), "green-tea", "", "");
    }
    // The eleventh: there is a second page of the topic while it is seen.
    article(&site, "target", "green-tea", target, "");
    let category = fs::read_to_string(site.content().join("categories/green-tea.md")).unwrap();
    let hidden = category.replacen("+++\n", "+++\nhidden_while_empty = true\n", 1);
    site.write("categories/white-tea.md", hidden.replace("Green tea", "White tea"));
    article(&site, "white", "white-tea", target, "");
    match leads.strip_prefix("redirect ") {
        Some(to) => site
            .write("redirects.toml", format!("[[redirects]]\nfrom = \"/old/\"\nto = \"{to}\"\n")),
        None => article(&site, "holder", "white-tea", holder, leads),
    }
    site
}

#[test]
fn what_can_be_built_today_can_be_built_on_every_day_to_come() {
    let (mut built, mut refused) = (0, 0);
    for leads in [
        "[on](/articles/target/)",
        "[on](/category/green-tea/page/2/)",
        "[on](/category/white-tea/)",
        "redirect /articles/target/",
        "redirect /category/green-tea/page/2/",
        "redirect /category/white-tea/",
    ] {
        // A redirect is not seen itself.
        let holders = if leads.starts_with("redirect") { 1 } else { VISIBILITIES.len() };
        for holder in &VISIBILITIES[..holders] {
            for target in VISIBILITIES {
                let site = site(leads, holder, target);
                if site.load().is_err() {
                    refused += 1;
                    continue;
                }
                built += 1;
                for (year, month, day) in DAYS {
                    let today = Date::new(year, month, day).unwrap();
                    let selection = Selection { today, ..selection(false) };
                    if let Err(problems) = content::load(&site.content(), selection) {
                        panic!("{leads} in {holder:?} to {target:?}: on {today} {problems}");
                    }
                }
            }
        }
    }
    assert!(built > 70 && refused > 30, "{built} built, {refused} refused");
}

#[test]
fn an_old_page_of_an_archive_is_no_mistake_on_any_day() {
    for target in VISIBILITIES {
        let site = site("redirect /topics/", "", target);
        let old = "[[redirects]]\nfrom = \"/category/green-tea/page/2/\"\nto = \"/topics/\"\n";
        site.write("redirects.toml", old);
        for (year, month, day) in [(2026, 11, 23)].into_iter().chain(DAYS) {
            let today = Date::new(year, month, day).unwrap();
            let selection = Selection { today, ..selection(false) };
            if let Err(problems) = content::load(&site.content(), selection) {
                panic!("{target:?}: on {today} {problems}");
            }
        }
    }
}
