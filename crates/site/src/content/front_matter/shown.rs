use super::Fields;
use crate::content::passage::{Passage, PassageKind};

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
        let field = self.required_at::<String>(name)?;
        passages.push(Passage::plain(field.line, kind, &field.value));
        Some(field.value)
    }

    /// A text that may be left out.
    pub(crate) fn optional_text(
        &mut self,
        name: &'static str,
        kind: PassageKind,
        passages: &mut Vec<Passage>,
    ) -> Option<String> {
        let field = self.optional_at::<String>(name)?;
        passages.push(Passage::plain(field.line, kind, &field.value));
        Some(field.value)
    }
}
