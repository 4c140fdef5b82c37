use jiff::{Timestamp, tz::TimeZone};
use model::Date;

/// Today's date in UTC, so that one build gives the same pages wherever it runs; `None` where this
/// machine's clock is wrong by centuries.
pub(crate) fn today() -> Option<Date> {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let number = |number: i8| u8::try_from(number).ok();
    Date::new(u16::try_from(today.year()).ok()?, number(today.month())?, number(today.day())?)
}
