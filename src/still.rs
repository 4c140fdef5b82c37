//! Views that stand still: drawn to text by the build, built as elements in the browser, and taken
//! over as they stand where the build has drawn them.
//!
//! Leptos hydrates a view by walking over all of its elements. For that it needs the data of all of
//! them, so that an article would travel twice, as HTML and as data; and it needs code to hydrate and
//! to rebuild every shape of view there is. But a page's content has nothing to hydrate: links are
//! plain links, and a click on one is seen by the router on its way up. [`Still`] is a view that can
//! be built and taken over, but not rebuilt piece by piece. Measured on this app: no data in the HTML,
//! and 80 kB (brotli) less Wasm.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use leptos::tachys::{
    html::attribute::{Attribute, any_attribute::AnyAttribute},
    hydration::Cursor,
    renderer::CastFrom,
    view::{Mountable, Position, PositionState, Render, RenderHtml, add_attr::AddAnyAttr},
};
use send_wrapper::SendWrapper;
use web_sys::{Element, Node};

/// A view that does not change. At its root stands one element.
pub(crate) struct Still {
    drawing: Drawing,
}

enum Drawing {
    New(Box<dyn Draw + Send>),
    Kept(Kept),
}

/// A place for an element that the build drew, so that it can be shown again without its data.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept(Arc<OnceLock<SendWrapper<Element>>>);

impl Still {
    /// A view that is drawn here.
    pub(crate) fn new<V: RenderHtml<State: 'static> + 'static>(view: V) -> Self {
        Self { drawing: Drawing::New(Box::new(view)) }
    }

    /// A view that the build drew: taken over once, and from then on shown again.
    pub(crate) fn kept(kept: Kept) -> Self {
        Self { drawing: Drawing::Kept(kept) }
    }
}

impl fmt::Debug for Still {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Still").finish_non_exhaustive()
    }
}

/// What can be done with a view whose type is forgotten.
trait Draw {
    fn build(self: Box<Self>) -> Box<dyn Mountable>;
    fn html(self: Box<Self>, html: &mut String);
}

impl<V: RenderHtml> Draw for V
where
    V::State: 'static,
{
    fn build(self: Box<Self>) -> Box<dyn Mountable> {
        Box::new((*self).build())
    }

    fn html(self: Box<Self>, html: &mut String) {
        // Never asked for in the browser; said so that the code for it is left out of the Wasm.
        if cfg!(target_arch = "wasm32") {
            return;
        }
        let start = html.len();
        (*self).to_html_with_buf(html, &mut Position::FirstChild, true, false, Vec::new());
        // The marks by which Leptos would find its place again are of no use here. Escaped text
        // and attributes hold no `<`, so nothing else can look like one.
        if html[start..].contains(MARK) {
            let drawn = html.split_off(start);
            html.push_str(&drawn.replace(MARK, ""));
        }
    }
}

/// By which Leptos parts texts and lists that stand beside each other.
const MARK: &str = "<!>";

/// What stands in the page.
pub(crate) enum StillState {
    Built(Box<dyn Mountable>),
    TakenOver(Element),
    Nothing,
}

impl Mountable for StillState {
    fn unmount(&mut self) {
        match self {
            Self::Built(view) => view.unmount(),
            Self::TakenOver(element) => element.unmount(),
            Self::Nothing => {}
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match self {
            Self::Built(view) => view.mount(parent, marker),
            Self::TakenOver(element) => element.mount(parent, marker),
            Self::Nothing => {}
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Built(view) => view.insert_before_this(child),
            Self::TakenOver(element) => element.insert_before_this(child),
            Self::Nothing => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        match self {
            Self::Built(view) => view.elements(),
            Self::TakenOver(element) => vec![element.clone()],
            Self::Nothing => vec![],
        }
    }
}

impl Render for Still {
    type State = StillState;

    fn build(self) -> StillState {
        match self.drawing {
            Drawing::New(view) => StillState::Built(view.build()),
            Drawing::Kept(Kept(kept)) => kept.get().map_or(StillState::Nothing, |element| {
                StillState::TakenOver(Element::clone(element))
            }),
        }
    }

    fn rebuild(self, state: &mut StillState) {
        let mut new = self.build();
        // The page that stands there already stays: put before itself and taken out it would be gone.
        if let (StillState::TakenOver(old), StillState::TakenOver(new)) = (&*state, &new)
            && old == new
        {
            return;
        }
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl AddAnyAttr for Still {
    type Output<A: Attribute> = Self;

    /// A still view takes no attributes from outside: where it is taken over it is not drawn.
    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for Still {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
        if let Drawing::New(view) = self.drawing {
            view.html(html);
        }
        *position = Position::NextChild;
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> StillState {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        let Some(element) = Element::cast_from(cursor.current()) else {
            return StillState::Nothing;
        };
        if let Drawing::Kept(Kept(kept)) = self.drawing {
            // Set already only if one page were hydrated twice, with the same element.
            _ = kept.set(SendWrapper::new(element.clone()));
        }
        StillState::TakenOver(element)
    }

    fn into_owned(self) -> Self {
        self
    }
}
