use alloc::string::String;

use search::{Query, decimal};

/// Makes the addresses of pages of results.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// The folder of its host that the site stands in.
    pub(super) base: &'a str,
    pub(super) query: &'a Query,
}

impl Address<'_> {
    /// The page of results in a category or in all.
    pub(super) fn of(self, category: Option<&str>, page: usize) -> String {
        let mut address = [self.base, "/search/?q=", &encoded(super::written(self.query))].concat();
        if let Some(category) = category {
            address.push_str("&category=");
            address.push_str(&encoded(category));
        }
        if page > 1 {
            address.push_str("&page=");
            address.push_str(&decimal(page));
        }
        address
    }
}

/// The address of a path of the index. A path always begins with a slash: what an index says never
/// leads to another site, nor to a script.
pub(super) fn of_path(base: &str, path: &str) -> String {
    [base, "/", path.trim_start_matches('/')].concat()
}

/// A value in an address's query, as forms write it.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                encoded.push(byte.into());
            }
            b' ' => encoded.push('+'),
            _ => {
                encoded.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let digit = char::from_digit(digit.into(), 16).unwrap_or('0');
                    encoded.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_carry_any_text() {
        let query = Query { text: " low mood & \"É\" ".to_owned(), ..Query::default() };
        let address = Address { base: "/sub", query: &query };
        assert_eq!(address.of(None, 1), "/sub/search/?q=low+mood+%26+%22%C3%89%22");
        assert_eq!(
            address.of(Some("a-b"), 3),
            "/sub/search/?q=low+mood+%26+%22%C3%89%22&category=a-b&page=3"
        );
    }

    #[test]
    fn a_path_never_leads_to_another_site() {
        assert_eq!(of_path("/sub", "/articles/a/#b"), "/sub/articles/a/#b");
        assert_eq!(of_path("", "//evil.example/"), "/evil.example/");
        assert_eq!(of_path("", "javascript:alert(1)"), "/javascript:alert(1)");
    }
}
