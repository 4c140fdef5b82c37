use std::fs;

use site::content::Problems;

use crate::{fault::told, site_copy::Site};

#[test]
fn a_file_cut_off_anywhere_is_read_or_refused() {
    let files =
        ["articles/how-to-brew.md", "articles/second-flush.md", "pages/about.md", "clinic.toml"];
    for file in files {
        let site = Site::copy("valid");
        let whole = fs::read_to_string(site.content().join(file)).unwrap();
        for (end, _) in whole.char_indices() {
            site.write(file, &whole[..end]);
            let lines = 1 + whole[..end].matches('\n').count();
            let problems = site.load().map(drop).err();
            for problem in problems.iter().flat_map(Problems::as_slice) {
                let own = problem.file.ends_with(file);
                assert!(!own || problem.line.is_none_or(|line| line <= lines), "{end}: {problem}");
            }
        }
    }
    told(
        "a content file that is cut off anywhere",
        "the rest, or an error with a line of the file",
    );
}

#[test]
fn no_text_takes_all_of_the_stack() {
    let site = Site::copy("base");
    let head = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    let head = head.split_inclusive("+++\n").take(2).collect::<String>();
    for bomb in [
        ">".repeat(100_000),
        "[".repeat(100_000),
        "![".repeat(50_000),
        "[a](".repeat(50_000),
        "*a **b ".repeat(30_000),
        "*a **b ".repeat(30_000) + &"** *".repeat(30_000),
        (0..400).map(|depth| " ".repeat(2 * depth) + "- a\n").collect(),
        "> [!details] a\n> ".repeat(20_000),
        format!("|{}\n|{}\n{}", "a|".repeat(9_000), "-|".repeat(9_000), "|\n".repeat(9_000)),
        "[^a]: [^a]\n".repeat(20_000),
        "a\n: b\n".repeat(20_000),
        "[@a]".repeat(20_000),
    ] {
        // To return at all is to pass: what overflows the stack ends the program.
        site.write("articles/brewing.md", format!("{head}{bomb}"));
        let _ = site.load();
    }
    for bomb in [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{ a = ".repeat(50_000)),
        format!("{}a = 1", "a.".repeat(50_000)),
        format!("[{}a]", "a.".repeat(50_000)),
        "[[references]]\n".repeat(20_000),
        // Mistakes all along one line, each of which was explained with a look at the whole of it.
        "vbscript:-->".repeat(80_000),
        format!("categories = [{}]", "\"a\",".repeat(50_000)),
    ] {
        site.write("articles/brewing.md", head.replacen("+++\n", &format!("+++\n{bomb}\n"), 1));
        assert!(site.load().is_err());
    }
    told("nested and repeated text and fields, made to take all memory", "an error, or the text");
}

/// What a file may not hold as it stands, TOML and Markdown have ways to write.
#[test]
fn what_cannot_be_seen_is_refused_however_it_is_written() {
    let site = Site::copy("base");
    let whole = fs::read_to_string(site.content().join("articles/brewing.md")).unwrap();
    let summary = whole.lines().position(|line| line.starts_with("summary = \"")).unwrap();
    let escape = whole.replacen("summary = \"", "summary = \"\\u0000", 1);
    let deep = whole.replacen("+++\n", "+++\nauthors = [\"Jo\\u202E\"]\n", 1);
    let last = whole.lines().count();
    let number = format!("{whole}\nTwo\nand &#x1b;[2J\n");
    for (text, line, letter) in
        [(escape, summary + 1, "\\u{0}"), (deep, 2, "\\u{202e}"), (number, last + 3, "\\u{1b}")]
    {
        site.write("articles/brewing.md", text);
        let problems = site.problems();
        let expected = format!(
            "content/articles/brewing.md:{line}: this line has the invisible character {letter},"
        );
        assert!(problems.starts_with(&expected) && problems.lines().count() == 1, "{problems}");
    }
    site.write("articles/brewing.md", format!("{whole}\nCaf&#xe9; &#169; and &#8209; too.\n"));
    site.load().unwrap();
    told("control characters as escapes of TOML or numbers of Markdown", "an error with the line");
}
