use std::{
    env, fs, io, iter,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::ExitCode,
};

use serde::Deserialize;

use super::{CommandError, hook};
use crate::{cli::Serve, console::Console, process::Process, project::Project, toolchain};

/// Why the site cannot be served.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The tool does not find itself.
    #[error("the program cannot be found again: {0}. Start it once more.")]
    Tool(io::Error),
    /// It is not known what Trunk ignores.
    #[error(
        "Trunk.toml cannot be read: {0}. It needs a part `[watch]` with a list `ignore`; put it back."
    )]
    Trunk(String),
}

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
    let tool = env::current_exe().map_err(ServeError::Tool)?;
    let mut watcher = Process::new(tool).arg("watch").folder(project.root()).start()?;
    let mut serve = Process::new(trunk)
        .args(["serve", "--port", &options.port.to_string(), "--dist"])
        .arg(dist(project))
        .env(hook::WATCHED, "1")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .folder(project.root());
    if options.open {
        serve = serve.arg("--open");
    }
    for folder in ignored(project)? {
        serve = serve.args(["--ignore", &folder]);
    }
    let served = serve.args(&options.trunk).take_over();
    // Where Trunk took the tool's place, the watcher ends by itself when Trunk does.
    let _ = watcher.kill();
    served?;
    Ok(ExitCode::SUCCESS)
}

/// What is served. What stands in `dist/` is always a release: nobody sends a site under work to a host.
pub(super) fn dist(project: &Project) -> PathBuf {
    project.target().join("serve")
}

/// What Trunk is not to build anew for: what `Trunk.toml` says, and the content, which the watcher
/// writes into the preview without a build. On the command line the first would not count any more.
fn ignored(project: &Project) -> Result<Vec<String>, ServeError> {
    #[derive(Deserialize)]
    struct Trunk {
        watch: Watch,
    }
    #[derive(Deserialize)]
    struct Watch {
        ignore: Vec<String>,
    }
    let file = project.root().join("Trunk.toml");
    let text = fs::read_to_string(file).map_err(|error| ServeError::Trunk(error.to_string()))?;
    let Trunk { watch } =
        toml::from_str(&text).map_err(|error| ServeError::Trunk(error.to_string()))?;
    // Trunk refuses to ignore what is not there.
    let there = |folder: &String| project.root().join(folder).exists();
    let content = iter::once("content".to_owned());
    Ok(watch.ignore.into_iter().chain(content).filter(there).collect())
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
