use model::{EmailError, PhoneError, RouteError, WebAddressError};

/// A mistake in a link, or in what is written like one: an abbreviation, words of another language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkProblem {
    /// A link without words.
    #[error("this link has no words; write where it leads: `[where it leads](address)`")]
    WithoutWords,
    /// A link without an address.
    #[error("this link has no address; write it in the round brackets after the words")]
    WithoutAddress,
    /// Something that looks like a link but is none.
    #[error(
        "this looks like a link but is none; write `[words](address)`, with no space between the brackets or in the address and no link in its words"
    )]
    Incomplete,
    /// `[words][label]` without `[label]: address`.
    #[error("there is no address for `[{label}]`; write the link as `[words](address)`")]
    Undefined {
        /// The label.
        label: String,
    },
    /// `[label]: address` where `[label]` begins like something else.
    #[error(
        "Markdown takes this line for the address of a link and does not show it; delete the colon after `[{label}]`"
    )]
    SwallowedLine {
        /// The label.
        label: String,
    },
    /// An address instead of words.
    #[error("a link says where it leads; write `[where it leads](address)`")]
    BareAddress,
    /// Words in quotation marks after a link's address.
    #[error(
        "the words in quotation marks after the address are not shown to readers; put them into the text"
    )]
    Title,
    /// A link of a kind that could do harm, or that few devices follow.
    #[error(
        "links that begin with `{scheme}:` are not accepted; use https:, http:, tel:, sms: or mailto:"
    )]
    SchemeRefused {
        /// The scheme.
        scheme: String,
    },
    /// A link that depends on the page's own address.
    #[error(
        "`{address}` does not say where it begins; write `https://…` for another site, or the whole address from the `/` for this one, such as `/articles/low-mood/`"
    )]
    Relative {
        /// The address.
        address: String,
    },
    /// A link to nowhere on this site.
    #[error(
        "{error}; pages have addresses such as `/articles/low-mood/`, `/category/depression/` or `/privacy/`"
    )]
    NotAnAddress {
        /// What is written.
        error: RouteError,
    },
    /// A link to another site that cannot be followed.
    #[error("{error}")]
    NotAWebAddress {
        /// Why it cannot.
        error: WebAddressError,
    },
    /// A link with a phone number that nobody can dial.
    #[error("{error}")]
    NotAPhoneNumber {
        /// Why nobody can.
        error: PhoneError,
    },
    /// A link with an e-mail address to which nobody can write.
    #[error("{error}")]
    NotAnEmailAddress {
        /// Why nobody can.
        error: EmailError,
    },
    /// An abbreviation without its long form, or with marks in its short form.
    #[error(
        "this abbreviation is not complete; write it as `[GP](abbr: \"general practitioner\")`"
    )]
    Abbreviation,
    /// A language that is written in no known way.
    #[error("`{tag}` is not the code of a language; write one such as `fr` or `cy`")]
    LanguageTag {
        /// What is written.
        tag: String,
    },
}
