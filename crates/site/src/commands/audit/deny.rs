use std::path::Path;

use serde_json::Value;

use super::Verdict;
use crate::{
    process::{Process, ProcessError},
    project::Project,
};

/// Has cargo-deny look at `what` (its own names for it).
pub(super) fn look(deny: &Path, what: &[&str], project: &Project) -> Result<Verdict, ProcessError> {
    let (_, said) = Process::new(deny)
        .args(["--format", "json", "--log-level", "error", "--locked", "--workspace", "check"])
        .args(what)
        .folder(project.root())
        .read_both()?;
    Ok(read(&said))
}

/// It writes a JSON object a line: diagnostics, its own errors, and in the end, where it could look at
/// all, a summary.
fn read(said: &str) -> Verdict {
    let lines: Vec<Value> =
        said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let text = |line: &Value, name: &str| line["fields"][name].as_str().unwrap_or("?").to_owned();
    let of = |kind: &'static str| lines.iter().filter(move |line| line["type"] == kind);
    let Some(summary) = of("summary").next() else {
        let error = of("log").map(|line| text(line, "message")).next();
        let error = error.unwrap_or_else(|| said.trim().to_owned());
        let first = error.lines().next().unwrap_or("cargo-deny said nothing");
        return Verdict::OutOfReach(format!("{first}. Connect this machine and try again."));
    };
    let checks = summary["fields"].as_object().into_iter().flat_map(serde_json::Map::values);
    let errors: u64 = checks.filter_map(|check| check["errors"].as_u64()).sum();
    if errors == 0 {
        return Verdict::Sound;
    }
    let errors = of("diagnostic").filter(|line| line["fields"]["severity"] == "error");
    Verdict::Wrong(
        errors
            .map(|line| {
                let krate = &line["fields"]["graphs"][0]["Krate"];
                let name = krate["name"].as_str().unwrap_or_default();
                let version = krate["version"].as_str().unwrap_or_default();
                format!("{name} {version}: {}", text(line, "message"))
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_summary_means_that_nobody_looked() {
        let said = r#"{"fields":{"level":"ERROR","message":"failed to fetch advisory database\nno host"},"type":"log"}"#;
        let Verdict::OutOfReach(why) = read(said) else { panic!("{:?}", read(said)) };
        assert!(why.starts_with("failed to fetch advisory database. Connect"), "{why}");
        assert!(matches!(read("not JSON"), Verdict::OutOfReach(_)));
    }

    #[test]
    fn errors_name_the_crate() {
        let sound = r#"{"fields":{"bans":{"errors":0,"warnings":2}},"type":"summary"}"#;
        assert_eq!(read(sound), Verdict::Sound);
        let said = r#"{"fields":{"graphs":[{"Krate":{"name":"a","version":"1.0.0"}}],"message":"a hole","severity":"error"},"type":"diagnostic"}
{"fields":{"message":"a remark","severity":"note"},"type":"diagnostic"}
{"fields":{"advisories":{"errors":1}},"type":"summary"}"#;
        assert_eq!(read(said), Verdict::Wrong(vec!["a 1.0.0: a hole".to_owned()]));
    }
}
