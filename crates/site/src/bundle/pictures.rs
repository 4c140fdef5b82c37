//! Photographs as pages show them: in the widths that the layout uses, as AVIF and WebP and one file
//! for older browsers, upright, and with nothing of what a camera writes beside the picture (place,
//! time, device). Each is made once: see `docs/decisions/0011`.

mod encoding;
mod photograph;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use model::{Library, Variants};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use encoding::EncodingError;
use encoding::Format;
use photograph::Photograph;

use super::{
    Bundle, BundleError,
    inventory::Caching,
    originals::{self, is_drawing},
};
use crate::{
    content::{BuiltPicture, BuiltPictures},
    whole_file,
};

/// Of a new way to build pictures, files have new names.
const VERSION: &str = "2";

/// The widths in which a photograph is built, in pixels, as far as it has them: a card (360 px) on a
/// desktop; the width of most phones (390 CSS pixels) with two pixels each, which is a figure on a
/// desktop too; the same phones with three; tablets and figures on fine screens.
const WIDTHS: [u32; 4] = [400, PHONE, 1170, 1600];
/// Their folder among the pictures: all that is in it stays as it is for good, which is one rule for
/// hosts that take a hundred.
const FOLDER: &str = "photographs";
/// What a phone with two pixels to a CSS pixel loads.
pub(super) const PHONE: u32 = 780;
/// The widest that older browsers and feed readers get.
const WIDEST_FALLBACK: u32 = 1170;
/// The most bytes of a picture that a phone loads: a quarter of a second on slow 4G (1.6 Mbit/s).
const PHONE_BYTES: usize = 40_000;

/// A photograph in the content folder.
struct Original {
    path: PathBuf,
    /// Its file's name there.
    name: String,
    bytes: Vec<u8>,
    /// The hash of all that makes its files what they are.
    hash: String,
}

/// What has been built of a photograph, as it is kept in the cache.
#[derive(Debug, Serialize, Deserialize)]
struct Built {
    widths: Vec<u32>,
    colour: Option<String>,
    /// The format of the file for browsers that know no newer one.
    fallback: Format,
}

/// Builds the photographs that pages of `library` show, those that the cache has from there. What a
/// draft alone shows is nobody's business yet, and stops no release.
pub(super) fn write(bundle: &Bundle, library: &Library) -> Result<BuiltPictures, BundleError> {
    write_shown(bundle, &library.pictures())
}

fn write_shown(bundle: &Bundle, shown: &BTreeSet<&str>) -> Result<BuiltPictures, BundleError> {
    let cache = bundle.deployment.cache.join("pictures");
    let pictures = bundle.staging.join("pictures");
    let paths = originals::files(&bundle.pictures())?;
    let wanted = |path: &PathBuf| !is_drawing(path) && originals::is_among(path, shown);
    let photographs: Vec<_> = paths.into_iter().filter(wanted).collect();
    if photographs.is_empty() {
        return Ok(BuiltPictures::new());
    }
    let folder = pictures.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| BundleError::io("create", &folder, error))?;
    // One after the other, as each may take half a gigabyte while it is built; its files are encoded
    // on all cores.
    let missing = photographs.par_iter().filter(|path| !is_kept(path, &cache));
    let missing: Vec<&PathBuf> = missing.collect();
    for path in missing {
        Original::read(path)?.build(&cache)?;
    }
    photographs.par_iter().map(|path| Original::read(path)?.copy(&cache, &pictures)).collect()
}

fn is_kept(path: &Path, cache: &Path) -> bool {
    Original::read(path).is_ok_and(|original| original.kept(cache).is_some())
}

impl Original {
    fn read(path: &Path) -> Result<Self, BundleError> {
        let bytes = fs::read(path).map_err(|error| BundleError::io("read", path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut hasher = blake3::Hasher::new();
        hasher.update(VERSION.as_bytes()).update(&bytes);
        let hash = Caching::fingerprint(hasher.finalize());
        Ok(Self { path: path.to_owned(), name, bytes, hash })
    }

    /// What the cache has of it: all, or nothing.
    fn kept(&self, cache: &Path) -> Option<Built> {
        let built: Built = serde_json::from_slice(&fs::read(self.record(cache)).ok()?).ok()?;
        let is_there = |(width, format)| cache.join(self.file("", width, format)).is_file();
        let is_whole = built.files().all(is_there);
        is_whole.then_some(built)
    }

    /// Written last: where it is, the files are.
    fn record(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}.json", self.hash))
    }

    /// The name of a file that is built of it.
    fn file(&self, stem: &str, width: u32, format: Format) -> String {
        format!("{stem}{width}-{}.{}", self.hash, format.ending())
    }

    fn build(&self, cache: &Path) -> Result<(), BundleError> {
        let failed =
            |error| BundleError::Picture { file: format!("content/pictures/{}", self.name), error };
        let photograph = Photograph::read(&self.bytes).map_err(failed)?;
        let mut widths: Vec<u32> =
            WIDTHS.into_iter().filter(|width| *width < photograph.width()).collect();
        if widths.len() < WIDTHS.len() {
            widths.push(photograph.width());
        }
        let fallback = if photograph.is_opaque() { Format::Jpeg } else { Format::Png };
        let built = Built { widths, colour: photograph.colour(), fallback };
        let scaled = built.widths.iter().map(|width| Ok((*width, photograph.scaled(*width)?)));
        let scaled = scaled.collect::<Result<Vec<_>, EncodingError>>().map_err(failed)?;
        let files: Vec<_> = built.files().collect();
        files.into_par_iter().try_for_each(|(width, format)| {
            let Some((_, pixels)) = scaled.iter().find(|(scaled, _)| *scaled == width) else {
                return Ok(());
            };
            let most = (width <= PHONE && format.is_new()).then_some(PHONE_BYTES);
            let bytes = format.encode(pixels, most).map_err(failed)?;
            let path = cache.join(self.file("", width, format));
            whole_file::write(&path, &bytes).map_err(|error| BundleError::io("write", &path, error))
        })?;
        let record = self.record(cache);
        whole_file::write(&record, &serde_json::to_vec(&built)?)
            .map_err(|error| BundleError::io("write", &record, error))
    }

    /// Puts its files into the site.
    fn copy(self, cache: &Path, pictures: &Path) -> Result<(String, BuiltPicture), BundleError> {
        let Some(built) = self.kept(cache) else {
            let changed = io::Error::other("it was changed while the site was built");
            return Err(BundleError::io("read", &self.path, changed));
        };
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let stem = format!("{FOLDER}/{stem}-");
        for (width, format) in built.files() {
            let to = pictures.join(self.file(&stem, width, format));
            fs::copy(cache.join(self.file("", width, format)), &to)
                .map_err(|error| BundleError::io("write", &to, error))?;
        }
        let file = self.file(&stem, built.fallback_width(), built.fallback);
        let Built { widths, colour, .. } = built;
        let files = format!("{stem}*-{}", self.hash);
        let picture = BuiltPicture { file, variants: Variants { files, widths, colour } };
        Ok((self.name, picture))
    }
}

impl Built {
    /// Width and format of each file.
    fn files(&self) -> impl Iterator<Item = (u32, Format)> {
        let new = self.widths.iter().flat_map(|width| Format::NEW.map(|format| (*width, format)));
        new.chain([(self.fallback_width(), self.fallback)])
    }

    fn fallback_width(&self) -> u32 {
        let fits = |width: &&u32| **width <= WIDEST_FALLBACK;
        self.widths.iter().rev().find(fits).or(self.widths.first()).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;
    use crate::bundle::{Deployment, Pages};

    fn bundle(folder: &Path) -> Bundle {
        fs::create_dir_all(folder.join("content/pictures")).unwrap();
        Bundle {
            project: folder.to_owned(),
            content: folder.join("content"),
            staging: folder.join("dist"),
            public_url: "/".to_owned(),
            pages: Pages::Empty,
            deployment: Deployment { cache: folder.join("cache"), ..Deployment::default() },
        }
    }

    /// Builds what a site shows that shows one photograph.
    fn write(bundle: &Bundle, shown: &str) -> Result<BuiltPictures, BundleError> {
        write_shown(bundle, &BTreeSet::from([shown]))
    }

    /// Hills and a sky, which compress as photographs do.
    fn photograph(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            let part = |number: u32| u8::try_from(number % 256).unwrap();
            Rgb([part(x / 8 + y / 16), part(90 + y / 8), part(x / 16)])
        }))
    }

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_photograph_is_built_once_in_each_width_that_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let bundle = bundle(folder.path());
        photograph(900, 300).save(folder.path().join("content/pictures/a-hill.jpg")).unwrap();
        let built = write(&bundle, "a-hill.jpg").unwrap();
        let BuiltPicture { file, variants } = &built["a-hill.jpg"];
        assert_eq!(variants.widths, [400, 780, 900]);
        let (start, hash) = variants.files.split_once('*').unwrap();
        assert_eq!((start, hash.len()), ("photographs/a-hill-", 17));
        assert_eq!(*file, format!("photographs/a-hill-900{hash}.jpg"));
        let pictures = folder.path().join("dist/pictures/photographs");
        let mut expected = vec![format!("a-hill-900{hash}.jpg")];
        for width in [400, 780, 900] {
            expected.extend(["avif", "webp"].map(|e| format!("a-hill-{width}{hash}.{e}")));
            let webp = pictures.join(format!("a-hill-{width}{hash}.webp"));
            let size = imagesize::size(webp).unwrap();
            assert_eq!((size.width, size.height), (width, width / 3));
            let avif = pictures.join(format!("a-hill-{width}{hash}.avif"));
            let size = imagesize::size(avif).unwrap();
            assert_eq!((size.width, size.height), (width, width / 3));
        }
        expected.sort();
        assert_eq!(files(&pictures), expected);

        // What the cache has is what is taken, and the same picture by another name is no other one.
        let cache = folder.path().join("cache/pictures");
        let times = || -> Vec<SystemTime> {
            let paths = files(&cache).into_iter().map(|name| cache.join(name));
            paths.map(|path| fs::metadata(path).unwrap().modified().unwrap()).collect()
        };
        let before = times();
        let content = folder.path().join("content/pictures");
        fs::rename(content.join("a-hill.jpg"), content.join("hills.jpg")).unwrap();
        let again = write(&bundle, "hills.jpg").unwrap();
        assert_eq!(times(), before);
        assert_eq!(again["hills.jpg"].variants.files, format!("photographs/hills-*{hash}"));
        // A cache that lost a file is mended.
        fs::remove_file(cache.join(files(&cache).swap_remove(0))).unwrap();
        assert_eq!(write(&bundle, "hills.jpg").unwrap(), again);
    }

    #[test]
    fn two_builds_write_the_same_bytes() {
        let build = || {
            let folder = tempfile::tempdir().unwrap();
            let bundle = bundle(folder.path());
            photograph(420, 300).save(folder.path().join("content/pictures/a.png")).unwrap();
            write(&bundle, "a.png").unwrap();
            let pictures = folder.path().join("dist/pictures/photographs");
            let read = |name| fs::read(pictures.join(name)).unwrap();
            files(&pictures).into_iter().map(read).collect::<Vec<_>>()
        };
        assert_eq!(build(), build());
    }

    #[test]
    fn what_shows_through_stays_so_and_has_no_colour() {
        let folder = tempfile::tempdir().unwrap();
        let bundle = bundle(folder.path());
        let pixels =
            RgbaImage::from_fn(40, 30, |x, _| Rgba([200, 0, 0, if x < 20 { 0 } else { 255 }]));
        pixels.save(folder.path().join("content/pictures/a.png")).unwrap();
        let built = write(&bundle, "a.png").unwrap();
        let BuiltPicture { file, variants } = &built["a.png"];
        assert_eq!(variants.colour, None);
        assert_eq!(file.rsplit_once('.').map(|(_, ending)| ending), Some("png"));
        for file in [file.clone(), variants.files.replace('*', "40") + ".webp"] {
            let image = image::open(folder.path().join("dist/pictures").join(file)).unwrap();
            let image = image.to_rgba8();
            assert!(image.get_pixel(2, 2).0[3] < 16 && image.get_pixel(38, 2).0[3] > 240);
        }
    }

    #[test]
    fn what_a_phone_loads_is_light_or_refused() {
        let mut numbers = fastrand::Rng::with_seed(1);
        let mut noise =
            |side| RgbImage::from_fn(side, side, |_, _| Rgb([numbers.u8(..), numbers.u8(..), 9]));
        let heavy = Format::WebP.encode(&noise(780).into(), Some(PHONE_BYTES)).unwrap_err();
        assert!(heavy.to_string().starts_with("has "), "{heavy}");
        let noise = noise(200).into();
        let fine = Format::WebP.encode(&noise, None).unwrap().len();
        let coarse = Format::WebP.encode(&noise, Some(fine - 1)).unwrap().len();
        assert!(coarse < fine);
    }

    #[test]
    fn what_only_a_draft_shows_is_neither_built_nor_a_reason_to_stop() {
        let folder = tempfile::tempdir().unwrap();
        let bundle = bundle(folder.path());
        let content = folder.path().join("content/pictures");
        photograph(420, 300).save(content.join("a.png")).unwrap();
        photograph(420, 300).save(content.join("private.png")).unwrap();
        fs::write(content.join("damaged.jpg"), "no picture").unwrap();
        let built = write(&bundle, "a.png").unwrap();
        assert_eq!(built.keys().collect::<Vec<_>>(), ["a.png"]);
        let files = files(&folder.path().join("dist/pictures/photographs"));
        assert!(!files.is_empty() && files.iter().all(|name| name.starts_with("a-")), "{files:?}");
    }

    #[test]
    fn a_photograph_that_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let bundle = bundle(folder.path());
        fs::write(folder.path().join("content/pictures/a.jpg"), "no picture").unwrap();
        let error = write(&bundle, "a.jpg").unwrap_err().to_string();
        assert!(error.starts_with("content/pictures/a.jpg is damaged"), "{error}");
        assert!(error.ends_with("or save it again"), "{error}");
    }
}
