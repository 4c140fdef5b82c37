use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Suggestion, file_names};

/// What the categories of a content folder are called, to hold against what somebody has typed.
#[derive(Debug)]
pub(crate) struct CategoryNames(Vec<String>);

/// Why a category cannot be taken by its name.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CategoryNameError {
    /// The folder of the categories cannot be read.
    #[error("cannot read {}: {reason}. Check that the folder is there and that you may read it.", folder.display())]
    Read {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// There is no such category.
    #[error("there is no category `{name}` in content/categories{suggestion}")]
    Unknown {
        /// What was given.
        name: String,
        /// What may have been meant.
        suggestion: Suggestion,
    },
}

impl CategoryNames {
    /// Reads them from a content folder.
    pub(crate) fn read(content: &Path) -> Result<Self, CategoryNameError> {
        let folder = content.join("categories");
        let files = file_names(&folder)
            .map_err(|reason| CategoryNameError::Read { folder: folder.clone(), reason })?;
        let names = files.iter().filter_map(|file| file.strip_suffix(".md"));
        Ok(Self(names.map(str::to_owned).collect()))
    }

    /// An error where there is none of that name.
    pub(crate) fn check(&self, name: &str) -> Result<(), CategoryNameError> {
        if self.0.iter().any(|known| known == name) {
            return Ok(());
        }
        let suggestion = Suggestion::for_name(name, self.0.iter().map(String::as_str));
        Err(CategoryNameError::Unknown { name: name.to_owned(), suggestion })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_no_category_s_gets_the_nearest() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites/valid/content");
        let names = CategoryNames::read(&content).unwrap();
        names.check("oolong").unwrap();
        assert_eq!(
            names.check("olong").unwrap_err().to_string(),
            "there is no category `olong` in content/categories; did you mean `oolong`?"
        );
    }
}
