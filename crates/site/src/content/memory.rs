use std::{collections::HashMap, path::PathBuf, time::SystemTime};

use model::{Article, Date};
use rayon::prelude::*;

use super::{
    document::Document,
    folder::Folder,
    pictures::Measured,
    problem::{Problem, Report},
    source_file::SourceFile,
};

/// The articles as they were read last, for a preview: reading a thousand takes a second, and whoever
/// writes saves one.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// What all of them were read with; where that is another, nothing is remembered.
    basis: Option<Basis>,
    articles: HashMap<PathBuf, Remembered>,
    /// A photograph has to be read to its end to be measured.
    pictures: HashMap<PathBuf, (Option<Stamp>, Measured)>,
}

/// All that an article is read with beside its own file: pictures, words, the day.
type Basis = (Date, Vec<(PathBuf, Option<Stamp>)>);

/// Size and time of a file: another one after each saving.
type Stamp = (u64, SystemTime);

#[derive(Debug)]
struct Remembered {
    stamp: Stamp,
    document: Document<Article>,
    problems: Vec<Problem>,
}

/// A file, what it says, and what was wrong with it.
type Parsed<'a> = (&'a SourceFile, Option<Stamp>, Document<Article>, Vec<Problem>);

impl Memory {
    /// Forgets all articles where what they are read with is no longer the same.
    pub(super) fn prepare(&mut self, folder: &Folder, today: Date) {
        let files = folder.pictures.iter().chain(&folder.words);
        let stamps = files.map(|file| (file.shown.clone(), stamp(file))).collect();
        let basis = Some((today, stamps));
        if self.basis != basis {
            self.articles.clear();
            self.basis = basis;
        }
    }

    /// Measures the pictures that are not as they were.
    pub(super) fn measure(
        &mut self,
        files: &[SourceFile],
        measure: impl Fn(&SourceFile) -> Measured + Sync,
    ) -> Vec<Measured> {
        let look = |file: &SourceFile| {
            // Before the file is read: what is saved meanwhile is read again.
            let stamp = stamp(file);
            let known = self.pictures.get(&file.shown).filter(|_| stamp.is_some());
            match known {
                Some((before, measured)) if *before == stamp => (stamp, measured.clone()),
                _ => (stamp, measure(file)),
            }
        };
        let pictures: Vec<_> = files.par_iter().map(look).collect();
        let measured = pictures.iter().map(|(_, measured)| measured.clone()).collect();
        self.pictures = files.iter().map(|file| file.shown.clone()).zip(pictures).collect();
        measured
    }

    /// Reads the files that are not as they were. The problems of all are added to `problems`.
    pub(super) fn parse(
        &mut self,
        files: &[SourceFile],
        problems: &mut Vec<Problem>,
        parse: impl Fn(&SourceFile, &Report) -> Document<Article> + Sync,
    ) -> Vec<Document<Article>> {
        let read = |file| {
            // Before the file is read: what is saved meanwhile is read again.
            let stamp = stamp(file);
            let known = self.articles.get(&file.shown);
            if let Some(known) = known.filter(|known| Some(known.stamp) == stamp) {
                return (file, None, known.document.clone(), known.problems.clone());
            }
            let report = Report::new(&file.shown);
            (file, stamp, parse(file, &report), report.into_problems())
        };
        let parsed: Vec<Parsed<'_>> = files.par_iter().map(read).collect();
        let mut documents = Vec::with_capacity(parsed.len());
        for (file, stamp, document, found) in parsed {
            if let Some(stamp) = stamp {
                let (document, problems) = (document.clone(), found.clone());
                let remembered = Remembered { stamp, document, problems };
                self.articles.insert(file.shown.clone(), remembered);
            }
            documents.push(document);
            problems.extend(found);
        }
        documents
    }
}

/// `None` where the system does not tell: the file is then read each time.
fn stamp(file: &SourceFile) -> Option<Stamp> {
    let metadata = file.metadata()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::Path,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[test]
    fn only_what_was_saved_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("a.md", "one");
        write("b.md", "two");
        let file = |name: &str| SourceFile::new(folder.path(), Path::new(""), Path::new(name));
        let files = [file("a.md"), file("b.md")];
        let mut memory = Memory::default();
        let mut read = |files: &[SourceFile], pictures: &[&str], day| {
            let count = AtomicUsize::new(0);
            let pictures = pictures.iter().map(|name| file(name)).collect();
            let folder = Folder { pictures, ..Folder::default() };
            memory.prepare(&folder, Date::new(2026, 11, day).unwrap());
            let mut problems = Vec::new();
            let documents = memory.parse(files, &mut problems, |file, report| {
                count.fetch_add(1, Ordering::Relaxed);
                report.add(1, crate::content::TextProblem::EmptyBody);
                Document::new(file, report)
            });
            assert_eq!((documents.len(), problems.len()), (files.len(), files.len()));
            count.into_inner()
        };
        assert_eq!(read(&files, &[], 23), 2);
        assert_eq!(read(&files, &[], 23), 0);
        write("b.md", "three");
        assert_eq!(read(&files, &[], 23), 1);
        assert_eq!(read(&files[1..], &[], 23), 0);
        write("c.png", "a picture");
        assert_eq!(read(&files, &["c.png"], 23), 2, "an article may show the new picture");
        assert_eq!(read(&files, &["c.png"], 24), 2, "days are checked against today");
    }
}
