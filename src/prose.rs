//! Blocks and inlines to elements.
//!
//! Elements are made by one function from a name, attributes and children, all of one type: `view!`
//! makes a type, and code, for each shape of element.

use std::iter;

use leptos::{
    html,
    prelude::*,
    tachys::html::attribute::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
};
use model::{
    Alignment, ArticleText, BasePath, Block, Callout, Cell, Citation, Definition, Figure, Heading,
    Inline, Reference, Route, Slug, Source, Table, Target, TextMessage, Urgency,
};

use crate::{
    components::picture::{Place, draw_picture},
    still::Still,
};

type Attributes = Vec<(&'static str, String)>;

/// An article's text: key points, body, footnotes, references.
pub(crate) fn draw_article(text: &ArticleText) -> Still {
    let mut prose = Prose::new();
    let mut children = Vec::new();
    if !text.key_points.is_empty() {
        let points = text
            .key_points
            .iter()
            .map(|point| element("li", vec![], prose.inlines(point)))
            .collect();
        children.push(titled_section("key-points", "Key points", element("ul", vec![], points)));
    }
    children.extend(prose.blocks(&text.body));
    if !text.footnotes.is_empty() {
        children.push(titled_section("notes", "Notes", prose.footnotes(&text.footnotes)));
    }
    if !text.references.is_empty() {
        children.push(titled_section("sources", "Sources", references(&text.references)));
    }
    element("div", class("prose"), children)
}

/// A page's body.
pub(crate) fn draw_body(body: &[Block]) -> Still {
    element("div", class("prose"), Prose::new().blocks(body))
}

/// Running text in a paragraph of its own, such as a paragraph of the standing notice.
pub(crate) fn draw_paragraph(content: &[Inline]) -> Still {
    element("p", vec![], Prose::new().inlines(content))
}

struct Prose {
    base: BasePath,
    /// How many tables there have been: each caption needs an id.
    tables: usize,
    /// The highest number of a footnote so far: the first mark of each is where its link back leads.
    noted: u16,
}

impl Prose {
    fn new() -> Self {
        Self { base: use_context().unwrap_or_default(), tables: 0, noted: 0 }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Still> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Still {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => element("p", vec![], self.inlines(content)),
            Block::Plain(content) => Still::new(self.inlines(content)),
            Block::List { start, items } => self.list(*start, items),
            Block::Table(table) => self.table(table),
            Block::Quote(content) => element("blockquote", vec![], self.blocks(content)),
            Block::Figure(figure) => self.figure(figure),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Details { summary, content } => self.details(summary, content),
            Block::CareCard { urgency, level, heading, content } => {
                let mut title = vec![hidden(urgency.spoken().to_owned())];
                title.extend(self.inlines(heading));
                let mut children =
                    vec![element(level.element(), class("care-card__heading"), title)];
                children.push(element("div", class("care-card__content"), self.blocks(content)));
                element("div", class(care_card_class(*urgency)), children)
            }
            Block::Callout { kind, heading, content } => self.callout(*kind, heading, content),
            Block::Preformatted(lines) => element(
                "pre",
                vec![("tabindex", "0".to_owned())],
                vec![element("code", vec![], vec![text(lines)])],
            ),
            Block::Divider => Still::new(html::hr()),
        }
    }

    fn heading(&mut self, heading: &Heading) -> Still {
        let mut content = self.inlines(&heading.content);
        // Links do not nest: a heading that holds one keeps its id but is no link to itself.
        if !holds_link(&heading.content) {
            let attributes =
                vec![("class", "heading-link".to_owned()), ("href", format!("#{}", heading.id))];
            content = vec![element("a", attributes, content)];
        }
        element(heading.level.element(), vec![("id", heading.id.clone())], content)
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>]) -> Still {
        let items = items.iter().map(|item| element("li", vec![], self.blocks(item))).collect();
        match start {
            None => element("ul", vec![], items),
            Some(1) => element("ol", vec![], items),
            Some(first) => element("ol", vec![("start", first.to_string())], items),
        }
    }

    fn table(&mut self, table: &Table) -> Still {
        self.tables += 1;
        let id = format!("table-{}", self.tables);
        let caption = element("caption", vec![("id", id.clone())], self.inlines(&table.caption));
        let head = element("thead", vec![], vec![self.row(&table.head, "col")]);
        let rows = table.rows.iter().map(|row| self.row(row, "row")).collect();
        let body = element("tbody", vec![], rows);
        // A wide table scrolls in a region of its own, which a keyboard must be able to reach.
        let region = [("class", "table"), ("tabindex", "0")];
        let mut attributes: Attributes =
            region.map(|(name, value)| (name, value.to_owned())).into();
        attributes.push(("aria-labelledby", id));
        element("section", attributes, vec![element("table", vec![], vec![caption, head, body])])
    }

    /// `scope` "col": a row of headings; "row": its first cell is the heading of the row.
    fn row(&mut self, cells: &[Cell], scope: &'static str) -> Still {
        let cells = cells.iter().enumerate().map(|(column, cell)| {
            let mut attributes = match cell.alignment {
                Alignment::Start => vec![],
                Alignment::Center => class("center"),
                Alignment::End => class("end"),
            };
            // A heading without words would be announced as one all the same.
            let is_heading = (scope == "col" || column == 0) && !cell.content.is_empty();
            if is_heading {
                attributes.push(("scope", scope.to_owned()));
            }
            element(if is_heading { "th" } else { "td" }, attributes, self.inlines(&cell.content))
        });
        element("tr", vec![], cells.collect())
    }

    fn figure(&mut self, figure: &Figure) -> Still {
        let mut children = vec![draw_picture(&figure.picture, Place::Text, &self.base)];
        if !figure.caption.is_empty() {
            children.push(element("figcaption", vec![], self.inlines(&figure.caption)));
        }
        element("figure", vec![], children)
    }

    fn definitions(&mut self, definitions: &[Definition]) -> Still {
        let mut children = Vec::new();
        for definition in definitions {
            children.push(element("dt", vec![], self.inlines(&definition.term)));
            for meaning in &definition.meanings {
                children.push(element("dd", vec![], self.blocks(meaning)));
            }
        }
        element("dl", vec![], children)
    }

    fn details(&mut self, summary: &[Inline], content: &[Block]) -> Still {
        let mut children = vec![element("summary", vec![], self.inlines(summary))];
        children.extend(self.blocks(content));
        element("details", vec![], children)
    }

    fn callout(&mut self, kind: Callout, heading: &[Inline], content: &[Block]) -> Still {
        let mut children = Vec::new();
        if !heading.is_empty() {
            children.push(element("p", class("callout__heading"), self.inlines(heading)));
        }
        children.extend(self.blocks(content));
        let name = match kind {
            Callout::Note => "callout callout--note",
            Callout::Important => "callout callout--important",
        };
        element("div", class(name), children)
    }

    fn footnotes(&mut self, footnotes: &[Vec<Block>]) -> Still {
        let notes = footnotes.iter().zip(1..).map(|(note, number)| {
            let mut children = self.blocks(note);
            children.push(back_link(
                format!("#note-mark-{number}"),
                format!("Back to note {number} in the text"),
            ));
            element("li", vec![("id", format!("note-{number}"))], children)
        });
        element("ol", vec![], notes.collect())
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Vec<Still> {
        let followers = inlines.iter().skip(1).map(Some).chain(iter::once(None));
        let drawn = inlines.iter().zip(followers).map(|(inline, next)| match (inline, next) {
            // A mark stays with its sentence: without the space no line can break before it.
            (Inline::Text(words), Some(Inline::Citation(_) | Inline::Footnote(_))) => {
                text(words.trim_end())
            }
            _ => self.inline(inline),
        });
        drawn.collect()
    }

    fn inline(&mut self, inline: &Inline) -> Still {
        match inline {
            Inline::Text(words) => text(words),
            Inline::Strong(content) => element("strong", vec![], self.inlines(content)),
            Inline::Emphasis(content) => element("em", vec![], self.inlines(content)),
            Inline::Code(words) => element("code", vec![], vec![text(words)]),
            Inline::Abbreviation { short, long } => {
                element("abbr", vec![("title", long.clone())], vec![text(short)])
            }
            Inline::Language { tag, content } => {
                element("span", vec![("lang", tag.clone())], self.inlines(content))
            }
            Inline::Link { target, content } => {
                element("a", self.link_attributes(target), self.inlines(content))
            }
            Inline::Citation(citation) => citation_mark(*citation),
            Inline::Footnote(number) => {
                // They are numbered as a reader meets them.
                let first = *number > self.noted;
                self.noted = self.noted.max(*number);
                let id = first.then(|| format!("note-mark-{number}"));
                let content = vec![hidden("Note ".to_owned()), text(&number.to_string())];
                mark(id, format!("#note-{number}"), content)
            }
            Inline::Term { slug, words, meaning } => self.term(slug, words, meaning),
            Inline::Break => Still::new(html::br()),
        }
    }

    /// A word that shows its meaning when it is pressed. The browser does that, without a script; one
    /// that cannot shows the meaning behind the word.
    fn term(&self, slug: &Slug, words: &str, meaning: &str) -> Still {
        let id = format!("glossary-{slug}");
        let glossary = format!("{}#{slug}", self.base.href(&Route::Glossary));
        let more = element("a", vec![("href", glossary)], vec![text("Glossary")]);
        let button: Attributes = vec![
            ("type", "button".to_owned()),
            ("class", "term".to_owned()),
            ("popovertarget", id.clone()),
        ];
        let shown: Attributes =
            vec![("class", "term__meaning".to_owned()), ("popover", "auto".to_owned()), ("id", id)];
        let meaning = vec![text(&format!(" ({meaning} ")), more, text(")")];
        Still::new(vec![
            element("button", button, vec![text(words)]),
            element("span", shown, meaning),
        ])
    }

    fn link_attributes(&self, target: &Target) -> Attributes {
        match target {
            Target::Inside { route, fragment } => {
                let fragment = fragment.as_ref().map_or(String::new(), |id| format!("#{id}"));
                vec![("href", self.base.href(route) + &fragment)]
            }
            Target::Here(id) => vec![("href", format!("#{id}"))],
            Target::Outside(address) => {
                vec![("href", address.to_string()), ("rel", "external".to_owned())]
            }
            Target::Phone(phone) => vec![("href", phone.tel())],
            Target::Text(TextMessage { word, to }) => vec![("href", to.sms(word.as_deref()))],
            Target::Email(email) => vec![("href", email.mailto())],
        }
    }
}

fn care_card_class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::NonUrgent => "care-card care-card--non-urgent",
        Urgency::Urgent => "care-card care-card--urgent",
        Urgency::Emergency => "care-card care-card--emergency",
    }
}

fn holds_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Link { .. } | Inline::Citation(_) | Inline::Footnote(_) => true,
        Inline::Strong(content) | Inline::Emphasis(content) | Inline::Language { content, .. } => {
            holds_link(content)
        }
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Abbreviation { .. }
        | Inline::Term { .. }
        | Inline::Break => false,
    })
}

fn citation_mark(citation: Citation) -> Still {
    let content = vec![hidden("Source ".to_owned()), text(&citation.number.to_string())];
    mark(Some(citation.id()), format!("#{}", citation.reference_id()), content)
}

fn mark(id: Option<String>, href: String, content: Vec<Still>) -> Still {
    let mut attributes = vec![("href", href)];
    attributes.extend(id.map(|id| ("id", id)));
    element("sup", class("mark"), vec![element("a", attributes, content)])
}

fn references(references: &[Reference]) -> Still {
    let items = references.iter().zip(1..).map(|(reference, number)| {
        let mut children = vec![text(&reference.text)];
        if let Some((label, address)) = reference.source.as_ref().map(source_link) {
            children.push(text(" "));
            let attributes = vec![("href", address), ("rel", "external".to_owned())];
            children.push(element("a", attributes, vec![text(&label)]));
        }
        for occurrence in 1..=reference.citations {
            let citation = Citation { number, occurrence };
            let label = format!("Back to place {occurrence} that cites source {number}");
            children.push(back_link(format!("#{}", citation.id()), label));
        }
        element("li", vec![("id", Citation { number, occurrence: 1 }.reference_id())], children)
    });
    element("ol", vec![], items.collect())
}

fn source_link(source: &Source) -> (String, String) {
    match source {
        Source::Doi { doi, address } => (format!("doi:{doi}"), address.to_string()),
        Source::Url(address) => (address.host().to_owned(), address.to_string()),
    }
}

fn back_link(href: String, label: String) -> Still {
    let attributes = vec![("class", "back-link".to_owned()), ("href", href), ("aria-label", label)];
    // U+FE0E keeps phones from drawing the arrow as a coloured picture.
    element("a", attributes, vec![text("\u{21a9}\u{fe0e}")])
}

fn titled_section(id: &'static str, title: &str, content: Still) -> Still {
    let heading = element("h2", vec![("id", id.to_owned())], vec![text(title)]);
    let attributes = vec![("class", id.to_owned()), ("aria-labelledby", id.to_owned())];
    element("section", attributes, vec![heading, content])
}

fn hidden(words: String) -> Still {
    element("span", class("visually-hidden"), vec![Still::new(words)])
}

fn text(words: &str) -> Still {
    Still::new(words.to_owned())
}

fn class(name: &'static str) -> Attributes {
    vec![("class", name.to_owned())]
}

/// An element with a beginning and an end.
pub(crate) fn element(name: &'static str, attributes: Attributes, children: Vec<Still>) -> Still {
    Still::new(html::custom(name).add_any_attr(any(attributes)).child(children))
}

/// Attributes in one type, whatever element they belong to.
pub(crate) fn any(attributes: Attributes) -> Vec<AnyAttribute> {
    let any = |(name, value)| custom_attribute(name, value).into_any_attr();
    attributes.into_iter().map(any).collect()
}
