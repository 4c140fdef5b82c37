//! Where the data of a page comes from: memory, else the JSON that the build made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gloo_net::http::Request;
use model::{BasePath, PageRecord, Route};

use crate::{
    decode::{Decode, Expected},
    still::Kept,
};

/// How many pages are kept in memory: an hour's reading, at some 20 kB each.
const REMEMBERED: usize = 64;

/// Why the data of a page could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// There is no such page.
    #[error("there is no such page")]
    Missing,
    /// No answer came: no connection, or the server cannot be reached.
    #[error("no answer came: {0}")]
    Unreachable(String),
    /// The server said that it could not answer.
    #[error("the server answered with status {0}")]
    Refused(u16),
    /// An answer came, but it is not what the build made.
    #[error("the answer is not the data of a page (`{0}`)")]
    Malformed(&'static str),
}

/// A page that can be shown.
#[derive(Debug, Clone)]
pub(crate) enum Loaded {
    /// Its data is here.
    Data(Arc<PageRecord>),
    /// The build drew it, and the app keeps its element.
    Drawn {
        /// What the browser's tab said.
        document_title: String,
        /// The element.
        kept: Kept,
    },
}

/// The pages read so far, and the way to the others.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    base: BasePath,
    /// The oldest first. So few that looking through all of them costs less than keeping an order.
    remembered: Arc<Mutex<Vec<(Route, Loaded)>>>,
}

impl Source {
    pub(crate) fn new(base: BasePath) -> Self {
        Self { base, remembered: Arc::default() }
    }

    /// The page, where it has been loaded before.
    pub(crate) fn remembered(&self, route: &Route) -> Option<Loaded> {
        let remembered = self.memory();
        remembered.iter().find(|(known, _)| known == route).map(|(_, loaded)| loaded.clone())
    }

    pub(crate) fn remember(&self, route: Route, loaded: Loaded) {
        let mut remembered = self.memory();
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push((route, loaded));
    }

    fn memory(&self) -> MutexGuard<'_, Vec<(Route, Loaded)>> {
        // A panic elsewhere leaves a list of whole pages all the same.
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The page, from memory or over the network.
    pub(crate) async fn load(&self, route: &Route) -> Result<Loaded, LoadError> {
        if let Some(loaded) = self.remembered(route) {
            return Ok(loaded);
        }
        let loaded = Loaded::Data(fetch(&self.base.file(&route.data_file())).await.map(Arc::new)?);
        self.remember(route.clone(), loaded.clone());
        Ok(loaded)
    }
}

/// Fetches and decodes one JSON file of the site.
pub(crate) async fn fetch<T: Decode>(address: &str) -> Result<T, LoadError> {
    let unreachable = |error: gloo_net::Error| LoadError::Unreachable(error.to_string());
    let response = Request::get(address).send().await.map_err(unreachable)?;
    match response.status() {
        200..=299 => {}
        404 | 410 => return Err(LoadError::Missing),
        status => return Err(LoadError::Refused(status)),
    }
    let text = response.text().await.map_err(unreachable)?;
    read_json(&text)
}

/// Decodes the text of a JSON file of the site.
///
/// A server that answers every unknown address with the site's own shell, as `trunk serve` and
/// many hosts of single-page apps do, thereby says that there is no such file. Any other HTML is
/// a fault on the way, such as the sign-in page of a public network.
///
/// # Errors
///
/// [`LoadError::Missing`] for the site's own shell, [`LoadError::Malformed`] for all else that is
/// not the JSON of a `T`.
pub fn read_json<T: Decode>(text: &str) -> Result<T, LoadError> {
    let is_shell = || js_sys::JsString::from(text).includes("id=\"app\"", 0);
    if text.trim_start().starts_with('<') && is_shell() {
        return Err(LoadError::Missing);
    }
    let value = js_sys::JSON::parse(text).map_err(|_| LoadError::Malformed("not JSON"))?;
    T::decode(&value).map_err(|Expected(what)| LoadError::Malformed(what))
}
