use std::fs;

use proptest::{
    collection::vec,
    prelude::{Just, Strategy, any, prop_oneof},
    prop_assert,
    sample::select,
};
use site::content;

use crate::{
    fuzzer::{Verdict, again, fuzz},
    hostile::{self, TOKENS},
    site_copy::{Site, selection},
};

/// No message is longer, whatever stands in the file that it is about.
const LONGEST_MESSAGE: usize = 2_000;

/// Puts `bytes` in the place of `file` and checks the site: it is read, or each problem names a
/// line that there is and says what is wrong in so many words.
fn is_read_or_refused(site: &Site, file: &str, bytes: &[u8]) -> Verdict {
    site.write(file, bytes);
    let problems = content::check(&site.content(), selection(false)).problems;
    let ends = |byte: &&u8| matches!(**byte, b'\n' | b'\r');
    let lines = 1 + bytes.iter().filter(ends).count();
    for problem in problems.as_slice() {
        let words = problem.to_string();
        let own = problem.file.ends_with(file);
        prop_assert!(
            !own || problem.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{words}"
        );
        prop_assert!(words.len() < LONGEST_MESSAGE, "{} bytes: {words}", words.len());
        let controls = |letter: char| letter.is_control() && letter != '\n';
        prop_assert!(!words.contains(controls), "a terminal would obey: {words:?}");
    }
    Ok(())
}

fn is_article(name: &str) -> bool {
    name.starts_with("articles/how-to") || name.starts_with("articles/second")
}

#[test]
fn front_matter() {
    let site = Site::copy("base");
    let fields = prop_oneof![
        2 => hostile::text(0..30).prop_map(|fields| format!("+++\n{fields}\n+++\nText.\n")),
        2 => hostile::file(is_article),
        1 => hostile::text(0..12),
    ];
    fuzz("front_matter", 400, fields, |text| {
        is_read_or_refused(&site, "articles/brewing.md", text.as_bytes())
    });
}

#[test]
fn markdown() {
    let site = Site::copy("base");
    let whole = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    let end = whole.rfind("+++\n").unwrap() + 4;
    let head = whole[..end].to_owned();
    fuzz("markdown", 400, hostile::text(0..60), |body| {
        is_read_or_refused(&site, "articles/brewing.md", format!("{head}{body}").as_bytes())
    });
}

#[test]
fn other_files() {
    let site = Site::copy("valid");
    let files =
        ["clinic.toml", "glossary.toml", "words.txt", "categories/oolong.md", "pages/home.md"];
    let originals = files.map(|file| fs::read(site.content().join(file)).ok());
    let input = select((0..files.len()).collect::<Vec<_>>()).prop_flat_map(move |index| {
        let kind = files[index].split('/').next().unwrap();
        let kind = if kind == "words.txt" { "clinic.toml" } else { kind };
        let text = prop_oneof![
            4 => hostile::file(move |name| name.starts_with(kind)).prop_map(String::into_bytes),
            2 => hostile::text(0..30).prop_map(String::into_bytes),
            1 => vec(any::<u8>(), 0..200),
        ];
        (Just(index), text)
    });
    fuzz("other_files", 250, input, |(index, bytes)| {
        let verdict = is_read_or_refused(&site, files[*index], bytes);
        match &originals[*index] {
            Some(original) => site.write(files[*index], original),
            None => fs::remove_file(site.content().join(files[*index])).unwrap(),
        }
        verdict
    });
}

#[test]
fn pictures() {
    let site = Site::copy("base");
    fs::create_dir(site.content().join("pictures")).unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><style>a{}</style>\
               <g><use href=\"#a\"/><path d=\"M0 0\"/></g></svg>";
    let drawn = (0..svg.len(), hostile::text(0..4), hostile::text(0..3))
        .prop_map(|(at, put, end)| format!("{}{put}{}{end}", &svg[..at], &svg[at..]).into_bytes());
    let magic: [&[u8]; 6] = [
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"\0\0\0 ftypavif",
        b"BM",
    ];
    let painted = (select(magic.to_vec()), vec(any::<u8>(), 0..300))
        .prop_map(|(magic, rest)| [magic, &rest].concat());
    let input = prop_oneof![
        (Just("pictures/a.svg"), prop_oneof![drawn, vec(any::<u8>(), 0..60)]),
        (select(vec!["pictures/a.png", "pictures/a.avif", "pictures/a.webp"]), painted),
    ];
    fuzz("pictures", 400, input, |(file, bytes)| {
        let verdict = is_read_or_refused(&site, file, bytes);
        fs::remove_file(site.content().join(file)).unwrap();
        verdict
    });
}

/// A pattern of a few tokens over and over, up to the size of the largest file that is read. What
/// takes a step for each pair of its letters, a million million, does not end in the time that a case
/// has; how time grows below that is not measured.
#[test]
fn bombs() {
    /// As much as is read of a file, but for the front matter.
    const LARGEST: usize = 1024 * 1024 - 1024;
    /// What once took minutes: a sentence without an end, with something wrong in each of its words.
    const FOUND: [&str; 6] = [
        "sms:85258?body=SHOUT\\",
        "NMDA ",
        "commit suicide ",
        "1 in 4 ",
        "limit in blood 20 mg ",
        "Misuse of Drugs Act ",
    ];

    let site = Site::copy("base");
    let whole = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    let end = whole.rfind("+++\n").unwrap() + 4;
    let (head, file) = (whole[..end].to_owned(), "articles/brewing.md");
    let is_checked = |text: &str| {
        site.write(file, text);
        // To come back is to pass; the fuzzer watches the time.
        let words = content::check(&site.content(), selection(false)).problems.to_string().len();
        prop_assert!(words < 1024 * 1024, "{words} bytes of problems are no help to anybody");
        Ok(())
    };

    for found in FOUND {
        again("bombs", &found, |found| {
            is_checked(&format!("{head}{}", found.repeat(LARGEST / found.len())))
        });
    }
    // The parser went through all open lists at each of many lines.
    let lists = format!("{head}{}{}", "- ".repeat(LARGEST / 4), "a\n".repeat(LARGEST / 4));
    again("bombs", &"lists in lists, and many lines", |_| is_checked(&lists));
    let acronyms = (0..LARGEST / 5).map(|number| {
        let letter = |place: usize| char::from(b'A' + u8::try_from(number / place % 26).unwrap());
        [letter(1), letter(26), letter(26 * 26), letter(26 * 26 * 26), ' ']
            .iter()
            .collect::<String>()
    });
    let acronyms = format!("{head}{}", acronyms.collect::<String>());
    again("bombs", &"acronyms, no two the same", |_| is_checked(&acronyms));

    let part = || vec(select(TOKENS), 1..4).prop_map(|tokens| tokens.concat());
    let input = (part(), part(), any::<bool>(), any::<bool>());
    fuzz("bombs", 6, input, |(pattern, other, is_body, grows)| {
        let mut bomb = pattern.repeat(LARGEST / if *grows { 2 } else { 1 } / pattern.len().max(1));
        if *grows {
            bomb.push_str(&other.repeat(LARGEST / 2 / other.len().max(1)));
        }
        let text = if *is_body {
            format!("{head}{bomb}")
        } else {
            head.replacen("+++\n", &format!("+++\n{bomb}\n"), 1)
        };
        is_checked(&text)
    });
}
