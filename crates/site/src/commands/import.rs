use std::{fs, io, path::PathBuf, process::ExitCode};

use super::CommandError;
use crate::{
    cli,
    console::Console,
    content::Printed,
    import::{self, Import, ImportError},
    project::Project,
    today::today,
};

/// Why an import could not be done or reported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportCommandError {
    /// The import itself.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The report could not be written.
    #[error("the report {} cannot be written: {reason}. Name another file with --report.", file.display())]
    Report {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

pub(super) fn run(
    options: &cli::Import,
    project: &Project,
    console: Console,
) -> Result<ExitCode, CommandError> {
    let cli::Source::Wordpress(options) = &options.source;
    let today = today().ok_or(CommandError::Clock)?;
    let import = Import {
        export: options.export.clone(),
        media: options.media.clone(),
        content: options.into.clone().unwrap_or_else(|| project.content()),
        dry_run: options.dry_run,
        today,
    };
    let (report, summary, code) = if options.verify {
        let verified = import::verify(&import).map_err(ImportCommandError::Import)?;
        let code = if verified.is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        (verified.report, verified.summary, code)
    } else {
        let imported = import::import(&import).map_err(ImportCommandError::Import)?;
        (imported.report, imported.summary, ExitCode::SUCCESS)
    };
    let name = if options.verify { "import-verified.txt" } else { "import-report.txt" };
    let file = options.report.clone().unwrap_or_else(|| project.target().join(name));
    let failed = |reason| ImportCommandError::Report { file: file.clone(), reason };
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(&file, &report).map_err(failed)?;
    // The report ends with the summary.
    debug_assert!(report.contains(&summary));
    console.say(printed(&report));
    console.say(format_args!("\nThis report is in {}.", file.display()));
    Ok(code)
}

/// A report as a terminal shows it: it quotes the export, which may come from anybody.
fn printed(report: &str) -> String {
    let lines = report.trim_end().lines().map(|line| Printed(line).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_in_a_report() {
        let report = format!("post 1 “\u{1b}]0;x\u{7}”\n{}a\n", "line\n".repeat(1_000));
        let printed = printed(&report);
        assert!(printed.starts_with("post 1 “\\u{1b}]0;x\\u{7}”\nline\n"), "{printed}");
        assert_eq!(printed.lines().count(), report.lines().count());
    }
}
