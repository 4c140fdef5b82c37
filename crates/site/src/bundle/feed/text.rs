//! An article's text as HTML for feed readers.
//!
//! Not drawn by the app: a reader has neither its stylesheet nor its scripts, takes buttons and ids
//! away, and resolves no address. So this is plain HTML with whole addresses, and well-formed XML, as
//! the Atom feed holds it as it is.

use html_escape::{encode_double_quoted_attribute, encode_text};
use model::{
    Article, Block, Cell, Definition, Figure, Inline, Reference, Route, SiteAddress, Source, Table,
    Target,
};

/// Writes the text of articles.
#[derive(Debug, Clone, Copy)]
pub(super) struct FeedText<'a> {
    pub(super) address: &'a SiteAddress,
    /// The page of the article.
    pub(super) page: &'a str,
}

impl FeedText<'_> {
    /// Key points, body, footnotes, sources; then the way to the page itself, which may be newer than
    /// what a reader has kept.
    pub(super) fn article(self, article: &Article, clinic: &str) -> String {
        let text = &article.text;
        let mut html = String::new();
        if !text.key_points.is_empty() {
            let points = text.key_points.iter().map(|point| element("li", &self.inlines(point)));
            html += &element("h2", "Key points");
            html += &element("ul", &points.collect::<String>());
        }
        html += &self.blocks(&text.body);
        if !text.footnotes.is_empty() {
            let notes = text.footnotes.iter().map(|note| element("li", &self.blocks(note)));
            html += &element("h2", "Notes");
            html += &element("ol", &notes.collect::<String>());
        }
        if !text.references.is_empty() {
            let sources = text.references.iter().map(|source| element("li", &reference(source)));
            html += &element("h2", "Sources");
            html += &element("ol", &sources.collect::<String>());
        }
        let words = format!("Read this article at {clinic}");
        html + &element("p", &link(self.page, &encode_text(&words)))
    }

    /// The paragraphs that stand under every article.
    pub(super) fn notice(self, paragraphs: &[Vec<Inline>]) -> String {
        paragraphs.iter().map(|paragraph| element("p", &self.inlines(paragraph))).collect()
    }

    fn blocks(self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(self, block: &Block) -> String {
        match block {
            Block::Heading(heading) => {
                element(heading.level.element(), &self.inlines(&heading.content))
            }
            Block::Paragraph(content) => element("p", &self.inlines(content)),
            Block::Plain(content) => self.inlines(content),
            Block::List { start, items } => {
                let items: String =
                    items.iter().map(|item| element("li", &self.blocks(item))).collect();
                match start {
                    None => element("ul", &items),
                    Some(1) => element("ol", &items),
                    Some(start) => format!(r#"<ol start="{start}">{items}</ol>"#),
                }
            }
            Block::Table(table) => self.table(table),
            Block::Quote(content) => element("blockquote", &self.blocks(content)),
            Block::Figure(figure) => self.figure(figure),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Details { summary, content } => {
                element("p", &element("strong", &self.inlines(summary))) + &self.blocks(content)
            }
            Block::CareCard { urgency, level, heading, content } => {
                let heading = format!("{}{}", urgency.spoken(), self.inlines(heading));
                element(level.element(), &heading) + &self.blocks(content)
            }
            Block::Callout { heading, content, .. } => {
                let heading = match &heading[..] {
                    [] => String::new(),
                    heading => element("p", &element("strong", &self.inlines(heading))),
                };
                element("blockquote", &(heading + &self.blocks(content)))
            }
            Block::Preformatted(lines) => element("pre", &encode_text(lines)),
            Block::Divider => "<hr/>".to_owned(),
        }
    }

    fn table(self, table: &Table) -> String {
        let row = |cells: &[Cell], name: &str| {
            let cells = cells.iter().map(|cell| element(name, &self.inlines(&cell.content)));
            element("tr", &cells.collect::<String>())
        };
        let rows: String = table.rows.iter().map(|cells| row(cells, "td")).collect();
        let parts = [
            element("caption", &self.inlines(&table.caption)),
            element("thead", &row(&table.head, "th")),
            element("tbody", &rows),
        ];
        element("table", &parts.concat())
    }

    fn figure(self, figure: &Figure) -> String {
        let picture = &figure.picture;
        let image = format!(
            r#"<img src="{}" alt="{}" width="{}" height="{}"/>"#,
            encode_double_quoted_attribute(&self.address.picture(&picture.file)),
            encode_double_quoted_attribute(&picture.alt),
            picture.width,
            picture.height,
        );
        let caption = match &figure.caption[..] {
            [] => String::new(),
            caption => element("figcaption", &self.inlines(caption)),
        };
        element("figure", &(image + &caption))
    }

    fn definitions(self, definitions: &[Definition]) -> String {
        let mut html = String::new();
        for Definition { term, meanings } in definitions {
            html += &element("dt", &self.inlines(term));
            for meaning in meanings {
                html += &element("dd", &self.blocks(meaning));
            }
        }
        element("dl", &html)
    }

    fn inlines(self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(self, inline: &Inline) -> String {
        match inline {
            // A reader has no place to show a meaning at; the glossary is a page of the site.
            Inline::Text(words) | Inline::Term { words, .. } => encode_text(words).into_owned(),
            Inline::Strong(content) => element("strong", &self.inlines(content)),
            Inline::Emphasis(content) => element("em", &self.inlines(content)),
            Inline::Code(words) => element("code", &encode_text(words)),
            Inline::Abbreviation { short, long } => format!(
                r#"<abbr title="{}">{}</abbr>"#,
                encode_double_quoted_attribute(long),
                encode_text(short)
            ),
            Inline::Language { tag, content } => format!(
                r#"<span lang="{}">{}</span>"#,
                encode_double_quoted_attribute(tag),
                self.inlines(content)
            ),
            Inline::Link { target, content } => link(&self.target(target), &self.inlines(content)),
            Inline::Citation(citation) => element("sup", &format!("[{}]", citation.number)),
            Inline::Footnote(number) => element("sup", &format!("(note {number})")),
            Inline::Break => "<br/>".to_owned(),
        }
    }

    fn target(self, target: &Target) -> String {
        let inside = |route: &Route, fragment: Option<&String>| {
            let fragment = fragment.map_or(String::new(), |id| format!("#{id}"));
            self.address.page(route) + &fragment
        };
        match target {
            Target::Inside { route, fragment } => inside(route, fragment.as_ref()),
            Target::Here(id) => format!("{}#{id}", self.page),
            Target::Outside(address) => address.to_string(),
            Target::Phone(phone) => phone.tel(),
            Target::Text(message) => message.to.sms(message.word.as_deref()),
            Target::Email(email) => email.mailto(),
        }
    }
}

fn reference(reference: &Reference) -> String {
    let text = encode_text(&reference.text);
    match &reference.source {
        Some(Source::Doi { doi, address }) => {
            format!("{text} {}", link(address.as_str(), &encode_text(&format!("doi:{doi}"))))
        }
        Some(Source::Url(address)) => {
            format!("{text} {}", link(address.as_str(), address.host()))
        }
        None => text.into_owned(),
    }
}

fn link(address: &str, content: &str) -> String {
    format!(r#"<a href="{}">{content}</a>"#, encode_double_quoted_attribute(address))
}

fn element(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

#[cfg(test)]
mod tests {
    use model::BasePath;

    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn addresses_are_whole_and_text_is_escaped() {
        let origin = "https://clinic.example".parse().unwrap();
        let address = SiteAddress::new(origin, BasePath::from_public_url("/sub/"));
        let writer = FeedText { address: &address, page: "https://clinic.example/sub/articles/a/" };
        let inside = Target::Inside { route: Route::Topics, fragment: Some("x".to_owned()) };
        let blocks = [
            Block::Paragraph(vec![
                text("a < b & c "),
                Inline::Link { target: inside, content: vec![text("topics")] },
                Inline::Break,
                Inline::Link { target: Target::Here("y".to_owned()), content: vec![text("y")] },
            ]),
            Block::Divider,
        ];
        assert_eq!(
            writer.blocks(&blocks),
            "<p>a &lt; b &amp; c <a href=\"https://clinic.example/sub/topics/#x\">topics</a><br/>\
             <a href=\"https://clinic.example/sub/articles/a/#y\">y</a></p><hr/>"
        );
    }
}
