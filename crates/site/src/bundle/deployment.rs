use std::path::PathBuf;

use model::Origin;

/// Where a bundle is going to stand, as far as the content does not say it.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The host's address, where it is not the one that the content names.
    pub origin: Option<Origin>,
    /// Whether the host sends no headers and has no rules for redirects, as GitHub Pages: then the
    /// policy stands in the pages, and pages stand at old addresses.
    pub plain_host: bool,
    /// Whether browsers keep pages for reading offline. Where not, what earlier builds had them keep
    /// is removed.
    pub offline: bool,
    /// Whether to write compressed copies beside files.
    pub precompress: bool,
    /// A folder for files that cost time to make, kept from build to build.
    pub cache: PathBuf,
    /// Terser, which Node runs: makes scripts smaller. Without it they lose their comments alone.
    pub terser: Option<PathBuf>,
    /// Where to write what a server of one's own includes; nowhere where there is none.
    pub server_files: Option<PathBuf>,
}

impl Default for Deployment {
    fn default() -> Self {
        Self {
            origin: None,
            plain_host: false,
            offline: true,
            precompress: false,
            cache: PathBuf::new(),
            terser: None,
            server_files: None,
        }
    }
}
