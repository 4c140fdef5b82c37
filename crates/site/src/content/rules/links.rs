use model::{Inline, plain_text};

use super::{Example, Findings, Rule, Severity};
use crate::content::passage::Passage;

pub(super) static VAGUE_LINK_TEXT: Rule = Rule {
    name: "vague-link-text",
    severity: Severity::Warning,
    summary: "A link says where it leads.",
    reason: "Screen readers list the links of a page without the words around them: ten times \"here\" is no help.",
    source: "WCAG 2.2, 2.4.4 and 2.4.9 (link purpose).",
    remedy: "name the page or the thing that it leads to",
    example: Example {
        wrong: "For help, [click here](/contact/).",
        right: "For help, see [how to reach us](/contact/).",
    },
};

const VAGUE: [&str; 16] = [
    "click",
    "click here",
    "details",
    "find out more",
    "follow this link",
    "here",
    "info",
    "learn more",
    "link",
    "more",
    "more information",
    "read more",
    "this",
    "this article",
    "this link",
    "this page",
];

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for passage in passages {
        check_inlines(&passage.content, passage.line, findings);
    }
}

fn check_inlines(inlines: &[Inline], line: usize, findings: &mut Findings) {
    for inline in inlines {
        match inline {
            Inline::Link { content, .. } => {
                let words = plain_text(content);
                let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                if VAGUE.contains(&bare.as_str()) {
                    let finding = VAGUE_LINK_TEXT.finding("this link does not say where it leads");
                    findings.add(line, finding.about(&words));
                }
            }
            Inline::Strong(content)
            | Inline::Emphasis(content)
            | Inline::Language { content, .. } => {
                check_inlines(content, line, findings);
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Abbreviation { .. }
            | Inline::Citation(_)
            | Inline::Footnote(_)
            | Inline::Term { .. }
            | Inline::Break => {}
        }
    }
}
