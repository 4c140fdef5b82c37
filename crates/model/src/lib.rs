//! What the site is made of.
//!
//! Read in this order:
//!
//! 1. [`Slug`], [`Date`], [`Phone`], [`WebAddress`], [`Email`]: values that cannot hold nonsense.
//! 2. [`Route`]: every address of the site; nothing else spells one. [`Feed`]: what can be subscribed
//!    to; [`SiteAddress`]: where it all stands on the web.
//! 3. [`Block`] and [`Inline`]: the text of an article or page, as a tree.
//! 4. [`Article`], [`Category`], [`Page`], [`Clinic`]: what the content folder says.
//! 5. [`Library`]: all of it together, and the [`PageData`] that one route shows.
//!
//! The build tool fills these types from `content/`; the app draws them. They do no I/O and know
//! nothing of Leptos, Markdown or files.

mod article;
mod block;
mod category;
mod clinic;
mod date;
mod email;
mod feed;
mod glossary;
mod inline;
mod library;
mod origin;
mod page;
mod page_data;
mod phone;
mod route;
mod search_words;
mod security_contact;
mod slug;
mod web_address;

pub use article::{
    Article, ArticleText, Audience, Change, Reference, Review, Source, Standing, Visibility,
    reading_minutes,
};
pub use block::{
    Alignment, Block, Callout, Cell, Definition, Figure, Heading, HeadingLevel, Picture, Table,
    Urgency, Variants,
};
pub use category::Category;
pub use clinic::{Address, Clinic, HelpGroup, HelpLine, Map, TextMessage};
pub use date::{Date, DateError};
pub use email::{Email, EmailError};
pub use feed::Feed;
pub use glossary::{Glossary, GlossaryEntry, GlossaryPage, Term};
pub use inline::{Citation, Inline, Target, plain_text};
pub use library::{Library, Parts};
pub use origin::{Origin, OriginError, SiteAddress};
pub use page::Page;
pub use page_data::{
    Archive, ArticleCard, ArticleLink, ArticlePage, CategoryCard, CategoryLink, ContentsEntry,
    Home, PageData, PageLink, PageRecord, SearchPage, Site, Topics, document_title,
};
pub use phone::{Phone, PhoneError};
pub use route::{BasePath, PageNumber, Route, RouteError};
pub use search_words::{Questions, SearchWords, Synonym};
pub use security_contact::SecurityContact;
pub use slug::{Slug, SlugError};
pub use web_address::{WebAddress, WebAddressError};
