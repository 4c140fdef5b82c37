//! Compressed copies beside files, for servers that send them as they are.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, GzBuilder};
use rayon::prelude::*;

use super::{BundleError, inventory::Inventory};

/// The endings of files that compression makes smaller; pictures and fonts are compressed already.
const ENDINGS: [&str; 11] =
    ["bin", "css", "html", "js", "json", "svg", "txt", "vcf", "wasm", "webmanifest", "xml"];

/// Below this a compressed copy saves nothing: the answer fits one packet anyway.
const SMALLEST: usize = 256;

/// Writes a `.br` and a `.gz` beside each file of `folder` that is smaller then.
pub(super) fn beside(folder: &Path, inventory: &Inventory) -> Result<(), BundleError> {
    inventory.files().par_iter().try_for_each(|file| {
        let path = folder.join(&file.path);
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !ENDINGS.contains(&ending) {
            return Ok(());
        }
        let content = fs::read(&path).map_err(|error| BundleError::io("read", &path, error))?;
        if content.len() < SMALLEST {
            return Ok(());
        }
        for (ending, compressed) in [("br", brotli(&content)), ("gz", gzip(&content))] {
            let beside = path.with_added_extension(ending);
            compressed
                .and_then(|bytes| {
                    if bytes.len() < content.len() { fs::write(&beside, bytes) } else { Ok(()) }
                })
                .map_err(|error| BundleError::io("write", &beside, error))?;
        }
        Ok(())
    })
}

/// Brotli at its best.
pub(crate) fn brotli(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip at its best, without name and time, so that the same content gives the same bytes.
fn gzip(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn text_has_copies_that_read_back_and_pictures_have_none() {
        let folder = tempfile::tempdir().unwrap();
        let text = "the same words again ".repeat(50);
        for file in ["a.html", "b.png", "c.txt"] {
            fs::write(folder.path().join(file), &text).unwrap();
        }
        fs::write(folder.path().join("c.txt"), "short").unwrap();
        beside(folder.path(), &Inventory::of(folder.path()).unwrap()).unwrap();

        let read = |file: &str| fs::read(folder.path().join(file));
        let mut unpacked = String::new();
        let gz = read("a.html.gz").unwrap();
        flate2::read::GzDecoder::new(&gz[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &read("a.html.br").unwrap()[..], &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        for none in ["b.png.gz", "b.png.br", "c.txt.gz"] {
            assert!(read(none).is_err(), "{none}");
        }
    }
}
