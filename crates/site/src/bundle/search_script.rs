//! The search's own script and Wasm, which nobody loads who does not search.

use std::fs;

use super::{
    Bundle, BundleError, digest::Digest, inventory::Caching, minifier::Script,
    page_writer::PageWriter,
};

/// What Trunk calls what it made of `crates/search-worker`.
const BINDINGS: &str = "search-worker.js";
const WASM: &str = "search-worker_bg.wasm";
/// The folder of the script's two sides.
const SIDES: &str = "crates/search-worker";

/// The search's own code, by the names of its files in the built site.
#[derive(Debug)]
pub(super) struct SearchScript {
    pub(super) file: String,
    pub(super) wasm: String,
}

/// Puts the script together from the bindings of the Wasm and the two sides that use it, and names
/// both files after what is in them. One script for both sides: the second load comes from the
/// browser's cache.
pub(super) fn write(bundle: &Bundle, writer: &PageWriter) -> Result<SearchScript, BundleError> {
    let take = |file: &str| {
        let path = bundle.staging.join(file);
        let content = fs::read(&path).map_err(|_| BundleError::NoWorker(path.clone()))?;
        fs::remove_file(&path).map_err(|error| BundleError::io("remove", &path, error))?;
        Ok::<_, BundleError>(content)
    };
    let wasm = take(WASM)?;
    let wasm_file = format!("search-{}.wasm", Caching::fingerprint(blake3::hash(&wasm)));
    writer.write_bytes(&wasm_file, &wasm)?;

    let bindings = take(BINDINGS)?;
    let side = |file: &str| {
        let path = bundle.project.join(SIDES).join(file);
        fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))
    };
    let script = format!(
        "const isPage = \"document\" in self;\n(() => {{\nif (isPage) {{\n{}\n}} else {{\n{}\nconst WASM = \"{wasm_file}\", INTEGRITY = \"{}\";\n{}\n}}\n}})();\n",
        side("page.js")?,
        String::from_utf8_lossy(&bindings),
        Digest::of(&wasm),
        side("worker.js")?,
    );
    let script = bundle.minifier().minify(&script, Script::Classic)?;
    let script_file =
        format!("search-{}.js", Caching::fingerprint(blake3::hash(script.as_bytes())));
    writer.write(&script_file, &script)?;
    Ok(SearchScript { file: script_file, wasm: wasm_file })
}
