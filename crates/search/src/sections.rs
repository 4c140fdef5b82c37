//! In which sections of a document a word stands.

use core::ops::BitOrAssign;

/// Some sections of a document, as the bits of a byte: a document that has more than eight has several
/// in one bit. Words that stand in the same section are more likely about the same.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sections(pub(crate) u8);

impl Sections {
    /// How many are told apart.
    pub(crate) const NUMBER: usize = 8;
    /// All: where the title of the document stands.
    pub(crate) const ALL: Self = Self(u8::MAX);

    /// The section of a number, from 0: what stands above all others.
    pub(crate) fn of(number: usize) -> Self {
        Self(1 << (number % Self::NUMBER))
    }

    /// Whether the section of a number, below [`Self::NUMBER`], is one of them.
    pub(crate) fn has(self, number: usize) -> bool {
        self.0 >> number & 1 == 1
    }

    /// The sections that both have; all that either has where they share none.
    pub(crate) fn shared(self, other: Self) -> Self {
        match self.0 & other.0 {
            0 => Self(self.0 | other.0),
            shared => Self(shared),
        }
    }
}

impl BitOrAssign for Sections {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_sections_than_there_are_bits_share_them() {
        assert_eq!(Sections::of(1), Sections::of(9));
        assert!(Sections::of(9).has(1) && !Sections::of(9).has(2));
        assert!((0..Sections::NUMBER).all(|number| Sections::ALL.has(number)));
    }

    #[test]
    fn words_that_never_stand_together_stand_where_either_does() {
        let [one, two] = [1, 2].map(Sections::of);
        let mut both = one;
        both |= two;
        assert_eq!(both.shared(two), two);
        assert_eq!(one.shared(two), both);
    }
}
