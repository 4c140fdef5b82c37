use std::io::Cursor;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageReader, PixelWithColorType};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::EncodingError;

/// A photograph as it is seen: upright, in the colours of the web, and nothing beside its pixels.
pub(super) struct Photograph(DynamicImage);

impl Photograph {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, EncodingError> {
        // The limits of `image`: 512 MB for a picture.
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let mut decoder = reader.map_err(image::ImageError::IoError)?.into_decoder()?;
        let orientation = decoder.orientation()?;
        let profile = decoder.icc_profile()?;
        let pixels = DynamicImage::from_decoder(decoder)?;
        // Deeper colours than eight bits are more than the variants keep.
        let mut image = if is_transparent(&pixels) {
            DynamicImage::ImageRgba8(with_colours_of_the_web(pixels.into_rgba8(), profile))
        } else {
            DynamicImage::ImageRgb8(with_colours_of_the_web(pixels.into_rgb8(), profile))
        };
        image.apply_orientation(orientation);
        Ok(Self(image))
    }

    pub(super) fn width(&self) -> u32 {
        self.0.width()
    }

    pub(super) fn is_opaque(&self) -> bool {
        !self.0.color().has_alpha()
    }

    /// The colour of the whole, as `#rrggbb`; none where something else shows through.
    pub(super) fn colour(&self) -> Option<String> {
        let pixels = self.0.as_rgb8()?;
        let mut sums = [0_u64; 3];
        for pixel in pixels.pixels() {
            for (sum, part) in sums.iter_mut().zip(pixel.0) {
                *sum += u64::from(part);
            }
        }
        let count = u64::from(pixels.width()) * u64::from(pixels.height());
        let [red, green, blue] = sums.map(|sum| sum / count.max(1));
        Some(format!("#{red:02x}{green:02x}{blue:02x}"))
    }

    /// The photograph `width` pixels wide.
    pub(super) fn scaled(&self, width: u32) -> Result<DynamicImage, EncodingError> {
        let from = &self.0;
        let height = u64::from(from.height()) * u64::from(width) / u64::from(from.width().max(1));
        let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
        let mut to = if self.is_opaque() {
            DynamicImage::new_rgb8(width, height)
        } else {
            DynamicImage::new_rgba8(width, height)
        };
        let sharp = ResizeAlg::Convolution(FilterType::Lanczos3);
        Resizer::new().resize(from, &mut to, &ResizeOptions::new().resize_alg(sharp))?;
        Ok(to)
    }
}

/// Whether anything shows through the picture; that it has a channel for it says little.
fn is_transparent(image: &DynamicImage) -> bool {
    match image {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] != u8::MAX),
        image => {
            image.color().has_alpha()
                && image.to_rgba8().pixels().any(|pixel| pixel.0[3] != u8::MAX)
        }
    }
}

/// Colours are written without a profile, so they have to be those that are meant where there is none.
fn with_colours_of_the_web<P>(
    pixels: ImageBuffer<P, Vec<u8>>,
    profile: Option<Vec<u8>>,
) -> ImageBuffer<P, Vec<u8>>
where
    P: PixelWithColorType<Subpixel = u8>,
{
    // How much shows through stays as it is.
    let layout = if P::CHANNEL_COUNT == 4 { Layout::Rgba } else { Layout::Rgb };
    // A profile that cannot be read, or is of a picture in grey, changes nothing.
    let transform = profile
        .and_then(|profile| ColorProfile::new_from_slice(&profile).ok())
        .and_then(|profile| {
            let (options, web) = (TransformOptions::default(), ColorProfile::new_srgb());
            profile.create_transform_8bit(layout, &web, layout, options).ok()
        });
    let mut changed = ImageBuffer::new(pixels.width(), pixels.height());
    match transform.map(|transform| transform.transform(&pixels, &mut changed)) {
        Some(Ok(())) => changed,
        _ => pixels,
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder, RgbImage, Rgba, RgbaImage, codecs::png::PngEncoder};

    use super::*;
    use crate::bundle::pictures::Format;

    /// 900 × 600 pixels with a red part at the left, to be turned to the right by a quarter; with the
    /// place and the camera.
    const GARDEN: &[u8] =
        include_bytes!("../../../../../tests/sites/valid/content/pictures/garden.jpg");

    fn holds(bytes: &[u8], part: &str) -> bool {
        bytes.windows(part.len()).any(|window| window == part.as_bytes())
    }

    #[test]
    fn a_photograph_stands_upright() {
        let photograph = Photograph::read(GARDEN).unwrap();
        let scaled = photograph.scaled(60).unwrap().into_rgb8();
        assert_eq!((scaled.width(), scaled.height()), (60, 90));
        let is_red = |x, y| {
            let [red, green, _] = scaled.get_pixel(x, y).0;
            red > green.saturating_add(100)
        };
        assert!(is_red(5, 5) && is_red(55, 5), "the red part is at the top");
        assert!(!is_red(5, 85) && !is_red(55, 85));
    }

    #[test]
    fn neither_place_nor_camera_come_along() {
        assert!(holds(GARDEN, "Exif") && holds(GARDEN, "Kettle & Sons"), "the test tests nothing");
        let scaled = Photograph::read(GARDEN).unwrap().scaled(60).unwrap();
        for format in [Format::Avif, Format::WebP, Format::Jpeg, Format::Png] {
            let file = format.encode(&scaled, None).unwrap();
            for part in ["Exif", "EXIF", "Kettle", "Camera", "eXIf", "http://ns.adobe.com"] {
                assert!(!holds(&file, part), "{format:?} has {part}");
            }
        }
    }

    #[test]
    fn colours_of_phones_become_those_of_the_web() {
        let phone = ColorProfile::new_display_p3().encode().unwrap();
        let red = RgbImage::from_pixel(2, 2, image::Rgb([200, 60, 60]));
        let web = with_colours_of_the_web(red.clone(), Some(phone));
        assert!(web.get_pixel(0, 0).0[0] > 205, "{:?}", web.get_pixel(0, 0));
        assert_eq!(with_colours_of_the_web(red.clone(), Some(vec![1, 2, 3])), red);
        assert_eq!(with_colours_of_the_web(red.clone(), None), red);
    }

    #[test]
    fn colours_that_something_shows_through_become_those_of_the_web_too() {
        let pixels =
            RgbaImage::from_fn(4, 4, |x, _| Rgba([200, 60, 60, if x < 2 { 128 } else { 255 }]));
        let mut file = Vec::new();
        let mut encoder = PngEncoder::new(&mut file);
        encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
        encoder.write_image(&pixels, 4, 4, image::ExtendedColorType::Rgba8).unwrap();
        let photograph = Photograph::read(&file).unwrap();
        let pixel = photograph.0.as_rgba8().unwrap().get_pixel(0, 0).0;
        assert!(pixel[0] > 205 && pixel[3] == 128, "{pixel:?}");
    }

    #[test]
    fn the_colour_is_that_of_the_whole() {
        let mut image = RgbImage::from_pixel(2, 1, image::Rgb([255, 0, 16]));
        image.put_pixel(1, 0, image::Rgb([1, 0, 16]));
        let photograph = Photograph(DynamicImage::ImageRgb8(image));
        assert_eq!(photograph.colour().as_deref(), Some("#800010"));
    }
}
