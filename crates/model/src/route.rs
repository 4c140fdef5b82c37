use std::{fmt, num::NonZeroU32, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Slug, Variants};

/// A page of the site. Every address comes from here, and every address is read here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Route {
    /// `/`
    Home,
    /// `/topics/`: all categories.
    Topics,
    /// `/category/<slug>/` and `/category/<slug>/page/<n>/`: the articles of a category.
    Archive {
        /// The category.
        category: Slug,
        /// Which ten of its articles.
        page: PageNumber,
    },
    /// `/articles/<slug>/`
    Article(Slug),
    /// `/contact/`
    Contact,
    /// `/glossary/`: what words mean.
    Glossary,
    /// `/search/`: what was found; what was looked for stands in the address's query.
    Search,
    /// `/<slug>/`: a page such as the accessibility statement.
    Page(Slug),
}

/// The number of a page of an archive, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageNumber(NonZeroU32);

/// Why a text is not a [`Route`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address of this site")]
pub struct RouteError(String);

impl Route {
    /// First path segments that no page's slug may be: they mean something else.
    pub const RESERVED: [&'static str; 14] = [
        "articles",
        "category",
        "contact",
        "data",
        "feed",
        "glossary",
        "home",
        "offline",
        "pictures",
        "search",
        "search-index",
        "sharing",
        "specimens",
        "topics",
    ];

    /// Where the page's HTML stands in the built site, such as `topics/index.html`.
    pub fn html_file(&self) -> String {
        format!("{}index.html", &self.to_string()[1..])
    }

    /// Where the page's JSON stands in the built site, such as `data/articles/low-mood.json`.
    pub fn data_file(&self) -> String {
        match self {
            Self::Home => "data/home.json".to_owned(),
            Self::Topics => "data/topics.json".to_owned(),
            Self::Contact => "data/contact.json".to_owned(),
            Self::Glossary => "data/glossary.json".to_owned(),
            Self::Search => "data/search.json".to_owned(),
            Self::Archive { category, page } => format!("data/category/{category}/{page}.json"),
            Self::Article(slug) => format!("data/articles/{slug}.json"),
            Self::Page(slug) => format!("data/pages/{slug}.json"),
        }
    }

    /// The JSON with what every page shows: the clinic and the navigation.
    pub const SITE_FILE: &'static str = "data/site.json";

    /// The clinic's address and phone number for a phone's list of contacts.
    pub const CONTACT_CARD_FILE: &'static str = "contact.vcf";

    /// An address of the first page of a category's archive that is not used here, but was by
    /// WordPress: with its number.
    pub fn first_page_by_number(category: &Slug) -> String {
        format!("{}page/1/", Self::archive(category.clone()))
    }

    /// The first page of a category's archive.
    pub fn archive(category: Slug) -> Self {
        Self::Archive { category, page: PageNumber::FIRST }
    }
}

impl FromStr for Route {
    type Err = RouteError;

    /// Reads a path from the site's root. The slash at the end may be missing, as people type it.
    fn from_str(path: &str) -> Result<Self, RouteError> {
        let error = || RouteError(path.to_owned());
        let segments = path.strip_prefix('/').ok_or_else(error)?;
        let segments = segments.strip_suffix('/').unwrap_or(segments);
        let slug = |text: &str| text.parse::<Slug>().map_err(|_| error());
        let mut parts = segments.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
            _ if path == "/" => Ok(Self::Home),
            (Some("topics"), None, ..) => Ok(Self::Topics),
            (Some("contact"), None, ..) => Ok(Self::Contact),
            (Some("glossary"), None, ..) => Ok(Self::Glossary),
            (Some("search"), None, ..) => Ok(Self::Search),
            (Some("articles"), Some(article), None, ..) => Ok(Self::Article(slug(article)?)),
            (Some("category"), Some(category), None, ..) => Ok(Self::archive(slug(category)?)),
            (Some("category"), Some(category), Some("page"), Some(number), None) => {
                let page = number.parse::<NonZeroU32>().map_err(|_| error())?;
                // The first page has one address only, and a number is written one way only.
                if page == NonZeroU32::MIN || page.to_string() != number {
                    return Err(error());
                }
                Ok(Self::Archive { category: slug(category)?, page: PageNumber(page) })
            }
            (Some(page), None, ..) if !Self::RESERVED.contains(&page) => {
                Ok(Self::Page(slug(page)?))
            }
            _ => Err(error()),
        }
    }
}

impl TryFrom<String> for Route {
    type Error = RouteError;

    fn try_from(path: String) -> Result<Self, RouteError> {
        path.parse()
    }
}

impl From<Route> for String {
    fn from(route: Route) -> Self {
        route.to_string()
    }
}

/// The path from the site's root, with a slash at both ends.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("/"),
            Self::Topics => f.write_str("/topics/"),
            Self::Contact => f.write_str("/contact/"),
            Self::Glossary => f.write_str("/glossary/"),
            Self::Search => f.write_str("/search/"),
            Self::Article(slug) => write!(f, "/articles/{slug}/"),
            Self::Page(slug) => write!(f, "/{slug}/"),
            Self::Archive { category, page: PageNumber::FIRST } => {
                write!(f, "/category/{category}/")
            }
            Self::Archive { category, page } => write!(f, "/category/{category}/page/{page}/"),
        }
    }
}

impl PageNumber {
    /// Page 1.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The page with this number, `None` for 0.
    pub fn new(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }

    /// The number, from 1.
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// How many pages stand before it.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl fmt::Display for PageNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The folder of its host that the site stands in: empty at the root, else such as `/clinic`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// Reads the base from a public URL as Trunk gives it: `/`, `/clinic/`, `https://a.example/clinic/`.
    pub fn from_public_url(url: &str) -> Self {
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
            None => url,
        };
        Self(path.trim_end_matches('/').to_owned())
    }

    /// The base as text, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a page.
    pub fn href(&self, route: &Route) -> String {
        format!("{}{route}", self.0)
    }

    /// The address of a file of the built site, such as `data/home.json`.
    pub fn file(&self, file: &str) -> String {
        format!("{}/{file}", self.0)
    }

    /// The address of a picture's file.
    pub fn picture(&self, file: &str) -> String {
        self.file(&format!("pictures/{file}"))
    }

    /// The files of a photograph that end in `ending`, with their widths: a `srcset`.
    pub fn picture_set(&self, variants: &Variants, ending: &str) -> String {
        let mut set = String::new();
        for width in &variants.widths {
            let width = width.to_string();
            if !set.is_empty() {
                set += ", ";
            }
            set += &self.picture(&variants.files.replace('*', &width));
            set += ".";
            set += ending;
            set += " ";
            set += &width;
            set += "w";
        }
        set
    }

    /// The page that a path on the host means; `None` where it is no page of this site.
    pub fn route(&self, path: &str) -> Option<Route> {
        let path = path.strip_prefix(&self.0)?;
        if path.is_empty() { Some(Route::Home) } else { path.parse().ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    #[test]
    fn a_set_of_pictures_has_an_address_and_a_width_each() {
        let variants =
            Variants { files: "tea-*-0f".to_owned(), widths: vec![400, 780], colour: None };
        assert_eq!(
            BasePath::from_public_url("/clinic/").picture_set(&variants, "avif"),
            "/clinic/pictures/tea-400-0f.avif 400w, /clinic/pictures/tea-780-0f.avif 780w"
        );
    }

    #[test]
    fn every_address_reads_back_as_its_route() {
        let third = PageNumber::new(3).unwrap();
        for (route, path) in [
            (Route::Home, "/"),
            (Route::Topics, "/topics/"),
            (Route::Contact, "/contact/"),
            (Route::Glossary, "/glossary/"),
            (Route::Search, "/search/"),
            (Route::Article(slug("low-mood")), "/articles/low-mood/"),
            (Route::archive(slug("depression")), "/category/depression/"),
            (
                Route::Archive { category: slug("depression"), page: third },
                "/category/depression/page/3/",
            ),
            (Route::Page(slug("privacy")), "/privacy/"),
        ] {
            assert_eq!(route.to_string(), path);
            assert_eq!(path.parse::<Route>().unwrap(), route);
            if path != "/" {
                assert_eq!(path.trim_end_matches('/').parse::<Route>().unwrap(), route);
            }
        }
    }

    #[test]
    fn what_is_no_page_is_an_error() {
        for path in [
            "",
            "topics",
            "//",
            "/articles/",
            "/articles/a/b/",
            "/category/",
            "/category/a/page/",
            "/category/a/page/1/",
            "/category/a/page/0/",
            "/category/a/page/02/",
            "/category/a/page/+2/",
            "/category/a/page/99999999999/",
            "/category/a/page/2/x/",
            "/Privacy/",
            "/articles/é/",
            "/data/",
            "/home/",
            "/topics//",
            "/%2e%2e/",
        ] {
            assert!(path.parse::<Route>().is_err(), "{path:?}");
        }
    }

    #[test]
    fn files_stand_where_a_plain_server_finds_them() {
        assert_eq!(Route::Home.html_file(), "index.html");
        assert_eq!(Route::Article(slug("a")).html_file(), "articles/a/index.html");
        assert_eq!(Route::archive(slug("a")).data_file(), "data/category/a/1.json");
    }

    #[test]
    fn a_base_path_stands_before_every_address_and_is_taken_off_again() {
        for (url, base) in [
            ("/", ""),
            ("", ""),
            ("/sub/", "/sub"),
            ("https://a.example/sub/path/", "/sub/path"),
            ("https://a.example", ""),
        ] {
            let base_path = BasePath::from_public_url(url);
            assert_eq!(base_path.as_str(), base, "{url}");
            assert_eq!(base_path.href(&Route::Topics), format!("{base}/topics/"));
            assert_eq!(base_path.route(&format!("{base}/topics/")), Some(Route::Topics));
        }
        assert_eq!(BasePath::from_public_url("/sub/").route("/topics/"), None);
        assert_eq!(BasePath::from_public_url("/sub/").route("/sub"), Some(Route::Home));
        assert_eq!(BasePath::from_public_url("/sub/").route("/subway/"), None);
    }
}
