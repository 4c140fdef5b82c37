//! Numbers and texts in files, and out of them again.

use alloc::{vec, vec::Vec};

/// Why a file of the index cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Corrupt {
    /// It ends before it should, or goes on.
    #[error("the file is cut short, or longer than it says")]
    Length,
    /// It was made by another version of this crate, or is no file of the index.
    #[error("the file is of another version, or none of the index")]
    Version,
    /// A text in it is not UTF-8, a number points outside, or its bytes are not those that were written.
    #[error("the file is damaged")]
    Damaged,
}

/// The version of the files' format: a reader takes no other.
const VERSION: u8 = 3;

/// Puts a file together.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    bytes: Vec<u8>,
}

impl Encoder {
    /// A number in as few bytes as it needs, seven bits in each (LEB128).
    pub(crate) fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.bytes.push(number.to_le_bytes()[0]);
    }

    /// A number below 256.
    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Bytes, with their number before them.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.bytes.extend_from_slice(bytes);
    }

    /// A text, with its length before it.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// A list, with its length before it.
    pub(crate) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len());
        for item in items {
            write(self, item);
        }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The whole file, with its version, checksum and length before it.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut file = Self { bytes: vec![VERSION] };
        file.bytes.extend_from_slice(&checksum(&self.bytes).to_le_bytes());
        file.bytes(&self.bytes);
        file.bytes
    }
}

/// Takes a file apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    /// Opens a file that [`Encoder::finish`] made.
    pub(crate) fn open(file: &'a [u8]) -> Result<Self, Corrupt> {
        let (&version, rest) = file.split_first().ok_or(Corrupt::Length)?;
        if version != VERSION {
            return Err(Corrupt::Version);
        }
        let (sum, rest) = rest.split_at_checked(size_of::<u32>()).ok_or(Corrupt::Length)?;
        let mut file = Self { rest };
        let content = file.bytes()?;
        if !file.rest.is_empty() {
            return Err(Corrupt::Length);
        }
        if sum == checksum(content).to_le_bytes() {
            Ok(Self { rest: content })
        } else {
            Err(Corrupt::Damaged)
        }
    }

    /// Reads a part of a file.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Corrupt> {
        let (&byte, rest) = self.rest.split_first().ok_or(Corrupt::Length)?;
        self.rest = rest;
        Ok(byte)
    }

    pub(crate) fn number(&mut self) -> Result<usize, Corrupt> {
        let mut number = 0;
        // Four bytes of seven bits: no index has more than 268 million of anything.
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Corrupt::Damaged)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], Corrupt> {
        let length = self.number()?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(Corrupt::Length)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Corrupt> {
        str::from_utf8(self.bytes()?).map_err(|_| Corrupt::Damaged)
    }

    pub(crate) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Corrupt>,
    ) -> Result<Vec<T>, Corrupt> {
        // What cannot be in the file is not made room for: each item takes a byte at least.
        let length = self.number()?;
        if length > self.rest.len() {
            return Err(Corrupt::Length);
        }
        // Not `collect`: its code for each type would be a fifth of the Wasm.
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(read(self)?);
        }
        Ok(items)
    }
}

/// FNV-1a: what is read must be what was written, or a search would answer with nonsense.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut file = Encoder::default();
        for number in [0, 1, 127, 128, 16_383, 16_384, 268_435_455] {
            file.number(number);
        }
        file.text("Zoë");
        file.list(&[3, 5], |file, &number| file.number(number));
        let file = file.finish();
        let mut file = Decoder::open(&file).unwrap();
        for number in [0, 1, 127, 128, 16_383, 16_384, 268_435_455] {
            assert_eq!(file.number(), Ok(number));
        }
        assert_eq!(file.text(), Ok("Zoë"));
        assert_eq!(file.list(Decoder::number), Ok(vec![3, 5]));
        assert_eq!(file.byte(), Err(Corrupt::Length));
    }

    #[test]
    fn a_file_that_is_cut_short_or_of_another_version_is_not_opened() {
        let mut file = Encoder::default();
        file.text("words");
        let file = file.finish();
        for length in 0..file.len() {
            assert_eq!(Decoder::open(&file[..length]).unwrap_err(), Corrupt::Length);
        }
        let mut longer = file.clone();
        longer.push(0);
        assert_eq!(Decoder::open(&longer).unwrap_err(), Corrupt::Length);
        assert_eq!(Decoder::open(b"<!doctype html>").unwrap_err(), Corrupt::Version);
    }

    #[test]
    fn a_number_that_promises_too_much_makes_no_room_for_it() {
        let mut file = Decoder { rest: &[0xff, 0xff, 0xff, 0x7f] };
        assert_eq!(file.list(Decoder::byte), Err(Corrupt::Length));
        assert_eq!(Decoder { rest: &[0xff; 8] }.number(), Err(Corrupt::Damaged));
    }
}
