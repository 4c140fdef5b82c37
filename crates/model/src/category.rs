use crate::{Picture, Slug};

/// A category of articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What its articles are about.
    pub description: String,
    /// Whether the home page may show it and its articles. `false` where its name is that of a
    /// prescription-only medicine: those may not be advertised to the public (Human Medicines
    /// Regulations 2012, regulation 284; CAP Code, rule 12.12).
    pub home: bool,
    /// The picture beside it in lists.
    pub picture: Option<Picture>,
    /// Its place in lists, lowest first.
    pub order: u32,
    /// Whether it is left out while none of its articles can be seen.
    pub hidden_while_empty: bool,
    /// Paths that led to it on the site before, such as `/category/low-mood/`.
    pub old_addresses: Vec<String>,
}
