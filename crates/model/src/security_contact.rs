use crate::Date;

/// Whom to tell of a hole in the site's security, and until when that holds (RFC 9116).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityContact {
    /// An address with its scheme: `mailto:…`, `https://…` or `tel:…`.
    pub contact: String,
    /// The day on which the contact is to be looked at anew.
    pub expires: Date,
}
