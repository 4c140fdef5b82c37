use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use model::{Date, Route, Slug, SlugError};

use super::CommandError;
use crate::{
    cli::New,
    console::Console,
    content::{self, CategoryNameError, CategoryNames, Printed, Problem, Selection, VIEWS},
    import::{quoted, slug_of},
    project::Project,
    today::today,
};

/// Why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NewError {
    /// A title without words.
    #[error(
        "the title is empty. Write it in quotation marks: cargo site new \"What is low mood?\"."
    )]
    EmptyTitle,
    /// The title has no letter that an address could have.
    #[error("no address can be made from the title. Give it one: --slug low-mood.")]
    NoSlug,
    /// What was given is no slug.
    #[error("--slug: {0}.")]
    Slug(#[from] SlugError),
    /// The name is taken.
    #[error(
        "{file} is there already, and nothing was changed. Open that file, or give the new one another name: --slug {slug}-2."
    )]
    Taken {
        /// The file that has it.
        file: String,
        /// The name.
        slug: Slug,
    },
    /// The address is one of the site's own.
    #[error("/{0}/ is an address of the site's own. Give the page another name: --slug {0}-page.")]
    Reserved(Slug),
    /// There is no such category.
    #[error(transparent)]
    Category(#[from] CategoryNameError),
    /// The system did not let the file be written.
    #[error("cannot write {}: {reason}. Check that you may write to its folder.", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

pub(super) fn run(
    options: &New,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let today = today().ok_or(CommandError::Clock)?;
    let draft = Draft::of(options, &project.content())?;
    let folder = project.content();
    draft.write(&folder, today)?;
    let file = draft.file();
    console
        .say(format_args!("{file} is a draft: `cargo site serve` shows it at {}.", draft.route()));
    let problems = still_to_do(&folder, &file, today);
    if !problems.is_empty() {
        console.say("\nStill to do:");
    }
    for problem in problems {
        console.say(format_args!("  {}: {}", Printed(problem.place()), Printed(&problem.kind)));
    }
    console.say("\nTo publish it, delete the line `draft = true`. docs/writing.md says more.");
    Ok(ExitCode::SUCCESS)
}

/// What the check says of the new file.
fn still_to_do(folder: &Path, file: &str, today: Date) -> Vec<Problem> {
    let checked = content::check(folder, Selection { today, unpublished: true });
    let of_file = |problem: &&Problem| problem.shown_file() == file;
    checked.problems.as_slice().iter().filter(of_file).cloned().collect()
}

/// A file that is to be made.
#[derive(Debug)]
struct Draft {
    title: String,
    slug: Slug,
    /// `None` for a page.
    categories: Option<Vec<String>>,
}

impl Draft {
    fn of(options: &New, content: &Path) -> Result<Self, NewError> {
        let title = options.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() {
            return Err(NewError::EmptyTitle);
        }
        let slug = match &options.slug {
            Some(slug) => slug.parse()?,
            None => slug_of(&title.replace('%', " "), "").parse().map_err(|_| NewError::NoSlug)?,
        };
        let is_view = || VIEWS.iter().any(|(view, _)| *view == Slug::as_str(&slug));
        if options.page && (is_view() || Route::RESERVED.contains(&slug.as_str())) {
            return Err(NewError::Reserved(slug));
        }
        let known = CategoryNames::read(content)?;
        options.categories.iter().try_for_each(|name| known.check(name))?;
        let categories = (!options.page).then(|| options.categories.clone());
        Ok(Self { title, slug, categories })
    }

    /// Where it is for people.
    fn file(&self) -> String {
        let folder = if self.categories.is_some() { "articles" } else { "pages" };
        format!("content/{folder}/{}.md", self.slug)
    }

    fn route(&self) -> Route {
        let slug = self.slug.clone();
        if self.categories.is_some() { Route::Article(slug) } else { Route::Page(slug) }
    }

    fn text(&self, today: Date) -> String {
        let title = quoted(&self.title);
        match &self.categories {
            Some(categories) => {
                let categories = categories.iter().map(|name| quoted(name)).collect::<Vec<_>>();
                format!(
                    "+++\ntitle = {title}\nsummary = \"\"\ncategories = [{}]\npublished = {}\n\
                     key_points = []\ndraft = true\n+++\n\n",
                    categories.join(", "),
                    today.iso(),
                )
            }
            None => format!("+++\ntitle = {title}\nsummary = \"\"\ndraft = true\n+++\n\n"),
        }
    }

    /// Makes the file; never touches one that is there.
    fn write(&self, content: &Path, today: Date) -> Result<(), NewError> {
        let shown = self.file();
        let below = shown.trim_start_matches("content/");
        let file = content.join(below);
        let failed = |reason: io::Error| NewError::Write { file: file.clone(), reason };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut new = File::create_new(&file).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                NewError::Taken { file: shown.clone(), slug: self.slug.clone() }
            }
            _ => failed(error),
        })?;
        new.write_all(self.text(today).as_bytes()).map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Severity;

    /// A copy of the smallest site there is.
    fn site() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/base/content");
        let content = folder.path().join("content");
        for part in ["articles", "categories", "pages", ""] {
            fs::create_dir_all(content.join(part)).unwrap();
            for entry in fs::read_dir(base.join(part)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    fs::copy(&path, content.join(part).join(path.file_name().unwrap())).unwrap();
                }
            }
        }
        (folder, content)
    }

    fn today() -> Date {
        Date::new(2026, 11, 23).unwrap()
    }

    fn new(title: &str, categories: &[&str]) -> New {
        let categories = categories.iter().map(|&name| name.to_owned()).collect();
        New { title: title.to_owned(), categories, slug: None, page: false }
    }

    fn error(options: &New) -> String {
        Draft::of(options, &site().1).unwrap_err().to_string()
    }

    #[test]
    fn a_new_article_lacks_only_what_a_person_must_say() {
        let (_folder, content) = site();
        let draft = Draft::of(&new(" Tea &\n\"cakes\": 50% ", &["green-tea"]), &content).unwrap();
        assert_eq!(draft.file(), "content/articles/tea-cakes-50.md");
        draft.write(&content, today()).unwrap();
        let found = still_to_do(&content, &draft.file(), today());
        assert!(found.iter().all(|problem| problem.kind.severity() == Severity::Warning));
        let places: Vec<_> = found.iter().map(Problem::place).collect();
        let file = draft.file();
        assert!(places.contains(&format!("{file}:3")), "the summary: {found:?}");
        assert!(places.contains(&format!("{file}:6")), "the key points: {found:?}");
        assert!(places.contains(&format!("{file}:9")), "the text: {found:?}");
        let library = content::load(&content, Selection { today: today(), unpublished: true });
        let article = library.unwrap().article(&draft.slug).cloned().unwrap();
        assert_eq!(article.title, "Tea & \"cakes\": 50%");
    }

    #[test]
    fn a_new_page_is_a_draft_too() {
        let (_folder, content) = site();
        let draft = Draft::of(&New { page: true, ..new("Fees", &[]) }, &content).unwrap();
        draft.write(&content, today()).unwrap();
        let found = still_to_do(&content, "content/pages/fees.md", today());
        assert!(!found.is_empty());
        assert!(found.iter().all(|problem| problem.kind.severity() == Severity::Warning));
    }

    #[test]
    fn what_is_there_is_never_touched() {
        let (_folder, content) = site();
        let file = content.join("articles/brewing.md");
        let before = fs::read(&file).unwrap();
        let draft = Draft::of(&new("Brewing", &[]), &content).unwrap();
        let error = draft.write(&content, today()).unwrap_err().to_string();
        assert!(error.starts_with("content/articles/brewing.md is there already"), "{error}");
        assert!(error.ends_with("--slug brewing-2."), "{error}");
        assert_eq!(fs::read(&file).unwrap(), before);
    }

    #[test]
    fn mistakes_are_told_with_what_to_do() {
        assert!(error(&new(" \n", &[])).starts_with("the title is empty"));
        assert!(error(&new("!?", &[])).contains("--slug low-mood"));
        let near = error(&new("Tea", &["gren-tea"]));
        assert_eq!(
            near,
            "there is no category `gren-tea` in content/categories; did you mean `green-tea`?"
        );
        let slug = Some("Low Mood".to_owned());
        assert!(error(&New { slug, ..new("Tea", &[]) }).contains("is not a slug"));
        assert!(error(&New { page: true, ..new("Home", &[]) }).contains("/home/ is an address"));
    }
}
