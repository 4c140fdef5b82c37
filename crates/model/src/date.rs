use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the Gregorian calendar, without time or zone: a clinic publishes on a day.
///
/// A type of our own because all it does is to be valid, to be ordered and to be written in two
/// ways; a calendar library would add more to the Wasm than the rest of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a [`Date`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write year-month-day, such as 2026-08-06")]
pub struct DateError(String);

impl Date {
    /// The day with these numbers, or `None` where the calendar has no such day.
    /// Years run from 1000 to 9999, so that every date is written with four digits.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1000..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self {
            year,
            month,
            day,
        })
    }

    /// `2026-08-06`, for machines: `<time datetime>`, JSON, sorting.
    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let parsed = || {
            let separators = text.get(4..5)? == "-" && text.get(7..8)? == "-" && text.len() == 10;
            let (month, day) = (digits(5..7)?, digits(8..10)?);
            separators.then(|| {
                Self::new(digits(0..4)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
            })?
        };
        parsed().ok_or_else(|| DateError(text.to_owned()))
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.iso()
    }
}

/// `6 August 2026`, as people in Britain read it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `new` lets no month below 1 or above 12 through.
        let month = MONTHS[usize::from(self.month) - 1];
        write!(f, "{} {month} {}", self.day, self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_a_day() {
        let date: Date = "2026-08-06".parse().unwrap();
        assert_eq!(date.to_string(), "6 August 2026");
        assert_eq!(date.iso(), "2026-08-06");
    }

    #[test]
    fn knows_the_lengths_of_months() {
        for good in ["2024-02-29", "2000-02-29", "2026-12-31", "2026-04-30"] {
            assert!(good.parse::<Date>().is_ok(), "{good}");
        }
        for bad in
            ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00"]
        {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn refuses_other_ways_of_writing() {
        for bad in [
            "",
            "6 August 2026",
            "2026-8-6",
            "2026/08/06",
            "26-08-06",
            "2026-08-06T00",
            "+026-08-06",
            "2026-é8-06",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn is_ordered_by_time() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(day("2025-12-31") < day("2026-01-01"));
        assert!(day("2026-01-31") < day("2026-02-01"));
    }
}
