use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write,
};

use html_escape::encode_double_quoted_attribute;

use super::loss::{Loss, Losses};

/// Elements whose text is shown as it is typed.
const TYPED: [&str; 5] = ["pre", "code", "script", "style", "textarea"];

/// The longest tag or shortcode that is looked for: without a limit, texts of quotation marks would be
/// read again from each of them.
const LONGEST: usize = 4096;

/// Replaces WordPress's shortcodes with elements that the converter knows: `wp-caption`, `wp-gallery`,
/// `wp-media` and `wp-footnote`. Shortcodes of plugins stay as text, and are noted.
pub(super) fn expand(html: &str, losses: &mut Losses) -> String {
    let mut out = String::with_capacity(html.len());
    let closed = closed_shortcodes(html);
    // Elements that are found to have no end are not looked through again.
    let mut endless = HashSet::new();
    let mut rest = html;
    while let Some(place) = rest.find(['<', '[']) {
        out.push_str(&rest[..place]);
        rest = &rest[place..];
        let length = if rest.starts_with('<') {
            let length = markup_length(rest, &mut endless);
            out.push_str(&rest[..length]);
            length
        } else {
            shortcode(rest, &closed, &mut out, losses)
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The length of the tag or comment that `text` begins with; of the whole element where its text is
/// shown as it is typed.
fn markup_length(text: &str, endless: &mut HashSet<String>) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let name: String =
        text[1..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    let name = name.to_ascii_lowercase();
    let tag = tag_length(text);
    if TYPED.contains(&name.as_str()) && !endless.contains(&name) {
        let close = format!("</{name}");
        let body = &text[tag..];
        let found =
            body.char_indices().filter(|(_, character)| *character == '<').find(|(at, _)| {
                body.get(*at..at + close.len())
                    .is_some_and(|found| found.eq_ignore_ascii_case(&close))
            });
        if found.is_none() {
            endless.insert(name);
        }
        return found.map_or(tag, |(at, _)| tag + at);
    }
    tag
}

fn tag_length(text: &str) -> usize {
    let is_tag = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    if !is_tag {
        return 1;
    }
    let mut quote = None;
    for (place, character) in text.char_indices().skip(1).take(LONGEST) {
        match (quote, character) {
            (None, '>') => return place + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    // A quotation mark without its end: the tag ends where the next `>` is.
    text.find('>').map_or(text.len(), |end| end + 1)
}

/// Writes what the `[` at the beginning of `text` means; returns how much of it that was.
fn shortcode(text: &str, closed: &HashSet<String>, out: &mut String, losses: &mut Losses) -> usize {
    let Some(code) = Shortcode::parse(text) else {
        out.push('[');
        return 1;
    };
    // `[[gallery]]` is how an author writes about `[gallery]`.
    if text.starts_with("[[") {
        out.push_str(&text[1..code.length - 1]);
        return code.length;
    }
    let attribute = |name: &str| code.attributes.get(name).map_or("", String::as_str);
    let escaped = |text: &str| encode_double_quoted_attribute(text).into_owned();
    // Writing to a text cannot fail.
    let _ = match (code.name.as_str(), code.closes) {
        ("caption" | "wp_caption", false) => {
            write!(out, "<wp-caption caption=\"{}\">", escaped(attribute("caption")))
        }
        ("caption" | "wp_caption", true) => out.write_str("</wp-caption>"),
        (name @ ("gallery" | "playlist"), false) => {
            let (ids, include) = (attribute("ids"), attribute("include"));
            let ids = escaped(if ids.is_empty() { include } else { ids });
            let kind = match (name, attribute("type")) {
                ("gallery", _) => "",
                (_, "video") => " kind=\"video\"",
                _ => " kind=\"audio\"",
            };
            let of = match attribute("id") {
                "" => String::new(),
                id => format!(" of=\"{}\"", escaped(id)),
            };
            write!(out, "<wp-gallery ids=\"{ids}\"{kind}{of}></wp-gallery>")
        }
        (name @ ("audio" | "video" | "youtube" | "vimeo" | "wpvideo"), false) => {
            let kind = if name == "audio" { "audio" } else { "video" };
            write!(out, "<wp-media kind=\"{kind}\" src=\"{}\"></wp-media>", escaped(&code.source()))
        }
        // What stands between is an address on a line of its own.
        ("embed", _) => out.write_str("\n\n"),
        ("ref" | "efn_note" | "footnote" | "fn" | "mfn" | "sidenote", ends)
            if closed.contains(&code.name) =>
        {
            out.write_str(if ends { "</wp-footnote>" } else { "<wp-footnote>" })
        }
        ("gallery" | "playlist" | "audio" | "video" | "youtube" | "vimeo" | "wpvideo", true) => {
            Ok(())
        }
        (name, _) => {
            let plugin = code.closes
                || !code.attributes.is_empty()
                || name.contains(['_', '-'])
                || closed.contains(name);
            // Words that authors put in brackets are short, or begin large, or are `[sic]`.
            let as_written = text[1..].starts_with(name) && name.len() > 2 && name != "sic";
            if plugin {
                losses.add(Loss::Shortcode { name: name.to_owned() });
            } else if as_written {
                losses.add(Loss::Bracketed { name: name.to_owned() });
            }
            out.write_str(&text[..code.length])
        }
    };
    code.length
}

/// The names of the shortcodes that close somewhere, as `[/name]`.
fn closed_shortcodes(html: &str) -> HashSet<String> {
    let ends = html.match_indices("[/").filter_map(|(place, _)| {
        let rest = beginning_of(&html[place + 2..], 100);
        Some(rest.split_once(']')?.0.trim().to_ascii_lowercase())
    });
    ends.collect()
}

/// At most so many bytes of a text.
fn beginning_of(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

struct Shortcode {
    name: String,
    closes: bool,
    /// By their names; those without a name by their numbers.
    attributes: BTreeMap<String, String>,
    /// With the brackets.
    length: usize,
}

impl Shortcode {
    /// Reads `[name a="b" c=d e]`; `None` where it is just a bracket.
    fn parse(text: &str) -> Option<Self> {
        let text = beginning_of(text, LONGEST);
        let brackets = text.bytes().take(3).take_while(|byte| *byte == b'[').count();
        if brackets > 2 {
            return None;
        }
        let inner = &text[brackets..];
        let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let end = inner
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(inner.len());
        let name = inner[..end].to_ascii_lowercase();
        let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let mut rest = &inner[end..];
        if !starts || !rest.starts_with([' ', '\t', '\n', ']', '/', '=']) {
            return None;
        }
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\n', '\u{a0}', '/', ',']);
            if let Some(behind) = rest.strip_prefix(']') {
                let doubled = brackets == 2;
                let behind = if doubled { behind.strip_prefix(']')? } else { behind };
                let length = text.len() - behind.len();
                return Some(Self { name, closes, attributes, length });
            }
            // Nobody writes a shortcode of this size, but anybody may write a bracket.
            if rest.is_empty() || attributes.len() > 50 || rest.starts_with('[') {
                return None;
            }
            let stop = rest.find([' ', '\t', '\n', ']', '=']).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(stop);
            let number = attributes.len().to_string();
            if let Some(value) = behind.strip_prefix('=') {
                let (value, behind) = value_of(value)?;
                let key = if word.is_empty() { number } else { word.to_ascii_lowercase() };
                attributes.insert(key, value);
                rest = behind;
            } else {
                attributes.insert(number, word.trim_matches('"').to_owned());
                rest = behind;
            }
        }
    }

    /// The address of a film or recording.
    fn source(&self) -> String {
        let named = ["src", "mp3", "mp4", "m4a", "m4v", "ogg", "webm", "wav", "url", "id"];
        let named = named.iter().find_map(|name| self.attributes.get(*name));
        named
            .or_else(|| {
                self.attributes
                    .iter()
                    .find(|(key, _)| key.parse::<usize>().is_ok())
                    .map(|(_, value)| value)
            })
            .cloned()
            .unwrap_or_default()
    }
}

/// A value, in quotation marks or not, and what stands behind it.
fn value_of(text: &str) -> Option<(String, &str)> {
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('”', '”')] {
        if let Some(inner) = text.strip_prefix(open) {
            let end = inner.find(close)?;
            return Some((inner[..end].to_owned(), &inner[end + close.len_utf8()..]));
        }
    }
    let end = text.find([' ', '\t', '\n', ']'])?;
    Some((text[..end].to_owned(), &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(html: &str) -> (String, String) {
        let mut losses = Losses::default();
        let out = expand(html, &mut losses);
        (out, losses.to_string())
    }

    #[test]
    fn known_shortcodes_become_elements() {
        for (html, wanted) in [
            (
                "[caption id=\"a\" width=300]<img> b[/caption]",
                "<wp-caption caption=\"\"><img> b</wp-caption>",
            ),
            ("[gallery ids='1,2' columns=\"3\"]", "<wp-gallery ids=\"1,2\"></wp-gallery>"),
            (
                "[audio https://a.example/b.mp3]",
                "<wp-media kind=\"audio\" src=\"https://a.example/b.mp3\"></wp-media>",
            ),
            (
                "[youtube=https://a.example/?v=1]",
                "<wp-media kind=\"video\" src=\"https://a.example/?v=1\"></wp-media>",
            ),
            ("a[ref]b[/ref]", "a<wp-footnote>b</wp-footnote>"),
            ("[[gallery ids=\"1\"]]", "[gallery ids=\"1\"]"),
        ] {
            assert_eq!(expanded(html), (wanted.to_owned(), String::new()));
        }
    }

    #[test]
    fn other_brackets_stay_as_they_are() {
        for html in [
            "[sic]",
            "[1]",
            "[",
            "[[",
            "[a",
            "[a b=\"c]",
            "<a title='[gallery]'>",
            "<pre>[gallery]</pre>",
            "<!-- [gallery] -->",
            "2 < 3 [sic] \"",
            "[]",
            "[ a ]",
            "[a [b] c]",
        ] {
            assert_eq!(expanded(html), (html.to_owned(), String::new()));
        }
    }

    #[test]
    fn shortcodes_of_plugins_are_kept_and_noted() {
        let html = "[contact-form-7 id=\"1\"]";
        let (out, losses) = expanded(html);
        assert_eq!(out, html);
        assert!(losses.contains("contact-form-7"), "{losses}");
    }

    #[test]
    fn a_word_in_brackets_may_be_a_shortcode() {
        for (html, is_noted) in
            [("[sitemap]", true), ("a [newsletter]", true), ("[Smith]", false), ("[sic]", false)]
        {
            let (out, losses) = expanded(html);
            assert_eq!((out.as_str(), losses.contains("may be a shortcode")), (html, is_noted));
        }
    }

    #[test]
    fn what_is_written_never_escapes_its_attribute() {
        let (out, _) = expanded("[gallery ids='\"><script>']");
        assert!(!out.contains("<script>"), "{out}");
    }
}
