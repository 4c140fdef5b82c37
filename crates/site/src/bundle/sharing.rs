//! The picture that a shared link shows: title, category and the clinic's name, on the site's colours.

use std::{collections::BTreeMap, fs, path::Path};

use html_escape::encode_text;
use model::{Category, Library, PageNumber, Route, Slug};
use rayon::prelude::*;
use ttf_parser::Face;

use super::{
    BundleError,
    drawing::{self, BOLD, FONT},
    head::SHARING_SIZE,
    inventory::Caching,
    page_writer::PageWriter,
    palette::Palette,
};
use crate::whole_file;

/// Of a new version of the drawing, files have new names.
const VERSION: &str = "1";

/// The sizes in which a title may stand, in pixels: the largest in which it takes three lines or fewer,
/// else the smallest.
const TITLE_SIZES: [u16; 4] = [84, 72, 60, 50];
/// The space left and right.
const MARGIN: u16 = 80;
/// How long a line may be.
const LINE_WIDTH: u16 = 1200 - 2 * MARGIN;

/// The pictures of a library.
#[derive(Debug, Default)]
pub(super) struct SharingPictures {
    site: Option<SharingPicture>,
    categories: BTreeMap<Slug, SharingPicture>,
    articles: BTreeMap<Slug, SharingPicture>,
}

/// A picture, before it is drawn.
#[derive(Debug)]
pub(super) struct SharingPicture {
    /// Its file in the built site, named after what it shows.
    pub(super) file: String,
    /// What it says, for those who do not see it.
    pub(super) alt: String,
    svg: String,
}

impl SharingPictures {
    /// The pictures of all articles and categories, and one for the other pages. Nothing is drawn yet.
    pub(super) fn plan(library: &Library, palette: &Palette) -> Self {
        let name = &library.site().clinic.name;
        let title = |slug: &Slug| {
            let category = library.category(slug);
            category.map(|category| category.title.as_str())
        };
        let picture = |stem: &str, over: Option<&str>, title: &str| {
            SharingPicture::new(stem, over, title, name, palette)
        };
        let category = |category: &Category| {
            let slug = category.slug.clone();
            (slug.clone(), picture(&format!("topic-{slug}"), None, &category.title))
        };
        let articles = library.articles().par_iter().map(|article| {
            let over = article.categories.first().and_then(title);
            (article.slug.clone(), picture(article.slug.as_str(), over, &article.title))
        });
        Self {
            site: Some(picture("site", None, name)),
            categories: library.categories().iter().map(category).collect(),
            articles: articles.collect(),
        }
    }

    /// The picture that stands for the page at `route`.
    pub(super) fn of(&self, route: &Route) -> Option<&SharingPicture> {
        match route {
            Route::Article(slug) => self.articles.get(slug),
            Route::Archive { category, page: PageNumber { .. } } => self.categories.get(category),
            _ => self.site.as_ref(),
        }
    }

    /// Writes all of them, those that `cache` has as they stand there.
    pub(super) fn write(&self, cache: &Path, writer: &PageWriter) -> Result<(), BundleError> {
        let all: Vec<_> = self
            .site
            .iter()
            .chain(self.categories.values())
            .chain(self.articles.values())
            .collect();
        all.par_iter().try_for_each(|picture| {
            let png = picture.png(cache)?;
            writer.write_bytes(&picture.file, &png)
        })
    }
}

impl SharingPicture {
    fn new(stem: &str, over: Option<&str>, title: &str, name: &str, palette: &Palette) -> Self {
        let svg = drawing_of(over, title, name, palette);
        let hash = Caching::fingerprint(blake3::hash(format!("{VERSION} {svg}").as_bytes()));
        let words = [Some(title), over, Some(name)];
        // The site's own picture says its name once.
        let mut words: Vec<_> = words.into_iter().flatten().collect();
        words.dedup();
        Self { file: format!("sharing/{stem}-{hash}.png"), alt: words.join(". "), svg }
    }

    /// The picture as PNG: from the cache, or drawn and put there.
    fn png(&self, cache: &Path) -> Result<Vec<u8>, BundleError> {
        let cached = cache.join(&self.file);
        if let Ok(png) = fs::read(&cached) {
            return Ok(png);
        }
        let png = drawing::png(&self.svg, SHARING_SIZE.0)
            .map_err(|error| BundleError::Drawing { file: self.file.clone(), error })?;
        whole_file::write(&cached, &png)
            .map_err(|error| BundleError::io("write", &cached, error))?;
        Ok(png)
    }
}

fn drawing_of(over: Option<&str>, title: &str, name: &str, palette: &Palette) -> String {
    let Palette { fill, fill_deep, on_fill, on_fill_soft, .. } = palette;
    let (width, height) = SHARING_SIZE;
    let (size, lines) = set(title);
    let spacing = u32::from(size) * 6 / 5;
    let first = 200 + u32::from(size) * 3 / 4;
    let text = |y: u32, size: u32, colour: &str, weight: u32, words: &str| {
        format!(
            r#"<text x="{MARGIN}" y="{y}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}">{}</text>"#,
            encode_text(words)
        )
    };
    let over = over.map(|over| text(140, 40, on_fill_soft, 400, over)).unwrap_or_default();
    let title: String = (0..)
        .zip(&lines)
        .map(|(line, words)| text(first + line * spacing, size.into(), on_fill, 700, words))
        .collect();
    // The site's own picture says its name once.
    let name =
        if lines.join(" ") == name { String::new() } else { text(572, 36, on_fill, 400, name) };
    let foot = height - 116;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="{fill_deep}"/><rect y="{foot}" width="{width}" height="116" fill="{fill}"/><rect x="{MARGIN}" y="64" width="96" height="8" fill="{on_fill_soft}"/>{over}{title}{name}</svg>"#
    )
}

/// The size of a title and its lines.
fn set(title: &str) -> (u16, Vec<String>) {
    let Ok(face) = Face::parse(BOLD, 0) else { return (TITLE_SIZES[3], vec![title.to_owned()]) };
    let fits = TITLE_SIZES.iter().find_map(|&size| {
        let lines = break_lines(title, |words| width_of(words, &face, size) <= LINE_WIDTH.into());
        (lines.len() <= 3).then_some((size, lines))
    });
    fits.unwrap_or_else(|| {
        let size = TITLE_SIZES[TITLE_SIZES.len() - 1];
        let mut lines =
            break_lines(title, |words| width_of(words, &face, size) <= LINE_WIDTH.into());
        // Four lines are all that there is room for.
        if lines.len() > 4 {
            lines.truncate(4);
            lines[3].push('…');
        }
        (size, lines)
    })
}

/// Puts as many words on each line as fit; a word that does not fit has a line of its own.
fn break_lines(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if fits(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The width of a line in pixels, without kerning, which only makes it shorter.
fn width_of(words: &str, face: &Face<'_>, size: u16) -> u32 {
    let advance = |letter| {
        let glyph = face.glyph_index(letter).unwrap_or_default();
        u32::from(face.glyph_hor_advance(glyph).unwrap_or_default())
    };
    let units: u32 = words.chars().map(advance).sum();
    units * u32::from(size) / u32::from(face.units_per_em())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette() -> Palette {
        let colour = |colour: &str| colour.to_owned();
        Palette {
            page: colour("#fbf9f4"),
            page_dark: colour("#11191a"),
            fill: colour("#1d5c63"),
            fill_deep: colour("#164f56"),
            on_fill_soft: colour("#e6f0ed"),
            on_fill: colour("#ffffff"),
        }
    }

    #[test]
    fn a_long_title_stands_smaller_and_stays_inside() {
        assert_eq!(set("Low mood"), (84, vec!["Low mood".to_owned()]));
        let long = "When antidepressants have not worked: the evidence on ketamine and esketamine";
        let (size, lines) = set(long);
        assert!(size < 84 && lines.len() == 3, "{size} {lines:?}");
        assert_eq!(lines.join(" "), long);
        let (size, lines) = set(&"considerable ".repeat(30));
        assert_eq!((size, lines.len()), (50, 4));
        assert!(lines[3].ends_with('…'));
    }

    #[test]
    fn a_picture_is_small_and_drawn_once() {
        let cache = tempfile::tempdir().unwrap();
        let title = "Can ketamine help with alcohol or drug problems? What trials show so far";
        let picture = SharingPicture::new("a", Some("Depression"), title, "The Clinic", &palette());
        let png = picture.png(cache.path()).unwrap();
        assert!(png.len() < 60_000, "{} bytes", png.len());
        let size = imagesize::blob_size(&png).unwrap();
        assert_eq!((size.width, size.height), (1200, 630));

        fs::write(cache.path().join(&picture.file), "kept").unwrap();
        assert_eq!(picture.png(cache.path()).unwrap(), b"kept");
        let other = SharingPicture::new("a", None, title, "The Clinic", &palette());
        assert_ne!(picture.file, other.file);
    }

    #[test]
    fn titles_are_text() {
        let svg = drawing_of(None, "Less < more & so on", "N", &palette());
        assert!(svg.contains("Less &lt; more &amp; so on"), "{svg}");
    }
}
