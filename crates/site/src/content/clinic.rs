use model::{
    Address, Clinic, Email, HelpGroup, HelpLine, Map, Origin, SecurityContact, TextMessage,
    WebAddress,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    document::{Document, Located},
    documents::Context,
    front_matter::{Fields, exceptions},
    markdown::Markdown,
    passage::{Passage, PassageKind},
    problem::{FrontMatterProblem, Report},
    source_file::SourceFile,
};

/// The clinic and what only the checks need to know.
#[derive(Debug)]
pub(crate) struct ClinicFacts {
    /// What the site shows.
    pub(crate) clinic: Clinic,
    /// Where the site stands on the web.
    pub(crate) origin: Option<Origin>,
    /// Whom to tell of a hole in its security.
    pub(crate) security_contact: Option<SecurityContact>,
    /// The names of medicines that it may not advertise.
    pub(crate) restricted_medicines: Vec<String>,
}

/// Reads `clinic.toml`.
pub(crate) fn parse(
    file: &SourceFile,
    context: Context<'_>,
    report: &Report,
) -> Document<ClinicFacts> {
    let Context { pictures, vocabulary, .. } = context;
    let mut document = Document::new(file, report);
    let Some(source) = file.read(report) else { return document };

    let fields = Fields::parse(&source, 1, report);
    let mut passages = Vec::new();
    let ClinicFields { facts, notice } = ClinicFields::read(fields, &mut passages, &mut document);
    // What stands on every page; the notice stands under articles.
    document.card.clone_from(&passages);

    let markdown = Markdown { report, pictures, references: None };
    let notice = notice.map(|notice| {
        let paragraphs = notice.iter();
        let read = |text| {
            let kind = PassageKind::Paragraph;
            markdown.paragraph(text, kind, &mut document.mentions, &mut passages)
        };
        paragraphs.filter_map(read).collect()
    });
    document.hold_against_rules(&passages, vocabulary, report);
    if let (Some(mut facts), Some(notice)) = (facts, notice) {
        facts.clinic.notice = notice;
        document.item = Some(facts);
    }
    document
}

/// What the fields of `clinic.toml` say.
#[derive(Debug)]
pub(crate) struct ClinicFields {
    /// All but the notice.
    facts: Option<ClinicFacts>,
    /// The notice's paragraphs, in Markdown.
    notice: Option<Vec<Located<String>>>,
}

impl ClinicFields {
    /// Reads them, and notes in `passages` and `document` what they say beside the facts.
    pub(crate) fn read(
        mut fields: Fields<'_>,
        passages: &mut Vec<Passage>,
        document: &mut Document<ClinicFacts>,
    ) -> Self {
        let name = fields.required_text("name", PassageKind::Title, passages);
        // Says to people that the name is not confirmed; the site shows it as it is.
        fields.optional::<bool>("placeholder_name");
        let origin = fields.optional("origin");
        let notice = fields.required_list::<String>("notice");
        let address = fields.required_table("address").and_then(address);
        let phone = fields.required_table("phone").and_then(|mut part| {
            let number = part.required("number");
            part.finish();
            number
        });
        let security_contact = fields.table("security").and_then(security_contact);
        let maps = maps(&mut fields, address.as_ref());
        let help = help(&mut fields, passages);
        let restricted_medicines = fields.list::<String>("restricted_medicines");
        document.exceptions = exceptions(&mut fields);
        fields.finish();
        let facts = || {
            Some(ClinicFacts {
                clinic: Clinic {
                    name: name?,
                    address: address?,
                    phone: phone?,
                    maps,
                    help,
                    notice: Vec::new(),
                },
                origin,
                security_contact,
                restricted_medicines: restricted_medicines
                    .into_iter()
                    .map(|name| name.value)
                    .collect(),
            })
        };
        Self { facts: facts(), notice: notice.map(|notice| notice.value) }
    }
}

fn address(mut part: Fields<'_>) -> Option<Address> {
    let lines = part.required_list("lines");
    let address = [
        part.required::<String>("locality"),
        part.required("town"),
        part.required("county"),
        part.required("postcode"),
        country(&mut part),
    ];
    part.finish();
    let [locality, town, county, postcode, code] = address;
    Some(Address {
        lines: lines?.value.into_iter().map(|line| line.value).collect(),
        locality: locality?,
        town: town?,
        county: county?,
        postcode: postcode?,
        country: code?,
    })
}

fn security_contact(mut part: Fields<'_>) -> Option<SecurityContact> {
    let email = part.optional::<Email>("email");
    let web = part.optional::<WebAddress>("web");
    let expires = part.required("expires");
    if email.is_none() && web.is_none() {
        part.missing(FrontMatterProblem::Missing {
            field: "email",
            example: "\"web@clinic.example\"",
        });
    }
    part.finish();
    let contact = email.map(|email| email.mailto()).or_else(|| Some(web?.to_string()))?;
    Some(SecurityContact { contact, expires: expires? })
}

/// Maps whose addresses hold `{address}` in the place of the clinic's.
fn maps(fields: &mut Fields<'_>, clinic: Option<&Address>) -> Vec<Map> {
    let searched = clinic.map(|address| address.parts().collect::<Vec<_>>().join(", "));
    let searched = searched.map(|text| utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string());
    let mut maps = Vec::new();
    for mut part in fields.tables("maps") {
        let name = part.required("name");
        let template = part.required_at::<String>("address");
        if let (Some(name), Some(template), Some(searched)) = (name, template, &searched) {
            match map_address(&template.value, searched) {
                Ok(address) => maps.push(Map { name, address }),
                Err(problem) => part.add(template.line, problem),
            }
        }
        part.finish();
    }
    maps
}

/// The address of a map with `searched` in it.
fn map_address(template: &str, searched: &str) -> Result<WebAddress, FrontMatterProblem> {
    if !template.contains("{address}") {
        return Err(FrontMatterProblem::MapWithoutAddress { address: template.to_owned() });
    }
    WebAddress::try_from(template.replace("{address}", searched)).map_err(|error| {
        FrontMatterProblem::Invalid { field: "address".to_owned(), reason: error.to_string() }
    })
}

fn country(part: &mut Fields<'_>) -> Option<String> {
    let Located { line, value: code } = part.required_at::<String>("country")?;
    if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        part.add(line, FrontMatterProblem::CountryCode { code });
        return None;
    }
    Some(code)
}

fn help(fields: &mut Fields<'_>, passages: &mut Vec<Passage>) -> Vec<HelpGroup> {
    let mut emergencies = 0_usize;
    let mut groups = Vec::new();
    for mut part in fields.tables("help") {
        let title = part.required_text("title", PassageKind::Note, passages);
        let emergency = part.optional("emergency").unwrap_or(false);
        emergencies += usize::from(emergency);
        let lines = part.tables("lines");
        if lines.is_empty() {
            part.missing(FrontMatterProblem::NoHelpLines);
        }
        let lines = lines.into_iter().filter_map(|line| help_line(line, passages)).collect();
        part.finish();
        groups.extend(title.map(|title| HelpGroup { title, emergency, lines }));
    }
    if emergencies != 1 {
        fields.missing(FrontMatterProblem::EmergencyGroups { count: emergencies });
    }
    groups
}

fn help_line(mut part: Fields<'_>, passages: &mut Vec<Passage>) -> Option<HelpLine> {
    let name = part.required_text("name", PassageKind::Note, passages);
    let purpose = part.optional_text("for", PassageKind::Note, passages);
    let ways = ["phone", "text", "email", "web"];
    let reachable = ways.iter().any(|way| part.has(way));
    let phone = part.optional("phone");
    let text = part.table("text").and_then(|mut text| {
        let word = text.optional("word");
        let to = text.required("to");
        text.finish();
        Some(TextMessage { word, to: to? })
    });
    let email = part.optional("email");
    let web = part.optional("web");
    if let Some(name) = &name
        && !reachable
    {
        part.missing(FrontMatterProblem::HelpLineUnreachable { name: name.clone() });
    }
    part.finish();
    Some(HelpLine { name: name?, purpose, phone, text, email, web })
}
