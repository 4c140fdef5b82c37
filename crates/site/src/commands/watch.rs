use std::{
    env,
    path::PathBuf,
    process::ExitCode,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{Event, RecursiveMode, Watcher};

use super::{CommandError, count, hook, serve};
use crate::{
    bundle::{Bundle, BundleError, Deployment, Pages, Preview, Refreshed},
    console::Console,
    content::{Problems, Selection},
    project::Project,
    today::today,
};

/// Why what is saved cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WatchError {
    /// The system tells nothing of the content folder.
    #[error("{} cannot be watched ({reason}), so the browser does not show what is saved. Check that the folder is there, and start `cargo site serve` again.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: notify::Error,
    },
}

/// How often it is looked whether Trunk has made the preview anew, or has ended.
const LOOK: Duration = Duration::from_millis(500);
/// An editor saves in several steps, and a command many files: they are done when nothing has happened
/// for so long.
const QUIET: Duration = Duration::from_millis(40);

/// Writes into the preview what is saved in the content folder, until who started it ends.
pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let content = env::var_os(hook::CONTENT).map_or_else(|| project.content(), PathBuf::from);
    let (sender, events) = channel();
    let failed = |reason| WatchError::Folder { folder: content.clone(), reason };
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more: the tool is about to end.
        let _ = sender.send(event);
    })
    .map_err(failed)?;
    watcher.watch(&content, RecursiveMode::Recursive).map_err(failed)?;

    let mut preview = Preview::new(Bundle {
        project: project.root().to_owned(),
        content: content.clone(),
        staging: serve::dist(project),
        public_url: "/".to_owned(),
        pages: Pages::Watched,
        deployment: Deployment::default(),
    });
    let mut told = Told::default();
    let starter = starter();
    while starter == self::starter() {
        if has_saved(&events) || !preview.is_as_it_was_left() {
            let today = today().ok_or(CommandError::Clock)?;
            let start = Instant::now();
            let refreshed = preview.refresh(Selection { today, unpublished: true });
            match told.next(refreshed, start.elapsed()) {
                Some(Words::Say(words)) => console.say(words),
                Some(Words::Error(words)) => console.error(words),
                None => {}
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits for somebody to save something, or for a moment.
fn has_saved(events: &Receiver<notify::Result<Event>>) -> bool {
    let mut saved = false;
    let mut wait = LOOK;
    loop {
        match events.recv_timeout(wait) {
            // The check itself reads files.
            Ok(Ok(event)) if event.kind.is_access() => {}
            // After an error of the system it is not known what has happened.
            Ok(_) => (saved, wait) = (true, QUIET),
            Err(RecvTimeoutError::Timeout) => return saved,
            Err(RecvTimeoutError::Disconnected) => {
                std::thread::sleep(LOOK);
                return saved;
            }
        }
    }
}

/// What a person has been told last, and is not told again while it stays so: it is looked twice a
/// second.
#[derive(Debug, Default)]
struct Told {
    mistakes: Option<Problems>,
    error: Option<String>,
}

/// What a person is told.
#[derive(Debug, PartialEq, Eq)]
enum Words {
    Say(String),
    Error(String),
}

impl Told {
    /// What is new. `took` is how long it took to refresh.
    fn next(&mut self, refreshed: Result<Refreshed, BundleError>, took: Duration) -> Option<Words> {
        let refreshed = match refreshed {
            Ok(refreshed) => refreshed,
            Err(error) => {
                let words = error.to_string();
                let is_new = self.error.as_ref() != Some(&words);
                self.error = Some(words.clone());
                return is_new.then_some(Words::Error(words));
            }
        };
        self.error = None;
        match refreshed {
            Refreshed::NotThere => None,
            Refreshed::Files(0) if self.mistakes.is_none() => None,
            Refreshed::Files(files) => {
                let mended = self.mistakes.take().map(|_| "content/ has no mistakes any more.\n");
                Some(Words::Say(format!(
                    "{}The browser shows what is saved: {} written in {:.2} s.",
                    mended.unwrap_or_default(),
                    count(files, "file", "files"),
                    took.as_secs_f64()
                )))
            }
            Refreshed::Mistakes(found) => {
                let is_new = self.mistakes.as_ref() != Some(&found);
                let words = format!(
                    "the browser shows content/ as it was before, as what is saved has mistakes:\n{found}"
                );
                self.mistakes = Some(found);
                is_new.then_some(Words::Error(words))
            }
        }
    }
}

/// Who waits for this program: another one where that has ended.
#[cfg(unix)]
fn starter() -> u32 {
    std::os::unix::process::parent_id()
}

/// Elsewhere `serve` ends it.
#[cfg(not(unix))]
fn starter() -> u32 {
    0
}

#[cfg(test)]
mod tests {
    use std::{io, path::Path};

    use super::*;

    fn full(file: &str) -> Result<Refreshed, BundleError> {
        let source = io::Error::from(io::ErrorKind::StorageFull);
        Err(BundleError::Io { action: "write", path: Path::new(file).to_owned(), source })
    }

    #[test]
    fn an_error_that_stays_is_told_once() {
        let mut told = Told::default();
        let mut next = |refreshed| told.next(refreshed, Duration::ZERO);
        let Some(Words::Error(words)) = next(full("a.json")) else { panic!() };
        assert!(words.contains("a.json") && words.contains("the disk has room"), "{words}");
        assert_eq!(next(full("a.json")), None);
        assert!(matches!(next(full("b.json")), Some(Words::Error(_))));
        assert_eq!(next(full("b.json")), None);

        let Some(Words::Say(words)) = next(Ok(Refreshed::Files(2))) else { panic!() };
        assert_eq!(words, "The browser shows what is saved: 2 files written in 0.00 s.");
        // It is back.
        assert!(matches!(next(full("b.json")), Some(Words::Error(_))));
    }

    #[test]
    fn who_has_saved_nothing_is_told_nothing() {
        let mut told = Told::default();
        assert_eq!(told.next(Ok(Refreshed::NotThere), Duration::ZERO), None);
        assert_eq!(told.next(Ok(Refreshed::Files(0)), Duration::ZERO), None);
    }
}
