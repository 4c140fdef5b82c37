//! What the import of another site needs to know of this one's form.

use std::{fs, io, path::Path};

use model::{ArticleText, Block, Date};

use super::{
    clinic,
    documents::Context,
    front_matter::{Fields, FrontMatter},
    markdown::{Markdown, Place, ReferenceIds},
    numbering,
    pictures::Pictures,
    problem::Report,
    rules::Vocabulary,
    source_file::SourceFile,
};

/// A body as the site reads it.
#[derive(Debug)]
pub(crate) struct ReadBack {
    /// What it says.
    pub(crate) blocks: Vec<Block>,
    /// What its footnotes say.
    pub(crate) footnotes: Vec<Block>,
    sound: bool,
    whole: bool,
}

impl ReadBack {
    /// Whether a draft with this body can be built.
    pub(crate) fn is_sound(&self) -> bool {
        self.sound
    }

    /// Whether it is sound, and a mark leads to each footnote.
    pub(crate) fn is_whole(&self) -> bool {
        self.sound && self.whole
    }
}

/// Reads the body of a draft. `pictures` are the names of the pictures that it may show.
pub(crate) fn read_back(text: &str, pictures: &[String], is_article: bool) -> ReadBack {
    let report = Report::new(Path::new(""));
    let pictures = Pictures::named(pictures.iter().map(String::as_str));
    let none = ReferenceIds::default();
    let references = is_article.then_some(&none);
    let markdown = Markdown { report: &report, pictures: &pictures, references };
    let place = if is_article { Place::Article } else { Place::Elsewhere };
    let body = markdown.body(text, 1, place);
    let mut article = ArticleText { body: body.blocks, ..ArticleText::default() };
    // Footnotes that nothing leads to are found here.
    let unused = Report::new(Path::new(""));
    numbering::number(&mut article, Vec::new(), body.footnotes, &unused);
    report.allow_omissions();
    ReadBack {
        blocks: article.body,
        footnotes: article.footnotes.into_iter().flatten().collect(),
        sound: report.has_no_errors(),
        whole: unused.has_no_errors(),
    }
}

/// Whether a file reads back as a draft that has this body.
pub(crate) fn is_draft_with(file: &str, body: &str) -> bool {
    let report = Report::new(Path::new(""));
    let Some(parts) = FrontMatter::split(file, &report) else { return false };
    let draft = Fields::parse(parts.fields, FrontMatter::FIELDS_LINE, &report).optional("draft");
    draft == Some(true) && parts.body == body && report.has_no_errors()
}

/// What a file of an article or page says; nothing where it is not there or has no fields.
pub(crate) fn text_of_file(path: &Path, is_article: bool) -> Option<Vec<Block>> {
    let text = fs::read_to_string(path).ok()?.replace("\r\n", "\n");
    let report = Report::new(path);
    let parts = FrontMatter::split(&text, &report)?;
    // The pictures that it shows are there, or the check says so.
    let pictures: Vec<String> = parts
        .body
        .split("(/pictures/")
        .skip(1)
        .filter_map(|rest| Some(rest.split([')', ' ']).next()?.to_owned()))
        .collect();
    let ReadBack { mut blocks, footnotes, .. } = read_back(parts.body, &pictures, is_article);
    blocks.extend(footnotes);
    Some(blocks)
}

/// The names of medicines that the home page may not name.
pub(crate) fn restricted_medicines(content: &Path, today: Date) -> Vec<String> {
    let file = SourceFile::new(content, content, Path::new("clinic.toml"));
    let report = Report::new(Path::new("clinic.toml"));
    let (pictures, vocabulary) = (Pictures::default(), Vocabulary::default());
    let with = Context { pictures: &pictures, vocabulary: &vocabulary, today };
    clinic::parse(&file, with, &report)
        .item
        .map(|facts| facts.restricted_medicines)
        .unwrap_or_default()
}

/// The names of the files in a folder, sorted; none where there is no such folder.
pub(crate) fn file_names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}
