use leptos::{html, prelude::*};
use model::{BasePath, Picture};

use crate::{
    prose::{any, element},
    still::Still,
};

/// How wide a picture stands, for browsers that choose among files before they have the stylesheet.
/// `style/` has these widths in rem of 19 pixels; here one has 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the top of a page: `.article__header` and `.hero`.
    Top,
    /// On a card.
    Card,
    /// In the text, as wide as that (`--measure`).
    Text,
}

impl Place {
    fn sizes(self) -> &'static str {
        match self {
            Self::Top => "(min-width: 68em) 460px, 100vw",
            Self::Card => "(min-width: 33em) 360px, 100vw",
            Self::Text => "(min-width: 44em) 646px, 100vw",
        }
    }
}

/// A picture, where there is one, in the size that it says of itself, so that nothing moves when it
/// comes.
#[component]
pub(crate) fn PictureView<'a>(
    /// The picture.
    picture: Option<&'a Picture>,
    /// Where it stands. At the top of the page it is fetched at once, elsewhere when it is about to be
    /// seen.
    place: Place,
) -> impl IntoView + use<> {
    let base = use_context::<BasePath>().unwrap_or_default();
    picture.map(|picture| draw_picture(picture, place, &base))
}

/// The element of a picture: its newest formats first, of which a browser takes the first that it knows.
pub(crate) fn draw_picture(picture: &Picture, place: Place, base: &BasePath) -> Still {
    let mut outer = vec![("class", "picture".to_owned())];
    let mut children = Vec::new();
    if let Some(variants) = &picture.variants {
        outer.extend(variants.colour.clone().map(|colour| ("data-colour", colour)));
        for ending in ["avif", "webp"] {
            let source = html::source().add_any_attr(any(vec![
                ("type", format!("image/{ending}")),
                ("srcset", base.picture_set(variants, ending)),
                ("sizes", place.sizes().to_owned()),
            ]));
            children.push(Still::new(source));
        }
    }
    let mut inner = vec![
        ("src", base.picture(&picture.file)),
        ("alt", picture.alt.clone()),
        ("width", picture.width.to_string()),
        ("height", picture.height.to_string()),
        ("decoding", "async".to_owned()),
    ];
    if place != Place::Top {
        inner.push(("loading", "lazy".to_owned()));
    }
    children.push(Still::new(html::img().add_any_attr(any(inner))));
    element("picture", outer, children)
}
