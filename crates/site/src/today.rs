use std::time::{SystemTime, UNIX_EPOCH};

use model::Date;

const SECONDS_A_DAY: u64 = 24 * 60 * 60;
/// From the first of March of the year 0 to the first day that clocks count from.
const DAYS_TO_EPOCH: u64 = 719_468;
/// After an era the calendar repeats itself.
const YEARS_AN_ERA: u64 = 400;
const DAYS_AN_ERA: u64 = 146_097;

/// Today's date in UTC, so that one build gives the same pages wherever it runs; `None` where this
/// machine's clock is wrong by decades.
pub(crate) fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    date(seconds / SECONDS_A_DAY)
}

/// The date so many days after 1970-01-01. Years are counted from March, which makes a leap day
/// the last day of its year.
fn date(days: u64) -> Option<Date> {
    let days = days.checked_add(DAYS_TO_EPOCH)?;
    let (era, day_of_era) = (days / DAYS_AN_ERA, days % DAYS_AN_ERA);
    let leap_days = day_of_era / 1_460 + day_of_era / 146_096 - day_of_era / 36_524;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * YEARS_AN_ERA + year_of_era + u64::from(month <= 2);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        for (days, iso) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (19_782, "2024-02-29"),
            (19_783, "2024-03-01"),
            (20_453, "2025-12-31"),
            (20_780, "2026-11-23"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(date(days).map(|date| date.iso()).as_deref(), Some(iso), "{days}");
        }
    }

    #[test]
    fn days_beyond_the_calendar_have_no_date() {
        assert_eq!(date(u64::MAX), None);
        assert_eq!(date(u64::from(u32::MAX) * 100), None);
    }
}
