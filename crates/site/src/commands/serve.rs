use std::{
    fs, io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    process::ExitCode,
};

use super::CommandError;
use crate::{cli::Serve, console::Console, process::Process, project::Project, toolchain};

/// Why the site cannot be served on a port.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PortError {
    /// Something else does.
    #[error(
        "port {port} is in use by another program. Stop that one, or take another port: `cargo site \
         serve --port {}`.", other(*port)
    )]
    InUse {
        /// The port.
        port: u16,
    },
    /// The system does not allow it.
    #[error("port {port} cannot be used ({reason}). Take another: `cargo site serve --port 8080`.")]
    Refused {
        /// The port.
        port: u16,
        /// What the system said.
        reason: io::Error,
    },
}

pub(super) fn run(
    options: &Serve,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    // Trunk finds out only after minutes of building.
    check_port(options.port)?;
    let trunk = toolchain::for_serving(project, console)?;
    console.say(format_args!(
        "Building the site for http://localhost:{}/ (the first time takes some minutes); Ctrl-C \
         ends it.",
        options.port
    ));
    // `Trunk.toml` has Trunk ignore this folder, and Trunk refuses to where there is none. If it
    // cannot be made, Trunk says so.
    let _ = fs::create_dir_all(project.dist());
    let mut serve = Process::new(trunk)
        .args(["serve", "--port", &options.port.to_string(), "--dist"])
        // What stands in `dist/` is always a release: nobody sends a site under work to a host.
        .arg(project.target().join("serve"))
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .folder(project.root());
    if options.open {
        serve = serve.arg("--open");
    }
    serve.args(&options.trunk).take_over()?;
    Ok(ExitCode::SUCCESS)
}

/// Whether Trunk can listen on both of this machine's own addresses.
fn check_port(port: u16) -> Result<(), PortError> {
    let addresses: [SocketAddr; 2] =
        [(Ipv4Addr::LOCALHOST, port).into(), (Ipv6Addr::LOCALHOST, port).into()];
    for address in addresses {
        match TcpListener::bind(address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                return Err(PortError::InUse { port });
            }
            Err(reason) if reason.kind() == io::ErrorKind::PermissionDenied => {
                return Err(PortError::Refused { port, reason });
            }
            // A machine without IPv6 is fine.
            _ => {}
        }
    }
    Ok(())
}

fn other(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(8080)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_refused_with_another() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} is in use")), "{error}");
        assert!(error.contains(&format!("--port {}", other(port))), "{error}");

        drop(listener);
        check_port(port).unwrap();
    }

    #[test]
    fn there_is_always_another_port() {
        assert_eq!(other(8080), 8081);
        assert_eq!(other(u16::MAX), 8080);
    }
}
