use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Read,
};

use model::Date;
use scraper::node::Element;

use super::{
    record::site_name,
    wxr::{Entry, Export, ExportError, Item, Term},
};

/// What an export holds, without the texts: they are read again, one at a time.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The site's address, without a slash at its end.
    pub(super) site: String,
    /// What the record calls the site.
    pub(super) site_name: String,
    /// The day of the export.
    pub(super) exported: Option<Date>,
    /// Names of people by their logins.
    pub(super) authors: BTreeMap<String, String>,
    pub(super) categories: Vec<Term>,
    /// Names of tags by their slugs.
    pub(super) tags: BTreeMap<String, String>,
    /// Posts and pages.
    pub(super) texts: Vec<TextFacts>,
    pub(super) attachments: HashMap<u64, Attachment>,
    /// The numbers of attachments by those of the texts that they were uploaded to, in their order.
    pub(super) uploads: HashMap<u64, Vec<u64>>,
    /// The HTML of blocks that several posts show.
    pub(super) reusable: HashMap<u64, String>,
    /// How many there are of each kind that is not imported.
    pub(super) others: BTreeMap<String, usize>,
    pub(super) comments: usize,
}

/// A post or page, without its text.
#[derive(Debug)]
pub(super) struct TextFacts {
    pub(super) id: u64,
    pub(super) is_post: bool,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) link: String,
    pub(super) status: String,
    pub(super) date: Option<Date>,
    pub(super) old_slugs: Vec<String>,
    pub(super) categories: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) author: String,
    /// How many pages WordPress made of it.
    pub(super) pages: usize,
}

/// An uploaded file.
#[derive(Debug, Default)]
pub(super) struct Attachment {
    pub(super) url: String,
    pub(super) alt: String,
    /// In HTML.
    pub(super) caption: String,
    pub(super) link: String,
    pub(super) parent: u64,
    order: (u64, u64),
}

impl Attachment {
    /// What it holds, as its name says.
    pub(super) fn kind(&self) -> Option<Kind> {
        let name = self.url.split(['?', '#']).next().unwrap_or_default();
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        match ending.as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" | "bmp" | "tif" | "tiff"
            | "heic" => Some(Kind::Picture),
            "mp3" | "m4a" | "ogg" | "oga" | "wav" | "flac" | "wma" | "aac" => Some(Kind::Audio),
            "mp4" | "m4v" | "webm" | "ogv" | "mov" | "wmv" | "avi" | "mpg" | "flv" => {
                Some(Kind::Video)
            }
            _ => None,
        }
    }
}

/// What an upload holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Picture,
    Audio,
    Video,
}

/// What a gallery or a list of recordings shows.
#[derive(Debug)]
pub(super) struct Gallery<'a> {
    /// The numbers of uploads; empty for all of the kind that belong to a post or page.
    ids: &'a str,
    kind: Kind,
    /// The number of that post or page.
    of: u64,
}

impl<'a> Gallery<'a> {
    /// The gallery that `wp-gallery` stands for, in the text with the number `own`.
    pub(super) fn of(element: &'a Element, own: u64) -> Self {
        let kind = match element.attr("kind") {
            Some("audio") => Kind::Audio,
            Some("video") => Kind::Video,
            _ => Kind::Picture,
        };
        let of = element.attr("of").and_then(|of| of.trim().parse().ok()).unwrap_or(own);
        Self { ids: element.attr("ids").unwrap_or_default().trim(), kind, of }
    }
}

/// How many bytes of reusable blocks are kept.
const MOST_REUSABLE: usize = 8 * 1024 * 1024;

impl Survey {
    /// Reads a whole export; an error where it is not whole.
    pub(super) fn read(source: impl Read) -> Result<Self, ExportError> {
        let mut export = Export::new(source);
        let mut survey = Self::default();
        let mut links = Vec::new();
        while let Some(entry) = export.next()? {
            match entry {
                Entry::Site { name, value } => match name.as_str() {
                    "wp:base_blog_url" => survey.site = without_slash(&value),
                    "link" => links.push(value),
                    _ => survey.exported = date_of_feed(&value),
                },
                Entry::Author { login, name } => {
                    let name = if name.is_empty() { login.clone() } else { name };
                    survey.authors.insert(login, name);
                }
                Entry::Category(term) => survey.categories.push(term),
                Entry::Tag(term) => drop(survey.tags.insert(term.slug, term.name)),
                Entry::Item(item) => survey.item(&item),
            }
        }
        if survey.site.is_empty() {
            survey.site = links.first().map(|link| without_slash(link)).unwrap_or_default();
        }
        survey.site_name = site_name(&survey.site);
        survey.order_uploads();
        survey.add_missing_categories();
        Ok(survey)
    }

    fn item(&mut self, item: &Item) {
        self.comments += item.comments;
        let id = item.number("wp:post_id");
        match item.field("wp:post_type") {
            "post" | "page" => self.texts.push(text_facts(id, item)),
            "attachment" => drop(self.attachments.insert(id, attachment(id, item))),
            kind => {
                if kind == "wp_block" {
                    let kept: usize = self.reusable.values().map(String::len).sum();
                    if kept + item.content().len() < MOST_REUSABLE {
                        self.reusable.insert(id, item.content().to_owned());
                    }
                }
                *self.others.entry(kind.to_owned()).or_default() += 1;
            }
        }
    }

    fn order_uploads(&mut self) {
        let mut uploads: Vec<_> = self.attachments.iter().collect();
        uploads.sort_by_key(|(_, attachment)| attachment.order);
        for (id, attachment) in uploads {
            self.uploads.entry(attachment.parent).or_default().push(*id);
        }
    }

    /// An export of one kind of content names categories that it does not describe.
    fn add_missing_categories(&mut self) {
        let known: BTreeSet<_> = self.categories.iter().map(|term| term.slug.clone()).collect();
        let used: BTreeSet<_> =
            self.texts.iter().flat_map(|text| &text.categories).cloned().collect();
        for slug in used.difference(&known).filter(|slug| !slug.is_empty()) {
            let name = slug.replace('-', " ");
            self.categories.push(Term { slug: slug.clone(), name, ..Term::default() });
        }
    }

    /// The uploads that a gallery shows, with the numbers by which it names them.
    pub(super) fn gallery(&self, gallery: &Gallery<'_>) -> Vec<(String, Option<&Attachment>)> {
        if !gallery.ids.is_empty() {
            let ids = gallery.ids.split(',').map(str::trim);
            let ids = ids.filter(|id| !id.is_empty());
            return ids
                .map(|id| {
                    let found = id.parse().ok().and_then(|id: u64| self.attachments.get(&id));
                    (id.to_owned(), found)
                })
                .collect();
        }
        let uploads = self.uploads.get(&gallery.of).into_iter().flatten();
        let uploads = uploads.filter_map(|id| self.attachments.get(id));
        let of_kind = uploads.filter(|upload| upload.kind() == Some(gallery.kind));
        of_kind.map(|found| (String::new(), Some(found))).collect()
    }
}

fn text_facts(id: u64, item: &Item) -> TextFacts {
    let owned = str::to_owned;
    TextFacts {
        id,
        is_post: item.field("wp:post_type") == "post",
        slug: owned(item.field("wp:post_name")),
        title: title(item),
        link: owned(item.field("link")),
        status: status(item),
        date: date(item.field("wp:post_date")),
        old_slugs: item.meta("_wp_old_slug").map(owned).collect(),
        categories: item.categories.clone(),
        tags: item.tags.clone(),
        author: owned(item.field("dc:creator")),
        pages: item.content().matches("<!--nextpage-->").count() + 1,
    }
}

fn attachment(id: u64, item: &Item) -> Attachment {
    let url = [item.field("wp:attachment_url"), item.field("guid")];
    Attachment {
        url: url.into_iter().find(|url| !url.is_empty()).unwrap_or_default().to_owned(),
        alt: item.meta("_wp_attachment_image_alt").next().unwrap_or_default().to_owned(),
        caption: item.field("excerpt:encoded").to_owned(),
        link: item.field("link").to_owned(),
        parent: item.number("wp:post_parent"),
        order: (item.number("wp:menu_order"), id),
    }
}

/// Its title as plain words; empty where it has none.
pub(super) fn title(item: &Item) -> String {
    let words = super::words::of_html(item.field("title"));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Its status in WordPress, or that it asks for a password.
pub(super) fn status(item: &Item) -> String {
    if item.field("wp:post_password").is_empty() {
        item.field("wp:status").to_owned()
    } else {
        "password".to_owned()
    }
}

/// The day of `2013-01-11 20:22:19`; `None` for `0000-00-00 00:00:00` and anything else.
pub(super) fn date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The day of `Tue, 27 Jan 2015 14:56:57 +0000` (RFC 822).
fn date_of_feed(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_whitespace().skip_while(|word| word.ends_with(','));
    let day = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    Date::new(words.next()?.parse().ok()?, u8::try_from(month).ok()?, day)
}

fn without_slash(address: &str) -> String {
    address.trim().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_or_not_there() {
        assert_eq!(date("2013-01-11 20:22:19").unwrap().iso(), "2013-01-11");
        for wrong in ["0000-00-00 00:00:00", "", "-0001-11-30", "2013-02-30 00:00:00", "é013-01-11"]
        {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        assert_eq!(date_of_feed("Tue, 27 Jan 2015 14:56:57 +0000").unwrap().iso(), "2015-01-27");
        assert_eq!(date_of_feed("Tue, 99 Foo"), None);
    }
}
