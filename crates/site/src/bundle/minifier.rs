//! Makes scripts smaller: each visitor loads them.

use std::path::Path;

use super::BundleError;
use crate::process::Process;

/// What makes scripts smaller.
#[derive(Debug, Clone, Copy)]
pub(super) enum Minifier<'a> {
    /// Takes out comments and indentation: what is done without another program.
    Lines,
    /// Terser, which Node runs: shortens names and expressions too.
    Terser(&'a Path),
}

/// How a browser reads a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Its names are those of the page.
    Classic,
    /// Its names are its own.
    Module,
}

impl<'a> Minifier<'a> {
    /// Terser, where there is one.
    pub(super) fn new(terser: Option<&'a Path>) -> Self {
        terser.map_or(Self::Lines, Self::Terser)
    }

    /// A script that does the same.
    pub(super) fn minify(self, script: &str, kind: Script) -> Result<String, BundleError> {
        let Self::Terser(terser) = self else { return Ok(lean(script)) };
        let module = (kind == Script::Module).then_some("--module");
        let node = Process::new("node")
            .arg(terser)
            .args(["--compress", "passes=2", "--mangle"])
            .args(module);
        let text =
            node.read_from(script).map_err(|error| BundleError::Script(error.to_string()))?;
        Ok(text.trim_end().to_owned())
    }
}

/// Without indentation and comments, which are for those who write a file and not for those who load
/// the page.
pub(super) fn lean(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_terser_scripts_lose_comments_and_indentation() {
        let script = "// Why.\nif (a) {\n  b();\n}\n";
        let minified = Minifier::new(None).minify(script, Script::Classic).unwrap();
        assert_eq!(minified, "if (a) {\nb();\n}");
    }

    #[test]
    fn a_terser_that_is_not_there_is_an_error_that_says_so() {
        let terser = Path::new("/no/such/terser");
        let error = Minifier::Terser(terser).minify("a()", Script::Module).unwrap_err();
        assert!(error.to_string().contains("/no/such/terser"), "{error}");
    }
}
