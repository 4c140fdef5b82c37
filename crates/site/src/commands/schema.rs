use std::{fs, io, path::PathBuf, process::ExitCode};

use super::CommandError;
use crate::{console::Console, content, project::Project, today::today};

/// Why the schemas could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SchemaError {
    /// The system did not let a file be written.
    #[error("cannot write {}: {reason}. Check that you may write to its folder.", file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A schema is no JSON.
    #[error("a schema cannot be written: {0}; this is a mistake of the program, please report it")]
    Json(#[from] serde_json::Error),
}

/// Writes all schemas, the same in every run.
pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let today = today().ok_or(CommandError::Clock)?;
    let folder = project.root().join("docs").join("schemas");
    fs::create_dir_all(&folder)
        .map_err(|reason| SchemaError::Write { file: folder.clone(), reason })?;
    for (name, schema) in content::schemas(today) {
        let text = serde_json::to_string_pretty(&schema).map_err(SchemaError::Json)? + "\n";
        let file = folder.join(format!("{name}.schema.json"));
        fs::write(&file, text)
            .map_err(|reason| SchemaError::Write { file: file.clone(), reason })?;
        console.say(format_args!("docs/schemas/{name}.schema.json"));
    }
    Ok(ExitCode::SUCCESS)
}
