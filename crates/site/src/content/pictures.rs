use std::{collections::BTreeMap, io::BufReader};

use imagesize::{Compression, ImageType};
use model::Slug;
use rayon::prelude::*;

use super::{
    problem::{FileProblem, Problem, Report},
    source_file::SourceFile,
    svg,
};

/// The picture files of the content folder, with their sizes.
#[derive(Debug, Default)]
pub(crate) struct Pictures(BTreeMap<String, Size>);

/// Width and height in pixels; nothing for a file that is not a picture, which is a problem of
/// that file and not of those that show it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Pictures {
    /// Measures the pictures.
    pub(crate) fn measure(files: &[SourceFile]) -> (Self, Vec<Problem>) {
        let measured: Vec<_> = files
            .par_iter()
            .map(|file| {
                let report = Report::new(&file.shown);
                let name = file.shown.file_name().unwrap_or_default().to_string_lossy();
                if !is_picture_name(&name) {
                    report.add_to_file(FileProblem::PictureName);
                }
                let size = size(file).inspect_err(|problem| {
                    report.add_to_file(problem.clone());
                });
                (name.into_owned(), size.unwrap_or_default(), report.into_problems())
            })
            .collect();
        let mut pictures = BTreeMap::new();
        let mut problems = Vec::new();
        for (name, size, found) in measured {
            pictures.insert(name, size);
            problems.extend(found);
        }
        (Self(pictures), problems)
    }

    /// One picture, for tests.
    #[cfg(test)]
    pub(crate) fn with(name: &str) -> Self {
        Self(BTreeMap::from([(name.to_owned(), Size { width: 4, height: 3 })]))
    }

    /// The size of a picture; `None` where there is none of this name.
    pub(crate) fn size(&self, name: &str) -> Option<Size> {
        self.0.get(name).copied()
    }
}

/// Whether the name means the same in an address and on every disk.
fn is_picture_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        stem.parse::<Slug>().is_ok()
            && matches!(extension, "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif" | "svg")
    })
}

fn size(file: &SourceFile) -> Result<Size, FileProblem> {
    if file.shown.extension().is_some_and(|extension| extension == "svg") {
        let text = String::from_utf8(file.read_bytes()?).map_err(|_| FileProblem::NotAPicture)?;
        return svg::size(&text);
    }
    let mut file = BufReader::new(file.open()?.0);
    let kind = imagesize::reader_type(&mut file).map_err(|_| FileProblem::NotAPicture)?;
    let shown = matches!(
        kind,
        ImageType::Png
            | ImageType::Jpeg
            | ImageType::Webp
            | ImageType::Gif
            | ImageType::Heif(Compression::Av1)
    );
    let size = kind.reader_size(&mut file).map_err(|_| FileProblem::NotAPicture)?;
    let pixels = |length: usize| u32::try_from(length).ok().filter(|length| *length > 0);
    match (pixels(size.width), pixels(size.height)) {
        (Some(width), Some(height)) if shown => Ok(Size { width, height }),
        _ => Err(FileProblem::NotAPicture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_pictures_are_plain() {
        for good in ["a.png", "tea-pot-2.jpg", "x.webp"] {
            assert!(is_picture_name(good), "{good}");
        }
        for bad in ["a", "A.png", "a b.png", "a.PNG", "a.bmp", ".png", "a.b.png", "a.png "] {
            assert!(!is_picture_name(bad), "{bad}");
        }
    }
}
