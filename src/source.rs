//! Where the data of a page comes from: memory, else the JSON that the build made.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use gloo_net::http::Request;
use leptos::{prelude::*, task::spawn_local};
use model::{BasePath, PageRecord, Route};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

use crate::{
    decode::{Decode, Expected},
    still::Kept,
};

/// How many pages are kept in memory: an hour's reading, at some 20 kB each.
const REMEMBERED: usize = 64;

/// How long an answer may take, all of it: the longest article is some 10 kB on the wire, which the
/// slowest connection that is still of use (2G, 2 kB a second) brings in half of it.
const LIMIT: Duration = Duration::from_secs(10);

/// How often a page is asked for before a visitor is told.
const TRIES: u32 = 3;

/// The shortest pause before a page is asked for again, in milliseconds; the next is twice as long.
const PAUSE: f64 = 400.0;

/// Why the data of a page could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// There is no such page.
    #[error("there is no such page")]
    Missing,
    /// No answer came, or not all of it: no connection, a slow one, or no server.
    #[error("no answer came: {0}")]
    Unreachable(String),
    /// The server said that it could not answer.
    #[error("the server answered with status {0}")]
    Refused(u16),
    /// An answer came, but it is not what the build made.
    #[error("the answer is not the data of a page (`{0}`)")]
    Malformed(&'static str),
    /// The answer is of another build than the page that asked: the site has been updated.
    #[error("the site has been updated")]
    OtherBuild,
}

impl LoadError {
    /// Whether the same question may have a better answer a moment later (RFC 9110, 15.6; RFC 6585,
    /// 4).
    fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Refused(429 | 500..))
    }
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
    /// Which build the page is of. JSON of another is not for this app to read.
    build: Arc<str>,
    /// The oldest first. So few that looking through all of them costs less than keeping an order.
    remembered: Arc<Mutex<Vec<(Route, Loaded)>>>,
    /// Who waits for the pages that are on their way. A tap on a link whose page is being fetched
    /// ahead waits for that answer.
    waiting: Arc<Mutex<Vec<Waiting>>>,
}

/// All who wait for one page, and the way to tell the browser that nobody does any more.
struct Waiting {
    route: Route,
    then: Vec<Then>,
    request: SendWrapper<AbortController>,
    /// Whether nobody waited yet when it was asked for.
    is_ahead: bool,
}

/// What is done once it is known whether a page can be shown.
pub(crate) type Then = SendWrapper<Box<dyn FnOnce(Result<Loaded, LoadError>)>>;

impl Source {
    pub(crate) fn new(base: BasePath, build: &str) -> Self {
        let build = build.into();
        Self { base, build, remembered: Arc::default(), waiting: Arc::default() }
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
        // Fails only where a browser has no such thing, and there is no app without it.
        let Ok(request) = AbortController::new().map(SendWrapper::new) else { return };
        let then: Vec<_> = then.into_iter().collect();
        let is_ahead = then.is_empty();
        waiting.push(Waiting { route: route.clone(), then, request: request.clone(), is_ahead });
        self.clone().attempt(route.clone(), request, 1);
    }

    /// Has the browser leave what else is on its way: the page that a visitor asks for has the line
    /// to itself, and what was asked for before is not wanted any more.
    pub(crate) fn leave_all_but(&self, route: &Route) {
        whole(&self.waiting).retain(|asked| {
            let stays = asked.route == *route;
            if !stays {
                asked.request.abort();
            }
            stays
        });
    }

    fn attempt(self, route: Route, request: SendWrapper<AbortController>, tries: u32) {
        spawn_local(async move {
            let controller = request.clone();
            let timer = set_timeout_with_handle(move || controller.abort(), LIMIT);
            let address = self.base.file(&route.data_file());
            let answer = fetch::<PageRecord>(&address, &self.build, Some(&request.signal())).await;
            if let Ok(timer) = timer {
                timer.clear();
            }
            let Some(place) = self.place(&request) else { return };
            let mut waiting = whole(&self.waiting);
            // What was wrong before the click is no answer to it: somebody may have pressed “Try again”.
            let is_stale = answer.as_ref().is_err_and(|error| !error.may_pass())
                && waiting[place].is_ahead
                && !waiting[place].then.is_empty();
            if is_stale && let Ok(request) = AbortController::new().map(SendWrapper::new) {
                waiting[place].request = request.clone();
                waiting[place].is_ahead = false;
                drop(waiting);
                return self.attempt(route, request, 1);
            }
            // Who fetches ahead asks once; who waits at a bad moment is better served by the next.
            let again = answer.as_ref().is_err_and(LoadError::may_pass)
                && tries < TRIES
                && !waiting[place].then.is_empty()
                && window().navigator().on_line();
            if again && let Ok(request) = AbortController::new().map(SendWrapper::new) {
                waiting[place].request = request.clone();
                drop(waiting);
                // Thousands of visitors who were cut off together do not come back together.
                let pause = PAUSE * f64::from(tries) * (1.0 + js_sys::Math::random());
                // Some hundreds.
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let pause = Duration::from_millis(pause as u64);
                return set_timeout(move || self.attempt(route, request, tries + 1), pause);
            }
            let Waiting { then, .. } = waiting.swap_remove(place);
            drop(waiting);
            let answer = answer.map(|record| Loaded::Data(Arc::new(record)));
            if let Ok(loaded) = &answer {
                self.remember(route, loaded.clone());
            }
            for then in then {
                then.take()(answer.clone());
            }
        });
    }

    /// Where those stand who wait for the answer to `request`; `None` where it was left.
    fn place(&self, request: &AbortController) -> Option<usize> {
        whole(&self.waiting).iter().position(|asked| *asked.request == *request)
    }
}

/// A panic elsewhere leaves a list of whole pages all the same.
fn whole<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fetches and decodes one JSON file of this build.
pub(crate) async fn fetch<T: Decode>(
    address: &str,
    build: &str,
    signal: Option<&AbortSignal>,
) -> Result<T, LoadError> {
    let value = parse(&fetch_text(address, signal).await?)?;
    match js_sys::Reflect::get(&value, &JsValue::from_str("build")) {
        Ok(found) if found == build => decode(&value),
        Ok(found) if found.is_string() => Err(LoadError::OtherBuild),
        _ => Err(LoadError::Malformed("build")),
    }
}

async fn fetch_text(address: &str, signal: Option<&AbortSignal>) -> Result<String, LoadError> {
    // The browser's own words; to write out the whole error would be 2 kB of the Wasm.
    let unreachable = |error: gloo_net::Error| match error {
        gloo_net::Error::JsError(error) => LoadError::Unreachable(error.message),
        _ => LoadError::Unreachable(String::new()),
    };
    let response = Request::get(address).abort_signal(signal).send().await.map_err(unreachable)?;
    match response.status() {
        200..=299 => {}
        404 | 410 => return Err(LoadError::Missing),
        status => return Err(LoadError::Refused(status)),
    }
    response.text().await.map_err(unreachable)
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
    decode(&parse(text)?)
}

fn parse(text: &str) -> Result<JsValue, LoadError> {
    let is_shell = || js_sys::JsString::from(text).includes("id=\"app\"", 0);
    if text.trim_start().starts_with('<') && is_shell() {
        return Err(LoadError::Missing);
    }
    js_sys::JSON::parse(text).map_err(|_| LoadError::Malformed("not JSON"))
}

fn decode<T: Decode>(value: &JsValue) -> Result<T, LoadError> {
    T::decode(value).map_err(|Expected(what)| LoadError::Malformed(what))
}
