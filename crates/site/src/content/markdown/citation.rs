use std::collections::HashMap;

use model::{Citation, Inline, Slug};

use super::Reader;
use crate::content::problem::{Suggestion, TextProblem};

/// The ids of an article's references, with their indexes.
#[derive(Debug, Default)]
pub(crate) struct ReferenceIds(HashMap<Slug, u16>);

impl<'a> FromIterator<&'a Slug> for ReferenceIds {
    fn from_iter<I: IntoIterator<Item = &'a Slug>>(ids: I) -> Self {
        Self(ids.into_iter().cloned().zip(0..=u16::MAX).collect())
    }
}

impl ReferenceIds {
    fn suggest(&self, id: &Slug) -> Suggestion {
        let mut known: Vec<_> = self.0.keys().map(Slug::as_str).collect();
        known.sort_unstable();
        Suggestion::for_name(id.as_str(), known.into_iter())
    }
}

impl Reader<'_> {
    /// Reads `@one; @another`. A citation gets the index of its reference in place of its number.
    pub(super) fn citations(&mut self, text: &str, start: usize, inlines: &mut Vec<Inline>) {
        let Some(references) = self.context.references else {
            self.add(start, TextProblem::CitationHere);
            return;
        };
        let ids: Option<Vec<Slug>> =
            text.split(';').map(|part| part.trim().strip_prefix('@')?.parse().ok()).collect();
        let Some(ids) = ids else {
            self.add(start, TextProblem::MalformedCitation { text: text.to_owned() });
            return;
        };
        for id in ids {
            if let Some(&number) = references.0.get(&id) {
                inlines.push(Inline::Citation(Citation { number, occurrence: 0 }));
            } else {
                let suggestion = references.suggest(&id);
                self.add(start, TextProblem::UnknownReference { id, suggestion });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Block;

    use super::super::tests::read;
    use super::*;

    #[test]
    fn citations_can_be_joined_in_several_ways() {
        let text = |words: &str| Inline::Text(words.to_owned());
        let cite = |number| Inline::Citation(Citation { number, occurrence: 0 });
        for (source, expected) in [
            ("One.[@a]", vec![text("One."), cite(0)]),
            ("One.[@a; @b]", vec![text("One."), cite(0), cite(1)]),
            ("One.[@a;\n@b]", vec![text("One."), cite(0), cite(1)]),
            ("One.[@b][@a]", vec![text("One."), cite(1), cite(0)]),
            ("One.[@a][]", vec![text("One."), cite(0)]),
            ("[One][@a]", vec![text("One"), cite(0)]),
        ] {
            let (body, problems) = read(source);
            assert_eq!(problems, Vec::<String>::new(), "{source}");
            assert_eq!(body.blocks, [Block::Paragraph(expected)], "{source}");
        }
    }
}
