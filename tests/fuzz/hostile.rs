use std::{fs, ops::Range};

use proptest::{
    collection::vec,
    prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof},
    sample::{Index, select},
    string::string_regex,
};

use crate::site_copy::sites;

/// What means something to one of the parsers on the way: TOML, Markdown, HTML, URLs, JSON, CSS.
pub(crate) const TOKENS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title>",
    "</div>",
    "<!--",
    "-->",
    "<",
    ">",
    "\"",
    "'",
    "&lt;",
    "&#x3c;",
    "&#1;",
    "&#x202e;",
    "&#xffff;",
    "&amp",
    "]]>",
    "<!>",
    "</script",
    "{{",
    "}}",
    "javascript:alert(1)",
    "JaVaScRiPt:",
    "data:text/html,<b>",
    "vbscript:",
    "//evil.example",
    "https://a.example",
    "http://",
    "https://a.example/\"onmouseover=alert(1)//",
    "tel:116 123",
    "tel:01493 253060",
    "sms:85258?body=SHOUT",
    "mailto:a@b.example",
    "/articles/brewing/",
    "/topics/#main",
    "/category/green-tea/page/2/",
    "#water",
    "%2e%2e/",
    "../",
    "\\",
    "%00",
    "# ",
    "## ",
    "###### ",
    "- ",
    "1. ",
    "99999999999. ",
    "> ",
    "> [!note] ",
    "> [!urgent] ",
    "> [!details] ",
    "> [!emergency] ",
    "[!",
    "`",
    "```\n",
    "~~~\n",
    "    ",
    "\t",
    "*",
    "**",
    "***",
    "_",
    "[a](",
    "[",
    "](",
    ")",
    "![",
    "![a](/pictures/leaf.svg \"b\")",
    "[^a]",
    "[^a]: ",
    "[@leaf-2020]",
    "[@leaf-2020; @leaf-2020]",
    "[@",
    "(abbr: \"",
    "[a](abbr: \"b\")",
    "[a](lang:fr)",
    "[a]: b\n",
    "Table: a\n\n",
    "| a | b |\n",
    "|---|:-:|\n",
    "|",
    "---\n",
    "===\n",
    "\n: ",
    "\n",
    "\n\n",
    "\\\n",
    "  \n",
    "{#id}",
    "{#main}",
    "{.a b=c}",
    "<https://a.example>",
    "<a@b.example>",
    "&nbsp;",
    "+++\n",
    "title = ",
    "\"\"\"",
    "'''",
    "[[references]]\n",
    "[review]\n",
    "[picture]\n",
    "id = ",
    "text = ",
    "doi = \"10.1/a\"",
    "url = ",
    "published = ",
    "2026-01-10",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "2026-01-10T00:00:00Z",
    "categories = [\"green-tea\"]",
    "= ",
    "[",
    "]",
    "{ a = 1 }",
    "inf",
    "nan",
    "0x7fffffffffffffff",
    "1e999",
    "true",
    "\u{0}",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\u{200d}",
    "\u{301}",
    "é",
    "茶",
    "👩‍👩‍👧‍👦",
    "\u{fdfd}",
    "ﬃ",
    "İ",
    "ß",
    "\r",
    "\r\n",
    "ketamine",
    "suicide",
    "one in four",
    "50%",
    "commit",
    "Dr",
    "NHS",
    "KAP",
    "1,000 mg",
    "A sentence of words. ",
];

/// Text of tokens and of anything else.
pub(crate) fn text(length: Range<usize>) -> BoxedStrategy<String> {
    let token = prop_oneof![
        6 => select(TOKENS).prop_map(str::to_owned),
        2 => string_regex("[a-zA-Z0-9 .,'-]{0,12}").unwrap(),
        1 => string_regex("(?s:.){0,4}").unwrap(),
    ];
    vec(token, length).prop_map(|tokens| tokens.concat()).boxed()
}

/// Short text for a value that is read whole, such as a phone number: one of `right`, changed a
/// little, or anything.
pub(crate) fn value(right: &'static [&'static str]) -> BoxedStrategy<String> {
    let right = select(right).prop_map(str::to_owned);
    let edited = (right.clone(), edits(3)).prop_map(|(text, edits)| edited(&text, &edits));
    prop_oneof![1 => right, 6 => edited, 3 => text(0..6)].boxed()
}

/// One of the files that the tests' sites are made of, changed in some places. `is_wanted` says of
/// a path below `content/` whether it is one.
pub(crate) fn file(is_wanted: impl Fn(&str) -> bool) -> BoxedStrategy<String> {
    let root = sites().join("valid/content");
    let mut found = Vec::new();
    for folder in ["", "articles", "categories", "pages"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            if path.is_file() && is_wanted(&name) {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "the corpus is empty");
    // The order of a folder is the disk's.
    found.sort();
    let texts: Vec<_> = found.into_iter().map(|(_, text)| text).collect();
    (select(texts), edits(8)).prop_map(|(text, edits)| edited(&text, &edits)).boxed()
}

/// One change of a text: where, how much is taken out, and what is put there.
type Edit = (Index, usize, String);

fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let cut = prop_oneof![3 => Just(0), 2 => 1_usize..4, 1 => 0_usize..400];
    vec((any::<Index>(), cut, text(0..4)), 1..=most)
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for (place, cut, put) in edits {
        let start = place.index(letters.len() + 1);
        let end = (start + cut).min(letters.len());
        letters.splice(start..end, put.chars());
    }
    letters.into_iter().collect()
}
