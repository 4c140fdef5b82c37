use serde::{Deserialize, Serialize};

use crate::{Email, Inline, Phone, WebAddress};

/// The clinic: each fact once, for the header, the contact panel and every page that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// The name of the site.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// Its phone number, which is not for emergencies.
    pub phone: Phone,
    /// Maps that show the way to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maps: Vec<Map>,
    /// Help lines of others, in groups; at least one group is for emergencies.
    pub help: Vec<HelpGroup>,
    /// The paragraphs that stand under every article.
    pub notice: Vec<Vec<Inline>>,
}

/// A postal address in Britain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// House and street, one line each.
    pub lines: Vec<String>,
    /// The part of the town.
    pub locality: String,
    /// The post town.
    pub town: String,
    /// The county.
    pub county: String,
    /// The postcode.
    pub postcode: String,
    /// The country's code (ISO 3166-1), such as `GB`.
    pub country: String,
}

impl Address {
    /// The address as people write it, one part a line.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let rest = [&self.locality, &self.town, &self.county, &self.postcode];
        self.lines.iter().chain(rest).map(String::as_str)
    }
}

/// A map of somebody else's that shows where the clinic is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// What it is called.
    pub name: String,
    /// The address at which it shows the clinic.
    pub address: WebAddress,
}

/// Help lines for one kind of need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpGroup {
    /// What they are for.
    pub title: String,
    /// Whether they are for someone in danger now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
    /// The help lines.
    pub lines: Vec<HelpLine>,
}

/// A service that helps, and how to reach it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLine {
    /// Its name.
    pub name: String,
    /// Whom it helps, and when.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Its phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// How to text it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextMessage>,
    /// Its e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Its site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub web: Option<WebAddress>,
}

/// A text message that reaches a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextMessage {
    /// The word to send, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// The number to send it to.
    pub to: Phone,
}
