mod photograph;

use std::{collections::BTreeMap, path::Path};

use model::{Picture, Slug, Variants};
use rayon::prelude::*;

use super::{
    memory::Memory,
    problem::{FileProblem, Problem, Report},
    source_file::{self, SourceFile},
    svg::Drawing,
};

/// The size of the largest picture file that is read. Photographs of phones have up to 15 MB.
const LARGEST: u64 = 30 * 1024 * 1024;

/// The picture files of the content folder, with their sizes.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    sizes: BTreeMap<String, Size>,
    built: BuiltPictures,
}

/// Photographs as a release has them, by the names of their files in the content folder.
pub(crate) type BuiltPictures = BTreeMap<String, BuiltPicture>;

/// What a release has of a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BuiltPicture {
    /// The file for browsers that know no other.
    pub(crate) file: String,
    pub(crate) variants: Variants,
}

/// Width and height in pixels; nothing for a file that is not a picture, which is a problem of
/// that file and not of those that show it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A picture file's name, its size, and what is wrong with it.
pub(super) type Measured = (String, Size, Vec<Problem>);

impl Pictures {
    /// Measures the pictures, but for those that `memory` has. Of those that have been `built`, pages
    /// show what was built.
    pub(crate) fn measure(
        files: &[SourceFile],
        built: &BuiltPictures,
        memory: Option<&mut Memory>,
    ) -> (Self, Vec<Problem>) {
        let measured = match memory {
            Some(memory) => memory.measure(files, measure),
            None => files.par_iter().map(measure).collect(),
        };
        let mut sizes = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, size, found) in measured {
            sizes.insert(name, size);
            problems.extend(found);
        }
        (Self { sizes, built: built.clone() }, problems)
    }

    /// Pictures that are going to be there; their sizes are not known yet.
    pub(crate) fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let size = Size { width: 4, height: 3 };
        let sizes = names.into_iter().map(|name| (name.to_owned(), size)).collect();
        Self { sizes, built: BuiltPictures::new() }
    }

    /// Whether there is a picture of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.sizes.contains_key(name)
    }

    /// The picture of this name, which shows what `alt` says; `None` where there is none.
    pub(crate) fn picture(&self, name: &str, alt: &str) -> Option<Picture> {
        let Size { width, height } = *self.sizes.get(name)?;
        let built = self.built.get(name);
        Some(Picture {
            file: built.map_or(name, |built| &built.file).to_owned(),
            alt: alt.to_owned(),
            width,
            height,
            variants: built.map(|built| built.variants.clone()),
        })
    }
}

fn measure(file: &SourceFile) -> Measured {
    let report = Report::new(&file.shown);
    let name = file.shown.file_name().unwrap_or_default().to_string_lossy();
    if !is_picture_name(&name) {
        report.add_to_file(FileProblem::PictureName);
    }
    let size = size(file).inspect_err(|problem| {
        report.add_to_file(problem.clone());
    });
    (name.into_owned(), size.unwrap_or_default(), report.into_problems())
}

/// What is wrong with a file that is to become a picture of the site.
pub(crate) fn picture_problem(path: &Path) -> Option<String> {
    let (folder, name) = (path.parent()?, path.file_name()?);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !is_picture_name(&format!("a.{ending}")) {
        return Some(FileProblem::PictureName.to_string());
    }
    let file = SourceFile::new(folder, folder, Path::new(name));
    size(&file).err().map(|problem| problem.to_string())
}

/// Whether the name means the same in an address and on every disk.
fn is_picture_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        stem.parse::<Slug>().is_ok()
            && matches!(extension, "png" | "jpg" | "jpeg" | "webp" | "gif" | "svg")
    })
}

fn size(file: &SourceFile) -> Result<Size, FileProblem> {
    let ending = file.shown.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if ending == "svg" {
        let too_large = |bytes| FileProblem::SvgTooLarge { bytes, limit: source_file::LARGEST };
        let bytes = file.read_bytes_up_to(source_file::LARGEST, too_large)?;
        let text = String::from_utf8(bytes).map_err(|_| FileProblem::NotAPicture)?;
        return text.parse().map(|Drawing { size, .. }| size);
    }
    let too_large = |bytes| FileProblem::PictureTooLarge { bytes, limit: LARGEST };
    photograph::size(&ending, &file.read_bytes_up_to(LARGEST, too_large)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_that_is_too_large_is_called_a_picture() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.svg");
        std::fs::write(&file, "<svg/>".repeat(200_000)).unwrap();
        let problem = picture_problem(&file).unwrap();
        assert!(
            problem.starts_with("the picture has 1172 kB, and no SVG may have more"),
            "{problem}"
        );
    }

    #[test]
    fn names_of_pictures_are_plain() {
        for good in ["a.png", "tea-pot-2.jpg", "x.webp"] {
            assert!(is_picture_name(good), "{good}");
        }
        for bad in
            ["a", "A.png", "a b.png", "a.PNG", "a.bmp", "a.avif", ".png", "a.b.png", "a.png "]
        {
            assert!(!is_picture_name(bad), "{bad}");
        }
    }
}
