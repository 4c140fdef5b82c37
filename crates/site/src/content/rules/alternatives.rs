use super::{Example, Findings, Rule, Severity};
use crate::content::passage::{Passage, PassageKind};

pub(super) static LONG_ALTERNATIVE: Rule = Rule {
    name: "long-alternative",
    severity: Severity::Warning,
    summary: "The alternative text of a picture has 125 characters at most.",
    reason: "It is heard in one piece and cannot be skimmed; some screen readers cut it or break it up there.",
    source: "Common practice of accessibility guides, after how JAWS reads alternative text; WCAG 2.2, 1.1.1 sets no number.",
    remedy: "say what matters in the picture, and put the rest into the text beside it",
    example: Example {
        wrong: "![A white teapot with a blue rim stands on a round oak table by the window, and next to it there are two cups, a spoon and a jug of milk](/pictures/teapot.png)",
        right: "![A teapot and two cups by a window](/pictures/teapot.png)",
    },
};

pub(super) static ALTERNATIVE_REPEATS_CAPTION: Rule = Rule {
    name: "alternative-repeats-caption",
    severity: Severity::Warning,
    summary: "The alternative text of a picture says something else than its caption.",
    reason: "Who listens to the page hears both, one after the other.",
    source: "W3C, Alt Decision Tree and HTML, 4.8.4.4 (alternative text does not repeat the caption).",
    remedy: "let the alternative text say what the picture shows, and the caption what it means",
    example: Example {
        wrong: "![Our teapot](/pictures/teapot.png \"Our teapot\")",
        right: "![A white teapot with a blue rim](/pictures/teapot.png \"Our teapot\")",
    },
};

const MOST_CHARACTERS: usize = 125;

pub(super) fn check(passages: &[Passage], findings: &mut Findings) {
    for (index, passage) in passages.iter().enumerate() {
        if passage.kind != PassageKind::Alternative {
            continue;
        }
        let length = passage.text.chars().count();
        if length > MOST_CHARACTERS {
            let message = format!(
                "this alternative text has {length} characters, more than {MOST_CHARACTERS}"
            );
            findings.add(passage.line, LONG_ALTERNATIVE.finding(message).about(&passage.text));
        }
        let caption =
            passages.get(index + 1).filter(|next| next.kind == PassageKind::PictureCaption);
        if caption.is_some_and(|caption| bare(&caption.text) == bare(&passage.text)) {
            let message = "the alternative text is the caption once more";
            let finding = ALTERNATIVE_REPEATS_CAPTION.finding(message);
            findings.add(passage.line, finding.about(&passage.text));
        }
    }
}

/// The words without what nobody hears.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
