use std::fmt::Write;

use model::{Date, Slug};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    piece::{Piece, plain},
    wxr::Item,
};

/// The longest summary that is made of a text's first sentences, in characters: what search engines show.
const LONGEST_SUMMARY: usize = 200;

/// The fields of an article or page, as the import knows them.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// What stands above the fields, for whoever opens the file.
    pub(super) remarks: Vec<String>,
    pub(super) title: String,
    pub(super) summary: String,
    /// `None` for a page.
    pub(super) article: Option<ArticleFields>,
    pub(super) old_addresses: Vec<String>,
    /// File and alternative text.
    pub(super) picture: Option<(String, String)>,
}

/// The fields that only an article has.
#[derive(Debug, Default)]
pub(super) struct ArticleFields {
    pub(super) categories: Vec<Slug>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Date>,
    pub(super) updated: Option<Date>,
    pub(super) synonyms: Vec<String>,
}

impl Fields {
    /// The file of a draft with this body.
    pub(super) fn with_body(&self, body: &str) -> String {
        let mut file = String::from("+++\n");
        for remark in &self.remarks {
            // Whatever it quotes, it is a remark of one line.
            let _ = writeln!(file, "# {}", one_line(remark));
        }
        let mut line = |name: &str, value: String| {
            // Writing to a text cannot fail.
            let _ = writeln!(file, "{name} = {value}");
        };
        line("title", quoted(&self.title));
        if !self.summary.is_empty() {
            line("summary", quoted(&self.summary));
        }
        if let Some(article) = &self.article {
            if !article.categories.is_empty() {
                line("categories", list(article.categories.iter().map(Slug::as_str)));
            }
            if !article.authors.is_empty() {
                line("authors", list(article.authors.iter().map(String::as_str)));
            }
            if let Some(day) = article.published {
                line("published", day.iso());
            }
            if let Some(day) = article.updated {
                line("updated", day.iso());
            }
        }
        line("draft", "true".to_owned());
        if let Some(article) = self.article.as_ref().filter(|article| !article.synonyms.is_empty())
        {
            line("synonyms", list(article.synonyms.iter().map(String::as_str)));
        }
        if !self.old_addresses.is_empty() {
            line("old_addresses", list(self.old_addresses.iter().map(String::as_str)));
        }
        if let Some((name, alt)) = &self.picture {
            let _ = write!(file, "\n[picture]\nfile = {}\nalt = {}\n", quoted(name), quoted(alt));
        }
        file.push_str("+++\n");
        file.push_str(body);
        file
    }
}

/// A text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            character if character.is_control() => out.push(' '),
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// Texts as a TOML list.
pub(super) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

/// The summary that WordPress or a plugin for search engines has of an item.
pub(super) fn own_summary(item: &Item) -> String {
    let excerpt = item.field("excerpt:encoded");
    let described = ["_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description"];
    let described = described.iter().flat_map(|key| item.meta(key));
    // Plugins fill in what stands between percent signs.
    let described = described.filter(|text| !text.contains("%%"));
    std::iter::once(excerpt)
        .chain(described)
        .map(|text| one_line(&super::words::of_html(text)))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// The first sentences of a text.
pub(super) fn first_sentences(pieces: &[Piece]) -> String {
    let paragraphs = pieces.iter().filter_map(|piece| match piece {
        Piece::Paragraph(content) => Some(one_line(&plain(content))),
        _ => None,
    });
    let is_text = |text: &String| text.split(' ').count() > 3 && !text.contains("://");
    let texts: Vec<_> = paragraphs.filter(is_text).collect();
    // What ends in a colon or in nothing leads to something else.
    let whole = texts.iter().find(|text| text.ends_with(['.', '!', '?', '…', '"', '”', ')']));
    let Some(text) = whole.or(texts.first()) else { return String::new() };
    let mut summary = String::new();
    for sentence in text.unicode_sentences() {
        let length = summary.chars().count() + sentence.chars().count();
        if !summary.is_empty() && length > LONGEST_SUMMARY {
            break;
        }
        summary.push_str(sentence);
    }
    let summary = summary.trim();
    match summary.char_indices().nth(LONGEST_SUMMARY) {
        // One long sentence ends at a word.
        Some((end, _)) => {
            let cut = &summary[..end];
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
        }
        None => summary.to_owned(),
    }
}

/// Words with single spaces between them.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|character| !character.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::piece::Run;

    #[test]
    fn a_summary_is_made_of_whole_sentences() {
        let paragraph = |text: &str| Piece::Paragraph(vec![Run::Text(text.to_owned())]);
        let long = "Word ".repeat(60);
        for (text, summary) in [
            ("One two three four. Five six.", "One two three four. Five six."),
            (&format!("One two three four. {long}."), "One two three four."),
            ("Short", ""),
        ] {
            assert_eq!(first_sentences(&[paragraph(text)]), summary);
        }
        let cut = first_sentences(&[paragraph(&long)]);
        assert!(cut.ends_with("Word…") && cut.chars().count() <= LONGEST_SUMMARY + 1, "{cut}");
    }

    #[test]
    fn a_text_in_quotation_marks_cannot_leave_them() {
        assert_eq!(quoted("a\"]\nb\\"), "\"a\\\"] b\\\\\"");
    }
}
