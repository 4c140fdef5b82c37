use std::fmt;

use model::{Article, Date, Standing};
use serde::{Deserialize, Serialize};

/// The next day on which the site is another though nobody changes a file, if it is built then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextChange {
    /// The day.
    pub day: Date,
    /// The titles of articles that readers see from then on.
    pub appear: Vec<String>,
    /// The titles of those that they no longer see.
    pub expire: Vec<String>,
}

impl NextChange {
    /// The first after `today`; `None` where there is none.
    pub(crate) fn of<'a>(
        articles: impl Iterator<Item = &'a Article> + Clone,
        today: Date,
    ) -> Option<Self> {
        let change = |article: &Article| article.visibility.next_change(today);
        let day = articles.clone().filter_map(change).min()?;
        let mut next = Self { day, appear: Vec::new(), expire: Vec::new() };
        for article in articles.filter(|article| change(article) == Some(day)) {
            let titles = match article.visibility.standing(day) {
                Standing::Expired(_) => &mut next.expire,
                _ => &mut next.appear,
            };
            titles.push(article.title.clone());
        }
        Some(next)
    }
}

/// `The site changes on 3 March 2027, if it is built then: “Low mood” becomes visible.`
impl fmt::Display for NextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The site changes on {}, if it is built then: ", self.day)?;
        let kinds = [
            (&self.appear, "becomes visible", "become visible"),
            (&self.expire, "is no longer shown", "are no longer shown"),
        ];
        let kinds = kinds.into_iter().filter(|(titles, ..)| !titles.is_empty());
        for (index, (titles, one, many)) in kinds.enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            match &titles[..] {
                [title] => write!(f, "“{title}” {one}")?,
                [title, others @ ..] => {
                    write!(f, "“{title}” and {} more {many}", others.len())?;
                }
                [] => {}
            }
        }
        f.write_str(".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_what_comes_and_goes() {
        let change = |appear: &[&str], expire: &[&str]| {
            let titles = |titles: &[&str]| titles.iter().map(|&title| title.to_owned()).collect();
            let day = "2027-03-03".parse().unwrap();
            NextChange { day, appear: titles(appear), expire: titles(expire) }.to_string()
        };
        assert_eq!(
            change(&["Low mood"], &[]),
            "The site changes on 3 March 2027, if it is built then: “Low mood” becomes visible."
        );
        assert_eq!(
            change(&["A", "B", "C"], &["D"]),
            "The site changes on 3 March 2027, if it is built then: “A” and 2 more become visible; “D” is no longer shown."
        );
    }
}
