use super::Fields;
use crate::content::{
    document::Located,
    problem::{FrontMatterProblem, Suggestion},
    rules::{self, Exception, RULES},
};

/// Reads the parts `[[exceptions]]`: editorial rules that do not apply, each with a reason, which is
/// for whoever reads the file next.
pub(crate) fn exceptions(fields: &mut Fields<'_>) -> Vec<Located<Exception>> {
    let read = |mut part: Fields<'_>| {
        let name = part.required_at::<String>("rule");
        let words = part.optional::<String>("words");
        let reason = part.required::<String>("reason");
        let rule = name.as_ref().and_then(|name| rules::rule(&name.value));
        if let (Some(Located { line, value: rule }), None) = (&name, rule) {
            let names = RULES.iter().map(|rule| rule.name);
            let suggestion = Suggestion::for_name(rule, names);
            part.add(*line, FrontMatterProblem::UnknownRule { rule: rule.clone(), suggestion });
        }
        part.finish();
        reason?;
        Some(Located { line: name?.line, value: Exception { rule: rule?, words } })
    };
    fields.tables("exceptions").into_iter().filter_map(read).collect()
}
