use std::fmt::{self, Display, Write};

/// A message as it is printed. It may quote any file: what a terminal would obey (control
/// characters) or show in another order (bidirectional marks) is written as its number, and where
/// it is long its middle is left out.
#[derive(Debug)]
pub(crate) struct Printed<T>(pub(crate) T);

/// How many characters are shown of either end of a message.
const END: usize = 600;

impl<T: Display> Display for Printed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        let length = text.chars().count();
        for (index, letter) in text.chars().enumerate() {
            if length > 2 * END && (END..length - END).contains(&index) {
                if index == END {
                    f.write_str(" … ")?;
                }
            } else if is_obeyed(letter) {
                write!(f, "{}", letter.escape_unicode())?;
            } else {
                f.write_char(letter)?;
            }
        }
        Ok(())
    }
}

/// Whether a terminal does something at this character instead of showing it (Unicode, UAX #9, 2).
fn is_obeyed(letter: char) -> bool {
    let moves = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    moves || (letter.is_control() && letter != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let hostile = "`\u{1b}]0;title\u{7}\u{202e}txt`; é 茶\nnext";
        let printed = "`\\u{1b}]0;title\\u{7}\\u{202e}txt`; é 茶\nnext";
        assert_eq!(Printed(hostile).to_string(), printed);
    }

    #[test]
    fn the_middle_of_a_long_message_is_left_out() {
        let fits = "é".repeat(2 * END);
        assert_eq!(Printed(&fits).to_string(), fits);
        let long = format!("begins {}; mend it", "x".repeat(5_000));
        let printed = Printed(long).to_string();
        assert_eq!(printed.chars().count(), 2 * END + 3);
        assert!(printed.starts_with("begins xx") && printed.ends_with("xx; mend it"), "{printed}");
    }
}
