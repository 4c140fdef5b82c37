use leptos::prelude::*;
use model::{BasePath, Picture};

/// A picture, where there is one, in the size that it says of itself, so that nothing moves when it
/// comes.
#[component]
pub(crate) fn PictureView<'a>(
    /// The picture.
    picture: Option<&'a Picture>,
    /// Whether it stands at the top of the page: fetched at once, not when it is about to be seen.
    #[prop(optional)]
    first: bool,
) -> impl IntoView + use<> {
    let base = use_context::<BasePath>().unwrap_or_default();
    picture.map(|Picture { file, alt, width, height }| {
        view! {
            <img
                class="picture"
                src=base.picture(file)
                alt=alt.clone()
                width=width.to_string()
                height=height.to_string()
                loading=(!first).then_some("lazy")
                decoding="async"
            />
        }
    })
}
