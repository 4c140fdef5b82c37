use std::{fs, path::Path};

use model::{PageNumber, Route, Slug};

use crate::site_copy::{Site, sites};

/// What the app is handed in a browser, for `tests/browser.rs`, which cannot run this program: the
/// record of every kind of page, made from the specimen site.
#[test]
fn the_records_that_the_browser_reads_are_those_of_the_specimen() {
    let library = Site::copy("valid").load().unwrap();
    let slug = |text: &str| text.parse::<Slug>().unwrap();
    let routes = [
        Route::Home,
        Route::Topics,
        Route::Contact,
        Route::Glossary,
        Route::Search,
        Route::Page(slug("privacy")),
        Route::Archive { category: slug("green-tea"), page: PageNumber::FIRST },
        Route::Article(slug("how-to-brew")),
    ];
    let records: Vec<_> = routes.iter().map(|route| library.page_record(route).unwrap()).collect();
    assert_is_file("records.json", &serde_json::to_string_pretty(&records).unwrap());
    assert_is_file("site.json", &serde_json::to_string_pretty(&**library.site()).unwrap());
}

fn assert_is_file(name: &str, made: &str) {
    let file = sites().join("valid").join(name);
    if fs::read_to_string(&file).unwrap_or_default().trim_end() != made {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&new, format!("{made}\n")).unwrap();
        panic!("read {}, and if it is right, copy it to {}", new.display(), file.display());
    }
}
