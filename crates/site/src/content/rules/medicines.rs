use super::{
    Example, Findings, Rule, Severity,
    phrases::Phrases,
    prose::{Sentences, words},
};
use crate::content::passage::Passage;

pub(super) static RESTRICTED_MEDICINE: Rule = Rule {
    name: "restricted-medicine",
    severity: Severity::Error,
    summary: "What the home page shows names no prescription-only medicine, nor does the navigation.",
    reason: "To name one where everyone who visits a clinic's site sees it is to advertise it to the public, which is unlawful. The names are `restricted_medicines` in content/clinic.toml.",
    source: "Human Medicines Regulations 2012, regulation 284(1); CAP Code, rule 12.12; MHRA Blue Guide, appendix 6; decision 3.",
    remedy: "name the condition instead, or keep it off the home page with `home = false` in its category",
    example: Example {
        wrong: "title = \"Ketamine for depression\" in a category with home = true",
        right: "title = \"When antidepressants have not helped\"",
    },
};

/// The names of medicines that may not be advertised.
#[derive(Debug)]
pub(crate) struct RestrictedMedicines(Phrases);

/// Where a passage would show the name of a medicine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Showing {
    /// On the home page.
    Home,
    /// In the navigation, which stands on the home page too.
    Navigation,
}

impl RestrictedMedicines {
    /// The medicines of these names.
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(Phrases::new(names))
    }

    /// Looks for the names in passages that are shown to everyone.
    pub(crate) fn check<'a>(
        &self,
        passages: impl IntoIterator<Item = &'a Passage>,
        showing: Showing,
        findings: &mut Findings,
    ) {
        let place = match showing {
            Showing::Home => "on the home page",
            Showing::Navigation => "in the navigation of every page",
        };
        for passage in passages {
            let words = words(&passage.text);
            let sentences = Sentences::of(&passage.text);
            for (found, _) in self.0.find(&words) {
                let start = words[found.start].start;
                let name = &passage.text[start..words[found.end - 1].end()];
                let message = format!("`{name}` would stand {place}");
                let sentence = sentences.at(start);
                findings.add(passage.line, RESTRICTED_MEDICINE.finding(message).about(sentence));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::passage::PassageKind;

    #[test]
    fn names_are_found_in_any_case_as_whole_words() {
        let medicines = RestrictedMedicines::new(["ketamine", "KAP"]);
        let found = |text: &str| {
            let mut findings = Findings::default();
            let passage = Passage::plain(2, PassageKind::Title, text);
            medicines.check([&passage], Showing::Home, &mut findings);
            findings.as_slice().len()
        };
        assert_eq!(found("Ketamine-assisted therapy (KAP)"), 2);
        assert_eq!(found("Kapok, esketamine and depression"), 0);
    }
}
