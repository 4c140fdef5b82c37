use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use model::{Date, Route};

use super::{BenchError, io, made_up_library::MadeUpLibrary};
use crate::{
    bundle::{
        self, Basis, Bundle, BundleError, Deployment, Draw, PageWriter, Pages, Report, Shell,
        brotli,
    },
    content::{Parsed, Selection},
    project::Project,
};

/// What building one library took.
#[derive(Debug)]
pub(super) struct Measurement {
    articles: usize,
    load: Duration,
    check: Duration,
    write: Duration,
    prerender: Duration,
    /// The peak of memory in bytes, where the system tells.
    memory: Option<u64>,
    home: usize,
    archive: usize,
    article: usize,
}

impl Measurement {
    pub(super) const HEAD: &str =
        "articles    load   check   write  prerender   total   memory    home  archive  article";

    /// Makes a library of `articles` articles and builds it as a release.
    pub(super) fn take(
        project: &Project,
        articles: usize,
        today: Date,
        draw: Draw,
    ) -> Result<Self, BenchError> {
        let folder = project.target().join("bench").join(articles.to_string());
        let content = folder.join("content");
        let library = MadeUpLibrary::new(articles);
        library.write(&project.content(), &content)?;
        let staging = folder.join("dist");
        fs::create_dir_all(&staging).map_err(io(&staging))?;
        let shell = project.root().join("index.html");
        fs::copy(&shell, staging.join("index.html")).map_err(io(&shell))?;
        let bundle = Bundle {
            project: project.root().to_owned(),
            content: content.clone(),
            staging,
            public_url: "/".to_owned(),
            pages: Pages::Drawn(draw),
            deployment: Deployment::default(),
        };

        let shell = Shell::read(&bundle.staging.join("index.html"))?;
        let selection = Selection { today, unpublished: false };
        let (parsed, load) = timed(|| Parsed::read(&content, selection));
        let parsed = parsed?;
        let (library_read, check) = timed(|| parsed.check().into_library());
        let library_read = library_read?;
        let writer = PageWriter::new(&bundle.staging);
        let (basis, write) = timed(|| {
            let basis = Basis::write(&bundle, &library_read, &shell, None)?;
            bundle::write_data(&library_read, &basis, &writer)?;
            Ok::<_, BundleError>(basis)
        });
        let basis = basis?;
        let mut report = Report::default();
        let (drawn, prerender) = timed(|| {
            bundle::write_pages(&bundle, &library_read, shell, &basis, &writer, &mut report)
        });
        drawn?;
        let memory = peak_memory();

        let view = |route: &Route| first_view(&bundle.staging, route);
        Ok(Self {
            articles,
            load,
            check,
            write,
            prerender,
            memory,
            home: view(&Route::Home)?,
            archive: view(&MadeUpLibrary::an_archive())?,
            article: view(&library.an_article())?,
        })
    }

    /// A line of the table under [`Self::HEAD`].
    pub(super) fn line(&self) -> String {
        let total = self.load + self.check + self.write + self.prerender;
        let seconds = |duration: Duration| format!("{:.2}", duration.as_secs_f64());
        let megabytes = |bytes: u64| format!("{} MB", bytes / 1_000_000);
        let kilobytes = |bytes: usize| format!("{}.{:02}", bytes / 1000, bytes % 1000 / 10);
        format!(
            "{:>8} {:>7} {:>7} {:>7} {:>10} {:>7} {:>8} {:>7} {:>8} {:>8}",
            self.articles,
            seconds(self.load),
            seconds(self.check),
            seconds(self.write),
            seconds(self.prerender),
            seconds(total),
            self.memory.map_or_else(|| "-".to_owned(), megabytes),
            kilobytes(self.home),
            kilobytes(self.archive),
            kilobytes(self.article),
        )
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The bytes on the wire until a page can be read: its HTML and the stylesheet.
fn first_view(folder: &Path, route: &Route) -> Result<usize, BenchError> {
    let mut bytes = compressed(&folder.join(route.html_file()))?;
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            bytes += compressed(&path)?;
        }
    }
    Ok(bytes)
}

fn compressed(path: &Path) -> Result<usize, BenchError> {
    let content = fs::read(path).map_err(io(path))?;
    Ok(brotli(&content).map_err(io(path))?.len())
}

/// The most memory this process has had, in bytes: `VmHWM` of Linux, unknown elsewhere.
pub(super) fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024)
}
