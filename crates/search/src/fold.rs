//! Letters as people type them: without capitals and accents.

use alloc::{
    borrow::Cow,
    string::{String, ToString},
    vec::Vec,
};

/// The letter in lower case and without its accent, as one or two ASCII letters where there are such.
///
/// Knows the Latin letters of European languages (U+00C0 to U+017F); every other letter stays as it
/// is. Unicode's own tables would be half of the search's Wasm, for articles in English.
fn folded(letter: char) -> Cow<'static, str> {
    let plain = match letter {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ð' | 'ð' | 'Ď'..='đ' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "e",
        'Ĝ'..='ģ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "i",
        'Ĳ' | 'ĳ' => "ij",
        'Ĵ' | 'ĵ' => "j",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'ſ' => "s",
        'ß' => "ss",
        'Ţ'..='ŧ' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => "y",
        'Ź'..='ž' => "z",
        other => return other.to_ascii_lowercase().to_string().into(),
    };
    plain.into()
}

/// Whether a character belongs to a word.
///
/// All that is neither ASCII nor punctuation as English has it is taken for a letter: a word in
/// another script is then a word too.
fn is_letter(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        // Latin-1's signs, general punctuation, arrows, mathematics, shapes, and emoji.
        '\u{0}'..='\u{bf}'
        | '×'
        | '÷'
        | '\u{2000}'..='\u{2bff}'
        | '\u{3000}'..='\u{303f}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fffd}'
        | '\u{1f000}'..='\u{10ffff}' => false,
        _ => true,
    }
}

/// Accents that stand on their own, after the letter that they belong to.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// What stands within words: apostrophes, and the sign of `A&E`.
fn joins(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '&')
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it begins in the text, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Its letters, folded; apostrophes are left out, with the `s` that may follow the last one, and so is
    /// the `&` of `A&E`.
    pub(crate) folded: String,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !is_letter(first) || is_accent(first) {
            continue;
        }
        let mut word = Word { start, end: start + first.len_utf8(), folded: folded(first).into() };
        while let Some(&(place, letter)) = letters.peek() {
            let after = rest(text, place + letter.len_utf8()).chars().next();
            if is_accent(letter) {
                word.end = place + letter.len_utf8();
            } else if is_letter(letter) {
                word.end = place + letter.len_utf8();
                word.folded.push_str(&folded(letter));
            } else if !(joins(letter) && after.is_some_and(is_letter)) {
                break;
            } else if letter != '&' && is_possessive(rest(text, place + letter.len_utf8())) {
                // `doctor's` is the doctor; the `s` is no part of the word.
                letters.next();
                letters.next();
                break;
            }
            letters.next();
        }
        words.push(word);
    }
    words
}

/// The words of a text alone, folded.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// How many characters a text has. Not `chars().count()`, which is made for texts of megabytes.
pub(crate) fn count(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

/// A part of a text, from the end of one of its words to that of another. Nothing where there is no
/// such part: a panic that could say so would be a tenth of the Wasm.
pub(crate) fn part(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// A text in two: so many letters, and the rest.
pub(crate) fn parted(text: &str, letters: usize) -> (&str, &str) {
    let end = text.char_indices().nth(letters).map_or(text.len(), |(end, _)| end);
    (part(text, 0, end), rest(text, end))
}

/// The text after so many bytes.
pub(crate) fn rest(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or_default()
}

/// Whether what follows an apostrophe is an `s` alone.
fn is_possessive(after: &str) -> bool {
    let mut letters = after.chars();
    matches!(letters.next(), Some('s' | 'S')) && !letters.next().is_some_and(is_letter)
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    use super::*;

    #[test]
    fn words_are_what_stands_between_spaces_and_signs() {
        assert_eq!(
            folded_words("Ketamine-assisted (KAP), 24 hours: “what’s new”?"),
            ["ketamine", "assisted", "kap", "24", "hours", "what", "new"]
        );
        assert_eq!(folded_words("don't won’t your doctor's"), ["dont", "wont", "your", "doctor"]);
        assert_eq!(
            folded_words("go to A&E, a&e's doctors; salt & pepper"),
            ["go", "to", "ae", "ae", "doctors", "salt", "pepper"]
        );
        assert_eq!(folded_words("£50 – 5% … 🦄 ' '' & -"), ["50", "5"]);
        assert_eq!(folded_words(""), [""; 0]);
    }

    #[test]
    fn a_word_stands_where_it_says() {
        let text = "Ask “Zoë’s” GP.";
        let cut: Vec<_> = words(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(cut, ["Ask", "Zoë", "GP"]);
    }

    #[test]
    fn accents_and_capitals_are_left_out_however_they_are_written() {
        assert_eq!(
            folded_words("CAFÉ cafe\u{301} Zürich Łódź œuvre"),
            ["cafe", "cafe", "zurich", "lodz", "oeuvre"]
        );
        assert_eq!(folded_words("привет 你好"), ["привет", "你好"]);
    }

    #[test]
    fn folds_as_unicode_does() {
        // Letters that Unicode does not take apart, though people do without their accents.
        let own = "ÆæÐðØøÞþßĐđĦħıĸŁłŊŋŒœŦŧŉŀĿſ";
        for letter in ('À'..='ſ').filter(|letter| !own.contains(*letter) && is_letter(*letter)) {
            let unicode: String = letter
                .nfkd()
                .filter(|c| !is_combining_mark(*c))
                .flat_map(char::to_lowercase)
                .collect();
            assert_eq!(folded(letter), unicode, "{letter}");
        }
    }
}
