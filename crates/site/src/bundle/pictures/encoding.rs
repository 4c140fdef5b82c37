use std::io::Cursor;

use image::{DynamicImage, codecs::jpeg::JpegEncoder};
use ravif::{BitDepth, Img, RGB8, RGBA8};
use serde::{Deserialize, Serialize};
use webp::WebPConfig;

/// A format in which pictures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Avif,
    WebP,
    Jpeg,
    Png,
}

/// Why a picture cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum EncodingError {
    /// It is cut off or damaged.
    #[error("is damaged ({0}); copy it once more from where it came from, or save it again")]
    Damaged(#[from] image::ImageError),
    /// It cannot be scaled.
    #[error("cannot be scaled ({0}); save it again as JPEG")]
    Scaling(#[from] fast_image_resize::ResizeError),
    /// It cannot be written as AVIF.
    #[error("cannot be written as AVIF ({0}); save it again as JPEG")]
    Avif(#[from] ravif::Error),
    /// It cannot be written as WebP.
    #[error("cannot be written as WebP ({0}); save it again as JPEG")]
    WebP(String),
    /// A phone would have to wait for it.
    #[error(
        "has {bytes} bytes at the width of a phone, and may have {most}, however coarse it is drawn; cut it to what matters, or take a calmer one"
    )]
    Heavy {
        /// The fewest bytes that it takes.
        bytes: usize,
        /// The most that it may take.
        most: usize,
    },
}

impl Format {
    /// The formats of which a browser takes the first that it knows.
    pub(super) const NEW: [Self; 2] = [Self::Avif, Self::WebP];

    /// How fine each draws, from 100 down: as a rule the first, at which photographs look like their
    /// originals; for a picture that gets too heavy the next.
    fn qualities(self) -> &'static [u8] {
        match self {
            Self::Avif => &[60, 50, 40, 30, 20],
            Self::WebP => &[75, 60, 45, 30, 15],
            Self::Jpeg => &[75],
            Self::Png => &[100],
        }
    }

    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::WebP => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    pub(super) fn is_new(self) -> bool {
        Self::NEW.contains(&self)
    }

    /// The file, as fine as it may be with `most` bytes.
    pub(super) fn encode(
        self,
        image: &DynamicImage,
        most: Option<usize>,
    ) -> Result<Vec<u8>, EncodingError> {
        let most = most.unwrap_or(usize::MAX);
        let mut bytes = usize::MAX;
        for quality in self.qualities() {
            let file = self.encode_at(image, *quality)?;
            if file.len() <= most {
                return Ok(file);
            }
            bytes = file.len();
        }
        Err(EncodingError::Heavy { bytes, most })
    }

    fn encode_at(self, image: &DynamicImage, quality: u8) -> Result<Vec<u8>, EncodingError> {
        match self {
            Self::Avif => avif(image, quality.into()),
            Self::WebP => webp(image, quality.into()),
            Self::Jpeg => {
                let mut file = Vec::new();
                image.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality))?;
                Ok(file)
            }
            Self::Png => {
                let mut file = Cursor::new(Vec::new());
                image.write_to(&mut file, image::ImageFormat::Png)?;
                Ok(file.into_inner())
            }
        }
    }
}

/// From 1, the slowest and smallest, to 10. At 8 a photograph of 12 megapixels takes 20 seconds on
/// one core (`docs/decisions/0011`).
const AVIF_SPEED: u8 = 8;

fn avif(image: &DynamicImage, quality: f32) -> Result<Vec<u8>, EncodingError> {
    let (width, height) = (image.width() as usize, image.height() as usize);
    let encoder = ravif::Encoder::new()
        .with_quality(quality)
        .with_alpha_quality(quality)
        .with_speed(AVIF_SPEED)
        .with_bit_depth(BitDepth::Eight)
        // As many as there are would cut the picture into as many tiles, so other bytes.
        .with_num_threads(Some(1));
    let file = if let Some(pixels) = image.as_rgba8() {
        let pixels: Vec<_> = pixels.pixels().map(|p| RGBA8::from(p.0)).collect();
        encoder.encode_rgba(Img::new(&pixels, width, height))?
    } else {
        let pixels = image.to_rgb8();
        let pixels: Vec<_> = pixels.pixels().map(|p| RGB8::from(p.0)).collect();
        encoder.encode_rgb(Img::new(&pixels, width, height))?
    };
    Ok(file.avif_file)
}

fn webp(image: &DynamicImage, quality: f32) -> Result<Vec<u8>, EncodingError> {
    let failed = |error: &str| EncodingError::WebP(error.to_owned());
    let mut config = WebPConfig::new().map_err(|()| failed("no configuration"))?;
    config.quality = quality;
    // The slowest and smallest that it has: still a tenth of what AVIF takes.
    config.method = 6;
    let (width, height) = (image.width(), image.height());
    let opaque = image.as_rgb8().map(|pixels| webp::Encoder::from_rgb(pixels, width, height));
    let pixels = image.as_rgba8();
    let transparent = pixels.map(|pixels| webp::Encoder::from_rgba(pixels, width, height));
    let encoder = opaque.or(transparent).ok_or_else(|| failed("unknown colours"))?;
    let file = encoder.encode_advanced(&config);
    file.map(|file| file.to_vec()).map_err(|error| failed(&format!("{error:?}")))
}
