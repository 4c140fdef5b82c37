use model::{Date, Visibility};

use super::fields::Fields;
use crate::content::{document::Located, problem::FrontMatterProblem};

/// The days in an article's life.
pub(super) struct Days {
    pub(super) published: Option<Date>,
    pub(super) updated: Option<Date>,
    /// The lines of `published` and `updated`.
    pub(super) lines: (Option<usize>, Option<usize>),
    publish_at: Option<Date>,
    expires: Option<Date>,
    pub(super) draft: bool,
    /// The first day on which readers see the article, or today if that is later: no day before
    /// it is still to come for them. `None` for a draft, which has no such day.
    shown: Option<Date>,
}

impl Days {
    pub(super) fn read(fields: &mut Fields<'_>, today: Date) -> Self {
        let published = fields.required_at::<Date>("published");
        let updated = fields.optional_at::<Date>("updated");
        let publish_at = fields.optional::<Date>("publish_at");
        let expires = fields.optional_at::<Date>("expires");
        let draft = fields.optional("draft").unwrap_or(false);
        let shown = (!draft).then(|| publish_at.map_or(today, |day| day.max(today)));

        let line = |day: Option<&Located<Date>>| day.map(|day| day.line);
        if let (Some(updated), Some(published)) = (&updated, &published)
            && updated.value < published.value
        {
            fields.add(
                updated.line,
                FrontMatterProblem::UpdatedBeforePublished {
                    updated: updated.value,
                    published: published.value,
                },
            );
        }
        let first = published.as_ref().map(|day| day.value).max(publish_at);
        if let (Some(expires), Some(first)) = (&expires, first)
            && expires.value <= first
        {
            fields.add(
                expires.line,
                FrontMatterProblem::ExpiresTooEarly { expires: expires.value, first },
            );
        }
        let days = Self {
            published: published.as_ref().map(|day| day.value),
            updated: updated.as_ref().map(|day| day.value),
            lines: (line(published.as_ref()), line(updated.as_ref())),
            publish_at,
            expires: expires.map(|day| day.value),
            draft,
            shown,
        };
        days.check_past(fields, "published", published.as_ref());
        days.check_past(fields, "updated", updated.as_ref());
        days
    }

    pub(super) fn check_past(
        &self,
        fields: &Fields<'_>,
        field: &'static str,
        day: Option<&Located<Date>>,
    ) {
        if let (Some(day), Some(shown)) = (day, self.shown)
            && day.value > shown
        {
            let schedule = field == "published" && self.publish_at.is_none();
            fields.add(
                day.line,
                FrontMatterProblem::InTheFuture { field, date: day.value, schedule },
            );
        }
    }

    pub(super) fn visibility(&self) -> Option<Visibility> {
        if self.draft {
            Some(Visibility::Draft)
        } else {
            let from = self.publish_at.or(self.published)?;
            Some(Visibility::Public { from, until: self.expires })
        }
    }
}
