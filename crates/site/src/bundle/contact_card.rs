//! The clinic as a vCard (RFC 2426), which every phone takes into its list of contacts.

use model::Clinic;

/// The card's text. Only what is known of the clinic stands in it.
pub(super) fn contact_card(clinic: &Clinic) -> String {
    let address = &clinic.address;
    let street = escaped(&address.lines.join(", "));
    let town = escaped(&format!("{}, {}", address.locality, address.town));
    let rest = [&address.county, &address.postcode, &address.country];
    let rest = rest.map(|part| escaped(part)).join(";");
    let name = escaped(&clinic.name);
    let lines = [
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        // An organisation has no parts of a name, yet the field must be there.
        "N:;;;;".to_owned(),
        format!("FN:{name}"),
        format!("ORG:{name}"),
        format!("TEL;TYPE=WORK,VOICE:{}", clinic.phone.tel().trim_start_matches("tel:")),
        format!("ADR;TYPE=WORK:;;{street};{town};{rest}"),
        "END:VCARD".to_owned(),
    ];
    lines.iter().flat_map(|line| [&folded(line), "\r\n"].map(str::to_owned)).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ',' | ';' | '\\' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line has at most 75 bytes; what is longer goes on in the next, behind a space.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > 75 {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use model::{Address, Phone};

    use super::*;

    #[test]
    fn a_card_holds_what_is_known() {
        let text = |text: &str| text.to_owned();
        let clinic = Clinic {
            name: text("Marigold; Tea\\Garden"),
            address: Address {
                lines: vec![text("Marigold House"), text("1 Teapot Lane")],
                locality: text("Upper Saucer"),
                town: text("Cupford"),
                county: text("Teashire"),
                postcode: text("TE4 1AA"),
                country: text("GB"),
            },
            phone: Phone::try_from(text("01632 960001")).unwrap(),
            maps: vec![],
            help: vec![],
            notice: vec![],
        };
        assert_eq!(
            contact_card(&clinic),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Marigold\\; Tea\\\\Garden\r\n\
             ORG:Marigold\\; Tea\\\\Garden\r\nTEL;TYPE=WORK,VOICE:+441632960001\r\n\
             ADR;TYPE=WORK:;;Marigold House\\, 1 Teapot Lane;Upper Saucer\\, Cupford;Teash\r\n \
             ire;TE4 1AA;GB\r\nEND:VCARD\r\n"
        );
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let folded = folded(&"é".repeat(80));
        assert!(folded.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(folded.replace("\r\n ", ""), "é".repeat(80));
    }
}
