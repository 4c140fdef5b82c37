use serde_json::Value;

use super::Verdict;
use crate::{process::ProcessError, project::Project, toolchain::node::Npm};

/// Has npm look at the packages of the browser tests.
pub(super) fn look(npm: &Npm, project: &Project) -> Result<Verdict, ProcessError> {
    let folder = project.root().join("tests").join("browser");
    let (said, _) = npm.command(["audit", "--json"], &folder).read_both()?;
    Ok(read(&said))
}

/// It writes one JSON document: a report, or why there is none.
fn read(said: &str) -> Verdict {
    let report: Value = serde_json::from_str(said).unwrap_or_default();
    let Some(holes) = report["vulnerabilities"].as_object() else {
        let why = report["message"].as_str().or(report["error"]["summary"].as_str());
        let why = why.unwrap_or("npm said nothing");
        return Verdict::OutOfReach(format!("{why}. Connect this machine and try again."));
    };
    if holes.is_empty() {
        return Verdict::Sound;
    }
    let line = |(name, hole): (&String, &Value)| {
        let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
        format!("{name} {}: {}", text(&hole["range"]), text(&hole["severity"]))
    };
    Verdict::Wrong(holes.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_report_means_that_nobody_looked() {
        let said = r#"{"message": "405 Method Not Allowed", "error": {"summary": ""}}"#;
        let verdict = Verdict::OutOfReach(
            "405 Method Not Allowed. Connect this machine and try again.".to_owned(),
        );
        assert_eq!(read(said), verdict);
        assert!(matches!(read(""), Verdict::OutOfReach(_)));
    }

    #[test]
    fn a_report_names_the_packages() {
        assert_eq!(read(r#"{"auditReportVersion": 2, "vulnerabilities": {}}"#), Verdict::Sound);
        let said = r#"{"vulnerabilities": {"a": {"severity": "high", "range": "<2.0.0"}}}"#;
        assert_eq!(read(said), Verdict::Wrong(vec!["a <2.0.0: high".to_owned()]));
    }
}
