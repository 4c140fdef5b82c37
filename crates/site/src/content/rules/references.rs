use model::{Reference, Slug};

use super::{Example, Findings, Rule, Severity};
use crate::content::document::Located;

pub(super) static NO_REFERENCES: Rule = Rule {
    name: "no-references",
    severity: Severity::Error,
    summary: "An article names its sources.",
    reason: "A claim about health that nobody can look up is an opinion.",
    source: "PIF TICK criteria: information is based on reliable, named evidence; CAP Code, rule 12.1: objective claims are backed by evidence.",
    remedy: "add `[[references]]` and cite them with `[@id]` after the claims that they support",
    example: Example {
        wrong: "no [[references]]",
        right: "[[references]] with an id and a text, cited as [@id]",
    },
};

pub(super) static REFERENCE_WITHOUT_SOURCE: Rule = Rule {
    name: "reference-without-source",
    severity: Severity::Warning,
    summary: "A reference can be found: by a DOI, an address, a title, or a journal with year and volume.",
    reason: "A source that readers cannot find supports nothing.",
    source: "ICMJE Recommendations, IV.A.3.g (References); NISO/NLM citation style.",
    remedy: "add `doi` or `url`, or write the title, or journal, year and volume, into `text`",
    example: Example {
        wrong: "text = \"Leaf L et al. 2017\"",
        right: "text = \"Leaf L et al. Journal of Leaves 2017;3:4-9\"",
    },
};

pub(super) fn check(references: &[Located<(Slug, Reference)>], findings: &mut Findings) {
    if references.is_empty() {
        findings.add(None, NO_REFERENCES.finding("the article has no references"));
    }
    for Located { line, value: (_, reference) } in references {
        if reference.source.is_none() && !can_be_found(&reference.text) {
            let finding = REFERENCE_WITHOUT_SOURCE.finding("readers cannot find this source");
            findings.add(*line, finding.about(&reference.text));
        }
    }
}

/// Whether a text names a site, a journal with year and volume (`2018;175`), or a title.
fn can_be_found(text: &str) -> bool {
    // An author, a year and one word are no title.
    const LEAST_WORDS: usize = 3;
    let parts = || text.split(|c: char| c.is_whitespace() || ",:()".contains(c));
    let site = |part: &str| {
        let part = part.trim_end_matches('.');
        let end = part.rsplit_once('.').map(|(_, end)| end);
        end.is_some_and(|end| end.len() > 1)
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || b".-/".contains(&byte))
    };
    let volume = |part: &str| {
        let digit = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        part.split_once(';').is_some_and(|(year, volume)| is_year(year) && digit(volume))
    };
    let letters = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count();
    let words = parts().filter(|part| letters(part) > 2).count();
    parts().any(|part| site(part) || volume(part)) || words >= LEAST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, url: Option<&str>) -> Vec<&'static str> {
        let source = url.map(|url| model::Source::Url(url.to_owned().try_into().unwrap()));
        let reference = Reference { text: text.to_owned(), source, citations: 0 };
        let mut findings = Findings::default();
        let value = ("a".parse().unwrap(), reference);
        check(&[Located { line: 3, value }], &mut findings);
        findings.as_slice().iter().map(|(_, finding)| finding.rule.name).collect()
    }

    #[test]
    fn an_article_without_references_is_found() {
        let mut findings = Findings::default();
        check(&[], &mut findings);
        assert_eq!(findings.as_slice()[0].1.rule, &NO_REFERENCES);
    }

    #[test]
    fn a_source_can_be_found_by_address_site_or_title_and_year() {
        for good in [
            "Zanos P, Gould TD. Mol Psychiatry 2018;23:801-11",
            "Oxford Health. Frequently asked questions. oxfordhealth.nhs.uk",
            "Misuse of Drugs Act 1971",
            "NICE guideline NG222. June 2022",
            "Li N et al. Science 2010;329:959-64",
            "Spravato nasal spray: summary of product characteristics",
        ] {
            assert!(found(good, None).is_empty(), "{good}");
        }
        for bad in ["Park M et al. 2017", "A leaflet", "Green P. Tea 2019"] {
            assert_eq!(found(bad, None), ["reference-without-source"], "{bad}");
            assert!(found(bad, Some("https://a.example/b")).is_empty());
        }
    }
}
