//! The import of another site: a WordPress export becomes content files.
//!
//! [`import`] is the outline. The export is read twice: first without its texts, to give everything its
//! place (`plan`); then text by text, so that only one is in memory. Each is converted to pieces
//! (`convert`), brought into the form that the site asks for (`shape`) and written as Markdown that
//! the site's own parser has read back (`body`). What cannot be carried is a `loss` in the report.
//! Everything comes as a draft: a person takes `draft = true` out.

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    fs::File,
    io,
    path::{Path, PathBuf},
};

use model::{Date, Slug};

mod body;
mod convert;
mod document;
mod export_text;
mod files;
mod links;
mod loss;
mod markdown;
mod media;
mod names;
mod piece;
mod plan;
mod record;
mod report;
mod shape;
mod shortcodes;
mod survey;
mod tree;
mod verify;
mod words;
mod wxr;

use self::{
    convert::{Budget, Surroundings},
    document::{ArticleFields, Fields, list},
    files::{Fate, Files},
    loss::{Loss, Losses},
    media::{Found, Media},
    plan::{Place, Plan},
    record::Record,
    report::{Entry as Line, Report},
    survey::{Survey, TextFacts},
    wxr::{Entry, Export, Item},
};
pub(crate) use self::{document::quoted, names::slug_of};
pub use self::{
    files::FileError,
    verify::{Verified, verify},
    wxr::ExportError,
};
use crate::content;

/// What is imported into what.
#[derive(Debug, Clone)]
pub struct Import {
    /// The export, in WXR.
    pub export: PathBuf,
    /// The folder with what was uploaded to WordPress.
    pub media: Option<PathBuf>,
    /// The content folder.
    pub content: PathBuf,
    /// Whether to write nothing.
    pub dry_run: bool,
    /// Today's date.
    pub today: Date,
}

/// Why an import could not be done.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The export cannot be opened.
    #[error("the export {} cannot be opened: {reason}. Give the path of the XML file that WordPress made", file.display())]
    Open {
        /// The export.
        file: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The export cannot be read.
    #[error("{}: {reason}", file.display())]
    Export {
        /// The export.
        file: PathBuf,
        /// What is wrong with it.
        reason: ExportError,
    },
    /// The list of what was imported before cannot be read.
    #[error("{} cannot be read: {reason}. It says what was imported before, so that nothing comes twice: get an earlier one back, from git or a backup", file.display())]
    Record {
        /// The list.
        file: PathBuf,
        /// What the system or the parser said.
        reason: io::Error,
    },
    /// A folder cannot be read.
    #[error("the folder {} cannot be read: {reason}. Check that it is there and that you may open it", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
}

/// What an import came to.
#[derive(Debug)]
pub struct Imported {
    /// Every item and what became of it, for people.
    pub report: String,
    /// The same in some lines.
    pub summary: String,
}

/// What is known before a text is read.
struct Prepared {
    survey: Survey,
    plan: Plan,
    media: Media,
    record: Record,
}

impl Import {
    fn open(&self) -> Result<File, ImportError> {
        File::open(&self.export)
            .map_err(|reason| ImportError::Open { file: self.export.clone(), reason })
    }

    fn unreadable(&self) -> impl Fn(ExportError) -> ImportError + '_ {
        |reason| ImportError::Export { file: self.export.clone(), reason }
    }

    fn prepare(&self) -> Result<Prepared, ImportError> {
        let survey = Survey::read(self.open()?).map_err(self.unreadable())?;
        let no_folder = |folder: &Path| {
            let folder = folder.to_owned();
            move |reason| ImportError::Folder { folder, reason }
        };
        let record = Record::read(&self.content).map_err(|reason| {
            let file = self.content.join(Record::FILE);
            ImportError::Record { file, reason }
        })?;
        let pictures = content::file_names(&self.content.join("pictures"))
            .map_err(no_folder(&self.content))?;
        let media = self.media.as_deref();
        let media = Media::list(media, &survey, &record.pictures, &pictures)
            .map_err(no_folder(media.unwrap_or(&self.content)))?;
        let plan = Plan::new(&survey, &record, &self.content).map_err(no_folder(&self.content))?;
        Ok(Prepared { survey, plan, media, record })
    }
}

/// Imports an export.
pub fn import(import: &Import) -> Result<Imported, ImportError> {
    let prepared = import.prepare()?;
    let Prepared { survey, plan, media, record } = &prepared;
    let mut files = Files::new(&import.content, record.clone(), import.dry_run);
    let mut report = Report::new(&import.export, &import.content, import.dry_run);
    write_categories(import, &prepared, &mut files, &mut report)?;

    let mut export = Export::new(import.open()?);
    let mut number = 0;
    while let Some(entry) = export.next().map_err(import.unreadable())? {
        let Entry::Item(item) = entry else { continue };
        if !matches!(item.field("wp:post_type"), "post" | "page") {
            continue;
        }
        // The export is the same file as a moment ago, unless somebody is writing to it.
        let (Some(facts), Some(place)) = (survey.texts.get(number), plan.texts.get(number)) else {
            break;
        };
        number += 1;
        report.add(write_text(&item, facts, place, &prepared, &mut files)?);
    }
    if let Some(folder) = &import.media {
        report.pictures(files.copy(media.copies(), folder)?);
    }
    write_redirects(plan, survey, &mut files, &mut report)?;
    report.not_imported(survey, media);
    let changes = files.finish()?;
    Ok(report.finish(changes))
}

fn write_categories(
    import: &Import,
    Prepared { survey, plan, .. }: &Prepared,
    files: &mut Files<'_>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let medicines: Vec<_> = content::restricted_medicines(&import.content, import.today)
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    for (number, place) in (1_u32..).zip(&plan.categories) {
        let term = survey
            .categories
            .iter()
            .find(|term| plan::category_key(survey, &term.slug) == place.key);
        let Some(term) = term else { continue };
        let title = document::one_line(&words::of_html(&term.name));
        let title = if title.is_empty() { place.slug.to_string() } else { title };
        let own = document::one_line(&words::of_html(&term.description));
        let description =
            if own.is_empty() { format!("Articles about {title}.") } else { own.clone() };
        let words = format!("{title} {description}").to_lowercase();
        let home = !medicines.iter().any(|name| words.contains(name));
        let mut remarks = Vec::new();
        if own.is_empty() {
            remarks.push(
                "WordPress has no description of it: say what its articles are about".to_owned(),
            );
        }
        if !home {
            remarks.push(
                "it names a medicine that the home page may not name, so it is kept off there"
                    .to_owned(),
            );
        }
        if let Some(above) = place.above.first() {
            remarks.push(format!("it stood under `{above}`: its articles are in both"));
        }
        let fate = if place.is_there {
            Fate::Foreign
        } else {
            let mut file = format!(
                "+++\ntitle = {}\ndescription = {}\nhome = {home}\norder = {}\nhidden_while_empty = true\n",
                quoted(&title),
                quoted(&description),
                100 + number,
            );
            if !place.old_addresses.is_empty() {
                let addresses = list(place.old_addresses.iter().map(String::as_str));
                // Writing to a text cannot fail.
                let _ = writeln!(file, "old_addresses = {addresses}");
            }
            file.push_str("+++\n");
            files.write(&place.key, &place.file, file.as_bytes())?
        };
        report.add(Line {
            what: format!("category “{title}”"),
            became: Some((place.file.clone(), fate)),
            remarks,
        });
    }
    Ok(())
}

fn write_text(
    item: &Item,
    facts: &TextFacts,
    place: &Place,
    prepared: &Prepared,
    files: &mut Files<'_>,
) -> Result<Line, ImportError> {
    let kind = if facts.is_post { "post" } else { "page" };
    let status = status_words(facts);
    let what = format!("{kind} {} “{}” ({status})", facts.id, facts.title);
    let refused = |reason: String| Line { what: what.clone(), became: None, remarks: vec![reason] };
    if item.too_long {
        return Ok(refused(format!(
            "its text is longer than {} MB, or a field such as its title longer than {} kB, which is no article. Divide it in WordPress and export again",
            export_text::LONGEST_TEXT / 1024 / 1024,
            wxr::LONGEST_FIELD / 1024
        )));
    }
    let Text { file: text, mut losses, is_draft } = text_of(item, facts, place, prepared, &status);
    if !is_draft {
        return Ok(refused(
            "its fields do not read back as those of a draft, so it is not written; copy it by hand, and please report it".to_owned(),
        ));
    }
    if text.len() as u64 > content::LARGEST {
        return Ok(refused(format!(
            "it would be a file of {} MB, and a file of the site may have 1 MB. Divide it in WordPress and export again",
            text.len().div_ceil(1024 * 1024)
        )));
    }
    let fate = files.write(&place.key, &place.file, text.as_bytes())?;
    if matches!(fate, Fate::Deleted) {
        losses = Losses::default();
    }
    Ok(Line { what, became: Some((place.file.clone(), fate)), remarks: losses.lines().collect() })
}

/// A post or page as it is to be written.
struct Text {
    file: String,
    /// What could not be carried.
    losses: Losses,
    /// Whether its file reads back as a draft with the same body.
    is_draft: bool,
}

fn text_of(
    item: &Item,
    facts: &TextFacts,
    place: &Place,
    prepared: &Prepared,
    status: &str,
) -> Text {
    let Prepared { survey, plan, media, .. } = prepared;
    let mut losses = Losses::default();
    let footnotes = footnotes(item);
    note_surroundings(item, prepared, &mut losses);
    let budget = Budget::default();
    let with = surroundings(prepared, facts, &footnotes, &budget);
    let mut converted = convert::convert(item.content(), with, &mut losses);
    shape::shape(&mut converted, &mut losses);
    let pictures = body::pictures_in(&converted.pieces);
    let text = body::write_body(&converted, &pictures, facts.is_post, &mut losses);

    let mut remarks = vec![format!(
        "From WordPress: {} {}, {status}. `cargo site check` says what is still to do.",
        if facts.is_post { "post" } else { "page" },
        facts.id,
    )];
    let own = document::own_summary(item);
    let summary =
        if own.is_empty() { document::first_sentences(&converted.pieces) } else { own.clone() };
    if own.is_empty() && !summary.is_empty() {
        remarks.push(
            "The summary is the beginning of the text: WordPress has none of its own.".to_owned(),
        );
    }
    let title = if facts.title.is_empty() {
        remarks.push("The title is made of the address: it has none in WordPress.".to_owned());
        title_of_file(&place.file)
    } else {
        facts.title.clone()
    };
    let picture = cover(item, survey, media, &mut losses, &mut remarks);
    let article = facts.is_post.then(|| article_fields(item, facts, survey, plan));
    let old_addresses = place.old_addresses.clone();
    let fields = Fields { remarks, title, summary, article, old_addresses, picture };
    let file = fields.with_body(&text);
    let is_draft = content::is_draft_with(&file, &text);
    Text { file, losses, is_draft }
}

/// Notes where an item stood in WordPress, and nowhere here: below another page, among the terms of a
/// plugin.
fn note_surroundings(item: &Item, Prepared { survey, plan, .. }: &Prepared, losses: &mut Losses) {
    let parent = item.number("wp:post_parent");
    let above = survey.texts.iter().position(|text| parent != 0 && text.id == parent);
    if let Some(place) = above.and_then(|index| plan.texts.get(index)) {
        losses.add(Loss::Parent { address: place.route.to_string() });
    }
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, term) in &item.terms {
        kinds.entry(kind).or_default().push(term);
    }
    for (kind, terms) in kinds {
        let terms = terms.into_iter().map(loss::beginning).collect::<Vec<_>>().join("`, `");
        let kind = loss::beginning(kind);
        losses.add(Loss::Terms { kind, terms });
    }
}

fn surroundings<'a>(
    Prepared { survey, plan, media, .. }: &'a Prepared,
    facts: &TextFacts,
    footnotes: &'a HashMap<String, String>,
    budget: &'a Budget,
) -> Surroundings<'a> {
    let (id, is_article) = (facts.id, facts.is_post);
    let links = &plan.links;
    Surroundings { survey, links, media, id, is_article, footnotes, budget, reused: (0, 0) }
}

/// The words of an item's footnotes by their ids, as the block editor keeps them.
fn footnotes(item: &Item) -> HashMap<String, String> {
    #[derive(serde::Deserialize)]
    struct Note {
        id: String,
        content: String,
    }
    let notes: Vec<Note> = item
        .meta("footnotes")
        .next()
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    notes.into_iter().map(|note| (note.id, note.content)).collect()
}

fn article_fields(item: &Item, facts: &TextFacts, survey: &Survey, plan: &Plan) -> ArticleFields {
    let place = |slug: &str| {
        let key = plan::category_key(survey, slug);
        plan.categories.iter().find(|place| place.key == key)
    };
    // A plugin knows which of several is the main one.
    let main = item.meta("_yoast_wpseo_primary_category").next();
    let main = main.and_then(|id| survey.categories.iter().find(|term| term.id == id));
    let main = main
        .map(|term| term.slug.as_str())
        .filter(|slug| facts.categories.iter().any(|own| own == slug));
    let named = main.into_iter().chain(facts.categories.iter().map(String::as_str));
    let places: Vec<_> = named.filter_map(place).collect();
    let mut categories: Vec<Slug> = Vec::new();
    // WordPress lists an article under the parents of its categories too.
    let above = places.iter().flat_map(|place| &place.above);
    for slug in places.iter().map(|place| &place.slug).chain(above) {
        if !categories.contains(slug) {
            categories.push(slug.clone());
        }
    }
    let author = survey.authors.get(&facts.author).unwrap_or(&facts.author);
    let author = document::one_line(&words::of_html(author));
    let mut synonyms: Vec<String> = Vec::new();
    for tag in &facts.tags {
        let name = survey.tags.get(tag).cloned().unwrap_or_else(|| tag.replace('-', " "));
        let name = document::one_line(&words::of_html(&name));
        if !name.is_empty() && !synonyms.contains(&name) {
            synonyms.push(name);
        }
    }
    let changed = survey::date(item.field("wp:post_modified"));
    ArticleFields {
        categories,
        authors: Some(author).filter(|author| !author.is_empty()).into_iter().collect(),
        published: facts.date,
        updated: changed.filter(|day| facts.date.is_some_and(|published| *day > published)),
        synonyms,
    }
}

/// The featured picture.
fn cover(
    item: &Item,
    survey: &Survey,
    media: &Media,
    losses: &mut Losses,
    remarks: &mut Vec<String>,
) -> Option<(String, String)> {
    let id = item.meta("_thumbnail_id").next()?;
    let Some(attachment) = id.parse().ok().and_then(|id: u64| survey.attachments.get(&id)) else {
        losses.add(Loss::GalleryPicture { id: id.to_owned() });
        return None;
    };
    let address = attachment.url.clone();
    let (file, loss) = match media.find(&address) {
        Found::Picture(file) => (Some(file), None),
        Found::Guess { name, upload } => {
            (Some(name), Some(Loss::GuessedPicture { address, upload }))
        }
        Found::Unfit(reason) => (None, Some(Loss::UnfitCover { address, reason })),
        Found::Missing => (None, Some(Loss::MissingCover { address })),
    };
    if let Some(loss) = loss {
        losses.add(loss);
    }
    if file.is_none() {
        remarks.push(format!("Its picture in WordPress: {}", attachment.url));
    }
    Some((file?, document::one_line(&attachment.alt)))
}

/// `Low mood` for `articles/low-mood.md`.
fn title_of_file(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or(words.clone(), |first| first.to_uppercase().chain(letters).collect())
}

fn status_words(facts: &TextFacts) -> String {
    match facts.status.as_str() {
        "publish" => "published there".to_owned(),
        "future" => match facts.date {
            Some(day) => format!("planned there for {day}"),
            None => "planned there".to_owned(),
        },
        "draft" | "auto-draft" => "a draft there".to_owned(),
        "pending" => "waiting for review there".to_owned(),
        "private" => "private there".to_owned(),
        "password" => "behind a password there".to_owned(),
        "trash" => "in the bin there".to_owned(),
        "" => "without a status there".to_owned(),
        other => format!("“{}” there", loss::beginning(&document::one_line(other))),
    }
}

fn write_redirects(
    plan: &Plan,
    survey: &Survey,
    files: &mut Files<'_>,
    report: &mut Report,
) -> Result<(), ImportError> {
    if plan.redirects.is_empty() {
        return Ok(());
    }
    let mut text = String::from(
        "# Addresses of the site before that belong to no single page, and where they lead now.\n",
    );
    let mut sorted = BTreeMap::new();
    for (from, to) in &plan.redirects {
        sorted.insert(from, to);
    }
    for (from, to) in sorted {
        let _ = write!(
            text,
            "\n[[redirects]]\nfrom = {}\nto = {}\n",
            quoted(from),
            quoted(&to.to_string())
        );
    }
    let key = format!("{} redirects", survey.site_name);
    let fate = files.write(&key, "redirects.toml", text.as_bytes())?;
    let remarks = if matches!(fate, Fate::Foreign | Fate::Edited) {
        vec![
            "addresses of tags, people and months may miss in it; `--verify` lists them".to_owned(),
        ]
    } else {
        Vec::new()
    };
    report.add(Line {
        what: format!("{} addresses of tags, people, months and lists", plan.redirects.len()),
        became: Some(("redirects.toml".to_owned(), fate)),
        remarks,
    });
    Ok(())
}

/// The words of a text before and after, for the comparison.
fn words_before(item: &Item, facts: &TextFacts, prepared: &Prepared) -> String {
    let footnotes = footnotes(item);
    let budget = Budget::default();
    words::of_post(item.content(), surroundings(prepared, facts, &footnotes, &budget))
}
