use super::{Fields, value::OldAddress};
use crate::content::document::{Located, Mention};

/// Whether hosts can lead on from an address of the site before.
pub(crate) fn is_old_address(address: &str) -> bool {
    OldAddress::is_valid(address)
}

/// Reads `old_addresses`: the paths that led to a page on the site before. Adds them to `mentions`, for
/// no two pages may have one.
pub(crate) fn old_addresses(
    fields: &mut Fields<'_>,
    mentions: &mut Vec<Located<Mention>>,
) -> Vec<String> {
    let addresses = fields.list::<OldAddress>("old_addresses").into_iter();
    addresses
        .map(|Located { line, value: OldAddress(path) }| {
            mentions.push(Located { line, value: Mention::OldAddress(path.clone()) });
            path
        })
        .collect()
}
