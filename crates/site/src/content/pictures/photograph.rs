//! What a picture made of pixels is, as its header says, and what of it cannot become a picture of the
//! site. Pixels are not looked at: that takes a hundred times as long, and a release does it once.

use std::io::Cursor;

use image::{
    AnimationDecoder, ImageDecoder, ImageFormat,
    codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::Size;
use crate::content::problem::FileProblem;

/// The most pixels of a photograph: phones of 2026 take 8,064 × 6,048 = 48.8 million. A file of a few
/// kilobytes can say that it has billions, which would take all memory.
const MOST_PIXELS: u64 = 50_000_000;

/// The size in which the photograph is seen, if it is one that can be built.
pub(super) fn size(ending: &str, bytes: &[u8]) -> Result<Size, FileProblem> {
    let format = image::guess_format(bytes).map_err(|_| FileProblem::NotAPicture)?;
    let (is, endings) = match format {
        ImageFormat::Jpeg => ("JPEG", ["jpg", "jpeg"]),
        ImageFormat::Png => ("PNG", ["png", "png"]),
        ImageFormat::WebP => ("WebP", ["webp", "webp"]),
        ImageFormat::Gif => ("GIF", ["gif", "gif"]),
        _ => return Err(FileProblem::NotAPicture),
    };
    if !endings.contains(&ending) {
        return Err(FileProblem::PictureMisnamed { is, ending: endings[0] });
    }
    match format {
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::WebP => webp(bytes),
        _ => gif(bytes),
    }
}

fn jpeg(bytes: &[u8]) -> Result<Size, FileProblem> {
    // The decoder fills with grey what is missing, and mixes four inks as if they were light.
    let frame = JpegFrame::read(bytes).ok_or(FileProblem::PictureDamaged)?;
    if frame.components == 4 {
        return Err(FileProblem::PictureCmyk);
    }
    seen(read(JpegDecoder::new(Cursor::new(bytes)))?)
}

fn png(bytes: &[u8]) -> Result<Size, FileProblem> {
    // The last chunk: its length, which is none, its name and its checksum (PNG, 11.2.5).
    const END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";
    let decoder = read(PngDecoder::new(Cursor::new(bytes)))?;
    if read(decoder.is_apng())? {
        return Err(FileProblem::PictureAnimated);
    }
    if !bytes.windows(END.len()).rev().any(|part| part == END) {
        return Err(FileProblem::PictureDamaged);
    }
    seen(decoder)
}

fn webp(bytes: &[u8]) -> Result<Size, FileProblem> {
    // `RIFF`, the length of what follows, `WEBP` (RFC 9649, 2.4).
    let length = bytes.get(4..8).and_then(|part| part.try_into().ok()).map(u32::from_le_bytes);
    if length.is_none_or(|length| bytes.len() as u64 - 8 < u64::from(length)) {
        return Err(FileProblem::PictureDamaged);
    }
    let decoder = read(WebPDecoder::new(Cursor::new(bytes)))?;
    if decoder.has_animation() {
        return Err(FileProblem::PictureAnimated);
    }
    seen(decoder)
}

fn gif(bytes: &[u8]) -> Result<Size, FileProblem> {
    let decoder = || read(GifDecoder::new(Cursor::new(bytes)));
    let size = seen(decoder()?)?;
    let mut frames = decoder()?.into_frames();
    match (frames.next(), frames.next()) {
        (Some(Ok(_)), None) => Ok(size),
        (Some(Ok(_)), Some(Ok(_))) => Err(FileProblem::PictureAnimated),
        _ => Err(FileProblem::PictureDamaged),
    }
}

fn read<T, E>(result: Result<T, E>) -> Result<T, FileProblem> {
    result.map_err(|_| FileProblem::PictureDamaged)
}

/// Width and height as they are when the picture stands as its camera was held.
fn seen(mut decoder: impl ImageDecoder) -> Result<Size, FileProblem> {
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FileProblem::PictureTooManyPixels { width, height, most: MOST_PIXELS });
    }
    let lies = matches!(
        read(decoder.orientation())?,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    Ok(if lies { Size { width: height, height: width } } else { Size { width, height } })
}

/// What the header of a JPEG says that the decoder does not tell.
struct JpegFrame {
    /// How many colours it is mixed of.
    components: u8,
}

impl JpegFrame {
    /// Reads the segments up to the first scan (ITU T.81, B.1.1); `None` where they, or the mark at
    /// the end of the last scan, are not there.
    fn read(bytes: &[u8]) -> Option<Self> {
        const START_OF_SCAN: u8 = 0xda;
        const END: [u8; 2] = [0xff, 0xd9];
        let mut components = None;
        let mut rest = bytes.get(2..)?;
        loop {
            let marker = *rest.get(1).filter(|_| rest[0] == 0xff)?;
            // Before a marker there may be any number of these.
            if marker == 0xff {
                rest = &rest[1..];
                continue;
            }
            let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
            // C4, C8 and CC are among the numbers of frames and are none.
            if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                components = Some(*rest.get(9)?);
            }
            rest = rest.get(2 + length..)?;
            if marker == START_OF_SCAN {
                break;
            }
        }
        // Inside of a scan these two bytes never stand together.
        let whole = rest.windows(2).any(|part| part == END);
        components.filter(|_| whole).map(|components| Self { components })
    }
}
