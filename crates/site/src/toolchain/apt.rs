//! The packages of Debian and its kin.

use crate::process::{Process, ProcessError};

/// Whether packages can be installed: the system has `apt-get`, and this user may.
pub(super) fn can_install() -> bool {
    which::which("apt-get").is_ok() && is_root()
}

/// Installs `packages` with what they need, and nothing that they only recommend.
pub(super) fn install(packages: &[&str]) -> Result<(), ProcessError> {
    let apt = || {
        Process::new("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            // Another installation may be under way.
            .args(["--quiet", "--option", "DPkg::Lock::Timeout=300"])
    };
    apt().arg("update").run()?;
    apt().args(["install", "--yes", "--no-install-recommends"]).args(packages).run()
}

fn is_root() -> bool {
    Process::new("id").arg("-u").read().is_ok_and(|text| text.trim() == "0")
}
