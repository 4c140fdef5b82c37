use std::path::Path;

use crate::process::Process;

/// What `program --version` says, if it says anything.
pub(super) fn version_of(program: &Path) -> Option<String> {
    let text = Process::new(program).arg("--version").read().ok()?;
    find_version(&text).map(str::to_owned)
}

/// The version in a line such as `wasm-bindgen 0.2.130 (27c7a4d06)`, `v20.20.2` or
/// `wasm-opt version 132 (version_132)`.
fn find_version(text: &str) -> Option<&str> {
    text.split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
}

/// The first number of a version.
pub(super) fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_in_what_each_tool_says() {
        let said = [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130\n", Some("0.2.130")),
            ("wasm-bindgen 0.2.130 (27c7a4d06)\n", Some("0.2.130")),
            ("wasm-opt version 132 (version_132)\n", Some("132")),
            ("wasm-opt version 101\n", Some("101")),
            ("v20.20.2\n", Some("20.20.2")),
            ("trunk\n", None),
            ("", None),
        ];
        for (text, version) in said {
            assert_eq!(find_version(text), version, "{text:?}");
        }
    }

    #[test]
    fn a_major_version_is_a_number() {
        assert_eq!(major("20.20.2"), Some(20));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("next"), None);
    }

    #[test]
    fn a_program_that_is_not_there_has_no_version() {
        assert_eq!(version_of(Path::new("/no/such/program")), None);
    }
}
