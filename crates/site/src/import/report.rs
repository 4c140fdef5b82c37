use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
};

use super::{Imported, document::one_line, files::Fate, media::Media, survey::Survey};

/// What became of everything in an export.
#[derive(Debug)]
pub(super) struct Report {
    text: String,
    content: String,
    counts: BTreeMap<&'static str, usize>,
    refused: usize,
    remarks: usize,
    dry_run: bool,
}

/// One item.
#[derive(Debug)]
pub(super) struct Entry {
    /// `post 12 “Low mood” (published there)`
    pub(super) what: String,
    /// Its file in the content folder; `None` where it has none.
    pub(super) became: Option<(String, Fate)>,
    /// What could not be carried, and why.
    pub(super) remarks: Vec<String>,
}

impl Report {
    pub(super) fn new(export: &Path, content: &Path, dry_run: bool) -> Self {
        let name = export.file_name().unwrap_or_default().to_string_lossy();
        let mut text = format!("Import of {name}\n\n");
        if dry_run {
            text.push_str("This is a dry run: nothing was written.\n\n");
        }
        let content = content.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { text, content, counts: BTreeMap::new(), refused: 0, remarks: 0, dry_run }
    }

    pub(super) fn add(&mut self, entry: Entry) {
        let Entry { what, became, remarks } = entry;
        let what = one_line(&what);
        // Writing to a text cannot fail.
        let _ = if let Some((file, fate)) = &became {
            *self.counts.entry(fate.words()).or_default() += 1;
            writeln!(self.text, "{what}: {}/{file}, {}", self.content, fate.words())
        } else {
            self.refused += 1;
            writeln!(self.text, "{what}: NOT IMPORTED")
        };
        for remark in &remarks {
            let _ = writeln!(self.text, "  - {}", one_line(remark));
        }
        self.remarks += remarks.len();
    }

    pub(super) fn pictures(&mut self, pictures: Vec<(String, Fate)>) {
        for (name, fate) in pictures {
            let file = format!("pictures/{name}");
            self.add(Entry {
                what: "picture".to_owned(),
                became: Some((file, fate)),
                remarks: vec![],
            });
        }
    }

    /// Says what is in the export and never imported.
    pub(super) fn not_imported(&mut self, survey: &Survey, media: &Media) {
        let _ = writeln!(self.text, "\nNot imported:");
        let mut line = |count: usize, what: &str, why: &str| {
            if count > 0 {
                let _ = writeln!(self.text, "  - {count} {what}: {why}");
            }
        };
        line(survey.comments, "comments", "the site has none");
        let uploads = survey.attachments.len();
        line(uploads, "uploads as such", "pictures come with the texts that show them");
        let unused = survey.attachments.values().map(|upload| upload.url.as_str());
        let unused = unused.filter(|address| !address.is_empty() && !media.is_mentioned(address));
        let unused: BTreeSet<_> = unused.map(one_line).collect();
        for (kind, count) in &survey.others {
            let why = match kind.as_str() {
                "nav_menu_item" => "menus are made anew: `nav` in the fields of a page",
                "wp_block" => "reusable blocks stand in the texts that show them",
                "revision" => "older versions stay in WordPress",
                "" => "an item without a kind",
                _ => "only posts and pages are imported; copy what you need by hand",
            };
            line(*count, &format!("of the kind `{}`", one_line(kind)), why);
        }
        if !unused.is_empty() {
            let count = unused.len();
            let _ =
                writeln!(self.text, "  - {count} uploads that no post or page shows or leads to:");
        }
        for address in unused {
            let _ = writeln!(self.text, "    {address}");
        }
        let _ = writeln!(
            self.text,
            "  - widgets, themes, users and settings: an export does not hold them, or they have no place here"
        );
    }

    pub(super) fn finish(mut self, changes: usize) -> Imported {
        let mut summary = String::new();
        for (fate, count) in &self.counts {
            let _ =
                writeln!(summary, "{count} {}: {fate}", if *count == 1 { "file" } else { "files" });
        }
        if self.refused > 0 {
            let _ = writeln!(summary, "{} not imported: the report says why", self.refused);
        }
        if self.remarks > 0 {
            let _ = writeln!(
                summary,
                "{} remarks on what could not be carried as it was",
                self.remarks
            );
        }
        summary.push_str(match (changes, self.dry_run) {
            (0, _) => "nothing changed",
            (_, true) => "a dry run: nothing was written",
            (_, false) => {
                "all of it is drafts: `cargo site check` says what is still to do, and `draft = true` goes when a text is ready"
            }
        });
        let _ = write!(self.text, "\n{summary}\n");
        Imported { report: self.text, summary }
    }
}
