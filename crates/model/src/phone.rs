use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number as people in Britain say it, with its spaces: `01493 253060`, `116 123`, `999`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a [`Phone`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a British phone number; write it as people say it, such as `01493 253060`, `116 123` or `999`"
)]
pub struct PhoneError(String);

impl Phone {
    /// The address that dials the number, such as `tel:+441493253060`.
    ///
    /// National numbers are dialled in the international form, which works from any country.
    /// Short codes (999, 111, 116 123) and the freephone help lines on 0800 and 0808, which are
    /// often out of reach from abroad, are dialled as they are.
    pub fn tel(&self) -> String {
        let digits = self.digits();
        match digits.strip_prefix('0') {
            Some(national) if !national.starts_with("80") => format!("tel:+44{national}"),
            _ => format!("tel:{digits}"),
        }
    }

    /// The address that writes a text message to the number, with `body` already in it.
    pub fn sms(&self, body: Option<&str>) -> String {
        let digits = self.digits();
        match body {
            Some(word) => format!("sms:{digits}?body={}", word.replace(' ', "%20")),
            None => format!("sms:{digits}"),
        }
    }

    fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        let phone = Self(text);
        let digits = phone.digits();
        let spaced = phone
            .0
            .split(' ')
            .all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
        // Ofcom's National Telephone Numbering Plan: 0 and nine or ten digits; the few numbers on
        // 0800 with six (Childline, 0800 1111, has seven); short codes have three to six.
        let right_length = match digits.strip_prefix('0') {
            Some(national) if national.starts_with("800") => (7..=10).contains(&national.len()),
            Some(national) => (9..=10).contains(&national.len()),
            None => (3..=6).contains(&digits.len()),
        };
        if spaced && right_length { Ok(phone) } else { Err(PhoneError(phone.0)) }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Phone {
        Phone::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn dials_national_numbers_from_any_country() {
        assert_eq!(phone("01493 253060").tel(), "tel:+441493253060");
        assert_eq!(phone("0300 123 6600").tel(), "tel:+443001236600");
    }

    #[test]
    fn dials_short_and_free_numbers_as_they_are() {
        assert_eq!(phone("999").tel(), "tel:999");
        assert_eq!(phone("116 123").tel(), "tel:116123");
        assert_eq!(phone("0800 1111").tel(), "tel:08001111");
        assert_eq!(phone("0808 808 8000").tel(), "tel:08088088000");
    }

    #[test]
    fn writes_a_text_message() {
        assert_eq!(phone("85258").sms(Some("SHOUT")), "sms:85258?body=SHOUT");
        assert_eq!(phone("82111").sms(None), "sms:82111");
    }

    #[test]
    fn refuses_what_cannot_be_dialled() {
        for bad in [
            "",
            "12",
            "0149",
            "01493  253060",
            "01493-253060",
            "+44 1493 253060",
            "one",
            "014932530601",
        ] {
            assert!(Phone::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }
}
