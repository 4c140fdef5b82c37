use std::collections::{BTreeMap, BTreeSet};

use deunicode::deunicode;

/// The longest slug that is made: some disks and hosts end at twice that.
const LONGEST: usize = 80;

/// The names that are taken.
#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// The number to try next behind a name that several would have.
    next: BTreeMap<String, u64>,
}

impl Names {
    pub(super) fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Takes `stem` and `ending`, with a number between them where that is taken.
    pub(super) fn free(&mut self, stem: &str, ending: &str) -> String {
        let mut name = format!("{stem}{ending}");
        while !self.taken.insert(name.clone()) {
            let number = self.next.entry(format!("{stem}{ending}")).or_insert(2);
            name = format!("{stem}-{number}{ending}");
            *number += 1;
        }
        name
    }
}

/// A text in the letters of a slug: other scripts and emoji by how they sound or what they show. `other`
/// where nothing is left.
pub(crate) fn slug_of(text: &str, other: &str) -> String {
    let text = percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut slug = String::new();
    for character in deunicode(&text).chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !matches!(character, '\'' | '`') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { other.to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_of_any_script() {
        for (text, slug) in [
            ("low-mood", "low-mood"),
            ("%ce%b5%cf%80%ce%af%cf%80%ce%b5%ce%b4%ce%bf-2", "epipedo-2"),
            ("Caf\u{e9} & Bar's", "cafe-bars"),
            ("  ", "post-7"),
            ("\u{200f}", "post-7"),
        ] {
            assert_eq!(slug_of(text, "post-7"), slug);
        }
        for text in ["مرحبا", "😀", "茶", "%f0%9f%98%80"] {
            let slug = slug_of(text, "post-7");
            assert!(slug.parse::<model::Slug>().is_ok(), "{text}: {slug}");
        }
        assert_eq!(slug_of(&"a".repeat(1_000), "").len(), LONGEST);
    }

    #[test]
    fn taken_names_get_numbers() {
        let mut names = Names::default();
        assert_eq!(names.free("a", ".md"), "a.md");
        assert_eq!(names.free("a", ".md"), "a-2.md");
        assert_eq!(names.free("a", ".md"), "a-3.md");
    }
}
