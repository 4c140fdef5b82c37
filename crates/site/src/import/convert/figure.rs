use scraper::{Node, node::Element};

use super::{Converter, Flow, Tree, convert_line, flatten};
use crate::import::{
    links::web_address,
    loss::{Loss, beginning},
    media::Found,
    piece::{Figure, Piece, Run, Source, StandIn, plain, tidy},
    survey::{Gallery, Kind},
};

impl Converter<'_, '_> {
    /// `<img>`
    pub(super) fn picture(&mut self, element: &Element) -> Vec<Run> {
        let alt = element.attr("alt").unwrap_or_default().trim();
        let is_emoji = element
            .attr("class")
            .is_some_and(|class| class.contains("wp-smiley") || class.contains("emoji"));
        if is_emoji {
            return vec![Run::Text(alt.to_owned())];
        }
        // Plugins that load pictures late keep the address elsewhere.
        let address =
            ["data-src", "data-lazy-src", "data-orig-file", "src"].into_iter().find_map(|name| {
                element
                    .attr(name)
                    .filter(|value| !value.trim().is_empty() && !value.starts_with("data:"))
            });
        let Some(address) = address else {
            self.losses.add(
                match element.attr("src").filter(|source| source.starts_with("data:")) {
                    Some(source) => Loss::UnfitPicture {
                        address: beginning(source),
                        reason: "its data stand in the text".to_owned(),
                    },
                    None => Loss::PictureWithoutAddress,
                },
            );
            return vec![];
        };
        let mut classes = element.attr("class").unwrap_or_default().split_whitespace();
        let id = classes.find_map(|class| class.strip_prefix("wp-image-")?.parse().ok());
        let alt = if alt.is_empty() {
            let attachment = id.and_then(|id: u64| self.with.survey.attachments.get(&id));
            attachment.map_or("", |attachment| attachment.alt.as_str())
        } else {
            alt
        };
        let alt = alt.to_owned();
        self.picture_at(address, alt, Vec::new())
            .map(|figure| Run::Figure(Box::new(figure)))
            .into_iter()
            .collect()
    }

    /// A picture, or the link that stands in for it.
    fn picture_at(&mut self, address: &str, alt: String, caption: Vec<Run>) -> Option<Figure> {
        let address = self.with.links.absolute(address);
        let loss = match self.with.media.find(&address) {
            Found::Picture(file) => {
                return Some(Figure { source: Source::Picture { file, alt }, caption });
            }
            Found::Guess { name: file, upload } => {
                self.losses.add(Loss::GuessedPicture { address: beginning(&address), upload });
                return Some(Figure { source: Source::Picture { file, alt }, caption });
            }
            Found::Unfit(reason) => Loss::UnfitPicture { address: beginning(&address), reason },
            Found::Missing => Loss::MissingPicture { address: beginning(&address) },
        };
        self.losses.add(loss);
        let Some(address) = web_address(&address) else {
            self.losses.add(Loss::Link { address: beginning(&address) });
            return None;
        };
        let words = if alt.is_empty() { file_name(&address) } else { alt };
        let source = Source::StandIn { kind: StandIn::Picture, words, address };
        Some(Figure { source, caption })
    }

    /// `<figure>`: pictures, a table, a quote or something embedded, and their caption.
    pub(super) fn figure(&mut self, node: Tree<'_>, flow: &mut Flow, depth: usize) {
        let is_caption = |child: &Tree<'_>| {
            child.value().as_element().is_some_and(|child| child.name() == "figcaption")
        };
        let mut inner = Flow::default();
        for child in node.children().filter(|child| !is_caption(child)) {
            match child.value() {
                Node::Text(text) => self.text(text, &mut inner),
                Node::Comment(comment) => self.comment(comment, &mut inner),
                Node::Element(element) => self.element(child, element, &mut inner, depth + 1),
                _ => {}
            }
        }
        self.flush(&mut inner);
        let mut figures = Vec::new();
        let captions: Vec<_> = node.children().filter(is_caption).collect();
        let mut caption = Vec::new();
        for child in captions {
            let mut words = Flow::default();
            self.nested += 1;
            self.children(child, &mut words, depth + 1);
            self.flush(&mut words);
            self.nested -= 1;
            flatten(words.pieces, &mut caption, &mut figures);
        }
        let mut pieces = inner.pieces;
        pieces.extend(figures.into_iter().map(Piece::Figure));
        let caption = tidy(caption);
        if !plain(&caption).trim().is_empty() {
            match &mut pieces[..] {
                [Piece::Figure(figure)] if figure.caption.is_empty() => figure.caption = caption,
                _ => {
                    // The words keep their order; the site's captions stand above their tables.
                    if pieces.iter().any(|piece| matches!(piece, Piece::Table(_))) {
                        self.losses
                            .add(Loss::CaptionBelow { caption: beginning(&plain(&caption)) });
                    }
                    pieces.push(Piece::Paragraph(caption));
                }
            }
        }
        flow.pieces.extend(pieces);
    }

    /// `[caption]`: a picture and words about it.
    pub(super) fn caption(
        &mut self,
        node: Tree<'_>,
        element: &Element,
        flow: &mut Flow,
        depth: usize,
    ) {
        let mut inner = Flow::default();
        self.children(node, &mut inner, depth);
        self.flush(&mut inner);
        let mut words = Vec::new();
        let mut figures = Vec::new();
        flatten(inner.pieces, &mut words, &mut figures);
        let words = tidy(words);
        let caption = if words.is_empty() {
            convert_line(element.attr("caption").unwrap_or_default(), self.with, self.losses)
        } else {
            words
        };
        let single = figures.len() == 1;
        for mut figure in figures {
            if single {
                figure.caption.clone_from(&caption);
            }
            flow.pieces.push(Piece::Figure(figure));
        }
        if !single && !caption.is_empty() {
            flow.pieces.push(Piece::Paragraph(caption));
        }
    }

    /// `[gallery]`: pictures by their numbers, or all that were uploaded to the post.
    pub(super) fn gallery(&mut self, element: &Element, flow: &mut Flow) {
        for (id, found) in self.with.survey.gallery(&Gallery::of(element, self.with.id)) {
            let Some(attachment) = found else {
                self.losses.add(Loss::GalleryPicture { id });
                continue;
            };
            if !self.with.budget.take(&attachment.caption) {
                self.losses.add(Loss::TooMuch);
                return;
            }
            let caption = convert_line(&attachment.caption, self.with, self.losses);
            let figure = match attachment.kind() {
                Some(Kind::Audio) => {
                    self.recording_at("recording", StandIn::Audio, &attachment.url, caption)
                }
                Some(Kind::Video) => {
                    self.recording_at("film", StandIn::Video, &attachment.url, caption)
                }
                _ => self.picture_at(&attachment.url, attachment.alt.clone(), caption),
            };
            flow.pieces.extend(figure.map(Piece::Figure));
        }
    }

    /// `<audio>`, `<video>` and their shortcodes.
    pub(super) fn recording(&mut self, node: Tree<'_>, element: &Element, flow: &mut Flow) {
        let name = element.attr("kind").unwrap_or(element.name());
        let (kind, stand_in) =
            if name == "audio" { ("recording", StandIn::Audio) } else { ("film", StandIn::Video) };
        let sources = node.descendants().filter_map(|inner| inner.value().as_element());
        let source = element.attr("src").or_else(|| {
            sources.filter(|inner| inner.name() == "source").find_map(|inner| inner.attr("src"))
        });
        let Some(source) = source.filter(|source| !source.is_empty()) else {
            self.losses.add(Loss::LeftOut { element: name.to_owned() });
            return;
        };
        let figure = self.recording_at(kind, stand_in, source, Vec::new());
        flow.pieces.extend(figure.map(Piece::Figure));
    }

    fn recording_at(
        &mut self,
        kind: &'static str,
        stand_in: StandIn,
        source: &str,
        caption: Vec<Run>,
    ) -> Option<Figure> {
        let address = self.with.links.absolute(source);
        let Some(address) = web_address(&address) else {
            self.losses.add(Loss::Link { address: beginning(&address) });
            return None;
        };
        self.with.media.mention(&address);
        self.losses.add(Loss::Recording { kind, address: beginning(&address) });
        let words = file_name(&address);
        Some(Figure { source: Source::StandIn { kind: stand_in, words, address }, caption })
    }

    /// `<iframe>`, `<embed>` and `<object>`: pages of others.
    pub(super) fn embedded(
        &mut self,
        node: Tree<'_>,
        element: &Element,
        flow: &mut Flow,
        depth: usize,
    ) {
        let address = element.attr("src").or_else(|| element.attr("data"));
        let address = address.map(|address| self.with.links.absolute(address));
        match address.as_deref().and_then(web_address) {
            Some(address) => {
                self.with.media.mention(&address);
                self.losses.add(Loss::Embedded { address: beginning(&address) });
                let host = address.split('/').nth(2).unwrap_or_default().to_owned();
                let source = Source::StandIn { kind: StandIn::Embedded, words: host, address };
                flow.pieces.push(Piece::Figure(Figure { source, caption: Vec::new() }));
            }
            None => self.losses.add(Loss::LeftOut { element: element.name().to_owned() }),
        }
        if element.name() == "object" {
            self.children(node, flow, depth);
        }
    }
}

fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    name.chars().filter(|character| !character.is_control()).collect()
}
