use serde::{Deserialize, Serialize};

use crate::{Block, Picture, Slug};

/// A page that is no article: accessibility statement, privacy, about the site; or the words at
/// the top of the home page, of the topics and of the contact page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its name in the address.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// What it says, in one sentence.
    pub summary: String,
    /// The picture at its top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// The body.
    pub body: Vec<Block>,
}
