//! How many quotes, lists and notes a line opens in one another. The parser goes through all that are
//! open at each line that follows, so a line that opens half a million would take it hours.

/// The most that a line may open: far beyond what is read, and of no weight for the parser.
const MOST: usize = 100;

/// The first line, from 0, that opens more in one another than the parser has time for.
pub(super) fn line_that_opens_too_many(text: &str) -> Option<usize> {
    text.lines().position(|line| marks(line).take(MOST + 1).count() > MOST)
}

/// The marks at the beginning of a line that may open something (`CommonMark` 0.31, 5, and the parser's
/// footnotes and definitions).
fn marks(line: &str) -> impl Iterator<Item = ()> {
    let mut rest = line.trim_start();
    std::iter::from_fn(move || {
        rest = after_mark(rest)?.trim_start();
        Some(())
    })
}

fn after_mark(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('>') {
        return Some(rest);
    }
    if let Some(note) = line.strip_prefix("[^") {
        let end = note.find(']')?;
        return note[end + 1..].strip_prefix(':');
    }
    let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = if number.len() < line.len() {
        number.strip_prefix(['.', ')'])?
    } else {
        line.strip_prefix(['-', '*', '+', ':'])?
    };
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_opens_as_many_as_it_has_marks() {
        for (line, count) in [
            ("Text - and > more", 0),
            ("- a", 1),
            ("-a", 0),
            ("  > > - 1. a > b", 4),
            (">>>", 3),
            ("12) + * : [^a]: text", 5),
            ("2026 was a year", 0),
            ("1.5 litres", 0),
            ("[^a] text", 0),
        ] {
            assert_eq!(marks(line).count(), count, "{line}");
        }
    }

    #[test]
    fn only_what_nobody_writes_is_too_much() {
        assert_eq!(line_that_opens_too_many(&format!("- a\n\n{}\n", "* ".repeat(40))), None);
        for mark in ["- ", ">", "1. ", "[^a]: ", ": ", "\t* "] {
            let text = format!("a\n\n{}b\n", mark.repeat(101));
            assert_eq!(line_that_opens_too_many(&text), Some(2), "{mark}");
        }
    }
}
