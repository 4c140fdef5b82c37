use model::{Library, Route, SiteAddress};

use super::{
    BundleError,
    feed::FeedPage,
    head::Head,
    sharing::SharingPictures,
    sitemap,
    structured_data::{StructuredData, article_at},
    web_app,
};

/// What programs read of a site: search engines, feed readers, previews of links.
#[derive(Debug)]
pub struct ForMachines {
    /// What stands in the head of each page for them.
    pub heads: Vec<(Route, String)>,
    /// The element with the structured data of each page.
    pub data: Vec<(Route, String)>,
    /// Feeds and sitemap, by the names of their files.
    pub files: Vec<(String, String)>,
}

impl ForMachines {
    /// All of a site that stands at `address`, in `language`, but for its pictures for sharing.
    pub fn of(
        library: &Library,
        address: &SiteAddress,
        language: &str,
    ) -> Result<Self, BundleError> {
        let sharing = SharingPictures::default();
        let browser = String::new();
        let head = Head { library, address: Some(address), sharing: &sharing, language, browser };
        let structured = StructuredData::of(library, address, language);
        let (mut heads, mut data) = (Vec::new(), Vec::new());
        for route in library.routes() {
            let Some(record) = library.page_record(&route) else { continue };
            let article = article_at(library, &route);
            heads.push((route.clone(), head.page(&route, &record)));
            data.push((route.clone(), structured.element(&route, &record.page, article)));
        }
        let files = feeds_and_sitemap(library, address, language, "/feed.css")?;
        Ok(Self { heads, data, files })
    }
}

/// Feeds, which a browser shows with `stylesheet`, and sitemap.
pub(super) fn feeds_and_sitemap(
    library: &Library,
    address: &SiteAddress,
    language: &str,
    stylesheet: &str,
) -> Result<Vec<(String, String)>, BundleError> {
    let mut files = Vec::new();
    for feed in library.feeds() {
        let page = FeedPage::new(library, &feed, address, language, web_app::FEED_ICON);
        let Some(page) = page else { continue };
        let file = feed.atom_file();
        let atom = page.to_atom(stylesheet).map_err(|error| BundleError::xml(&file, error))?;
        files.push((file, atom));
        files.push((feed.json_file(), serde_json::to_string(&page.to_json())?));
    }
    let sitemap = sitemap::files(library, address);
    files.extend(sitemap.map_err(|error| BundleError::xml(sitemap::FILE, error))?);
    Ok(files)
}
