use std::{process::ExitCode, time::Instant};

use model::{Library, PageNumber, Route};

use super::CommandError;
use crate::{
    console::Console,
    content::{self, Problems, Selection},
    project::Project,
    today::today,
};

pub(super) fn run(project: &Project, console: Console) -> Result<ExitCode, CommandError> {
    let start = Instant::now();
    let today = today().ok_or(CommandError::Clock)?;
    // As a release shows it: a link to a draft is dead there.
    let checked = content::load(&project.content(), Selection { today, unpublished: false });
    let seconds = start.elapsed().as_secs_f64();
    Ok(match checked {
        Ok(library) => {
            console.say(format_args!("{}: no problems ({seconds:.2} s)", summary(&library)));
            ExitCode::SUCCESS
        }
        Err(problems) => {
            console.say(&problems);
            console.say(format_args!("\ncontent: {} ({seconds:.2} s)", count(&problems)));
            ExitCode::FAILURE
        }
    })
}

/// How many of each kind readers can see.
fn summary(library: &Library) -> String {
    let (mut articles, mut categories, mut pages) = (0, 0, 0);
    for route in library.routes() {
        match route {
            Route::Article(_) => articles += 1,
            Route::Archive { page, .. } => categories += usize::from(page == PageNumber::FIRST),
            Route::Home | Route::Topics | Route::Contact | Route::Glossary | Route::Page(_) => {
                pages += 1;
            }
        }
    }
    let articles = plural(articles, "article", "articles");
    let categories = plural(categories, "category", "categories");
    format!("content: {articles}, {categories}, {}", plural(pages, "page", "pages"))
}

/// `1 problem`, `3 problems`.
pub(super) fn count(problems: &Problems) -> String {
    plural(problems.as_slice().len(), "problem", "problems")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(plural(0, "problem", "problems"), "0 problems");
        assert_eq!(plural(1, "category", "categories"), "1 category");
        assert_eq!(plural(7, "category", "categories"), "7 categories");
    }
}
