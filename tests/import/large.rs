use std::{path::Path, process::Command};

/// The most memory that an import takes, in MB, whatever the size of the export.
const MOST_MEMORY: u64 = 200;

#[test]
fn a_large_export_is_read_in_little_memory() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let output = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["bench", "import", "--megabytes", "60"])
        .current_dir(project)
        .output()
        .unwrap();
    let (said, wrong) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{wrong}");
    let line = said.lines().find(|line| line.starts_with(" 60 MB")).unwrap();
    let words: Vec<_> = line.split_whitespace().collect();
    let [_, _, posts, _, memory, ..] = words[..] else { panic!("{line}") };
    assert!(posts.parse::<usize>().unwrap() > 500, "{line}");
    // Only Linux tells how much memory a process has had.
    if cfg!(target_os = "linux") {
        assert!(memory.parse::<u64>().unwrap() < MOST_MEMORY, "{line}");
    }
}
