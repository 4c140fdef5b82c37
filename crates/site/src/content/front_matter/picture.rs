use model::Picture;

use super::Fields;
use crate::content::{
    document::Located,
    passage::{Passage, PassageKind},
    pictures::Pictures,
    problem::FrontMatterProblem,
};

/// Reads the part `[picture]`: the picture at the top of a page and beside it in lists. Adds what it
/// shows to `passages`.
pub(crate) fn picture(
    fields: &mut Fields<'_>,
    pictures: &Pictures,
    passages: &mut Vec<Passage>,
) -> Option<Picture> {
    let mut part = fields.table("picture")?;
    let file = part.required_at::<String>("file");
    let alt = part.required_at::<String>("alt");
    passages.extend(
        alt.iter().map(|alt| Passage::plain(alt.line, PassageKind::Alternative, &alt.value)),
    );
    if let Some(Located { line, value: file }) = &file
        && !pictures.has(file)
    {
        part.add(*line, FrontMatterProblem::MissingPicture { file: file.clone() });
    }
    part.finish();
    pictures.picture(&file?.value, &alt?.value)
}
