use super::Fields;
use crate::content::{
    document::Located,
    passage::{Passage, PassageKind},
};

/// Fields whose words readers see: they are kept as passages too, so that the editorial rules hold
/// for them.
impl Fields<'_> {
    /// A text that must be there.
    pub(crate) fn required_text(
        &mut self,
        name: &'static str,
        kind: PassageKind,
        passages: &mut Vec<Passage>,
    ) -> Option<String> {
        self.required_at(name).map(|field| kept(field, kind, passages))
    }

    /// A text that may be left out.
    pub(crate) fn optional_text(
        &mut self,
        name: &'static str,
        kind: PassageKind,
        passages: &mut Vec<Passage>,
    ) -> Option<String> {
        self.optional_at(name).map(|field| kept(field, kind, passages))
    }
}

fn kept(field: Located<String>, kind: PassageKind, passages: &mut Vec<Passage>) -> String {
    passages.push(Passage::plain(field.line, kind, &field.value));
    field.value
}
