use model::{Date, Slug};

use super::Suggestion;

/// A mistake in how a file fits with the others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibraryProblem {
    /// The field `slug` says something else than the file's name.
    #[error(
        "`slug` is `{slug}`, but the name of the file is the slug; delete the line, or rename the file to `{slug}.md`"
    )]
    SlugDiffers {
        /// What the field says.
        slug: Slug,
    },
    /// Two files say that they have one slug.
    #[error(
        "`slug` is `{slug}`, which `{other}` has already; delete the line, the name of the file is the slug"
    )]
    SlugTaken {
        /// What the field says.
        slug: Slug,
        /// The file that has it.
        other: String,
    },
    /// A page has the address of something else.
    #[error(
        "a page cannot have the name `{slug}`: `/{slug}/` is an address of the site's own; rename the file"
    )]
    SlugReserved {
        /// The name.
        slug: Slug,
    },
    /// A category that there is not.
    #[error("there is no category `{slug}` in `content/categories`{suggestion}")]
    UnknownCategory {
        /// The category.
        slug: Slug,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// A related article that there is not.
    #[error("there is no article `{slug}` in `content/articles`; correct its name, or delete it")]
    UnknownArticle {
        /// The article.
        slug: Slug,
    },
    /// An article names itself as related.
    #[error("an article is not related to itself; delete `{slug}`")]
    RelatedToItself {
        /// The article.
        slug: Slug,
    },
    /// A link to a page that there is not.
    #[error("there is no page `{address}` on this site; correct the link, or take it out")]
    DeadLink {
        /// The address.
        address: String,
    },
    /// A link to an article that readers do not see.
    #[error(
        "readers cannot see the article `{slug}`{}; take the link out until they can", match from { Some(day) => format!(" before {day}"), None => ", it is a draft".to_owned() }
    )]
    HiddenArticle {
        /// The article.
        slug: Slug,
        /// The day from which they see it; `None` for a draft.
        from: Option<Date>,
    },
    /// A link to an article that is gone sooner than the link.
    #[error(
        "readers see the article `{slug}` before {until} only, and this link for longer; take the link out, or lead to something that stays"
    )]
    ExpiringArticle {
        /// The article.
        slug: Slug,
        /// The first day on which they no longer see it.
        until: Date,
    },
    /// A link to a category that is left out sooner than the link.
    #[error(
        "readers see the category `{slug}` before {until} only, when the last of its articles is gone, and this link for longer; take the link out, or delete `hidden_while_empty` in its file"
    )]
    ExpiringCategory {
        /// The category.
        slug: Slug,
        /// The first day on which they no longer see it.
        until: Date,
    },
    /// A link to a later page of an archive that is gone sooner than the link.
    #[error(
        "`{address}` is there before {until} only, when articles of the topic are gone, and this link for longer; lead to the first page of the topic"
    )]
    ExpiringList {
        /// The address.
        address: String,
        /// The first day on which it is no longer there.
        until: Date,
    },
    /// A link to a page that readers do not see.
    #[error(
        "readers cannot see the page `{slug}`, it is a draft; take the link out until they can"
    )]
    HiddenPage {
        /// The page.
        slug: Slug,
    },
    /// A link to a category that is left out.
    #[error(
        "readers cannot see the category `{slug}`, as none of its articles is published; take the link out until one is, or delete `hidden_while_empty` in its file"
    )]
    HiddenCategory {
        /// The category.
        slug: Slug,
    },
    /// A link to a heading that there is not.
    #[error("there is no heading with the id `{id}` on {}{suggestion}", match page { Some(page) => format!("`{page}`"), None => "this page".to_owned() })]
    DeadAnchor {
        /// The id.
        id: String,
        /// The page; `None` for the page with the link.
        page: Option<String>,
        /// What may have been meant.
        suggestion: Suggestion,
    },
    /// Questions that lead to a page that the search does not find.
    #[error(
        "the search does not lead to `{address}`; name an article, the first page of a topic, another page, or `/glossary/` with the word as `section`"
    )]
    NotFindable {
        /// The address.
        address: String,
    },
    /// Two files name one address of the old site.
    #[error("`{other}` has the old address `{address}` too; it can lead to one page only")]
    OldAddressTwice {
        /// The address.
        address: String,
        /// The other file.
        other: String,
    },
    /// Two places have addresses of the old site that only capitals tell apart.
    #[error(
        "`{other}` has the old address `{as_there}`, which is `{address}` but for the capitals; not every host tells them apart, so both can lead to one page only: delete one of them"
    )]
    OldAddressAlmostTwice {
        /// The address.
        address: String,
        /// The other file.
        other: String,
        /// The address as it stands there.
        as_there: String,
    },
    /// An old address that leads somewhere without being named.
    #[error(
        "`{address}` leads to the right place by itself, as the addresses of WordPress' feeds and numbered pages do; delete it"
    )]
    OldAddressGiven {
        /// The address.
        address: String,
    },
    /// An old address that a page or feed of this site has.
    #[error(
        "`{address}` is the address of a page or feed of this site, so it cannot lead elsewhere; delete it"
    )]
    OldAddressInUse {
        /// The address.
        address: String,
    },
    /// An old address that only capitals tell from that of another page.
    #[error(
        "`{address}` is the address of the page `{page}` but for its capitals, which not every host tells apart, so it can lead to that page only; delete it"
    )]
    OldAddressCapitals {
        /// The address.
        address: String,
        /// The page's address.
        page: String,
    },
}
