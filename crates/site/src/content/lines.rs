/// Where the lines of a text begin, so that a place in it has a number that an editor shows.
#[derive(Debug)]
pub(crate) struct Lines {
    first: usize,
    ends: Vec<usize>,
}

impl Lines {
    /// The lines of `text`, whose first line is line `first` of its file.
    pub(crate) fn new(text: &str, first: usize) -> Self {
        Self { first, ends: text.match_indices('\n').map(|(offset, _)| offset).collect() }
    }

    /// The number of the line in which the byte `offset` stands.
    pub(crate) fn at(&self, offset: usize) -> usize {
        self.first + self.ends.partition_point(|&end| end < offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_with_its_line_feed() {
        let lines = Lines::new("ab\ncd\n", 5);
        let numbers: Vec<_> = (0..=6).map(|offset| lines.at(offset)).collect();
        assert_eq!(numbers, [5, 5, 5, 6, 6, 6, 7]);
    }
}
