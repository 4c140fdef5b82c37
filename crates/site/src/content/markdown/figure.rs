use model::{Figure, Inline};
use pulldown_cmark::Event;

use super::Reader;
use crate::content::{passage::PassageKind, problem::TextProblem};

impl Reader<'_> {
    /// Reads a picture that begins at `start`; `None` where it cannot be shown.
    pub(super) fn figure(&mut self, address: &str, title: &str, start: usize) -> Option<Figure> {
        let alt = self.alternative();
        if alt.trim().is_empty() {
            self.add(start, TextProblem::MissingAlternative);
        }
        let Some(file) = address.strip_prefix("/pictures/").filter(|file| !file.contains('/'))
        else {
            self.add(start, TextProblem::PictureElsewhere { address: address.to_owned() });
            return None;
        };
        let Some(picture) = self.context.pictures.picture(file, alt.trim()) else {
            self.add(start, TextProblem::MissingPicture { file: file.to_owned() });
            return None;
        };
        let caption = match title.trim() {
            "" => Vec::new(),
            caption => vec![Inline::Text(caption.to_owned())],
        };
        self.keep(start, PassageKind::Alternative, &[Inline::Text(picture.alt.clone())]);
        self.keep(start, PassageKind::PictureCaption, &caption);
        Some(Figure { picture, caption })
    }

    /// The words up to the end of the picture, without their marks.
    fn alternative(&mut self) -> String {
        let mut words = String::new();
        let mut inner = 0_usize;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(_) => inner += 1,
                Event::End(_) if inner == 0 => break,
                Event::End(_) => inner -= 1,
                Event::Text(text) | Event::Code(text) => words.push_str(&text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                _ => {}
            }
        }
        words
    }
}
