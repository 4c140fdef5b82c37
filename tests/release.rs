//! What a release holds beside its pages: for hosts, search engines, feed readers and previews of links.
//! The pages' own content is drawn by the app, which has its tests; here a line stands for it.

// Clippy takes what stands outside a `#[test]` for the program itself.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use atom_syndication::{Content, Feed};
use model::{BasePath, Date, PageRecord, Route, Site, document_title};
use serde_json::Value;
use site::{
    bundle::{self, Bundle, BundleError, Deployment, Draw, Pages, Report},
    content::Selection,
};
use tempfile::TempDir;

const SHELL: &str = "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<script>theme()</script>\n\
                     <!-- site:head -->\n<script src=\"/app-0123456789abcdef.js\"></script>\n\
                     </head>\n<body>\n<!-- site:app -->\n</body>\n</html>\n";

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A release of a site, made in a folder that is gone after the test.
struct Release {
    folder: TempDir,
    report: Report,
}

/// A release to be made.
struct Order {
    content: PathBuf,
    deployment: Deployment,
    public_url: &'static str,
    page: bundle::DrawPage,
    today: Date,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            content: project().join("tests/sites/valid/content"),
            deployment: Deployment {
                origin: Some("https://tea.example".parse().unwrap()),
                ..Deployment::default()
            },
            public_url: "/",
            page: |_, _, _| "<main>Text</main>".to_owned(),
            today: Date::new(2026, 11, 23).unwrap(),
        }
    }
}

impl Order {
    fn plain_host() -> Self {
        let mut order = Self::default();
        order.deployment.plain_host = true;
        order
    }

    fn make(self) -> Result<Release, BundleError> {
        let folder = tempfile::tempdir().unwrap();
        let staging = folder.path().join("dist");
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join("index.html"), SHELL).unwrap();
        fs::write(staging.join("app-0123456789abcdef.js"), "start()").unwrap();
        fs::write(staging.join("search-worker.js"), "let wasm_bindgen;").unwrap();
        fs::write(staging.join("search-worker_bg.wasm"), "").unwrap();
        let not_found_title = |site: &Site| document_title("Not found", &site.clinic.name);
        let cache = folder.path().join("cache");
        let server_files = Some(folder.path().join("dist-server"));
        let bundle = Bundle {
            project: project(),
            content: self.content,
            staging,
            public_url: self.public_url.to_owned(),
            pages: Pages::Drawn(Draw {
                page: self.page,
                not_found_title,
                offline: |_, _| "<main>Offline</main>".to_owned(),
                offline_title: |site| document_title("Offline", &site.clinic.name),
            }),
            deployment: Deployment { cache, server_files, ..self.deployment },
        };
        let selection = Selection { today: self.today, unpublished: false };
        let report = bundle::run(&bundle, selection)?;
        Ok(Release { folder, report })
    }
}

impl Release {
    fn dist(&self) -> PathBuf {
        self.folder.path().join("dist")
    }

    fn has(&self, file: &str) -> bool {
        self.dist().join(file).is_file()
    }

    fn size(&self, file: &str) -> u64 {
        fs::metadata(self.dist().join(file)).unwrap().len()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.dist().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn json(&self, file: &str) -> Value {
        serde_json::from_str(&self.read(file)).unwrap()
    }

    /// What nginx or Caddy includes.
    fn server_file(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join("dist-server").join(file)).unwrap()
    }

    /// All files with their content.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, files);
                } else {
                    files.insert(path.clone(), fs::read(&path).unwrap());
                }
            }
        }
        let mut files = BTreeMap::new();
        walk(&self.dist(), &mut files);
        files
            .into_iter()
            .map(|(path, content)| {
                (path.strip_prefix(self.folder.path()).unwrap().to_owned(), content)
            })
            .collect()
    }
}

#[test]
fn a_release_has_what_readers_see_today_and_says_when_that_changes() {
    let release = Order::default().make().unwrap();
    let change = release.report.next_change.unwrap();
    assert_eq!((change.day.iso().as_str(), change.appear.len()), ("2026-12-24", 1));
    for (slug, shown) in [
        ("how-to-brew", true),
        ("next-harvest", false),
        ("last-harvest", false),
        ("unfinished", false),
    ] {
        let page = release.folder.path().join("dist/articles").join(slug);
        assert_eq!(page.exists(), shown, "{slug}");
    }
}

#[test]
fn pictures_say_nothing_beside_what_they_show() {
    let release = Order::default().make().unwrap();
    let drawing = release.read("pictures/leaf.svg");
    assert!(drawing.contains("M220 280c0-130 80-190 200-200"), "{drawing}");
    let pictures = release.files().into_iter();
    let pictures: Vec<_> = pictures.filter(|(path, _)| path.starts_with("dist/pictures")).collect();
    assert!(pictures.iter().any(|(path, _)| path.starts_with("dist/pictures/photographs")));
    for (path, bytes) in pictures {
        for private in ["Kettle", "Camera", "script", "brush.example"] {
            let holds = bytes.windows(private.len()).any(|part| part == private.as_bytes());
            assert!(!holds, "{} has {private}", path.display());
        }
    }
}

#[test]
fn no_release_has_anything_of_a_preview() {
    for order in [Order::default(), Order::plain_host()] {
        let release = order.make().unwrap();
        let mut folders = vec![release.folder.path().to_owned()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                assert!(!path.ends_with("preview"), "{}", path.display());
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|end| end == "html" || end == "js") {
                    let text = fs::read_to_string(&path).unwrap();
                    assert!(!text.contains("preview/"), "{}", path.display());
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "the pages were not found");
    }
}

#[test]
fn two_releases_are_the_same_byte_for_byte() {
    let make = || {
        let mut order = Order::default();
        order.deployment.precompress = true;
        order.make().unwrap().files()
    };
    let (one, other) = (make(), make());
    assert!(one.len() > 150, "only {} files", one.len());
    let differing: Vec<_> =
        one.iter().filter(|(path, content)| other.get(*path) != Some(*content)).collect();
    assert!(differing.is_empty() && one.len() == other.len(), "{differing:?}");
}

#[test]
fn without_an_address_what_needs_one_is_left_out_and_that_is_said() {
    let mut order = Order::default();
    order.deployment.origin = None;
    let release = order.make().unwrap();
    for file in ["feed.xml", "feed.json", "sitemap.xml", "sharing"] {
        assert!(!release.dist().join(file).exists(), "{file}");
    }
    let home = release.read("index.html");
    for gone in ["canonical", "og:", "ld+json", "alternate"] {
        assert!(!home.contains(gone), "{gone}: {home}");
    }
    assert!(home.contains("<meta name=\"description\""), "{home}");
    let left_out = release.report.left_out.join("\n");
    assert!(left_out.contains("set `origin` in content/clinic.toml"), "{left_out}");
    // No feed, no way to it.
    assert!(!release.read("_redirects").contains("feed"));
}

#[test]
fn an_address_may_stand_in_the_content() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    copy(&Order::default().content, &content);
    let clinic = content.join("clinic.toml");
    let text = fs::read_to_string(&clinic).unwrap();
    let security = "\n[security]\nemail = \"web@tea.example\"\nexpires = 2027-01-02\n";
    fs::write(&clinic, format!("origin = \"https://leaf.example\"\n{text}{security}")).unwrap();
    let mut order = Order { content, ..Order::default() };
    order.deployment.origin = None;
    let release = order.make().unwrap();
    assert!(release.read("robots.txt").ends_with("Sitemap: https://leaf.example/sitemap.xml\n"));
    let security = release.read(".well-known/security.txt");
    assert!(
        security.starts_with("Contact: mailto:web@tea.example\nExpires: 2027-01-02T"),
        "{security}"
    );
    assert_eq!(release.report.left_out, Vec::<String>::new());
}

#[test]
fn atom_feeds_are_valid_and_hold_whole_articles() {
    let release = Order::default().make().unwrap();
    for (file, entries) in
        [("feed.xml", 25), ("category/black-tea/feed.xml", 2), ("category/oolong/feed.xml", 23)]
    {
        let text = release.read(file);
        assert!(text.contains("<?xml-stylesheet type=\"text/css\" href=\"/feed-"), "{file}");
        // Fails where something that RFC 4287 asks for is missing or of the wrong form.
        let feed = Feed::read_from(text.as_bytes()).unwrap();
        assert_eq!(feed.entries().len(), entries, "{file}");
        let own = feed.links().iter().find(|link| link.rel() == "self").unwrap();
        assert_eq!(own.href(), format!("https://tea.example/{file}"));
        let mut ids: Vec<_> = feed.entries().iter().map(|entry| entry.id().to_owned()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), entries, "{file}: an id stands twice");
        let newest = feed.entries().iter().map(atom_syndication::Entry::updated).max().unwrap();
        assert_eq!(feed.updated(), newest);
        for entry in feed.entries() {
            let content = entry.content().and_then(Content::value).unwrap_or_default();
            assert!(content.len() > 200, "{file}: {}", entry.id());
            assert!(entry.links().iter().any(|link| link.rel() == "alternate"));
        }
    }
    // A correction is newer than the publication.
    let feed = Feed::read_from(release.read("category/green-tea/feed.xml").as_bytes()).unwrap();
    let entry = &feed.entries()[0];
    assert!(*entry.updated() > *entry.published().unwrap());
}

/// What <https://www.jsonfeed.org/version/1.1/> says of the fields of a feed and of an item.
#[test]
fn json_feeds_are_valid() {
    let release = Order::default().make().unwrap();
    let feeds: Vec<_> = release
        .files()
        .into_keys()
        .map(|path| path.strip_prefix("dist").unwrap().display().to_string())
        .filter(|file| Path::new(file).ends_with("feed.json"))
        .collect();
    assert!(feeds.iter().any(|file| file == "feed.json") && feeds.len() > 3, "{feeds:?}");
    for file in &feeds {
        let feed = release.json(file);
        let Value::Object(fields) = &feed else { panic!("{file}: {feed}") };
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1", "{file}");
        assert_eq!(feed["feed_url"], format!("https://tea.example/{file}"));
        for (field, value) in fields {
            match field.as_str() {
                "version" | "title" | "description" => assert!(is_words(value), "{file}: {field}"),
                "home_page_url" | "feed_url" | "icon" | "favicon" => {
                    assert!(is_address(value), "{file}: {field}: {value}");
                }
                "language" => assert!(is_language(value), "{file}: {value}"),
                "authors" => hold_authors(value, file),
                "items" => {}
                _ => panic!("{file}: JSON Feed has no field `{field}`"),
            }
        }
        assert!(is_words(&feed["title"]), "{file}: a feed needs a title");
        let items = feed["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{file}");
        let mut ids: Vec<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), items.len(), "{file}: an id stands twice");
        for item in items {
            hold_item(item, file);
        }
    }
    let title = &release.json("category/black-tea/feed.json")["title"];
    assert_eq!(title, "Black tea – Marigold Tea Garden");
    assert_eq!(release.json("feed.json")["items"].as_array().unwrap().len(), 25);
}

fn hold_item(item: &Value, file: &str) {
    let Value::Object(fields) = item else { panic!("{file}: {item}") };
    for (field, value) in fields {
        match field.as_str() {
            "id" | "title" | "summary" | "content_html" | "content_text" => {
                assert!(is_words(value), "{file}: {field}: {item}");
            }
            "url" | "external_url" | "image" | "banner_image" => {
                assert!(is_address(value), "{file}: {field}: {value}");
            }
            "date_published" | "date_modified" => {
                let time = value.as_str().unwrap_or_default();
                assert!(is_time(time), "{file}: {field} is no time of RFC 3339: {time}");
            }
            "tags" => assert!(value.as_array().unwrap().iter().all(is_words), "{file}: {value}"),
            "language" => assert!(is_language(value), "{file}: {value}"),
            "authors" => hold_authors(value, file),
            _ => panic!("{file}: an item of JSON Feed has no field `{field}`"),
        }
    }
    assert!(is_words(&item["id"]), "{file}: an item needs an id: {item}");
    let html = item["content_html"].as_str().unwrap_or_default();
    assert!(html.len() > 200, "{file}: the text is not whole: {item}");
    // A reader has no page of the site around the text.
    for address in ["src=\"", "href=\""] {
        for part in html.split(address).skip(1) {
            let address = part.split('"').next().unwrap();
            let whole = ["https://", "http://", "tel:", "sms:", "mailto:"];
            assert!(whole.iter().any(|start| address.starts_with(start)), "{file}: {address}");
        }
    }
    let days = [&item["date_published"], &item["date_modified"]].map(Value::as_str);
    assert!(days[0].is_some() && days[0] <= days[1], "{file}: {days:?}");
}

fn hold_authors(authors: &Value, file: &str) {
    for author in authors.as_array().unwrap() {
        let Value::Object(fields) = author else { panic!("{file}: {author}") };
        let known = fields.iter().all(|(field, value)| match field.as_str() {
            "name" => is_words(value),
            "url" | "avatar" => is_address(value),
            _ => false,
        });
        assert!(known && !fields.is_empty(), "{file}: {author}");
    }
}

fn is_words(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn is_address(value: &Value) -> bool {
    let address = value.as_str().unwrap_or_default();
    let host = address.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| host.contains('.')) && !address.contains([' ', '<', '>', '"'])
}

/// A tag of RFC 5646.
fn is_language(value: &Value) -> bool {
    let tag = value.as_str().unwrap_or_default();
    tag.split('-').all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// `2026-02-03T00:00:00Z`, or with an offset.
fn is_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else { return false };
    let zone = time.find(['Z', '+', '-']).map(|at| time.split_at(at));
    let Some((clock, zone)) = zone else { return false };
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let pairs = |text: &str, count: usize| {
        text.split(':').count() == count && text.split(':').all(|part| digits(part, 2))
    };
    let offset = zone == "Z" || pairs(zone.trim_start_matches(['+', '-']), 2);
    day.parse::<Date>().is_ok() && pairs(clock, 3) && offset
}

#[test]
fn the_sitemap_has_all_pages_with_the_days_of_their_changes() {
    let release = Order::default().make().unwrap();
    let sitemap = release.read("sitemap.xml");
    assert_eq!(sitemap.matches("<url>").count(), release.report.pages);
    let entry = "<loc>https://tea.example/articles/how-to-brew/</loc><lastmod>2026-02-";
    assert!(sitemap.contains(entry), "{sitemap}");
    // Nothing says when this page changed.
    assert!(sitemap.contains("<loc>https://tea.example/privacy/</loc></url>"), "{sitemap}");
}

#[test]
fn old_addresses_are_rules_or_pages() {
    let release = Order::default().make().unwrap();
    let rules = release.read("_redirects");
    for rule in [
        "/2019/03/how-to-brew-tea/ /articles/how-to-brew/ 301",
        "/2019/03/how-to-brew-tea /articles/how-to-brew/ 301",
        "/Brew.html /articles/how-to-brew/ 301",
        // Without the mark Netlify would show the home page, as that is there.
        "/ p=12 /articles/oolong-01/ 301!",
        "/About/ /about/ 301",
        "/category/old-leaves/ /category/oolong/ 301",
        "/category/oolong/feed/ /category/oolong/feed.xml 301",
        "/category/oolong/page/1/ /category/oolong/ 301",
        "/feed/ /feed.xml 301",
    ] {
        assert!(rules.lines().any(|line| line == rule), "{rule}\n{rules}");
    }
    assert!(!release.has("Brew.html"), "a page would hide the rule");

    let release = Order { public_url: "/sub/", ..Order::plain_host() }.make().unwrap();
    let page = release.read("2019/03/how-to-brew-tea/index.html");
    assert!(page.contains("content=\"0;url=/sub/articles/how-to-brew/\""), "{page}");
    let canonical = "rel=\"canonical\" href=\"https://tea.example/sub/articles/how-to-brew/\"";
    assert!(page.contains(canonical), "{page}");
    assert_eq!(release.read("Brew.html"), page);
}

#[test]
fn an_old_address_in_capitals_leads_to_its_page_and_no_page_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    let old = "old_addresses = [\"/Topics/\", \"/Tea.html\"]";
    let content = small_site(folder.path(), "pages/topics.md", old);
    let release = Order { content: content.clone(), ..Order::default() }.make().unwrap();
    assert!(release.read("_redirects").contains("\n/Topics/ /topics/ 301\n"));
    let caddy = release.server_file("Caddyfile");
    // Caddy's `path`, which `redir` takes too, takes no notice of capitals.
    assert!(caddy.contains(" path_regexp \"^/Topics/$\"\n"), "{caddy}");
    assert!(caddy.contains(r#" path_regexp "^/Tea\.html$""#), "{caddy}");
    let redirs = caddy.lines().filter(|line| line.starts_with("redir "));
    assert!(
        redirs.clone().all(|line| line.starts_with("redir @")) && redirs.count() > 5,
        "{caddy}"
    );
    assert!(release.server_file("nginx.conf").contains("location = \"/Topics/\" { return 301"));
    // Of Azure it is not known whether it does.
    let azure = release.read("staticwebapp.config.json");
    assert!(azure.contains("\"/Tea.html\"") && !azure.contains("\"/Topics/\""), "{azure}");

    // Not every disk has room for `Topics` beside `topics`.
    let release = Order { content, ..Order::plain_host() }.make().unwrap();
    assert!(!release.has("Topics/index.html") && release.has("Tea.html"));
    assert!(!release.read("topics/index.html").contains("http-equiv=\"refresh\""));
    let left_out = release.report.left_out.join("\n");
    assert!(left_out.contains("Topics/index.html"), "{left_out}");
}

/// The content of the smallest site there is, with one more line in the fields of a file.
fn small_site(folder: &Path, file: &str, line: &str) -> PathBuf {
    let content = folder.join("content");
    copy(&project().join("tests/sites/base/content"), &content);
    let file = content.join(file);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("+++\n", &format!("+++\n{line}\n"), 1)).unwrap();
    content
}

/// A category with ten articles and one more from 1 January 2027 on.
fn ten_and_one_to_come(folder: &Path) -> PathBuf {
    let old = "old_addresses = [\"/category/green-tea/page/2/\"]";
    let content = small_site(folder, "categories/green-tea.md", old);
    let article = fs::read_to_string(content.join("articles/brewing.md")).unwrap();
    for number in 2..=11 {
        let from = if number == 11 { "publish_at = 2027-01-01\n" } else { "" };
        let text = article.replacen("+++\n", &format!("+++\n{from}"), 1);
        fs::write(content.join(format!("articles/brewing-{number}.md")), text).unwrap();
    }
    content
}

#[test]
fn an_old_page_of_an_archive_leads_on_until_there_is_such_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let content = ten_and_one_to_come(folder.path());
    let rule = "/category/green-tea/page/2/ /category/green-tea/ 301";
    for (today, page_is_there) in [((2026, 12, 31), false), ((2027, 1, 1), true)] {
        let today = Date::new(today.0, today.1, today.2).unwrap();
        let order = Order { content: content.clone(), today, ..Order::default() };
        let release = order.make().unwrap();
        let rules = release.read("_redirects");
        assert_eq!(rules.lines().any(|line| line == rule), !page_is_there, "{today}: {rules}");
        let page = "category/green-tea/page/2/index.html";
        assert_eq!(release.has(page), page_is_there, "{today}");

        let order = Order { content: content.clone(), today, ..Order::plain_host() };
        let leads_on = order.make().unwrap().read(page).contains("http-equiv=\"refresh\"");
        assert_eq!(leads_on, !page_is_there, "{today}");
    }
}

#[test]
fn what_is_too_much_for_a_host_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    copy(&project().join("tests/sites/base/content"), &content);
    let order = || Order { content: content.clone(), ..Order::default() };
    assert_eq!(order().make().unwrap().report.too_much, Vec::<String>::new());

    let redirect = |tag| format!("[[redirects]]\nfrom = \"/tag/{tag}/\"\nto = \"/topics/\"\n");
    // Vercel adds the slash itself, so that each is one there.
    let redirects: Vec<_> = (0..2060).map(redirect).collect();
    fs::write(content.join("redirects.toml"), redirects.concat()).unwrap();
    let said = order().make().unwrap().report.too_much;
    assert_eq!(said.len(), 3, "{said:?}");
    for (said, host) in said.iter().zip([
        "Cloudflare Pages takes 2000 redirects",
        "Vercel takes 2048 redirects",
        "Azure Static Web Apps takes 20 kB",
    ]) {
        assert!(said.starts_with(host) && said.contains("take out old addresses"), "{said}");
    }
}

#[test]
fn an_old_address_that_is_a_files_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    copy(&Order::default().content, &content);
    let category = content.join("categories/oolong.md");
    let text =
        fs::read_to_string(&category).unwrap().replace("/category/old-leaves/", "/robots.txt");
    fs::write(&category, text).unwrap();
    let error = Order { content, ..Order::default() }.make().err().unwrap().to_string();
    assert!(error.starts_with("the old address `/robots.txt` is that of a file"), "{error}");
}

#[test]
fn the_policy_stands_where_the_host_can_say_it() {
    let release = Order::default().make().unwrap();
    let headers = release.read("_headers");
    let policy = headers.lines().find(|line| line.contains("Content-Security-Policy")).unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("'sha256-"), "{policy}");
    assert!(!headers.contains("unsafe-inline"), "{headers}");
    assert!(headers.contains("\n/app-*\n  Cache-Control: public, max-age=31536000, immutable\n"));
    assert!(!release.read("index.html").contains("http-equiv"));

    let home = Order::plain_host().make().unwrap().read("index.html");
    let (_, after) = home.split_once("<head>").unwrap();
    assert!(
        after.trim_start().starts_with("<meta http-equiv=\"Content-Security-Policy\""),
        "{home}"
    );
}

#[test]
fn a_page_that_needs_more_than_the_policy_allows_is_an_error() {
    fn page(_: &BasePath, _: &Arc<Site>, page: Option<(&Route, PageRecord)>) -> String {
        match page {
            Some((Route::Topics, _)) => "<p style=\"color:red\">Red</p>".to_owned(),
            _ => String::new(),
        }
    }
    let error = Order { page, ..Order::default() }.make().err().unwrap().to_string();
    assert_eq!(
        error,
        "topics/index.html has a style within it (`color:red`); write it into a stylesheet"
    );
}

#[test]
fn scripts_and_stylesheet_are_taken_as_the_build_made_them() {
    let home = Order::default().make().unwrap().read("index.html");
    for start in ["<script src=\"/app-", "<link rel=\"stylesheet\" href=\"/style-"] {
        let line = home.lines().find(|line| line.contains(start)).unwrap_or_default();
        assert!(line.contains("integrity=\"sha256-"), "{start}: {line}");
    }
}

#[test]
fn the_home_page_names_no_restricted_medicine_in_what_only_machines_read() {
    let order = Order { content: project().join("content"), ..Order::default() };
    let home = order.make().unwrap().read("index.html").to_lowercase();
    for name in ["ketamine", "spravato"] {
        assert!(!home.contains(name), "{name}");
    }
    assert!(home.contains("\"@type\":\"localbusiness\""), "{home}");
}

#[test]
fn the_manifest_names_icons_of_the_sizes_it_says() {
    let release = Order { public_url: "/sub/", ..Order::default() }.make().unwrap();
    let manifest = release.json("manifest.webmanifest");
    assert_eq!(manifest["start_url"], "/sub/");
    let icons = manifest["icons"].as_array().unwrap();
    assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
    for icon in icons {
        let file = icon["src"].as_str().unwrap().strip_prefix("/sub/").unwrap();
        let size = imagesize::size(release.dist().join(file)).unwrap();
        assert_eq!(icon["sizes"], format!("{}x{}", size.width, size.height), "{file}");
    }
    let apple = imagesize::size(release.dist().join("apple-touch-icon.png")).unwrap();
    assert_eq!((apple.width, apple.height), (180, 180));
}

#[test]
fn every_host_is_told_the_same() {
    let release = Order::default().make().unwrap();
    let vercel = release.json("vercel.json");
    let azure = release.json("staticwebapp.config.json");
    let policy = azure["globalHeaders"]["Content-Security-Policy"].as_str().unwrap();
    assert_eq!(vercel["headers"][0]["headers"][0]["value"], policy);
    let (nginx, caddy) = (release.server_file("nginx.conf"), release.server_file("Caddyfile"));
    for text in [release.read("_headers"), nginx, caddy] {
        assert!(text.contains(policy), "{text}");
        assert!(text.contains("max-age=31536000, immutable"), "{text}");
    }
    assert_eq!(azure["responseOverrides"]["404"]["rewrite"], "/404.html");

    let redirects = vercel["redirects"].as_array().unwrap();
    let mut led = 0;
    for line in release.read("_redirects").lines() {
        let parts: Vec<_> = line.split(' ').collect();
        let [from, to, "301"] = parts[..] else { continue };
        // Vercel asks for it with a slash, or without where it looks like a file.
        let bare = from.trim_end_matches('/');
        let is_file = bare.rsplit('/').next().unwrap().contains('.');
        let asked = if is_file { bare.to_owned() } else { format!("{bare}/") };
        let rule = redirects.iter().find(|rule| rule["source"] == asked.replace('+', "\\+"));
        assert_eq!(rule.unwrap()["destination"], to, "{from}");
        led += 1;
    }
    assert!(led > 10 && redirects.len() < release.report.redirects, "{led}");
}

/// Feed readers show the pictures of articles in pages of their own.
#[test]
fn others_may_show_the_sites_pictures_and_nothing_else_of_it() {
    const HEADER: &str = "Cross-Origin-Resource-Policy";
    let release = Order::default().make().unwrap();
    let is_picture = |path: &str| {
        [".svg", ".png", ".jpg", ".webp", ".avif"].iter().any(|ending| path.ends_with(ending))
    };
    let paths: Vec<_> = release
        .files()
        .into_keys()
        .map(|path| format!("/{}", path.strip_prefix("dist").unwrap().display()))
        .collect();
    for part in [
        "/pictures/leaf.svg",
        "/pictures/photographs/garden-",
        "/sharing/",
        "/icon-192.png",
        "/index",
    ] {
        assert!(paths.iter().any(|path| path.starts_with(part)), "no {part} in {paths:?}");
    }
    let matches = |pattern: &str, path: &str| match pattern.split_once('*') {
        Some((start, end)) => path.starts_with(start) && path.ends_with(end),
        None => path == pattern,
    };
    let headers = release.read("_headers");
    let vercel = release.json("vercel.json");
    let azure = release.json("staticwebapp.config.json");
    for path in &paths {
        let right = if is_picture(path) { "cross-origin" } else { "same-origin" };

        let (mut applies, mut last) = (false, "");
        for line in headers.lines() {
            match line.strip_prefix("  ") {
                None => applies = matches(line, path),
                Some(line) if applies => {
                    last = line.strip_prefix(&format!("{HEADER}: ")).unwrap_or(last);
                }
                Some(_) => {}
            }
        }
        assert_eq!(last, right, "_headers: {path}");

        let mut last = &Value::Null;
        for rule in vercel["headers"].as_array().unwrap() {
            let pattern = rule["source"].as_str().unwrap().replace("(.*)", "*");
            let header = rule["headers"].as_array().unwrap().iter().find(|it| it["key"] == HEADER);
            if matches(&pattern, path) {
                last = header.map_or(last, |header| &header["value"]);
            }
        }
        assert_eq!(last, right, "vercel.json: {path}");

        // The first route that matches is the only one, and says what differs from the rest.
        let routes = azure["routes"].as_array().unwrap();
        let route = routes.iter().find(|it| matches(it["route"].as_str().unwrap(), path));
        let own = route.and_then(|route| route["headers"].get(HEADER));
        let value = own.unwrap_or(&azure["globalHeaders"][HEADER]);
        assert_eq!(value, right, "staticwebapp.config.json: {path}");
        let kept = route.is_some_and(|route| route["headers"].get("Cache-Control").is_some());
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        let hash = stem.trim_end_matches("_bg").rsplit_once('-').map_or("", |(_, hash)| hash);
        assert_eq!(kept, hash.len() == 16, "staticwebapp.config.json: {path}");
    }
    // Both know regular expressions; `tests/browser/hosts.spec.js` asks them for every file.
    for file in ["nginx.conf", "Caddyfile"] {
        assert!(release.server_file(file).contains("cross-origin"), "{file}");
    }
}

#[test]
fn in_the_dark_browsers_take_the_dark_colour() {
    let order = Order { content: project().join("tests/sites/base/content"), ..Order::default() };
    let home = order.make().unwrap().read("index.html");
    let lines: Vec<_> = home.lines().filter(|line| line.contains("\"theme-color\"")).collect();
    let [dark, light] = lines[..] else { panic!("{home}") };
    // The first whose media match counts (HTML, 4.2.5.3), and without any they always match.
    assert!(dark.contains("media=\"(prefers-color-scheme:dark)\""), "{home}");
    assert!(!light.contains("media="), "{home}");
    let of = |line: &str| line.split_once("content=\"#").unwrap().1[..6].to_owned();
    let brightness = |line: &str| u32::from_str_radix(&of(line)[..2], 16).unwrap();
    assert!(brightness(dark) < 0x80 && brightness(light) > 0x80, "{dark} {light}");
}

/// What stands in a script before its code.
fn site_of(script: &str) -> Value {
    let json = script.strip_prefix("const SITE = ").unwrap().split(";\n").next().unwrap();
    serde_json::from_str(json).unwrap()
}

#[test]
fn what_is_kept_for_reading_offline_is_there_and_of_this_build() {
    let release = Order { public_url: "/sub/", ..Order::default() }.make().unwrap();
    let worker = site_of(&release.read("service-worker.js"));
    let build = worker["build"].as_str().unwrap();
    let file = |path: &Value| {
        let path = path.as_str().unwrap().strip_prefix("/sub/").unwrap().to_owned();
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
    };
    let mut needed = Vec::new();
    for path in
        worker["needed"].as_array().unwrap().iter().chain(worker["wanted"].as_array().unwrap())
    {
        let file = file(path);
        assert!(release.has(&file), "{file}");
        if Path::new(&file).extension().is_some_and(|it| it == "html") {
            assert!(release.read(&file).contains(&format!("data-build=\"{build}\"")), "{file}");
        }
        needed.push(file);
    }
    for wanted in ["index.html", "data/home.json", "contact/index.html", "offline/index.html"] {
        assert!(needed.iter().any(|file| file == wanted), "{wanted}: {needed:?}");
    }
    assert!(needed.iter().any(|file| file.starts_with("style-")), "{needed:?}");
    assert!(!needed.iter().any(|file| file.starts_with("search-")), "{needed:?}");

    let text = release.read("data/offline.json");
    // The worker reads the build from the start of a file.
    assert!(text.starts_with(&format!("{{\"build\":\"{build}\",")), "{text}");
    let list = release.json("data/offline.json");
    let pages = list["pages"].as_array().unwrap();
    assert_eq!(pages.len(), release.report.pages);
    let mut bytes = 0;
    for page in pages {
        let (html, data) = (file(&page["path"]), file(&page["data"]));
        assert!(release.has(&html) && release.has(&data), "{html}, {data}");
        assert!(release.read(&data).starts_with(&format!("{{\"build\":\"{build}\",")), "{data}");
        bytes += page["bytes"].as_u64().unwrap();
    }
    let search = list["search"].as_array().unwrap();
    assert!(search.len() > 2 && search.iter().all(|path| release.has(&file(path))), "{search:?}");
    assert!(list["bytes"].as_u64().unwrap() > bytes);

    let home = release.read("index.html");
    let (_, meta) = home.split_once("<meta name=\"offline\" content=\"/sub/").unwrap();
    let script = release.read(meta.split('"').next().unwrap());
    assert_eq!(site_of(&script)["base"], "/sub/");
}

#[test]
fn what_is_said_of_the_room_that_all_pages_take_is_what_they_take() {
    fn page(_: &BasePath, _: &Arc<Site>, _: Option<(&Route, PageRecord)>) -> String {
        "<picture><img src=\"/pictures/leaf.svg\"></picture>".to_owned()
    }
    let release = Order { page, ..Order::default() }.make().unwrap();
    let list = release.json("data/offline.json");
    let mut files = BTreeSet::new();
    let mut sum = 0;
    for page in list["pages"].as_array().unwrap() {
        let pictures = page["pictures"].as_array().unwrap();
        assert_eq!(pictures.len(), 1, "{page}");
        let path = page["path"].as_str().unwrap();
        files.insert(format!("{}index.html", &path[1..]));
        for file in pictures.iter().chain([&page["data"]]) {
            files.insert(file.as_str().unwrap()[1..].to_owned());
        }
        sum += page["bytes"].as_u64().unwrap();
    }
    for file in list["search"].as_array().unwrap() {
        let file = file.as_str().unwrap()[1..].to_owned();
        sum += release.size(&file);
        files.insert(file);
    }
    let room: u64 = files.iter().map(|file| release.size(file)).sum();
    assert_eq!(list["bytes"].as_u64(), Some(room));
    assert_eq!(sum, room, "the progress does not end at the whole");
}

#[test]
fn without_offline_reading_the_worker_removes_itself() {
    let mut order = Order::default();
    order.deployment.offline = false;
    let release = order.make().unwrap();
    assert!(!release.has("offline/index.html") && !release.has("data/offline.json"));
    assert!(!release.read("index.html").contains("name=\"offline\""));
    let worker = release.read("service-worker.js");
    assert!(worker.contains("registration.unregister()"), "{worker}");
    assert_eq!(site_of(&worker)["base"], "/");
    let left_out = release.report.left_out.join("\n");
    assert!(left_out.contains("leave it on the host"), "{left_out}");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}
