use model::{Audience, Date, Email, Origin, Phone, Route, Slug, WebAddress};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use toml::de::DeValue;

use crate::content::problem::Suggestion;

/// What the value of a field can be.
pub(crate) trait FieldValue: Sized {
    /// What it should be, as the end of "`title` should be …".
    const EXPECTED: &'static str;
    /// What it looks like.
    const EXAMPLE: &'static str;

    /// What it is in a JSON Schema. Editors read a date of TOML as a text.
    fn schema() -> Value;

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

    fn schema() -> Value {
        json!({ "type": "string" })
    }

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

    fn schema() -> Value {
        json!({ "type": "boolean" })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        value.as_bool().ok_or(Unfit::Type)
    }
}

impl FieldValue for u32 {
    const EXPECTED: &'static str = "a whole number, without quotation marks";
    const EXAMPLE: &'static str = "1";

    fn schema() -> Value {
        json!({ "type": "integer", "minimum": 0, "maximum": Self::MAX })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let number = value.as_integer().ok_or(Unfit::Type)?;
        Self::from_str_radix(number.as_str(), number.radix()).map_err(|_| Unfit::Type)
    }
}

impl FieldValue for Date {
    const EXPECTED: &'static str = "a date, without quotation marks and without a time";
    const EXAMPLE: &'static str = "2026-08-06";

    fn schema() -> Value {
        json!({ "type": "string", "format": "date" })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let day = value.as_datetime().filter(|day| day.time.is_none()).ok_or(Unfit::Type)?;
        let date = day.date.ok_or(Unfit::Type)?;
        Self::new(date.year, date.month, date.day)
            .ok_or_else(|| Unfit::Reason(format!("there is no day {date}; correct it")))
    }
}

/// As front matter names them.
const AUDIENCES: [&str; 4] = ["everyone", "patients", "carers", "professionals"];

impl FieldValue for Audience {
    const EXPECTED: &'static str = "a word in quotation marks";
    const EXAMPLE: &'static str = "\"patients\"";

    fn schema() -> Value {
        json!({ "enum": AUDIENCES })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        match value.as_str().ok_or(Unfit::Type)? {
            "everyone" => Ok(Self::Everyone),
            "patients" => Ok(Self::Patients),
            "carers" => Ok(Self::Carers),
            "professionals" => Ok(Self::Professionals),
            other => {
                let suggestion = Suggestion::for_name(other, AUDIENCES.into_iter());
                Err(Unfit::Reason(format!("there is no audience `{other}`{suggestion}")))
            }
        }
    }
}

/// An address, behind the host's name, that led to a page of the old site: a path, or WordPress' short
/// form with a number, `/?p=12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OldAddress(pub(crate) String);

impl OldAddress {
    /// Whether it is one for which there can be a rule on every host, or a file.
    pub(crate) fn is_valid(text: &str) -> bool {
        let forms = ["/?p=", "/?page_id=", "/?attachment_id="];
        let number = forms.iter().find_map(|form| text.strip_prefix(form));
        if let Some(number) = number {
            return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        }
        // What hosts would read as a rule or a pattern is refused, however it is written, and what
        // leads out of the site's folder.
        let plain = |letter: char| match letter {
            letter if letter.is_ascii() => {
                letter.is_ascii_alphanumeric() || "/-._~+ ,()!'&".contains(letter)
            }
            // A mark on a letter is no letter, but many scripts cannot do without.
            letter => !letter.is_control() && !letter.is_whitespace(),
        };
        let parts_are_whole = |text: &str| {
            let path = text.strip_prefix('/').map(|path| path.strip_suffix('/').unwrap_or(path));
            path.is_some_and(|path| path.split('/').all(|part| !matches!(part, "" | "." | "..")))
        };
        text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~%+".contains(&b))
            && parts_are_whole(text)
            && percent_decode_str(text)
                .decode_utf8()
                .is_ok_and(|text| text.chars().all(plain) && parts_are_whole(&text))
    }
}

impl FieldValue for OldAddress {
    const EXPECTED: &'static str = String::EXPECTED;
    const EXAMPLE: &'static str = "\"/2023/05/some-title/\"";

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^/." })
    }

    fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
        let text = value.as_str().ok_or(Unfit::Type)?;
        if Self::is_valid(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Unfit::Reason(format!(
            "`{text}` is not a path on the old site; write what stood behind the host's name, such as `/2023/05/some-title/` or `/?p=12`"
        )))
    }
}

/// Reads a text as one of the model's own types, whose errors say what to write.
macro_rules! read_as_text {
    ($type:ty, $example:literal, $pattern:literal) => {
        impl FieldValue for $type {
            const EXPECTED: &'static str = String::EXPECTED;
            const EXAMPLE: &'static str = $example;

            fn schema() -> Value {
                json!({ "type": "string", "pattern": $pattern })
            }

            fn read(value: &DeValue<'_>) -> Result<Self, Unfit> {
                let text = value.as_str().ok_or(Unfit::Type)?;
                Self::try_from(text.to_owned()).map_err(|error| Unfit::Reason(error.to_string()))
            }
        }
    };
}

read_as_text!(Slug, "\"low-mood\"", "^[a-z0-9]+(-[a-z0-9]+)*$");
read_as_text!(Phone, "\"01493 253060\"", "[0-9]");
read_as_text!(Email, "\"jo@samaritans.org\"", "^[^@\\s]+@[^@\\s]+$");
read_as_text!(Route, "\"/topics/\"", "^/");
read_as_text!(WebAddress, "\"https://www.nhs.uk/\"", "^https?://");
read_as_text!(Origin, "\"https://clinic.example\"", "^https?://");

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
        for good in [
            "/2023/05/Old_Title/",
            "/a",
            "/a.html",
            "/caf%C3%A9/",
            // चाय and หน้า: vowels and tones are marks.
            "/%E0%A4%9A%E0%A4%BE%E0%A4%AF/",
            "/%E0%B8%AB%E0%B8%99%E0%B9%89%E0%B8%B2/",
            "/?p=12",
            "/?page_id=3",
            "/?attachment_id=4",
        ] {
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
            "/%2e%2e/b/",
            "/a/..%2Fb",
            "/a%2F/b",
            "/a%E2%80%A8b",
            "/a?p=1&q=2",
        ] {
            assert!(read::<OldAddress>(bad).is_err(), "{bad}");
        }
    }
}
