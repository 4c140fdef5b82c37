use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::Deserialize;

use crate::{
    bundle::{FirstView, Report, brotli},
    commands::count,
};

/// What a release is made of, what it weighs, and how long it took.
#[derive(Debug)]
pub(super) struct Table {
    report: Report,
    took: Duration,
    /// Files and bytes by kind, in the order of their names.
    kinds: BTreeMap<&'static str, Size>,
    /// What code and style weigh, compressed with Brotli.
    app: usize,
    stylesheet: usize,
    /// The worker that keeps pages for reading offline, and the page's script for it.
    offline: usize,
    /// What a first search loads: script, Wasm, the index's core, and the words of a stretch of the
    /// alphabet, where they are the most.
    search: usize,
    budgets: Budgets,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Size {
    files: usize,
    bytes: u64,
}

/// What may be sent to a visitor, in bytes with Brotli; the browser tests hold the site to it.
#[derive(Debug, Deserialize)]
struct Budgets {
    app: usize,
    offline: usize,
    search: usize,
    stylesheet: usize,
    first_view: usize,
    first_view_words: usize,
    first_view_more_per_word: usize,
}

/// The kinds by the endings of files.
const KINDS: [(&str, &[&str]); 8] = [
    ("pages (HTML)", &["html"]),
    ("data (JSON)", &["json", "webmanifest"]),
    ("JavaScript", &["js"]),
    ("Wasm", &["wasm"]),
    ("stylesheets", &["css"]),
    ("pictures", &["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"]),
    ("feeds, sitemap", &["xml"]),
    ("compressed copies", &["br", "gz"]),
];
const INDEX: &str = "search (index)";
const OTHER: &str = "other files";

impl Table {
    /// Looks at what stands in `dist`. `took` is how long all of it took.
    pub(super) fn new(dist: &Path, report: Report, took: Duration) -> io::Result<Self> {
        let mut kinds: BTreeMap<_, Size> = BTreeMap::new();
        let (mut app, mut stylesheet, mut offline, mut search) = (0, 0, 0, 0);
        let mut largest_shard: Option<(u64, PathBuf)> = None;
        for (path, bytes) in files(dist)? {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let in_index = path.parent().is_some_and(|folder| folder.ends_with("search-index"));
            let kind = KINDS.iter().find(|(_, endings)| endings.contains(&ending));
            let other = if in_index { INDEX } else { OTHER };
            let size = kinds.entry(kind.map_or(other, |(kind, _)| kind)).or_default();
            size.files += 1;
            size.bytes += bytes;
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_first = |stem: &str| name.starts_with(stem);
            let weight = || fs::read(&path).and_then(|content| brotli(&content));
            match ending {
                "js" | "wasm" if ["app-", "boot-", "actions-"].into_iter().any(is_first) => {
                    app += weight()?.len();
                }
                "js" if ["offline-", "service-worker."].into_iter().any(is_first) => {
                    offline += weight()?.len();
                }
                "js" | "wasm" if is_first("search-") => search += weight()?.len(),
                "txt" if is_first("core-") => search += weight()?.len(),
                // There may be hundreds, and one is loaded.
                "txt"
                    if is_first("shard-")
                        && largest_shard.as_ref().is_none_or(|(most, _)| bytes > *most) =>
                {
                    largest_shard = Some((bytes, path));
                }
                "css" if is_first("style-") => stylesheet += weight()?.len(),
                _ => {}
            }
        }
        if let Some((_, path)) = largest_shard {
            search += brotli(&fs::read(path)?)?.len();
        }
        let budgets = include_str!("../../../../../tests/browser/budgets.json");
        let budgets = serde_json::from_str(budgets)?;
        Ok(Self { report, took, kinds, app, stylesheet, offline, search, budgets })
    }

    fn write_kinds(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let order = KINDS.iter().map(|(kind, _)| *kind).chain([INDEX, OTHER]);
        let mut total = Size::default();
        writeln!(f, "{:<28}{:>8}{:>12}", "", "files", "kB")?;
        for kind in order {
            if let Some(size) = self.kinds.get(kind) {
                writeln!(f, "{kind:<28}{:>8}{:>12}", size.files, kilobytes(size.bytes))?;
                total.files += size.files;
                total.bytes += size.bytes;
            }
        }
        writeln!(f, "{:<28}{:>8}{:>12}", "all", total.files, kilobytes(total.bytes))
    }

    fn write_budgets(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, what: &str, bytes: usize, budget: usize| {
            let over = if bytes > budget { "  over budget" } else { "" };
            writeln!(f, "{what:<28}{bytes:>8} of {budget:>8}{over}")
        };
        writeln!(f, "\nbytes with Brotli, of what is allowed")?;
        line(f, "app (Wasm, JavaScript)", self.app, self.budgets.app)?;
        line(f, "offline reading", self.offline, self.budgets.offline)?;
        line(f, "first search", self.search, self.budgets.search)?;
        line(f, "stylesheet", self.stylesheet, self.budgets.stylesheet)?;
        if let Some(FirstView { page, words, bytes }) = &self.report.heaviest {
            let Budgets { first_view, first_view_words, first_view_more_per_word, .. } =
                self.budgets;
            let more = words.saturating_sub(first_view_words) * first_view_more_per_word;
            line(f, "heaviest first view", bytes + self.stylesheet, first_view + more)?;
            writeln!(f, "  {page}, {words} words")?;
        }
        Ok(())
    }

    fn write_stages(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nseconds")?;
        let ours: Duration = self.report.stages.iter().map(|(_, time)| *time).sum();
        let trunk = ("compile and optimise".to_owned(), self.took.saturating_sub(ours));
        for (stage, time) in [&trunk].into_iter().chain(&self.report.stages) {
            writeln!(f, "{stage:<28}{:>8.2}", time.as_secs_f64())?;
        }
        writeln!(f, "{:<28}{:>8.2}", "all", self.took.as_secs_f64())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { pages, redirects, left_out, too_much, next_change, .. } = &self.report;
        writeln!(
            f,
            "\n{}, {}\n",
            count(*pages, "page", "pages"),
            count(*redirects, "redirect", "redirects")
        )?;
        self.write_kinds(f)?;
        self.write_budgets(f)?;
        self.write_stages(f)?;
        left_out.iter().try_for_each(|what| write!(f, "\nLeft out: {what}."))?;
        too_much.iter().try_for_each(|what| write!(f, "\nToo much for a host: {what}."))?;
        next_change.iter().try_for_each(|change| write!(f, "\n{change}"))
    }
}

/// All files below `folder` with their sizes, in no order.
fn files(folder: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                found.push((entry.path(), metadata.len()));
            }
        }
    }
    Ok(found)
}

/// Rounded up, as nothing that is there weighs nothing.
fn kilobytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::NextChange;

    #[test]
    fn sizes_are_rounded_up_to_tenths_of_a_kilobyte() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(1), "0.1");
        assert_eq!(kilobytes(12_345), "12.4");
    }

    #[test]
    fn a_table_says_what_there_is_what_it_weighs_and_what_is_missing() {
        let dist = tempfile::tempdir().unwrap();
        for (file, content) in [
            ("index.html", "<p>"),
            ("articles/a/index.html", "<p>"),
            ("app-0.js", "a()"),
            ("search-0.js", "a()"),
            ("search-index/core-0.txt", "core"),
            ("search-index/shard-0-0.txt", "abc"),
            ("search-index/shard-1-0.txt", "abcdef"),
            ("search-index/document-0-0.txt", "text"),
            ("x", ""),
        ] {
            let path = dist.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        let heaviest = FirstView { page: "/articles/a/".to_owned(), words: 2_000, bytes: 20_000 };
        let report = Report {
            pages: 2,
            redirects: 1,
            stages: vec![("draw the pages".to_owned(), Duration::from_millis(250))],
            left_out: vec!["feeds, as it is a test".to_owned()],
            too_much: vec!["Vercel takes fewer".to_owned()],
            heaviest: Some(heaviest),
            next_change: Some(NextChange {
                day: "2027-03-03".parse().unwrap(),
                appear: vec!["Low mood".to_owned()],
                expire: vec![],
            }),
            ..Report::default()
        };
        let table = Table::new(dist.path(), report, Duration::from_secs(2)).unwrap();
        let Budgets { first_view, first_view_words, first_view_more_per_word, search, .. } =
            table.budgets;
        let weight = |text: &str| brotli(text.as_bytes()).unwrap().len();
        let first_search = weight("a()") + weight("core") + weight("abcdef");
        let first_view = first_view + (2_000 - first_view_words) * first_view_more_per_word;
        let table = table.to_string();
        for line in [
            "2 pages, 1 redirect",
            "pages (HTML)                       2         0.1",
            "search (index)                     4         0.1",
            "other files                        1         0.0",
            "all                                9         0.1",
            &format!("first search                {first_search:>8} of {search:>8}"),
            &format!("heaviest first view            20000 of {first_view:>8}  over budget"),
            "compile and optimise            1.75",
            "Left out: feeds, as it is a test.",
            "Too much for a host: Vercel takes fewer.",
            "The site changes on 3 March 2027, if it is built then: “Low mood” becomes visible.",
        ] {
            assert!(table.lines().any(|shown| shown == line), "{line}\n{table}");
        }
    }
}
