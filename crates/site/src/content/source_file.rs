use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use model::Slug;

use super::{
    invisible::is_invisible,
    problem::{FileProblem, Report},
};

/// The size of the largest file that is read. The longest article has less than a tenth of it;
/// what is larger got here by mistake, and reading it could take all memory.
pub(crate) const LARGEST: u64 = 1024 * 1024;

/// A file of the content folder that is text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Where it is on the disk.
    path: PathBuf,
    /// Where it is for people: `content/articles/low-mood.md`.
    pub(crate) shown: PathBuf,
}

impl SourceFile {
    /// The file `name` of the folder `folder`, which people know as `shown`.
    pub(crate) fn new(folder: &Path, shown: &Path, name: &Path) -> Self {
        Self { path: folder.join(name), shown: shown.join(name) }
    }

    /// The slug, which is the name of the file; a problem where it cannot be one.
    pub(crate) fn slug(&self, report: &Report) -> Option<Slug> {
        let name = self.shown.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Slug::try_from(name)
            .inspect_err(|error| {
                report.add_to_file(FileProblem::NameNotSlug { error: error.clone() });
            })
            .ok()
    }

    /// The text, with `\n` at the end of each line; problems where it cannot be read.
    pub(crate) fn read(&self, report: &Report) -> Option<String> {
        let bytes = match self.read_bytes() {
            Ok(bytes) => bytes,
            Err(problem) => {
                report.add_to_file(problem);
                return None;
            }
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = valid.split(|&byte| byte == b'\n').count();
                report.add(line, FileProblem::NotUtf8);
                return None;
            }
        };
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => {
                report.add(1, FileProblem::ByteOrderMark);
                rest.to_owned()
            }
            None => text,
        };
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(letter) = line.chars().find(|letter| is_invisible(*letter)) {
                report.add(number, FileProblem::Invisible { letter });
            }
        }
        Some(text)
    }

    /// What the system says of the file; `None` where it is not there.
    pub(crate) fn metadata(&self) -> Option<Metadata> {
        fs::metadata(&self.path).ok()
    }

    /// The file, open, and what the system says of it.
    pub(crate) fn open(&self) -> Result<(File, Metadata), FileProblem> {
        let metadata = fs::metadata(&self.path).map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(FileProblem::FolderForFile);
        }
        // Reading a pipe or a device would wait or never end.
        if !metadata.is_file() {
            return Err(FileProblem::Unreadable { reason: "it is not a regular file".to_owned() });
        }
        let file = File::open(&self.path).map_err(unreadable)?;
        Ok((file, metadata))
    }

    /// All that is in it, up to the limit of texts.
    pub(crate) fn read_bytes(&self) -> Result<Vec<u8>, FileProblem> {
        let too_large = |bytes| FileProblem::TooLarge { bytes, limit: LARGEST.div_ceil(1024) };
        self.read_bytes_up_to(LARGEST, too_large)
    }

    /// All that is in it, up to a limit in bytes.
    pub(crate) fn read_bytes_up_to(
        &self,
        limit: u64,
        too_large: impl Fn(u64) -> FileProblem,
    ) -> Result<Vec<u8>, FileProblem> {
        let (file, before) = self.open()?;
        self.read_whole(file, &before, limit, too_large)
    }

    /// All that `file` has, of which the system said `before` when it was opened.
    fn read_whole(
        &self,
        file: impl Read,
        before: &Metadata,
        limit: u64,
        too_large: impl Fn(u64) -> FileProblem,
    ) -> Result<Vec<u8>, FileProblem> {
        let size = before.len();
        if size > limit {
            return Err(too_large(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        // One byte more than allowed, in case the file has grown since.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(too_large(size));
        }
        let after = fs::metadata(&self.path).map_err(unreadable)?;
        if is_same(before, &after) { Ok(bytes) } else { Err(FileProblem::Changed) }
    }
}

/// Whether nobody has written to the file between two looks at it: half of what an editor is saving
/// is a text that nobody wrote.
fn is_same(before: &Metadata, after: &Metadata) -> bool {
    // A system that keeps no times has at least the size.
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

fn unreadable(error: io::Error) -> FileProblem {
    let reason = match error.kind() {
        // The folder has it, and yet it is not there.
        io::ErrorKind::NotFound => "it is a link to a file that is not there".to_owned(),
        kind => kind.to_string(),
    };
    FileProblem::Unreadable { reason }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fault::told;

    fn read(bytes: &[u8]) -> (Option<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), bytes).unwrap();
        let file = SourceFile::new(folder.path(), Path::new("content"), Path::new("a.md"));
        let report = Report::new(&file.shown);
        let text = file.read(&report);
        (text, report.into_problems().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn line_endings_of_every_system_become_one() {
        assert_eq!(read(b"a\r\nb\rc\n"), (Some("a\nb\nc\n".to_owned()), vec![]));
    }

    #[test]
    fn a_byte_order_mark_hides_no_other_problem() {
        let (text, problems) = read("\u{feff}a".as_bytes());
        assert_eq!(text.as_deref(), Some("a"));
        assert!(problems[0].starts_with("content/a.md:1: the file begins with a byte order mark"));
    }

    #[test]
    fn the_line_that_is_not_utf_8_is_named() {
        let (text, problems) = read(b"a\nb\xe9\n");
        assert_eq!(text, None);
        assert!(problems[0].starts_with("content/a.md:2: "));
    }

    #[test]
    fn invisible_characters_are_named_once_a_line() {
        let (text, problems) =
            read("a\t茶é👩\u{200d}👧\nb\u{1b}[2J\u{0}\nc\u{202e}\nd\u{ffff}".as_bytes());
        assert!(text.is_some());
        let lines: Vec<_> = problems.iter().map(|problem| &problem[..50]).collect();
        assert_eq!(
            lines,
            [
                "content/a.md:2: this line has the invisible charac",
                "content/a.md:3: this line has the invisible charac",
                "content/a.md:4: this line has the invisible charac",
            ]
        );
        assert!(problems[0].contains("\\u{1b}"), "{}", problems[0]);
    }

    /// A file that an editor saves when half of it has been read.
    struct Saved<F: FnMut()> {
        file: File,
        half: u64,
        save: F,
    }

    impl<F: FnMut()> Read for Saved<F> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let read = (&mut self.file).take(self.half).read(to)?;
            self.half -= read as u64;
            if read == 0 && self.half == 0 {
                self.half = u64::MAX;
                (self.save)();
                return self.file.read(to);
            }
            Ok(read)
        }
    }

    /// What comes of reading a file that is `save`d half-way.
    fn read_while(save: impl Fn(&Path)) -> Result<Vec<u8>, FileProblem> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "one two").unwrap();
        let file = SourceFile::new(folder.path(), Path::new("content"), Path::new("a.md"));
        let (open, before) = file.open().unwrap();
        let saved = Saved { file: open, half: 4, save: || save(&path) };
        file.read_whole(saved, &before, LARGEST, |_| FileProblem::NotAPicture)
    }

    #[test]
    fn a_file_that_is_saved_while_it_is_read_is_noticed() {
        let later = |path: &Path, text: &str| {
            fs::write(path, text).unwrap();
            let file = File::options().write(true).open(path).unwrap();
            file.set_modified(std::time::SystemTime::now() + Duration::from_secs(5)).unwrap();
        };
        assert_eq!(read_while(|_| {}), Ok(b"one two".to_vec()));
        assert_eq!(read_while(|path| later(path, "three four")), Err(FileProblem::Changed));
        // As long, but later: what was read is half of each.
        assert_eq!(read_while(|path| later(path, "ten six")), Err(FileProblem::Changed));
        // An editor that writes beside it and then takes its place.
        assert_eq!(
            read_while(|path| {
                let part = path.with_extension("part");
                later(&part, "ten six");
                fs::rename(part, path).unwrap();
            }),
            Err(FileProblem::Changed)
        );
        told(
            "a content file, text or picture, is saved while it is read",
            "the site as it was; run the command again",
        );
    }

    #[test]
    fn a_file_may_have_the_limit_and_no_byte_more() {
        let limit = usize::try_from(LARGEST).unwrap();
        assert!(read(&vec![b'a'; limit]).0.is_some());
        let (text, problems) = read(&vec![b'a'; limit + 1]);
        assert_eq!(text, None);
        assert!(problems[0].contains("has 1025 kB"));
    }
}
