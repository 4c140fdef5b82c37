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
        let today = Date::new(2026, 11, 23).unwrap();
        let report = bundle::run(&bundle, Selection { today, unpublished: false })?;
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
    for file in fs::read_dir(release.folder.path().join("dist/pictures")).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
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

/// The rules of <https://www.jsonfeed.org/version/1.1/>.
#[test]
fn json_feeds_are_valid() {
    let release = Order::default().make().unwrap();
    let feed = release.json("category/black-tea/feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Black tea – Marigold Tea Garden");
    assert_eq!(feed["feed_url"], "https://tea.example/category/black-tea/feed.json");
    for item in feed["items"].as_array().unwrap() {
        for needed in ["id", "url", "title", "content_html", "date_published", "date_modified"] {
            assert!(item[needed].is_string(), "{needed}: {item}");
        }
    }
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
        "/ p=12 /articles/oolong-01/ 301",
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
    let server = |file: &str| {
        fs::read_to_string(release.folder.path().join("dist-server").join(file)).unwrap()
    };
    for text in [release.read("_headers"), server("nginx.conf"), server("Caddyfile")] {
        assert!(text.contains(policy), "{text}");
        assert!(text.contains("max-age=31536000, immutable"), "{text}");
    }
    let redirects = vercel["redirects"].as_array().unwrap();
    assert_eq!(redirects.len(), release.report.redirects);
    assert_eq!(azure["responseOverrides"]["404"]["rewrite"], "/404.html");
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
    for wanted in ["index.html", "data/home.json", "contact/index.html", "offline.html"] {
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
    assert!(!release.has("offline.html") && !release.has("data/offline.json"));
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
