//! nginx and Caddy: the servers that tests run the built site on, with the files that are made for them.

use std::path::PathBuf;

use super::{ToolError, apt};
use crate::console::Console;

/// What Debian calls them; nginx sends `.br` files only with the module.
const PACKAGES: [&str; 3] = ["nginx", "libnginx-mod-http-brotli-static", "caddy"];

/// Where Debian puts nginx's module.
const BROTLI_MODULE: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// Where the two programs are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebServers {
    pub(crate) nginx: PathBuf,
    /// The module with which nginx sends `.br` files.
    pub(crate) brotli_module: PathBuf,
    pub(crate) caddy: PathBuf,
}

/// Makes sure of both.
pub(crate) fn ensure(console: Console) -> Result<WebServers, ToolError> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !apt::can_install() {
        return Err(missing());
    }
    console.say(
        "Installing nginx and Caddy from the system's packages: a download of about 15 MB, once.",
    );
    apt::install(&PACKAGES)
        .map_err(|reason| ToolError::Install { tool: "nginx and Caddy".to_owned(), reason })?;
    find().ok_or_else(missing)
}

fn find() -> Option<WebServers> {
    // Debian keeps nginx out of the PATH of most users.
    let nginx = which::which("nginx").ok().or_else(|| there("/usr/sbin/nginx"))?;
    let caddy = which::which("caddy").ok()?;
    Some(WebServers { nginx, brotli_module: there(BROTLI_MODULE)?, caddy })
}

fn there(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(path);
    path.is_file().then_some(path)
}

fn missing() -> ToolError {
    ToolError::Missing {
        tool: "nginx with its Brotli module, or Caddy, which the tests of hosts need,".to_owned(),
        remedy: format!("On Debian, run `sudo apt-get install {}`.", PACKAGES.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_says_what_to_run() {
        let error = missing().to_string();
        assert!(error.contains("sudo apt-get install nginx libnginx-mod"), "{error}");
    }
}
