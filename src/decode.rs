//! JSON values of the browser to the types of the model.
//!
//! By hand, field by field: what serde derives for the same types adds 25 kB (brotli) to the Wasm,
//! a quarter of all that a visitor's phone has to load. The tests hold both against each other.

use js_sys::{Array, Object, Reflect};
use model::{
    Address, Alignment, Archive, ArticleCard, ArticleLink, ArticlePage, ArticleText, Audience,
    Block, Callout, CategoryCard, CategoryLink, Cell, Change, Citation, Clinic, ContentsEntry,
    Date, Definition, Email, Figure, GlossaryEntry, GlossaryPage, Heading, HeadingLevel, HelpGroup,
    HelpLine, Home, Inline, Map, Page, PageData, PageLink, PageNumber, PageRecord, Phone, Picture,
    Reference, Review, Route, SearchPage, Site, Slug, Source, Table, Target, TextMessage, Topics,
    Urgency, Variants, WebAddress,
};
use wasm_bindgen::{JsCast, JsValue};

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected(pub(crate) &'static str);

/// A type that can be read from a JSON value.
pub trait Decode: Sized {
    /// Reads `value`.
    ///
    /// # Errors
    ///
    /// The innermost type that the value does not fit.
    fn decode(value: &JsValue) -> Result<Self, Expected>;
}

fn field<T: Decode>(object: &JsValue, name: &'static str) -> Result<T, Expected> {
    T::decode(&value_of(object, name)?)
}

fn value_of(object: &JsValue, name: &'static str) -> Result<JsValue, Expected> {
    // A list has none of the fields, and would pass for a record whose fields are left out.
    if Array::is_array(object) {
        return Err(Expected("record"));
    }
    Reflect::get(object, &JsValue::from_str(name)).map_err(|_| Expected(name))
}

/// The name and the content of an enum's variant: `"name"`, which has none (`null`), or
/// `{"name": content}`.
fn variant(value: &JsValue) -> Result<(String, JsValue), Expected> {
    if let Some(name) = value.as_string() {
        return Ok((name, JsValue::NULL));
    }
    let object = value.dyn_ref::<Object>().ok_or(Expected("variant"))?;
    let names = Object::keys(object);
    if names.length() != 1 {
        return Err(Expected("one variant"));
    }
    let name = names.get(0);
    let content = Reflect::get(object, &name).map_err(|_| Expected("variant"))?;
    Ok((name.as_string().ok_or(Expected("variant"))?, content))
}

fn integer(value: &JsValue) -> Result<u32, Expected> {
    let number = value.as_f64().ok_or(Expected("number"))?;
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    // The line above has seen to it that nothing is lost.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    if whole { Ok(number as u32) } else { Err(Expected("number")) }
}

impl Decode for String {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        value.as_string().ok_or(Expected("text"))
    }
}

impl Decode for bool {
    /// A field that is left out is `false`.
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        if value.is_undefined() {
            Ok(false)
        } else {
            value.as_bool().ok_or(Expected("true or false"))
        }
    }
}

impl Decode for u32 {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        integer(value)
    }
}

impl Decode for u16 {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        Self::try_from(integer(value)?).map_err(|_| Expected("small number"))
    }
}

impl Decode for usize {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        Self::try_from(integer(value)?).map_err(|_| Expected("number"))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        if value.is_undefined() || value.is_null() { Ok(None) } else { T::decode(value).map(Some) }
    }
}

impl<T: Decode> Decode for Vec<T> {
    /// A list that is left out is empty.
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        if value.is_undefined() {
            return Ok(Self::new());
        }
        let array = value.dyn_ref::<Array>().ok_or(Expected("list"))?;
        let _level = Level::enter()?;
        let mut items = Self::new();
        for item in array.iter() {
            items.push(T::decode(&item)?);
        }
        Ok(items)
    }
}

thread_local! {
    /// In how many lists the decoder is.
    static DEPTH: std::cell::Cell<u8> = const { std::cell::Cell::new(0) };
}

/// One list in another. Blocks hold blocks in lists alone, so this is the depth of a text.
struct Level;

impl Level {
    /// Texts are at most 16 elements deep (`content/markdown.rs`), with two lists for each. JSON
    /// without a limit would take all of the stack, and with it the app.
    const DEEPEST: u8 = 100;

    fn enter() -> Result<Self, Expected> {
        let depth = DEPTH.get();
        if depth == Self::DEEPEST {
            return Err(Expected("fewer lists in lists"));
        }
        DEPTH.set(depth + 1);
        Ok(Self)
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        T::decode(value).map(Self::new)
    }
}

/// Types that are written as text and checked when read.
macro_rules! texts {
    ($($type:ident)*) => {$(
        impl Decode for $type {
            fn decode(value: &JsValue) -> Result<Self, Expected> {
                Self::try_from(String::decode(value)?).map_err(|_| Expected(stringify!($type)))
            }
        }
    )*};
}

texts! { Slug Date Phone WebAddress Email Route }

/// Types whose fields are written under their own names.
macro_rules! records {
    ($($type:ident { $($name:ident)* })*) => {$(
        impl Decode for $type {
            fn decode(value: &JsValue) -> Result<Self, Expected> {
                if !value.is_object() {
                    return Err(Expected(stringify!($type)));
                }
                Ok(Self { $($name: field(value, stringify!($name))?),* })
            }
        }
    )*};
}

records! {
    Address { lines locality town county postcode country }
    Archive { category page pages articles }
    ArticleCard { slug title summary published updated reading_minutes picture }
    ArticleLink { slug title }
    ArticlePage {
        slug title plain_title summary categories authors audience published updated picture
        review overdue reading_minutes contents text notice changes related previous next
    }
    ArticleText { key_points body footnotes references }
    CategoryCard { slug title description articles picture }
    CategoryLink { slug title }
    Cell { alignment content }
    Change { date note }
    Citation { number occurrence }
    Clinic { name address phone maps help notice }
    ContentsEntry { level id title }
    Definition { term meanings }
    Figure { picture caption }
    GlossaryEntry { slug term meaning articles }
    GlossaryPage { title summary entries }
    Heading { level id content }
    HelpGroup { title emergency lines }
    Home { page topics latest }
    Map { name address }
    Page { slug title summary picture body }
    PageLink { route title }
    PageRecord { document_title page }
    Picture { file alt width height variants }
    Reference { text source citations }
    Review { reviewer last next }
    SearchPage { a_to_z }
    Site { clinic navigation footer }
    Table { caption head rows }
    TextMessage { word to }
    Topics { page categories a_to_z }
    Variants { files widths colour }
}

impl Decode for HelpLine {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        Ok(Self {
            name: field(value, "name")?,
            purpose: field(value, "for")?,
            phone: field(value, "phone")?,
            text: field(value, "text")?,
            email: field(value, "email")?,
            web: field(value, "web")?,
        })
    }
}

impl Decode for PageNumber {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        Self::new(integer(value)?).ok_or(Expected("page number"))
    }
}

/// Enums without content.
macro_rules! names {
    ($($type:ident { $($name:literal => $variant:ident)* })*) => {$(
        impl Decode for $type {
            fn decode(value: &JsValue) -> Result<Self, Expected> {
                match String::decode(value)?.as_str() {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(Expected(stringify!($type))),
                }
            }
        }
    )*};
}

names! {
    Audience { "everyone" => Everyone "patients" => Patients "carers" => Carers "professionals" => Professionals }
    Callout { "note" => Note "important" => Important }
    HeadingLevel { "h2" => H2 "h3" => H3 "h4" => H4 "h5" => H5 "h6" => H6 }
    Urgency { "non-urgent" => NonUrgent "urgent" => Urgent "emergency" => Emergency }
}

impl Decode for Alignment {
    /// Left out: from the start.
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        if value.is_undefined() {
            return Ok(Self::Start);
        }
        match variant(value)? {
            (name, content) if content.is_null() => match name.as_str() {
                "start" => Ok(Self::Start),
                "center" => Ok(Self::Center),
                "end" => Ok(Self::End),
                _ => Err(Expected("Alignment")),
            },
            _ => Err(Expected("Alignment")),
        }
    }
}

impl Decode for PageData {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        let (name, content) = variant(value)?;
        Ok(match name.as_str() {
            "home" => Self::Home(Decode::decode(&content)?),
            "topics" => Self::Topics(Decode::decode(&content)?),
            "archive" => Self::Archive(Decode::decode(&content)?),
            "article" => Self::Article(Decode::decode(&content)?),
            "contact" => Self::Contact(Decode::decode(&content)?),
            "glossary" => Self::Glossary(Decode::decode(&content)?),
            "search" => Self::Search(Decode::decode(&content)?),
            "page" => Self::Page(Decode::decode(&content)?),
            _ => return Err(Expected("PageData")),
        })
    }
}

impl Decode for Block {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        let (name, content) = variant(value)?;
        let content = &content;
        Ok(match name.as_str() {
            "heading" => Self::Heading(Decode::decode(content)?),
            "paragraph" => Self::Paragraph(Decode::decode(content)?),
            "plain" => Self::Plain(Decode::decode(content)?),
            "list" => {
                Self::List { start: field(content, "start")?, items: field(content, "items")? }
            }
            "table" => Self::Table(Decode::decode(content)?),
            "quote" => Self::Quote(Decode::decode(content)?),
            "figure" => Self::Figure(Decode::decode(content)?),
            "definitions" => Self::Definitions(Decode::decode(content)?),
            "details" => Self::Details {
                summary: field(content, "summary")?,
                content: field(content, "content")?,
            },
            "care_card" => Self::CareCard {
                urgency: field(content, "urgency")?,
                level: field(content, "level")?,
                heading: field(content, "heading")?,
                content: field(content, "content")?,
            },
            "callout" => Self::Callout {
                kind: field(content, "kind")?,
                heading: field(content, "heading")?,
                content: field(content, "content")?,
            },
            "preformatted" => Self::Preformatted(Decode::decode(content)?),
            "divider" if content.is_null() => Self::Divider,
            _ => return Err(Expected("Block")),
        })
    }
}

impl Decode for Inline {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        let (name, content) = variant(value)?;
        let content = &content;
        Ok(match name.as_str() {
            "text" => Self::Text(Decode::decode(content)?),
            "strong" => Self::Strong(Decode::decode(content)?),
            "emphasis" => Self::Emphasis(Decode::decode(content)?),
            "code" => Self::Code(Decode::decode(content)?),
            "abbreviation" => Self::Abbreviation {
                short: field(content, "short")?,
                long: field(content, "long")?,
            },
            "language" => {
                Self::Language { tag: field(content, "tag")?, content: field(content, "content")? }
            }
            "link" => Self::Link {
                target: field(content, "target")?,
                content: field(content, "content")?,
            },
            "citation" => Self::Citation(Decode::decode(content)?),
            "footnote" => Self::Footnote(Decode::decode(content)?),
            "term" => Self::Term {
                slug: field(content, "slug")?,
                words: field(content, "words")?,
                meaning: field(content, "meaning")?,
            },
            "break" if content.is_null() => Self::Break,
            _ => return Err(Expected("Inline")),
        })
    }
}

impl Decode for Target {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        let (name, content) = variant(value)?;
        let content = &content;
        Ok(match name.as_str() {
            "inside" => Self::Inside {
                route: field(content, "route")?,
                fragment: field(content, "fragment")?,
            },
            "here" => Self::Here(Decode::decode(content)?),
            "outside" => Self::Outside(Decode::decode(content)?),
            "phone" => Self::Phone(Decode::decode(content)?),
            "text" => Self::Text(Decode::decode(content)?),
            "email" => Self::Email(Decode::decode(content)?),
            _ => return Err(Expected("Target")),
        })
    }
}

impl Decode for Source {
    fn decode(value: &JsValue) -> Result<Self, Expected> {
        let (name, content) = variant(value)?;
        Ok(match name.as_str() {
            "doi" => {
                Self::Doi { doi: field(&content, "doi")?, address: field(&content, "address")? }
            }
            "url" => Self::Url(Decode::decode(&content)?),
            _ => return Err(Expected("Source")),
        })
    }
}
