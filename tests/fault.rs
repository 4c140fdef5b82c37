use std::{fs, path::Path, thread};

/// Tells `cargo site reliability` what a test has shown: a fault, and what people see of it. Called
/// at the end of the test, so that only what passed is told.
pub(crate) fn told(what: &str, sees: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let folder = root.join("target/faults/unit");
    fs::create_dir_all(&folder).unwrap();
    let test = thread::current().name().unwrap().to_owned();
    let told = serde_json::json!({ "what": what, "sees": sees, "test": test });
    let name = format!("{}.json", file_name(&format!("{test} {what}")));
    fs::write(folder.join(name), told.to_string()).unwrap();
}

/// A file's name for a text.
fn file_name(text: &str) -> String {
    text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect()
}
