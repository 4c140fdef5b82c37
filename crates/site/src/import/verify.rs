use std::fmt::Write;

use super::{
    Entry, Export, Import, ImportError, document,
    links::old_path,
    plan::{Leads, OldAddress},
    words,
};
use crate::content::{self, Addresses, Lead, Meanwhile, Selection};

/// What the comparison of an export with the content came to.
#[derive(Debug)]
pub struct Verified {
    /// Every old address and where it leads, and every text before and after, for people.
    pub report: String,
    /// The same in some lines.
    pub summary: String,
    /// Whether everything is there and says the same.
    pub is_whole: bool,
}

/// How much of a text has to be the same, word by word and in order.
const SAME: f64 = 0.995;

/// Holds an export against what the content folder has of it.
pub fn verify(import: &Import) -> Result<Verified, ImportError> {
    let prepared = import.prepare()?;
    let (survey, plan, record) = (&prepared.survey, &prepared.plan, &prepared.record);
    let mut report = String::from("Old addresses, and where they lead now:\n\n");
    let selection = Selection { today: import.today, unpublished: false };
    let site = Addresses::read(&import.content, selection);
    let (mut alive, mut dead) = (0, 0);
    for OldAddress { address, leads } in &plan.addresses {
        let address = document::one_line(address);
        let path = old_path(&address).filter(|_| *leads != Leads::Nowhere);
        let line = if let Some(lead) = path.as_ref().and_then(|path| site.lead(path)) {
            alive += 1;
            format!("{address} -> {}{}", lead.to, remark(&lead, leads))
        } else if path.is_some() {
            dead += 1;
            format!(
                "{address} leads nowhere: neither a page nor `redirects.toml` has it among its old addresses"
            )
        } else {
            format!("{address} (hosts have no rules for such an address)")
        };
        // Writing to a text cannot fail.
        let _ = writeln!(report, "{line}");
    }
    report.push_str("\nTexts, and how many of their words are the same, in order:\n\n");
    let (mut same, mut different, mut missing) = (0, 0, 0);
    let mut export = Export::new(import.open()?);
    let mut number = 0;
    while let Some(entry) = export.next().map_err(import.unreadable())? {
        let Entry::Item(item) = entry else { continue };
        if !matches!(item.field("wp:post_type"), "post" | "page") {
            continue;
        }
        let (Some(facts), Some(place)) = (survey.texts.get(number), plan.texts.get(number)) else {
            break;
        };
        number += 1;
        let file = import.content.join(&place.file);
        let there = record.files.contains_key(&place.key);
        let after = content::text_of_file(&file, facts.is_post).filter(|_| there);
        let name = format!("{} “{}”", place.file, facts.title);
        let Some(blocks) = after else {
            missing += 1;
            let _ = writeln!(report, "MISSING  {name}");
            continue;
        };
        let before = super::words_before(&item, facts, &prepared);
        let after = words::of_blocks(&blocks);
        let share = words::likeness(&before, &after);
        let _ = writeln!(report, "{:6.2} %  {name}", share * 100.0);
        if share >= SAME {
            same += 1;
        } else {
            different += 1;
        }
        if share < 1.0 {
            let (gone, new) = words::differences(&before, &after);
            for (what, words) in [("only before", gone), ("only now", new)] {
                if !words.is_empty() {
                    let shown = words.iter().take(40).cloned().collect::<Vec<_>>().join(" ");
                    let more = if words.len() > 40 { " …" } else { "" };
                    let _ = writeln!(report, "          {what}: {shown}{more}");
                }
            }
        }
    }
    let total = same + different + missing;
    let summary = format!(
        "{alive} old addresses lead somewhere, {dead} nowhere; {same} of {total} texts have at least 99.5 % of their words, {different} have fewer, {missing} are missing",
    );
    let _ = write!(report, "\n{summary}\n");
    Ok(Verified { report, summary, is_whole: dead + different + missing == 0 })
}

/// What there is to say of where an address leads.
fn remark(lead: &Lead, planned: &Leads) -> String {
    let is_same = *planned == Leads::Same(lead.to.clone());
    let own = match lead.is_own {
        true if is_same => Some("the same address"),
        true => Some("another page of this site has the address"),
        false => None,
    };
    let later = lead.meanwhile.map(|meanwhile| match meanwhile {
        Meanwhile::Nothing => "after publication; until then nothing is there",
        Meanwhile::Topics => "after publication; until then to the list of topics",
    });
    let remarks: Vec<_> = own.into_iter().chain(later).collect();
    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) }
}
