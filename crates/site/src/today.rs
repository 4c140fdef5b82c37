use std::env;

use jiff::{Timestamp, tz::TimeZone};
use model::Date;

/// Today's date in UTC, so that one build gives the same pages wherever it runs; `None` where this
/// machine's clock is wrong by centuries.
///
/// `SOURCE_DATE_EPOCH`, seconds since 1970, stands in for the clock
/// (<https://reproducible-builds.org/specs/source-date-epoch/>): what a commit shows on its day can then
/// be built again on another.
pub(crate) fn today() -> Option<Date> {
    match env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => day_of(Timestamp::from_second(seconds.trim().parse().ok()?).ok()?),
        Err(_) => day_of(Timestamp::now()),
    }
}

fn day_of(moment: Timestamp) -> Option<Date> {
    let day = moment.to_zoned(TimeZone::UTC).date();
    let number = |number: i8| u8::try_from(number).ok();
    Date::new(u16::try_from(day.year()).ok()?, number(day.month())?, number(day.day())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_greenwich() {
        let day = |seconds| day_of(Timestamp::from_second(seconds).unwrap()).map(|day| day.iso());
        assert_eq!(day(1_795_391_999).as_deref(), Some("2026-11-22"));
        assert_eq!(day(1_795_392_000).as_deref(), Some("2026-11-23"));
        assert_eq!(day(-62_167_219_200), None);
    }
}
