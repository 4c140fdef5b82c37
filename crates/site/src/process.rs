//! Running other programs.

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
};

/// A program with its arguments, ready to run.
///
/// Its input and output are those of the tool itself unless a method says otherwise, so that the
/// progress a program shows is seen.
#[derive(Debug)]
pub(crate) struct Process {
    command: Command,
}

/// How a program that was started came to its end.
#[derive(Debug)]
pub(crate) struct Ended {
    line: String,
    status: ExitStatus,
    /// What it wrote to standard output.
    pub(crate) text: String,
}

/// Why a program did not do what it was started for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProcessError {
    /// There is no such program.
    #[error("`{line}` could not start: there is no program `{}`", program.display())]
    NotFound {
        /// The whole command.
        line: String,
        /// What was looked for.
        program: PathBuf,
    },
    /// The system refused to run it, or to hand over what it wrote.
    #[error("`{line}` could not be run: {reason}")]
    Run {
        /// The whole command.
        line: String,
        /// What the system said.
        reason: io::Error,
    },
    /// It ran and said that it failed.
    #[error("`{line}` failed ({status}): {}", words(said))]
    Failed {
        /// The whole command.
        line: String,
        /// Its exit code, or the signal that ended it.
        status: ExitStatus,
        /// What it wrote to standard error, where that was not shown already.
        said: String,
    },
}

/// What a program wrote to standard output, where it says that it succeeded.
fn read_text(line: String, output: &Output) -> Result<String, ProcessError> {
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(ProcessError::Failed { line, status: output.status, said })
    }
}

impl Process {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self { command: Command::new(program) }
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// What it reads, in place of what is typed.
    pub(crate) fn input(mut self, input: impl Into<Stdio>) -> Self {
        self.command.stdin(input);
        self
    }

    /// The command as a person would type it.
    pub(crate) fn line(&self) -> String {
        let words = [self.command.get_program()].into_iter().chain(self.command.get_args());
        words.map(quoted).collect::<Vec<_>>().join(" ")
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Result<(), ProcessError> {
        let line = self.line();
        let status = self.command.status().map_err(|reason| self.not_run(reason))?;
        Ended { line, status, text: String::new() }.success().map(drop)
    }

    /// Without showing what it writes.
    pub(crate) fn quietly(mut self) -> Self {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self
    }

    /// Starts it beside the tool.
    pub(crate) fn start(mut self) -> Result<Child, ProcessError> {
        self.command.stdin(Stdio::null()).spawn().map_err(|reason| self.not_run(reason))
    }

    /// Runs it unseen and returns what it wrote to standard output.
    pub(crate) fn read(mut self) -> Result<String, ProcessError> {
        let line = self.line();
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.map_err(|reason| self.not_run(reason))?;
        read_text(line, &output)
    }

    /// Runs it unseen on a text and returns what it wrote to standard output. It has to read the whole text
    /// before it writes.
    pub(crate) fn read_from(mut self, text: &str) -> Result<String, ProcessError> {
        let line = self.line();
        let pipes =
            self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = pipes.spawn();
        let mut child = child.map_err(|reason| self.not_run(reason))?;
        if let Some(mut input) = child.stdin.take() {
            // A program that ends without reading says why by itself.
            _ = input.write_all(text.as_bytes());
        }
        let output = child.wait_with_output().map_err(|reason| self.not_run(reason))?;
        read_text(line, &output)
    }

    /// Runs it unseen, and returns what it wrote to standard output and to standard error, whether it
    /// says that it succeeded or not.
    pub(crate) fn read_both(mut self) -> Result<(String, String), ProcessError> {
        let output = self.command.stdin(Stdio::null()).output();
        let output = output.map_err(|reason| self.not_run(reason))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((text(&output.stdout), text(&output.stderr)))
    }

    /// Runs it to its end, shows what it writes to standard output as it comes, and returns that.
    pub(crate) fn run_and_read(mut self) -> Result<Ended, ProcessError> {
        let line = self.line();
        let child = self.command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|reason| self.not_run(reason))?;
        let mut text = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            copy_lines(BufReader::new(stdout), &mut io::stdout(), &mut text)
                .map_err(|reason| self.not_run(reason))?;
        }
        let status = child.wait().map_err(|reason| self.not_run(reason))?;
        Ok(Ended { line, status, text: String::from_utf8_lossy(&text).into_owned() })
    }

    /// Runs it in place of the tool, which is then gone: signals such as Ctrl-C reach the program
    /// itself, and nothing is left behind when it ends. Returns only where that failed.
    #[cfg(unix)]
    pub(crate) fn take_over(mut self) -> Result<(), ProcessError> {
        let reason = std::os::unix::process::CommandExt::exec(&mut self.command);
        Err(self.not_run(reason))
    }

    /// As on Unix, but for the tool, which waits for the program: both receive Ctrl-C.
    #[cfg(not(unix))]
    pub(crate) fn take_over(self) -> Result<(), ProcessError> {
        self.run()
    }

    fn not_run(&self, reason: io::Error) -> ProcessError {
        let line = self.line();
        if reason.kind() == io::ErrorKind::NotFound {
            ProcessError::NotFound { line, program: self.command.get_program().into() }
        } else {
            ProcessError::Run { line, reason }
        }
    }
}

impl Ended {
    /// Itself, where the program said that it succeeded.
    pub(crate) fn success(self) -> Result<Self, ProcessError> {
        let Self { line, status, text } = self;
        if status.success() {
            Ok(Self { line, status, text })
        } else {
            Err(ProcessError::Failed { line, status, said: String::new() })
        }
    }
}

/// Line by line, since a progress shown in pieces would mix with what comes on standard error.
fn copy_lines(mut from: impl BufRead, to: &mut impl Write, all: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let start = all.len();
        if from.read_until(b'\n', all)? == 0 {
            return Ok(());
        }
        // As with the console: a reader that went away is no failure.
        let _ = to.write_all(&all[start..]);
    }
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy().into_owned();
    if word.is_empty() || word.contains(char::is_whitespace) { format!("'{word}'") } else { word }
}

/// A program whose output is shown has said it there.
fn words(said: &str) -> &str {
    if said.is_empty() { "what went wrong is said above" } else { said }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Process {
        Process::new("sh").args(["-c", script])
    }

    #[test]
    fn reads_what_a_program_writes() {
        assert_eq!(shell("echo one; echo two").read().unwrap(), "one\ntwo\n");
    }

    #[test]
    fn a_failure_names_the_command_its_end_and_what_it_said() {
        let error = shell("echo no >&2; exit 3").read().unwrap_err().to_string();
        assert_eq!(error, "`sh -c 'echo no >&2; exit 3'` failed (exit status: 3): no");
    }

    #[test]
    fn a_failure_whose_words_were_shown_does_not_repeat_them() {
        let error = shell("exit 3").run().unwrap_err().to_string();
        assert_eq!(
            error,
            "`sh -c 'exit 3'` failed (exit status: 3): what went wrong is said above"
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = Process::new("no-such-program").arg("--version").run().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`no-such-program --version` could not start: there is no program `no-such-program`",
        );
    }

    #[test]
    fn a_program_that_fails_has_run_all_the_same() {
        let ended = shell("exit 1").run_and_read().unwrap();
        assert_eq!(ended.text, "");
        assert!(ended.success().is_err());
    }

    #[test]
    fn text_is_shown_and_kept() {
        let (mut shown, mut kept) = (Vec::new(), Vec::new());
        copy_lines(&b"one\ntwo\nunended"[..], &mut shown, &mut kept).unwrap();
        assert_eq!(kept, b"one\ntwo\nunended");
        assert_eq!(shown, kept);
    }

    #[test]
    fn environment_and_folder_are_handed_over() {
        let text = shell("echo $GREETING; pwd").env("GREETING", "hello").folder(Path::new("/"));
        assert_eq!(text.read().unwrap(), "hello\n/\n");
    }
}
