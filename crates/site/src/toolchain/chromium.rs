//! Chromium and its driver: the browser that tests run in.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{ToolError, apt};
use crate::console::Console;

/// What Debian calls them, and a font, without which no text has a size.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];

/// Where the two programs are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// What a test steers it with.
    pub(crate) driver: PathBuf,
}

/// Makes sure of Chromium and its driver.
pub(crate) fn ensure(console: Console) -> Result<Chromium, ToolError> {
    if let Some(found) = find()? {
        return Ok(found);
    }
    if !apt::can_install() {
        return Err(missing());
    }
    console.say(
        "Installing Chromium and its driver from the system's packages: a download of about \
         100 MB, once.",
    );
    apt::install(&PACKAGES)
        .map_err(|reason| ToolError::Install { tool: "Chromium".to_owned(), reason })?;
    find()?.ok_or_else(missing)
}

fn find() -> Result<Option<Chromium>, ToolError> {
    let browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let browser = named("CHROME")?.or_else(|| on_path(&browsers));
    let driver = named("CHROMEDRIVER")?.or_else(|| on_path(&["chromedriver"]));
    Ok(browser.zip(driver).map(|(browser, driver)| Chromium { browser, driver }))
}

/// The program that a variable of the environment names.
fn named(variable: &'static str) -> Result<Option<PathBuf>, ToolError> {
    match env::var_os(variable).map(PathBuf::from) {
        Some(path) if !path.is_file() => Err(not_there(variable, &path)),
        path => Ok(path),
    }
}

fn not_there(variable: &'static str, path: &Path) -> ToolError {
    ToolError::Missing {
        tool: format!("{}, which {variable} names,", path.display()),
        remedy: format!("Correct {variable}, or unset it to use what is on PATH."),
    }
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    names.iter().find_map(|name| which::which(name).ok())
}

fn missing() -> ToolError {
    ToolError::Missing {
        tool: "Chromium with its chromedriver, which the browser tests need,".to_owned(),
        remedy: format!(
            "On Debian, run `sudo apt-get install {}`; elsewhere install both in one version, and \
             set CHROME and CHROMEDRIVER to them if they are not on PATH.",
            PACKAGES.join(" ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_what_to_run_or_correct() {
        let error = missing().to_string();
        assert!(error.contains("sudo apt-get install chromium chromium-driver"), "{error}");

        let error = not_there("CHROME", Path::new("/opt/chrome")).to_string();
        assert_eq!(
            error,
            "/opt/chrome, which CHROME names, was not found. Correct CHROME, or unset it to use \
             what is on PATH.",
        );
    }
}
