use std::fmt;

/// Helps with a name that is not known: prints as the end of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// There is a name very like it.
    Nearest(String),
    /// There is none, but these are all there are.
    Known(Vec<String>),
    /// There is none.
    None,
}

impl Suggestion {
    /// More names than this help nobody.
    const MOST: usize = 20;
    /// Comparing a name with thousands takes longer than finding it by eye.
    const MOST_COMPARED: usize = 500;

    /// What to suggest for `name` where `known` are the names there are.
    pub(crate) fn for_name<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Self {
        let lower = name.to_lowercase();
        let near = known
            .clone()
            .take(Self::MOST_COMPARED)
            .map(|known| (strsim::jaro_winkler(&lower, known), known))
            // The threshold that clap takes for its own suggestions is 0.7: too generous for
            // slugs, which often share their first word.
            .filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, nearest)) = near {
            return Self::Nearest(nearest.to_owned());
        }
        let known: Vec<_> = known.take(Self::MOST + 1).map(str::to_owned).collect();
        if known.is_empty() || known.len() > Self::MOST { Self::None } else { Self::Known(known) }
    }
}

impl fmt::Display for Suggestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nearest(name) => write!(f, "; did you mean `{name}`?"),
            Self::Known(names) => match &names[..] {
                [only] => write!(f, "; the only one is `{only}`"),
                names => write!(f, "; use one of `{}`", names.join("`, `")),
            },
            Self::None => f.write_str("; correct it, or add it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggest(name: &str) -> String {
        Suggestion::for_name(name, ["title", "summary"].into_iter()).to_string()
    }

    #[test]
    fn names_what_is_near_or_else_all_there_is() {
        assert_eq!(suggest("Titel"), "; did you mean `title`?");
        assert_eq!(suggest("colour"), "; use one of `title`, `summary`");
        assert_eq!(
            Suggestion::for_name("x", [].into_iter()).to_string(),
            "; correct it, or add it"
        );
    }
}
