use icalendar::{Calendar, Component, Event, Property};
use model::{Article, Date, Review, Route};

/// A calendar (RFC 5545) with the days on which reviews are due.
pub(super) fn of(articles: &[Article]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    // Names the program, as the standard asks (3.7.3).
    calendar.append_property(("PRODID", "-//cargo site//reviews//EN"));
    calendar.name("Reviews of articles");
    for article in articles {
        if let Some(review) = &article.review {
            calendar.push(event(article, review));
        }
    }
    calendar.done().to_string()
}

fn event(article: &Article, review: &Review) -> Event {
    let route = Route::Article(article.slug.clone());
    // One file of one content, so that nothing but a changed review changes a calendar: the day of
    // the last review stands for the time at which the event was made (3.8.7.2).
    let made = format!("{}T000000Z", basic(review.last));
    // The same for each article, so that a later file moves the event instead of adding one.
    Event::with_uid(&format!("review-{}@cargo-site", article.slug))
        .summary(&format!("Review: {}", article.title))
        .description(&format!("Last reviewed on {}. The article is at {route}", review.last))
        .append_property(Property::new("DTSTAMP", made))
        .append_property(
            Property::new("DTSTART", basic(review.next)).add_parameter("VALUE", "DATE").done(),
        )
        .done()
}

/// `20260806`
fn basic(day: Date) -> String {
    day.iso().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::{super::tests::articles, *};

    #[test]
    fn a_calendar_keeps_the_rules_of_rfc_5545() {
        let mut articles = articles();
        let article =
            articles.iter_mut().find(|article| article.slug.as_str() == "how-to-brew").unwrap();
        article.title = format!("Tea, milk; sugar {}", "and more ".repeat(10));
        let calendar = of(&articles);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{calendar}");
        assert!(calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
        assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count());
        assert!(calendar.lines().all(|line| line.len() <= 75), "{calendar}");
        let unfolded = calendar.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:Review: Tea\\, milk\\; sugar and more"), "{unfolded}");
        assert!(unfolded.contains("\r\nDTSTART;VALUE=DATE:20270109\r\n"), "{unfolded}");
        assert!(unfolded.contains("\r\nDTSTAMP:20260109T000000Z\r\n"), "{unfolded}");
        assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 2);
        assert_eq!(unfolded.matches("DTSTAMP").count(), 2);
    }

    #[test]
    fn a_calendar_is_the_same_in_every_run() {
        assert_eq!(of(&articles()), of(&articles()));
    }
}
