use model::{BasePath, Date, Email, Phone, Route, Slug, WebAddress};
use proptest::{prop_assert, prop_assert_eq};

use crate::{
    fuzzer::{Verdict, fuzz},
    hostile,
};

/// That what was taken is written as it was read, and holds nothing that could end an attribute.
fn plain<T>(text: &str, value: &T) -> Verdict
where
    T: Clone + PartialEq + std::fmt::Debug + TryFrom<String>,
    String: From<T>,
{
    let written = String::from(value.clone());
    prop_assert_eq!(&written, text);
    let read = T::try_from(written).ok();
    prop_assert_eq!(read.as_ref(), Some(value));
    let marks = |letter: char| "<>\"'`\\".contains(letter) || letter.is_control();
    prop_assert!(!text.contains(marks), "{text:?}");
    Ok(())
}

#[test]
fn slugs() {
    fuzz("slugs", 4_000, hostile::value(&["a", "low-mood", "r-107"]), |text| {
        let Ok(slug) = Slug::try_from(text.clone()) else { return Ok(()) };
        prop_assert!(!text.contains(['/', '.', '%']), "{text:?}");
        plain(text, &slug)
    });
}

#[test]
fn dates() {
    let dates = &["2026-08-06", "2024-02-29", "1000-01-01", "9999-12-31"];
    fuzz("dates", 4_000, hostile::value(dates), |text| {
        let Ok(date) = text.parse::<Date>() else { return Ok(()) };
        prop_assert!(date.to_string().len() <= "30 September 9999".len());
        plain(text, &date)
    });
}

#[test]
fn phones() {
    let phones = &["01493 253060", "116 123", "999", "0800 1111", "0300 123 6600"];
    fuzz("phones", 4_000, hostile::value(phones), |text| {
        let Ok(phone) = Phone::try_from(text.clone()) else { return Ok(()) };
        let dialled = phone.tel();
        let digits = dialled.strip_prefix("tel:").unwrap().trim_start_matches('+');
        prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()), "{dialled}");
        plain(text, &phone)
    });
}

#[test]
fn web_addresses() {
    let addresses = &["https://www.nhs.uk", "http://a.example/b?c=d#e", "https://a.example:80/"];
    fuzz("web_addresses", 4_000, hostile::value(addresses), |text| {
        let Ok(address) = WebAddress::try_from(text.clone()) else { return Ok(()) };
        prop_assert!(text.starts_with("https://") || text.starts_with("http://"));
        prop_assert!(text.contains(address.host()) && !address.host().is_empty());
        plain(text, &address)
    });
}

#[test]
fn emails() {
    let emails = &["jo@samaritans.org", "a.b+c_d@e-f.example"];
    fuzz("emails", 4_000, hostile::value(emails), |text| {
        let Ok(email) = Email::try_from(text.clone()) else { return Ok(()) };
        prop_assert!(!email.mailto().contains(['?', '&', '%', ' ']), "{text:?}");
        plain(text, &email)
    });
}

#[test]
fn routes() {
    let paths = &[
        "/",
        "/topics/",
        "/contact",
        "/glossary/",
        "/articles/low-mood/",
        "/category/a-b/page/2/",
        "/category/a/",
        "/privacy/",
    ];
    let input =
        (hostile::value(paths), hostile::value(&["/", "/sub/path/", "https://a.example/b/"]));
    fuzz("routes", 4_000, input, |(path, public_url)| {
        let base = BasePath::from_public_url(public_url);
        if let Some(route) = base.route(path) {
            prop_assert_eq!(base.route(&base.href(&route)), Some(route));
        }
        let Ok(route) = path.parse::<Route>() else { return Ok(()) };
        let written = route.to_string();
        prop_assert_eq!(written.parse::<Route>().ok(), Some(route.clone()));
        // A page has one address, up to the slash at its end, and so one file.
        prop_assert_eq!(written.trim_end_matches('/'), path.trim_end_matches('/'));
        for file in [route.html_file(), route.data_file()] {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-/.".contains(&byte);
            prop_assert!(file.bytes().all(plain) && !file.contains(".."), "{file}");
            prop_assert!(!file.starts_with('/'), "{file}");
        }
        Ok(())
    });
}
