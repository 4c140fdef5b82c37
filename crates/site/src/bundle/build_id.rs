use std::{fmt, fs};

use model::{Library, Route};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Bundle, BundleError, Shell, originals};

/// Which build a file is of: a hash of all that makes the pages what they are.
///
/// Pages and their JSON carry it, so that the app never shows what another build has made: see
/// `docs/decisions/0007`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct BuildId(String);

/// What a JSON file holds, and of which build that is.
#[derive(Debug, Serialize)]
pub(super) struct Built<'a, T> {
    build: &'a BuildId,
    #[serde(flatten)]
    content: T,
}

impl BuildId {
    /// Characters of the hash, 48 bits: of a thousand builds a day, two are alike once in ten
    /// thousand years.
    const LENGTH: usize = 12;

    /// The identity of a preview, whose content changes while it is looked at.
    pub(super) fn of_preview(shell: &Shell, more: &[&str]) -> Self {
        let text = shell.fill("", "") + &more.join("\n");
        Self(blake3::hash(text.as_bytes()).to_hex()[..Self::LENGTH].to_owned())
    }

    /// The identity of `library` in `shell`, which names the app's files by their content, with
    /// `more` that its pages name.
    pub(super) fn of(
        bundle: &Bundle,
        library: &Library,
        shell: &Shell,
        more: &[&str],
    ) -> Result<Self, BundleError> {
        let routes: Vec<Route> = library.routes().collect();
        let records: Vec<blake3::Hash> = routes
            .par_iter()
            .filter_map(|route| library.page_record(route))
            .map(|record| Ok(blake3::hash(&serde_json::to_vec(&record)?)))
            .collect::<Result<_, serde_json::Error>>()?;
        let pictures: Vec<blake3::Hash> = originals::files(&bundle.pictures())?
            .par_iter()
            .map(|path| {
                let bytes = fs::read(path).map_err(|error| BundleError::io("read", path, error));
                Ok(blake3::hash(&bytes?))
            })
            .collect::<Result<_, BundleError>>()?;
        let site = serde_json::to_vec(&**library.site())?;
        let shell = shell.fill("", "");
        let more = more.join("\n");
        let texts = [shell.as_bytes(), more.as_bytes(), bundle.public_url.as_bytes(), &site];
        // Hashes are all of one length, so that none can be taken for a part of the next.
        let mut hasher = blake3::Hasher::new();
        for hash in texts.map(blake3::hash).iter().chain(&records).chain(&pictures) {
            hasher.update(hash.as_bytes());
        }
        Ok(Self(hasher.finalize().to_hex()[..Self::LENGTH].to_owned()))
    }

    /// `content`, with this build's name on it.
    pub(super) fn on<T: Serialize>(&self, content: T) -> Built<'_, T> {
        Built { build: self, content }
    }
}

impl fmt::Display for BuildId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
