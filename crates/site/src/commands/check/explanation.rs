use anstyle::Style;

use crate::content::{RULES, Rule};

/// All there is to say of a rule.
pub(super) fn of(rule: &Rule) -> String {
    let bold = Style::new().bold();
    let Rule { name, severity, summary, reason, source, remedy, example } = rule;
    let exception = format!("[[exceptions]]\n  rule = \"{name}\"\n  reason = \"…\"");
    format!(
        "{bold}{name}{bold:#} ({severity})\n{summary}\n\n\
         {bold}Why{bold:#}\n  {reason}\n\
         {bold}Source{bold:#}\n  {source}\n\
         {bold}What to do{bold:#}\n  {remedy}\n\
         {bold}Wrong{bold:#}\n  {}\n\
         {bold}Right{bold:#}\n  {}\n\
         {bold}Where it does not apply{bold:#}, say so in the front matter; `words` limits it to sentences with them:\n  {exception}",
        example.wrong, example.right,
    )
}

/// All rules, a line each.
pub(super) fn list() -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &&Rule| {
        format!("{:width$}  {:7}  {}", rule.name, rule.severity.name(), rule.summary)
    };
    RULES.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::*;

    #[test]
    fn every_rule_is_explained_and_listed() {
        let list = list();
        assert_eq!(list.lines().count(), RULES.len());
        for rule in RULES {
            let text = strip_str(&of(rule)).to_string();
            let parts = [
                rule.name,
                rule.severity.name(),
                rule.summary,
                rule.reason,
                rule.source,
                rule.remedy,
                rule.example.wrong,
                rule.example.right,
            ];
            for part in parts {
                assert!(text.contains(part), "{part} is missing in {text}");
            }
            assert!(list.contains(&format!("{} ", rule.name)), "{list}");
        }
    }
}
