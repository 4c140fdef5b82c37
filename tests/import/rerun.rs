use std::fs;

use crate::exported::{Exported, item, post, wxr};

#[test]
fn an_import_that_was_broken_off_goes_on_where_it_ended() {
    let exported = Exported::items(&[post(7, "a", "One."), post(8, "b", "Two.")]);
    // Something stands in the way of the last file.
    let obstacle = exported.site.content().join("redirects.toml");
    fs::create_dir(&obstacle).unwrap();
    let error = exported.import().map(|imported| imported.report).unwrap_err().to_string();
    assert!(error.contains("redirects.toml cannot be read"), "{error}");
    assert!(exported.site.content().join("articles/a.md").exists());
    fs::remove_dir(&obstacle).unwrap();
    let again = exported.import().unwrap();
    assert!(!again.report.contains("-2.md"), "{}", again.report);
    assert!(!exported.site.content().join("articles/a-2.md").exists());
    exported.load().unwrap_or_else(|problems| panic!("{problems}"));
    assert!(exported.import().unwrap().summary.ends_with("nothing changed"));
    assert!(!exported.site.content().join(".wordpress-import.part").exists());
}

#[test]
fn pictures_stay_when_the_media_folder_is_not_given_again() {
    let picture =
        "<img src=\"https://old.example/wp-content/uploads/2013/01/Tea.svg\" alt=\"A cup\">";
    let mut exported = Exported::items(&[post(7, "a", picture)]);
    exported.upload("2013/01/Tea.svg");
    exported.import().unwrap();
    assert_eq!(exported.body_of("a"), "![A cup](/pictures/tea.svg)\n");
    exported.import.media = None;
    assert!(exported.import().unwrap().summary.ends_with("nothing changed"));
    assert!(exported.verify().is_whole);
    // A folder that has only what is new is no reason to lose what came before.
    let other = exported.site.folder().join("other");
    fs::create_dir(&other).unwrap();
    exported.import.media = Some(other);
    assert!(exported.import().unwrap().summary.ends_with("nothing changed"));
}

#[test]
fn a_site_that_has_moved_to_https_is_the_same_site() {
    let old = wxr(&post(7, "a", "One.")).replace("https://old.example", "http://www.old.example");
    let exported = Exported::bytes(old.as_bytes());
    exported.import().unwrap();
    fs::write(&exported.import.export, wxr(&post(7, "a", "One."))).unwrap();
    let again = exported.import().unwrap();
    assert!(again.summary.ends_with("nothing changed"), "{}", again.report);
    assert!(!exported.site.content().join("articles/a-2.md").exists());
}

#[test]
fn a_record_that_names_the_whole_address_is_still_known() {
    let exported = Exported::items(&[
        post(7, "a", "One."),
        item(8, "page", "b", "https://old.example/b/", "Two.", ""),
    ]);
    exported.import().unwrap();
    let record = exported.read(".wordpress-import.json");
    let whole = record.replace("\"old.example ", "\"https://old.example ");
    exported.site.write(".wordpress-import.json", &whole);
    let again = exported.import().unwrap();
    assert!(again.summary.ends_with("nothing changed"), "{}", again.report);
    assert!(!again.report.contains("-2.md"), "{}", again.report);
}

#[test]
fn a_record_that_is_damaged_is_named() {
    let exported = Exported::items(&[post(7, "a", "One.")]);
    exported.site.write(".wordpress-import.json", "{ half");
    let error = exported.import().map(|imported| imported.report).unwrap_err().to_string();
    assert!(error.contains(".wordpress-import.json") && !error.contains("the folder"), "{error}");
}
