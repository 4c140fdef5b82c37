//! SVG to PNG: icons and pictures for sharing, which not all who show them take as SVG.
//!
//! The same on every machine: text is set in a font that comes with the program, never in one of the
//! system's.

use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::{
    tiny_skia::{Pixmap, PremultipliedColorU8, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

/// The font of the sharing pictures: Atkinson Hyperlegible, made by the Braille Institute for readers
/// with low vision; under the licence in `fonts/LICENSE`.
pub(super) const FONT: &str = "Atkinson Hyperlegible";
const REGULAR: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegible_400Regular.ttf");
pub(super) const BOLD: &[u8] = include_bytes!("../../fonts/AtkinsonHyperlegible_700Bold.ttf");

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    Arc::new(fonts)
});

/// Why an SVG could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawingError {
    /// It is not one.
    #[error("the picture is no SVG: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// It has no size.
    #[error("the picture is empty or too large")]
    Size,
    /// It could not be compressed.
    #[error("the picture cannot be written as PNG: {0}")]
    Png(#[from] png::EncodingError),
}

/// Draws `svg` with a width of `width` pixels. Transparent places stay so.
pub(super) fn png(svg: &str, width: u32) -> Result<Vec<u8>, DrawingError> {
    let options =
        Options { font_family: FONT.to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_to_width(width).ok_or(DrawingError::Size)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(DrawingError::Size)?;
    // Pictures are far smaller than the 16 million pixels up to which a float is exact.
    #[expect(clippy::cast_precision_loss)]
    let scale = width as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(&pixels)
}

/// As small as it gets without loss: without the channel for transparency where nothing is transparent.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>, DrawingError> {
    let colours: Vec<_> = pixels.pixels().iter().map(PremultipliedColorU8::demultiply).collect();
    let opaque = colours.iter().all(|colour| colour.alpha() == u8::MAX);
    let bytes: Vec<u8> = colours
        .iter()
        .flat_map(|colour| {
            let channels = [colour.red(), colour.green(), colour.blue(), colour.alpha()];
            channels.into_iter().take(if opaque { 3 } else { 4 })
        })
        .collect();
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, pixels.width(), pixels.height());
    encoder.set_color(if opaque { ColorType::Rgb } else { ColorType::Rgba });
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::Adaptive);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bytes)?;
    writer.finish()?;
    Ok(png)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_drawn_with_the_font_that_comes_along() {
        let svg = |text: &str| {
            format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><rect width="200" height="50" fill="#fff"/><text y="40" font-size="40">{text}</text></svg>"##
            )
        };
        let empty = png(&svg(""), 200).unwrap();
        let words = png(&svg("words"), 200).unwrap();
        assert_ne!(empty, words, "no font was found");
        assert_eq!(words, png(&svg("words"), 200).unwrap());
    }

    #[test]
    fn a_picture_has_the_width_that_is_asked_for() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 16"><rect width="8" height="8"/></svg>"#;
        let png = png(svg, 64).unwrap();
        let size = imagesize::blob_size(&png).unwrap();
        assert_eq!((size.width, size.height), (64, 32));
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(png("<p>", 10).is_err());
    }
}
