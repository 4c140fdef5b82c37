/// Whether a character has no place in a text: control characters and non-characters, which HTML
/// forbids (WHATWG HTML, 13.2.3.5), and marks that show a line in another order than it is written
/// (UAX #9, 2.1 and 2.2).
pub(super) fn is_invisible(letter: char) -> bool {
    let number = u32::from(letter);
    (letter.is_control() && letter != '\t')
        || ('\u{202a}'..='\u{202e}').contains(&letter)
        || ('\u{fdd0}'..='\u{fdef}').contains(&letter)
        || number & 0xfffe == 0xfffe
}

/// The most digits of a number, an `x` included (<https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references>).
const MOST_DIGITS: usize = 7;

/// The characters that Markdown has written as numbers, such as `&#xe9;`, with their places.
pub(super) fn written_as_numbers(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.match_indices("&#").filter_map(|(offset, start)| {
        let rest = &text[offset + start.len()..];
        let end = rest.bytes().take(MOST_DIGITS + 1).position(|byte| byte == b';')?;
        let number = &rest[..end];
        let number = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        Some((offset, char::from_u32(number.ok()?)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_may_be_written_as_numbers() {
        let found: Vec<_> =
            written_as_numbers("a &#233;&#xE9; &# &#; &#x;\n&#x110000; &#1;").collect();
        assert_eq!(found, [(2, 'é'), (8, 'é'), (38, '\u{1}')]);
    }
}
