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
    let told = |reason| WatchError::Folder { folder: content.clone(), reason };
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more: the tool is about to end.
        let _ = sender.send(event);
    })
    .map_err(told)?;
    watcher.watch(&content, RecursiveMode::Recursive).map_err(told)?;

    let mut preview = Preview::new(Bundle {
        project: project.root().to_owned(),
        content: content.clone(),
        staging: serve::dist(project),
        public_url: "/".to_owned(),
        pages: Pages::Watched,
        deployment: Deployment::default(),
    });
    let mut mistakes = None;
    let starter = starter();
    while starter == self::starter() {
        if has_saved(&events) || !preview.is_as_it_was_left() {
            let today = today().ok_or(CommandError::Clock)?;
            let start = Instant::now();
            let refreshed = preview.refresh(Selection { today, unpublished: true });
            tell(console, refreshed, start, &mut mistakes);
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

fn tell(
    console: Console,
    refreshed: Result<Refreshed, BundleError>,
    start: Instant,
    mistakes: &mut Option<Problems>,
) {
    match refreshed {
        Ok(Refreshed::NotThere | Refreshed::Files(0)) if mistakes.is_none() => {}
        Ok(Refreshed::NotThere) => {}
        Ok(Refreshed::Files(files)) => {
            if mistakes.take().is_some() {
                console.say("content/ has no mistakes any more.");
            }
            console.say(format_args!(
                "The browser shows what is saved: {} written in {:.2} s.",
                count(files, "file", "files"),
                start.elapsed().as_secs_f64()
            ));
        }
        Ok(Refreshed::Mistakes(found)) => {
            if mistakes.as_ref() != Some(&found) {
                console.error(format_args!(
                    "the browser shows content/ as it was before, as what is saved has mistakes:\n{found}"
                ));
            }
            *mistakes = Some(found);
        }
        Err(error) => console.error(error),
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
