//! Where the data of a page comes from: memory, else the JSON that the build made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use gloo_net::http::Request;
use leptos::task::spawn_local;
use model::{BasePath, PageRecord, Route};
use send_wrapper::SendWrapper;

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
#[derive(Clone)]
pub(crate) struct Source {
    base: BasePath,
    /// The oldest first. So few that looking through all of them costs less than keeping an order.
    remembered: Arc<Mutex<Vec<(Route, Loaded)>>>,
    /// Who waits for the pages that are on their way. A tap on a link whose page is being fetched
    /// ahead waits for that answer.
    waiting: Arc<Mutex<Vec<Waiting>>>,
}

/// All who wait for one page.
struct Waiting {
    route: Route,
    then: Vec<Then>,
}

/// What is done once it is known whether a page can be shown.
pub(crate) type Then = SendWrapper<Box<dyn FnOnce(Result<Loaded, LoadError>)>>;

impl Source {
    pub(crate) fn new(base: BasePath) -> Self {
        Self { base, remembered: Arc::default(), waiting: Arc::default() }
    }

    /// The page, where it has been loaded before.
    pub(crate) fn remembered(&self, route: &Route) -> Option<Loaded> {
        let remembered = whole(&self.remembered);
        remembered.iter().find(|(known, _)| known == route).map(|(_, loaded)| loaded.clone())
    }

    pub(crate) fn remember(&self, route: Route, loaded: Loaded) {
        let mut remembered = whole(&self.remembered);
        if remembered.len() >= REMEMBERED {
            remembered.remove(0);
        }
        remembered.push((route, loaded));
    }

    /// Asks for a page over the network, unless it is on its way already.
    pub(crate) fn ask(&self, route: &Route, then: Option<Then>) {
        let mut waiting = whole(&self.waiting);
        if let Some(asked) = waiting.iter_mut().find(|asked| asked.route == *route) {
            return asked.then.extend(then);
        }
        waiting.push(Waiting { route: route.clone(), then: then.into_iter().collect() });
        let (source, route) = (self.clone(), route.clone());
        spawn_local(async move {
            let answer = fetch(&source.base.file(&route.data_file())).await;
            let answer = answer.map(|record| Loaded::Data(Arc::new(record)));
            if let Ok(loaded) = &answer {
                source.remember(route.clone(), loaded.clone());
            }
            for then in source.no_longer_waiting(&route) {
                then.take()(answer.clone());
            }
        });
    }

    fn no_longer_waiting(&self, route: &Route) -> Vec<Then> {
        let mut waiting = whole(&self.waiting);
        let place = waiting.iter().position(|asked| asked.route == *route);
        place.map(|place| waiting.swap_remove(place).then).unwrap_or_default()
    }
}

/// A panic elsewhere leaves a list of whole pages all the same.
fn whole<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
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
