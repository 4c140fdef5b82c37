//! The files of an index, by name.

use alloc::{borrow::ToOwned, string::String};
use core::{fmt, str::FromStr};

use crate::decimal::decimal;

/// A file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum File {
    /// Where the others are.
    Core,
    /// Some words, and where each stands.
    Shard(usize),
    /// The letters of all words, some first letters each, to find the one that was meant.
    Words(usize),
    /// The text of a document.
    Document(usize),
}

/// Its name.
impl File {
    /// Its name, without what the build adds. Not by way of `Display`: all that can be done with numbers
    /// there is a kilobyte of the Wasm.
    pub fn name(self) -> String {
        let (kind, number) = match self {
            Self::Core => return "core".to_owned(),
            Self::Shard(number) => ("shard-", number),
            Self::Words(number) => ("words-", number),
            Self::Document(number) => ("document-", number),
        };
        [kind, &decimal(number)].concat()
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// A name that is no file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no file of an index")]
pub struct NoFile;

impl FromStr for File {
    type Err = NoFile;

    fn from_str(name: &str) -> Result<Self, NoFile> {
        let (kind, number) = match name.split_once('-') {
            Some((kind, number)) => (kind, number.parse().map_err(|_| NoFile)?),
            None => (name, 0),
        };
        match kind {
            "core" => Ok(Self::Core),
            "shard" => Ok(Self::Shard(number)),
            "words" => Ok(Self::Words(number)),
            "document" => Ok(Self::Document(number)),
            _ => Err(NoFile),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_its_file() {
        for file in [File::Core, File::Shard(0), File::Words(12), File::Document(19_999)] {
            assert_eq!(file.to_string().parse(), Ok(file));
        }
        for name in ["", "core.bin", "shard-x", "other-1", "../core"] {
            assert_eq!(name.parse::<File>(), Err(NoFile), "{name}");
        }
    }
}
