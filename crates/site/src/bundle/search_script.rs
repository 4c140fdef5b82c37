//! The search's own script and Wasm, which nobody loads who does not search.

use std::{fs, path::Path};

use super::{BundleError, page_writer::PageWriter};

/// What Trunk calls what it made of `crates/search-worker`.
const BINDINGS: &str = "search-worker.js";
const WASM: &str = "search-worker_bg.wasm";
/// Trunk's type declarations, which nobody reads.
const SIDES: &str = "crates/search-worker";

/// Puts the script together from the bindings of the Wasm and the two sides that use it, names both
/// files after what is in them, and returns the script's name. One script for both sides: the
/// second load comes from the browser's cache.
pub(super) fn write(
    project: &Path,
    staging: &Path,
    writer: &PageWriter,
) -> Result<String, BundleError> {
    let take = |file: &str| {
        let path = staging.join(file);
        let content = fs::read(&path).map_err(|_| BundleError::NoWorker(path.clone()))?;
        fs::remove_file(&path).map_err(|error| BundleError::io("remove", &path, error))?;
        Ok::<_, BundleError>(content)
    };
    let wasm = take(WASM)?;
    let wasm_file = format!("search-{}.wasm", hash(&wasm));
    writer.write_bytes(&wasm_file, &wasm)?;

    let bindings = take(BINDINGS)?;
    let side = |file: &str| {
        let path = project.join(SIDES).join(file);
        fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))
    };
    let script = format!(
        "const isPage = \"document\" in self;\n(() => {{\nif (isPage) {{\n{}\n}} else {{\n{}\nconst WASM = \"{wasm_file}\";\n{}\n}}\n}})();\n",
        lean(&side("page.js")?),
        String::from_utf8_lossy(&bindings),
        lean(&side("worker.js")?),
    );
    let script_file = format!("search-{}.js", hash(script.as_bytes()));
    writer.write(&script_file, &script)?;
    Ok(script_file)
}

/// Without indentation and comments, which are for those who write the file.
fn lean(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn hash(content: &[u8]) -> String {
    blake3::hash(content).to_hex()[..16].to_owned()
}
