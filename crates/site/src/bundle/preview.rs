//! What a preview has beside its pages while somebody writes: which files of it are of the content as
//! it is saved, what is wrong with that, and the script that shows both. No release has any of it.
//!
//! Trunk makes a preview once, and again where code or style has changed. What is saved in `content/`
//! is written into it by [`Preview::refresh`]: only files that differ, and nothing is compiled.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use model::{BasePath, Library, Route, Standing};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Basis, Bundle, BundleError, PageWriter, Report, Shell, for_the_browser, write_data, write_pages,
};
use crate::content::{self, Memory, Problems, Selection, Severity};

/// The page as Trunk made it.
const SHELL: &str = "preview/shell.html";
/// What is not made again.
const KEPT: &str = "preview/kept.json";
/// What the script asks for.
const STATE: &str = "preview/state.json";
/// The script.
const SCRIPT: &str = "preview/preview.js";
/// Where the script is written.
const SOURCE: &str = "src/preview.js";
/// So many mistakes are shown; the terminal has all of them.
const MOST: usize = 20;

/// What a refresh needs to know of the build.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<B> {
    public_url: String,
    basis: B,
}

/// What the script shows.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// Another one where a file of the preview is another: milliseconds since 1970.
    version: u64,
    /// What is wrong with the content as it is saved.
    mistakes: Vec<Mistake>,
    /// How many more mistakes there are.
    more: usize,
    /// The pages that readers do not see, by their paths, with the reason.
    unpublished: BTreeMap<String, String>,
}

/// A mistake, as the terminal names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mistake {
    /// File and line.
    place: String,
    /// What is wrong, and what to do.
    words: String,
}

impl State {
    fn of(library: &Library, selection: Selection, base: &BasePath, version: u64) -> Self {
        let articles = library.articles().iter().filter_map(|article| {
            let words = match article.visibility.standing(selection.today) {
                Standing::Public => return None,
                Standing::Draft => "This article is a draft: readers do not see it.".to_owned(),
                Standing::Scheduled(day) => format!("Readers see this article from {day} on."),
                Standing::Expired(day) => {
                    format!("This article expired on {day}: readers no longer see it.")
                }
            };
            Some((base.href(&Route::Article(article.slug.clone())), words))
        });
        let pages = library.drafts().iter().map(|slug| {
            let words = "This page is a draft: readers do not see it.".to_owned();
            (base.href(&Route::Page(slug.clone())), words)
        });
        let unpublished = articles.chain(pages).collect();
        Self { version, unpublished, ..Self::default() }
    }

    /// The same pages as before, with what keeps them from being newer.
    fn with_mistakes(self, problems: &Problems) -> Self {
        let errors =
            problems.as_slice().iter().filter(|problem| problem.kind.severity() == Severity::Error);
        let mistakes = errors
            .clone()
            .take(MOST)
            .map(|problem| Mistake { place: problem.place(), words: problem.kind.to_string() })
            .collect();
        Self { mistakes, more: errors.count().saturating_sub(MOST), ..self }
    }
}

/// What the head of a preview's page needs.
pub(super) fn script_element(base: &BasePath) -> String {
    format!(
        r#"<script src="{}" data-state="{}" defer></script>"#,
        html_escape::encode_double_quoted_attribute(&base.file(SCRIPT)),
        html_escape::encode_double_quoted_attribute(&base.file(STATE)),
    )
}

/// Puts into what Trunk has just made all that later [`Preview::refresh`]es need. `html` is Trunk's own
/// page.
pub(super) fn begin(
    bundle: &Bundle,
    html: &str,
    basis: &Basis,
    content: Result<&Library, &Problems>,
    selection: Selection,
) -> Result<(), BundleError> {
    let writer = PageWriter::new(&bundle.staging);
    let script = bundle.project.join(SOURCE);
    let script =
        fs::read_to_string(&script).map_err(|error| BundleError::io("read", &script, error))?;
    writer.write(SCRIPT, &script)?;
    writer.write(SHELL, html)?;
    writer.write_json(KEPT, &Kept { public_url: bundle.public_url.clone(), basis })?;
    let base = BasePath::from_public_url(&bundle.public_url);
    let state = match content {
        Ok(library) => State::of(library, selection, &base, now()),
        Err(problems) => {
            let state = State { version: now(), ..State::default() };
            state.with_mistakes(problems)
        }
    };
    writer.write_json(STATE, &state)
}

/// The page of a preview whose content has mistakes from the start: there is nothing to draw yet.
pub(super) fn write_page_of_mistakes(
    bundle: &Bundle,
    shell: &Shell,
    basis: &Basis,
) -> Result<(), BundleError> {
    let base = BasePath::from_public_url(&bundle.public_url);
    let writer = PageWriter::new(&bundle.staging);
    let head = [
        "<title>Mistakes in content/</title>".to_owned(),
        for_the_browser(&base.file(&basis.css.file), None, None),
        script_element(&base),
    ];
    let page = shell.fill(&head.concat(), r#"<div id="app" hidden></div>"#);
    writer.write("index.html", &without_app(&page))
}

/// Without what would start the app, which has nothing to show.
fn without_app(page: &str) -> String {
    let starts = |line: &&str| !(line.contains("boot-") && line.contains("<script"));
    page.lines().filter(starts).collect::<Vec<_>>().join("\n")
}

/// A preview that Trunk has made, and that somebody looks at.
#[derive(Debug)]
pub(crate) struct Preview {
    /// What is in it, by file.
    files: BTreeSet<String>,
    bundle: Bundle,
    state: State,
    memory: Memory,
}

/// What a refresh did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refreshed {
    /// Trunk has not made it yet.
    NotThere,
    /// So many files are other ones.
    Files(usize),
    /// Nothing: the content has mistakes.
    Mistakes(Problems),
}

impl Preview {
    /// `bundle` is what Trunk serves, not its staging folder.
    pub(crate) fn new(bundle: Bundle) -> Self {
        Self { files: BTreeSet::new(), bundle, state: State::default(), memory: Memory::default() }
    }

    /// Whether Trunk has made it anew since.
    pub(crate) fn is_as_it_was_left(&self) -> bool {
        self.read_json(STATE).is_none_or(|state: State| state == self.state)
    }

    fn read_json<T: DeserializeOwned>(&self, file: &str) -> Option<T> {
        let text = fs::read_to_string(self.bundle.staging.join(file)).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Makes it show the content as it is saved now.
    pub(crate) fn refresh(&mut self, selection: Selection) -> Result<Refreshed, BundleError> {
        let (Some(before), Some(kept)) =
            (self.read_json::<State>(STATE), self.read_json::<Kept<Basis>>(KEPT))
        else {
            return Ok(Refreshed::NotThere);
        };
        let Kept { public_url, basis } = kept;
        self.bundle.public_url = public_url;
        let folder = &self.bundle.staging;
        let shell = Shell::read(&folder.join(SHELL))?;
        let checked = content::check_again(&self.bundle.content, selection, &mut self.memory);
        let Some(library) = checked.library else {
            let problems = checked.problems.errors();
            self.write_state(before.with_mistakes(&problems))?;
            return Ok(Refreshed::Mistakes(problems));
        };
        let writer = PageWriter::of_changes(folder);
        write_data(&library, &basis, &writer)?;
        write_pages(&self.bundle, &library, shell, &basis, &writer, &mut Report::default())?;
        let files: BTreeSet<_> = library.routes().map(|route| route.data_file()).collect();
        let gone = self.files.difference(&files).filter(|file| {
            // What cannot be removed is shown a while longer.
            fs::remove_file(folder.join(file)).is_ok()
        });
        let changed = writer.changed() + gone.count();
        self.files = files;
        let base = BasePath::from_public_url(&self.bundle.public_url);
        let version = if changed > 0 { now() } else { before.version };
        self.write_state(State::of(&library, selection, &base, version))?;
        Ok(Refreshed::Files(changed))
    }

    fn write_state(&mut self, state: State) -> Result<(), BundleError> {
        PageWriter::of_changes(&self.bundle.staging).write_json(STATE, &state)?;
        self.state = state;
        Ok(())
    }
}

fn now() -> u64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(passed.as_millis()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use model::Date;

    use super::*;
    use crate::bundle::{Deployment, Pages};

    const HTML: &str = "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<!-- site:head -->\n\
                        <script src=\"/boot-0.js\" defer></script>\n</head><body>\n\
                        <!-- site:app -->\n</body></html>\n";

    struct Site {
        folder: tempfile::TempDir,
    }

    impl Site {
        /// A small site as Trunk and its hook leave it.
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/base/content");
            for part in ["articles", "categories", "pages", ""] {
                let to = folder.path().join("content").join(part);
                fs::create_dir_all(&to).unwrap();
                for entry in fs::read_dir(from.join(part)).unwrap() {
                    let path = entry.unwrap().path();
                    if path.is_file() {
                        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
                    }
                }
            }
            let site = Self { folder };
            fs::create_dir(site.folder.path().join("dist")).unwrap();
            fs::write(site.file("index.html"), HTML).unwrap();
            fs::write(site.file("search-worker.js"), "").unwrap();
            fs::write(site.file("search-worker_bg.wasm"), "").unwrap();
            site
        }

        fn bundle(&self, pages: Pages) -> Bundle {
            Bundle {
                project: Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."),
                content: self.folder.path().join("content"),
                staging: self.folder.path().join("dist"),
                public_url: "/".to_owned(),
                pages,
                deployment: Deployment::default(),
            }
        }

        fn built(self) -> (Self, Preview) {
            super::super::run_with_specimens(&self.bundle(Pages::Watched), selection()).unwrap();
            let preview = Preview::new(self.bundle(Pages::Watched));
            (self, preview)
        }

        fn file(&self, name: &str) -> PathBuf {
            self.folder.path().join("dist").join(name)
        }

        fn read(&self, name: &str) -> String {
            fs::read_to_string(self.file(name)).unwrap()
        }

        fn state(&self) -> serde_json::Value {
            serde_json::from_str(&self.read(STATE)).unwrap()
        }

        fn edit(&self, name: &str, from: &str, to: &str) {
            let path = self.folder.path().join("content").join(name);
            let text = fs::read_to_string(&path).unwrap_or_default();
            assert!(text.contains(from), "{text}");
            fs::write(path, text.replacen(from, to, 1)).unwrap();
        }
    }

    fn selection() -> Selection {
        Selection { today: Date::new(2026, 11, 23).unwrap(), unpublished: true }
    }

    const ARTICLE: &str = "articles/brewing.md";

    #[test]
    fn what_is_saved_is_written_and_nothing_else() {
        let (site, mut preview) = Site::new().built();
        assert_eq!(preview.refresh(selection()).unwrap(), Refreshed::Files(0));
        let before = site.state();
        site.edit(ARTICLE, "+++\n", "+++\nplain_title = \"Tea, plainly\"\n");
        let about = fs::metadata(site.file("data/contact.json")).unwrap().modified().unwrap();
        let Refreshed::Files(files) = preview.refresh(selection()).unwrap() else { panic!() };
        assert_eq!(files, 1);
        assert!(site.read("data/articles/brewing.json").contains("Tea, plainly"));
        assert_eq!(
            fs::metadata(site.file("data/contact.json")).unwrap().modified().unwrap(),
            about,
            "a page that is as it was is not written again"
        );
        assert!(site.state()["version"].as_u64() >= before["version"].as_u64());
        assert!(preview.is_as_it_was_left());
    }

    #[test]
    fn another_picture_of_the_same_size_is_shown() {
        let drawing = |colour: &str| {
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path fill="{colour}" d="M0 0h4v4z"/></svg>"#
            )
        };
        let site = Site::new();
        let pictures = site.folder.path().join("content/pictures");
        fs::create_dir(&pictures).unwrap();
        fs::write(pictures.join("leaf.svg"), drawing("green")).unwrap();
        let (site, mut preview) = site.built();
        assert_eq!(preview.refresh(selection()).unwrap(), Refreshed::Files(0));
        // The version of the build, which a quick machine might make in the same millisecond.
        let mut state = preview.state.clone();
        state.version = 1;
        preview.write_state(state).unwrap();
        let copy = || fs::metadata(site.file("pictures/leaf.svg")).unwrap().modified().unwrap();
        let before = copy();

        fs::write(pictures.join("leaf.svg"), drawing("black")).unwrap();
        assert_eq!(preview.refresh(selection()).unwrap(), Refreshed::Files(1));
        assert!(site.state()["version"].as_u64() > Some(1), "the browser loads the page anew");
        assert!(copy() >= before + std::time::Duration::from_secs(1), "it takes both for one");
    }

    #[test]
    fn a_mistake_is_told_and_the_last_good_pages_stay() {
        let (site, mut preview) = Site::new().built();
        preview.refresh(selection()).unwrap();
        let (page, version) =
            (site.read("data/articles/brewing.json"), site.state()["version"].clone());
        site.edit(ARTICLE, "+++\n", "+++\ntitel = \"<b>x</b>\"\n");
        assert!(matches!(preview.refresh(selection()).unwrap(), Refreshed::Mistakes(_)));
        let state = site.state();
        assert_eq!(state["version"], version, "nothing to load anew");
        assert_eq!(state["mistakes"][0]["place"], "content/articles/brewing.md:2");
        assert!(state["mistakes"][0]["words"].as_str().unwrap().contains("did you mean `title`?"));
        assert_eq!(site.read("data/articles/brewing.json"), page);

        site.edit(ARTICLE, "titel = \"<b>x</b>\"\n", "");
        assert_eq!(preview.refresh(selection()).unwrap(), Refreshed::Files(0));
        assert_eq!(site.state()["mistakes"], serde_json::json!([]));
    }

    #[test]
    fn a_preview_begins_with_mistakes_too_and_is_whole_once_they_are_gone() {
        let site = Site::new();
        site.edit(ARTICLE, "+++\n", "+++\ntitel = \"x\"\n");
        let (site, mut preview) = site.built();
        assert!(site.read("index.html").contains(SCRIPT));
        assert!(!site.read("index.html").contains("boot-0.js"), "there is nothing to draw");
        assert_eq!(site.state()["mistakes"].as_array().unwrap().len(), 1);
        site.edit(ARTICLE, "titel = \"x\"\n", "");
        assert!(matches!(preview.refresh(selection()).unwrap(), Refreshed::Files(3..)));
        let page = site.read("index.html");
        assert!(page.contains("boot-0.js") && page.contains(SCRIPT), "{page}");
        assert!(site.file("data/articles/brewing.json").is_file());
    }

    #[test]
    fn an_article_that_is_deleted_is_gone_and_one_that_is_no_draft_has_no_banner() {
        let (site, mut preview) = Site::new().built();
        preview.refresh(selection()).unwrap();
        let file = site.folder.path().join("content/articles/steeping.md");
        let text = fs::read_to_string(site.folder.path().join("content").join(ARTICLE)).unwrap();
        fs::write(&file, text.replacen("+++\n", "+++\ndraft = true\n", 1)).unwrap();
        preview.refresh(selection()).unwrap();
        let banner = site.state()["unpublished"]["/articles/steeping/"].clone();
        assert!(banner.as_str().unwrap().contains("is a draft"), "{banner}");
        assert!(site.file("data/articles/steeping.json").is_file());
        fs::remove_file(file).unwrap();
        preview.refresh(selection()).unwrap();
        assert!(!site.file("data/articles/steeping.json").exists());
        assert_eq!(site.state()["unpublished"], serde_json::json!({}));
    }

    #[test]
    fn what_trunk_makes_anew_is_noticed() {
        let (site, mut preview) = Site::new().built();
        preview.refresh(selection()).unwrap();
        let state = State { version: now() + 1, ..State::default() };
        fs::write(site.file(STATE), serde_json::to_string(&state).unwrap()).unwrap();
        assert!(!preview.is_as_it_was_left());
        fs::remove_file(site.file(STATE)).unwrap();
        assert_eq!(preview.refresh(selection()).unwrap(), Refreshed::NotThere);
    }
}
