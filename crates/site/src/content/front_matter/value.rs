use model::{Audience, Date, Email, Origin, Phone, Slug, WebAddress};
use percent_encoding::percent_decode_str;
use toml::de::DeValue;

use crate::content::problem::Suggestion;

/// What the value of a field can be.
pub(crate) trait FieldValue: Sized {
    /// What it should be, as the end of "`title` should be …".
    const EXPECTED: &'static str;
    /// What it looks like.
    const EXAMPLE: &'static str;

    /// Reads it.
    fn read(value: &DeValue<'_>) -> Result<Self, Unfit>;
}

/// Why a value cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is of another type.
    Type,
    /// It is a text without words.
    Blank,
    /// It says nothing sensible, for this reason.
    Reason(String),
}

impl FieldValue for String {
    const EXPECTED: &'static str = "a text in quotation marks";
    const EXAMPLE: &'static str = "\"…\"";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let text = value.as_str().ok_or(Unfit::Type)?;
        // A text may go over several lines. Only ASCII: a no-break space is meant to stay.
        let words: Vec<_> = text.split_ascii_whitespace().collect();
        if words.is_empty() { Err(Unfit::Blank) } else { Ok(words.join(" ")) }
    }
}

impl FieldValue for bool {
    const EXPECTED: &'static str = "true or false, without quotation marks";
    const EXAMPLE: &'static str = "true";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        value.as_bool().ok_or(Unfit::Type)
    }
}

impl FieldValue for u32 {
    const EXPECTED: &'static str = "a whole number, without quotation marks";
    const EXAMPLE: &'static str = "1";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let number = value.as_integer().ok_or(Unfit::Type)?;
        Self::from_str_radix(number.as_str(), number.radix()).map_err(|_| Unfit::Type)
    }
}

impl FieldValue for Date {
    const EXPECTED: &'static str = "a date, without quotation marks and without a time";
    const EXAMPLE: &'static str = "2026-08-06";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let day = value.as_datetime().filter(|day| day.time.is_none()).ok_or(Unfit::Type)?;
        let date = day.date.ok_or(Unfit::Type)?;
        Self::new(date.year, date.month, date.day)
            .ok_or_else(|| Unfit::Reason(format!("there is no day {date}; correct it")))
    }
}

impl FieldValue for Audience {
    const EXPECTED: &'static str = "a word in quotation marks";
    const EXAMPLE: &'static str = "\"patients\"";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        match value.as_str().ok_or(Unfit::Type)? {
            "everyone" => Ok(Self::Everyone),
            "patients" => Ok(Self::Patients),
            "carers" => Ok(Self::Carers),
            "professionals" => Ok(Self::Professionals),
            other => {
                let known = ["everyone", "patients", "carers", "professionals"].into_iter();
                let suggestion = Suggestion::for_name(other, known);
                Err(Unfit::Reason(format!("there is no audience `{other}`{suggestion}")))
            }
        }
    }
}

/// An address, behind the host's name, that led to an article or category on the old site: a path, or
/// WordPress' short form with a number, `/?p=12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OldAddress(pub(crate) String);

impl FieldValue for OldAddress {
    const EXPECTED: &'static str = String::EXPECTED;
    const EXAMPLE: &'static str = "\"/2023/05/some-title/\"";

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let text = value.as_str().ok_or(Unfit::Type)?;
        let part = |part: &str| {
            !part.is_empty()
                && !matches!(part, "." | "..")
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%+".contains(&b))
        };
        let path = text.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
        // What hosts would read as a rule or a pattern is refused, however it is written.
        let plain = percent_decode_str(text).decode_utf8().is_ok_and(|text| {
            text.chars().all(|letter| letter.is_alphanumeric() || "/-._~+ ,()!'&".contains(letter))
        });
        if plain && path.is_some_and(|path| path.split('/').all(part)) {
            return Ok(Self(text.to_owned()));
        }
        let number = ["/?p=", "/?page_id="].iter().find_map(|form| text.strip_prefix(form));
        if number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        }) {
            return Ok(Self(text.to_owned()));
        }
        Err(Unfit::Reason(format!(
            "`{text}` is not a path on the old site; write what stood behind the host's name, such as `/2023/05/some-title/` or `/?p=12`"
        )))
    }
}

/// Reads a text as one of the model's own types, whose errors say what to write.
macro_rules! read_as_text {
    ($type:ty, $example:literal) => {
        impl FieldValue for $type {
            const EXPECTED: &'static str = String::EXPECTED;
            const EXAMPLE: &'static str = $example;

            fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
                let text = value.as_str().ok_or(Unfit::Type)?;
                Self::try_from(text.to_owned()).map_err(|error| Unfit::Reason(error.to_string()))
            }
        }
    };
}

read_as_text!(Slug, "\"low-mood\"");
read_as_text!(Phone, "\"01493 253060\"");
read_as_text!(Email, "\"jo@samaritans.org\"");
read_as_text!(WebAddress, "\"https://www.nhs.uk/\"");
read_as_text!(Origin, "\"https://clinic.example\"");

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FieldValue>(text: &str) -> Result<T, Unfit> {
        T::read(&DeValue::String(text.into()))
    }

    #[test]
    fn texts_lose_line_breaks_but_not_no_break_spaces() {
        assert_eq!(read("  a\n  b\u{a0}c "), Ok("a b\u{a0}c".to_owned()));
        assert_eq!(read::<String>(" \n"), Err(Unfit::Blank));
    }

    #[test]
    fn old_addresses_are_paths() {
        for good in ["/2023/05/Old_Title/", "/a", "/a.html", "/caf%C3%A9/", "/?p=12", "/?page_id=3"]
        {
            assert!(read::<OldAddress>(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/",
            "//",
            "a",
            "https://a.example/b",
            "/a/../b",
            "/a//b",
            "/a?p=1",
            "/?p=",
            "/?p=1&q=2",
            "/?cat=1",
            "/a#b",
            "/é",
            "/a%22b",
            "/a%0Ab",
            "/a%2A",
            "/%FF",
        ] {
            assert!(read::<OldAddress>(bad).is_err(), "{bad}");
        }
    }
}
