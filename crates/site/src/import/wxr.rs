use std::{collections::BTreeMap, io::BufReader, io::Read};

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::export_text::{ExportText, LONGEST_TEXT};

/// Why an export cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The system, or a tag beyond all reason.
    #[error("the export cannot be read{after}: {reason}")]
    Read {
        /// `, after “Some title”`
        after: String,
        /// What the system said.
        reason: String,
    },
    /// It is not well-formed.
    #[error(
        "the export is not whole XML{after}: {reason}. Nothing was written. Export the site again in WordPress (Tools, Export, All content), and let the download finish"
    )]
    Malformed {
        /// `, after “Some title”`
        after: String,
        /// What the parser said.
        reason: String,
    },
    /// It ends too early.
    #[error(
        "the export ends in the middle{after}: the download was cut off. Nothing was written. Export the site again in WordPress (Tools, Export, All content), and let the download finish"
    )]
    CutOff {
        /// `, after “Some title”`
        after: String,
    },
    /// It is another kind of XML.
    #[error(
        "this is not an export of WordPress: it has no `wp:wxr_version`. In WordPress go to Tools, Export, choose All content, and give the XML file that you get"
    )]
    NotWordPress,
    /// It brings definitions of entities, which could grow without end or read other files.
    #[error(
        "the export defines entities of its own (`<!ENTITY …>`), which WordPress never does. Nothing was read from it: somebody may have changed the file"
    )]
    Entities,
}

/// A part of an export.
#[derive(Debug)]
pub(super) enum Entry {
    /// A fact about the site: `link`, `wp:base_blog_url`, `pubDate`.
    Site { name: String, value: String },
    /// Somebody who writes.
    Author { login: String, name: String },
    /// A category.
    Category(Term),
    /// A tag.
    Tag(Term),
    /// A post, a page, an attachment or anything else.
    Item(Box<Item>),
}

/// A category or tag.
#[derive(Debug, Clone, Default)]
pub(super) struct Term {
    pub(super) id: String,
    /// Its name in addresses.
    pub(super) slug: String,
    pub(super) name: String,
    /// The slug of the category that it stands under; empty for none.
    pub(super) parent: String,
    pub(super) description: String,
}

/// A post, a page, an attachment or anything else that WordPress keeps in the same table.
#[derive(Debug, Default)]
pub(super) struct Item {
    fields: BTreeMap<String, String>,
    /// Slugs of categories.
    pub(super) categories: Vec<String>,
    /// Slugs of tags.
    pub(super) tags: Vec<String>,
    /// The terms of other kinds: kind and slug.
    pub(super) terms: Vec<(String, String)>,
    meta: Vec<(String, String)>,
    pub(super) comments: usize,
    /// Whether a text or field of it was longer than any may be.
    pub(super) too_long: bool,
}

/// The fields that are kept; what plugins add is not, so that it takes no memory.
const META: [&str; 9] = [
    "_thumbnail_id",
    "_wp_attached_file",
    "_wp_attachment_image_alt",
    "_wp_old_slug",
    "_yoast_wpseo_metadesc",
    "_yoast_wpseo_primary_category",
    "_aioseo_description",
    "rank_math_description",
    "footnotes",
];

/// The fields of an item that are kept, beside its texts; what plugins add is not.
const FIELDS: [&str; 14] = [
    "title",
    "link",
    "guid",
    "dc:creator",
    "wp:post_id",
    "wp:post_date",
    "wp:post_modified",
    "wp:post_name",
    "wp:status",
    "wp:post_type",
    "wp:post_parent",
    "wp:post_password",
    "wp:menu_order",
    "wp:attachment_url",
];
/// What a custom field is made of.
const KEY: &str = "wp:meta_key";
const VALUE: &str = "wp:meta_value";
/// Its texts.
const TEXTS: [&str; 2] = ["content:encoded", "excerpt:encoded"];
/// The longest field that is no text, in bytes. WordPress' own have some hundreds.
pub(super) const LONGEST_FIELD: usize = 64 * 1024;
/// The most terms of an item that are kept.
const MOST_TERMS: usize = 1_000;

impl Item {
    /// The text of a field such as `wp:post_id`; empty where there is none.
    pub(super) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |value| value.trim())
    }

    /// The body, in HTML.
    pub(super) fn content(&self) -> &str {
        self.fields.get("content:encoded").map_or("", String::as_str)
    }

    /// The values of a custom field.
    pub(super) fn meta(&self, key: &str) -> impl Iterator<Item = &str> {
        self.meta.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.trim())
    }

    /// A number, such as that of `wp:post_id`; 0 where there is none.
    pub(super) fn number(&self, name: &str) -> u64 {
        self.field(name).parse().unwrap_or_default()
    }
}

/// Reads an export (WXR) entry by entry, so that only one is in memory at a time.
pub(super) struct Export<R: Read> {
    reader: Reader<BufReader<ExportText<R>>>,
    buffer: Vec<u8>,
    depth: usize,
    is_wordpress: bool,
    last: String,
}

impl<R: Read> Export<R> {
    pub(super) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::new(ExportText::new(source)));
        reader.config_mut().allow_dangling_amp = true;
        let (buffer, last) = (Vec::new(), String::new());
        Self { reader, buffer, depth: 0, is_wordpress: false, last }
    }

    /// The next entry; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Entry>, ExportError> {
        loop {
            let Some(tag) = self.next_tag()? else {
                return match (self.is_wordpress, self.depth) {
                    (_, 1..) => Err(ExportError::CutOff { after: self.after() }),
                    (true, 0) => Ok(None),
                    (false, 0) => Err(ExportError::NotWordPress),
                };
            };
            let entry = match tag.name.as_str() {
                "rss" | "channel" => continue,
                "item" => Entry::Item(Box::new(self.item(&tag)?)),
                "wp:author" => {
                    let names = ["wp:author_login", "wp:author_display_name"];
                    let mut fields = self.fields(&tag, &names)?;
                    let mut take = |name: &str| fields.remove(name).unwrap_or_default();
                    let login = take("wp:author_login");
                    Entry::Author { login, name: take("wp:author_display_name") }
                }
                "wp:category" => Entry::Category(self.term(
                    &tag,
                    [
                        "wp:category_nicename",
                        "wp:cat_name",
                        "wp:category_parent",
                        "wp:category_description",
                    ],
                )?),
                "wp:tag" => Entry::Tag(
                    self.term(&tag, ["wp:tag_slug", "wp:tag_name", "", "wp:tag_description"])?,
                ),
                "link" | "pubDate" | "wp:base_blog_url" => {
                    let value = self.text(&tag, LONGEST_FIELD)?.0;
                    Entry::Site { name: tag.name, value }
                }
                "wp:wxr_version" => {
                    self.is_wordpress = true;
                    self.skip(&tag)?;
                    continue;
                }
                _ => {
                    self.skip(&tag)?;
                    continue;
                }
            };
            return Ok(Some(entry));
        }
    }

    fn after(&self) -> String {
        if self.last.is_empty() { String::new() } else { format!(", after “{}”", self.last) }
    }

    /// The next tag that opens, whatever closes before it.
    fn next_tag(&mut self) -> Result<Option<Tag>, ExportError> {
        loop {
            match self.event()? {
                Step::Open(tag) => return Ok(Some(tag)),
                Step::End => return Ok(None),
                Step::Close | Step::Text(_) => {}
            }
        }
    }

    fn event(&mut self) -> Result<Step, ExportError> {
        loop {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => {
                    let (after, reason) = (self.after(), error.to_string());
                    return Err(ExportError::Read { after, reason });
                }
                Err(error) => {
                    let (after, reason) = (self.after(), error.to_string());
                    return Err(if unfinished(&error) {
                        ExportError::CutOff { after }
                    } else {
                        ExportError::Malformed { after, reason }
                    });
                }
            };
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Step::Open(tag(&start, false))
                }
                Event::Empty(start) => Step::Open(tag(&start, true)),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Step::Close
                }
                Event::Text(text) => Step::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Step::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Step::Text(
                    match (reference.resolve_char_ref(), resolve_predefined_entity(&reference)) {
                        (Ok(Some(character)), _) => character.to_string(),
                        (_, Some(text)) => text.to_owned(),
                        // An entity of HTML, which its parser knows, or of nobody.
                        _ => format!("&{};", &*reference),
                    },
                ),
                Event::DocType(text) if text.to_ascii_uppercase().contains("<!ENTITY") => {
                    return Err(ExportError::Entities);
                }
                Event::Eof => Step::End,
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// All text in an element, and whether some of it was left out.
    fn text(&mut self, tag: &Tag, longest: usize) -> Result<(String, bool), ExportError> {
        let (mut text, mut too_long) = (String::new(), false);
        self.inside(tag, |_, step| {
            if let Step::Text(more) = step {
                too_long |= text.len() + more.len() >= longest;
                if !too_long {
                    text.push_str(&more);
                }
            }
            Ok(())
        })?;
        Ok((text, too_long))
    }

    fn skip(&mut self, tag: &Tag) -> Result<(), ExportError> {
        self.inside(tag, |_, _| Ok(()))
    }

    /// Calls `step` for everything in an element, up to its end.
    fn inside(
        &mut self,
        tag: &Tag,
        mut step: impl FnMut(&mut Self, Step) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let outside = self.depth.saturating_sub(1);
        while !tag.empty && self.depth > outside {
            match self.event()? {
                Step::End => return Err(ExportError::CutOff { after: self.after() }),
                next => step(self, next)?,
            }
        }
        Ok(())
    }

    /// The texts of these elements in an element, by their names.
    fn fields(
        &mut self,
        tag: &Tag,
        names: &[&str],
    ) -> Result<BTreeMap<String, String>, ExportError> {
        let mut fields = BTreeMap::new();
        self.inside(tag, |export, step| {
            let Step::Open(tag) = step else { return Ok(()) };
            if !names.contains(&tag.name.as_str()) {
                return export.skip(&tag);
            }
            let longest = if tag.name == VALUE { LONGEST_TEXT } else { LONGEST_FIELD };
            let (text, _) = export.text(&tag, longest)?;
            fields.insert(tag.name, text.trim().to_owned());
            Ok(())
        })?;
        Ok(fields)
    }

    /// A category or tag, by the names of its slug, name, parent and description.
    fn term(&mut self, tag: &Tag, names: [&str; 4]) -> Result<Term, ExportError> {
        let [slug, name, parent, description] = names;
        let id = "wp:term_id";
        let mut fields = self.fields(tag, &[id, slug, name, parent, description])?;
        let mut take = |name: &str| fields.remove(name).unwrap_or_default();
        Ok(Term {
            id: take(id),
            slug: take(slug),
            name: take(name),
            parent: take(parent),
            description: take(description),
        })
    }

    fn item(&mut self, tag: &Tag) -> Result<Item, ExportError> {
        let mut item = Item::default();
        self.inside(tag, |export, step| {
            let Step::Open(tag) = step else { return Ok(()) };
            match tag.name.as_str() {
                "wp:comment" => {
                    item.comments += 1;
                    export.skip(&tag)?;
                }
                "wp:postmeta" => {
                    let mut fields = export.fields(&tag, &[KEY, VALUE])?;
                    let key = fields.remove(KEY).unwrap_or_default();
                    let value = fields.remove(VALUE).unwrap_or_default();
                    let kept: usize = item.meta.iter().map(|(_, value)| value.len()).sum();
                    let fits = item.meta.len() < MOST_TERMS && kept + value.len() <= LONGEST_TEXT;
                    if META.contains(&key.as_str()) && fits {
                        item.meta.push((key, value));
                    }
                }
                "category" => {
                    export.skip(&tag)?;
                    let terms = item.categories.len() + item.tags.len() + item.terms.len();
                    match tag.domain.as_str() {
                        _ if terms >= MOST_TERMS => {}
                        "category" => item.categories.push(tag.nicename),
                        "post_tag" => item.tags.push(tag.nicename),
                        "" => {}
                        _ => item.terms.push((tag.domain, tag.nicename)),
                    }
                }
                name if !FIELDS.contains(&name) && !TEXTS.contains(&name) => export.skip(&tag)?,
                name => {
                    let longest = if TEXTS.contains(&name) { LONGEST_TEXT } else { LONGEST_FIELD };
                    let (text, too_long) = export.text(&tag, longest)?;
                    item.too_long |= too_long;
                    if tag.name == "title" {
                        export.last.clone_from(&text);
                    }
                    item.fields.entry(tag.name).or_insert(text);
                }
            }
            Ok(())
        })?;
        Ok(item)
    }
}

/// Whether the parser met the end of the file inside of something.
fn unfinished(error: &quick_xml::Error) -> bool {
    use quick_xml::errors::SyntaxError;
    matches!(
        error,
        quick_xml::Error::Syntax(
            SyntaxError::UnclosedCData
                | SyntaxError::UnclosedTag
                | SyntaxError::UnclosedComment
                | SyntaxError::UnclosedDoctype
                | SyntaxError::UnclosedPI
                | SyntaxError::UnclosedXmlDecl
        )
    )
}

enum Step {
    Open(Tag),
    Close,
    Text(String),
    End,
}

struct Tag {
    name: String,
    /// Whether it has nothing inside, as `<a/>`.
    empty: bool,
    domain: String,
    nicename: String,
}

fn tag(start: &BytesStart<'_>, empty: bool) -> Tag {
    let attribute = |name: &str| {
        let mut attributes = start.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.as_ref() == name);
        found
            .and_then(|found| found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok())
            .unwrap_or_default()
            .into_owned()
    };
    Tag {
        name: start.name().as_ref().to_owned(),
        empty,
        domain: attribute("domain"),
        nicename: attribute("nicename"),
    }
}
