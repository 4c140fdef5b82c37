//! All pages for search engines (<https://www.sitemaps.org/protocol.html>).

use std::io;

use model::{Library, SiteAddress};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// How many pages one file may name.
const LIMIT: usize = 50_000;

/// The file that search engines are told of.
pub(super) const FILE: &str = "sitemap.xml";

/// The sitemap's files with their content: one, or where there are more pages than one may name, as
/// many as it takes and the list of them.
pub(super) fn files(library: &Library, address: &SiteAddress) -> io::Result<Vec<(String, String)>> {
    let pages: Vec<_> = library
        .routes()
        .map(|route| {
            let changed = library.last_changed(&route).map(|day| day.iso());
            Place { element: "url", address: address.page(&route), changed }
        })
        .collect();
    in_files_of(LIMIT, &pages, address)
}

/// What a sitemap names: a page, or another sitemap.
struct Place {
    element: &'static str,
    address: String,
    /// The day of its last change, where that is known.
    changed: Option<String>,
}

fn in_files_of(
    limit: usize,
    pages: &[Place],
    address: &SiteAddress,
) -> io::Result<Vec<(String, String)>> {
    if pages.len() <= limit {
        return Ok(vec![(FILE.to_owned(), document("urlset", pages)?)]);
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (number, pages) in (1..).zip(pages.chunks(limit)) {
        let file = format!("sitemap-{number}.xml");
        let changed = pages.iter().filter_map(|page| page.changed.clone()).max();
        parts.push(Place { element: "sitemap", address: address.file(&file), changed });
        files.push((file, document("urlset", pages)?));
    }
    files.push((FILE.to_owned(), document("sitemapindex", &parts)?));
    Ok(files)
}

fn document(name: &str, places: &[Place]) -> io::Result<String> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element(name).with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
        places.iter().try_for_each(|place| {
            xml.create_element(place.element)
                .write_inner_content(|xml| {
                    let address = BytesText::new(&place.address);
                    xml.create_element("loc").write_text_content(address)?;
                    if let Some(changed) = &place.changed {
                        let changed = BytesText::new(changed);
                        xml.create_element("lastmod").write_text_content(changed)?;
                    }
                    Ok(())
                })
                .map(drop)
        })
    })?;
    // Only what is text has been written.
    Ok(String::from_utf8_lossy(&xml.into_inner()).into_owned())
}

#[cfg(test)]
mod tests {
    use model::BasePath;

    use super::*;

    fn page(number: u32, changed: Option<&str>) -> Place {
        let address = format!("https://a.example/{number}/?a&b");
        Place { element: "url", address, changed: changed.map(str::to_owned) }
    }

    fn address() -> SiteAddress {
        SiteAddress::new("https://a.example".parse().unwrap(), BasePath::default())
    }

    #[test]
    fn pages_have_the_day_of_their_last_change_where_it_is_known() {
        let pages = [page(1, Some("2026-01-02")), page(2, None)];
        let files = in_files_of(2, &pages, &address()).unwrap();
        let [(name, xml)] = &files[..] else { panic!("{files:?}") };
        assert_eq!(name, "sitemap.xml");
        assert_eq!(
            xml,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
             <url><loc>https://a.example/1/?a&amp;b</loc><lastmod>2026-01-02</lastmod></url>\
             <url><loc>https://a.example/2/?a&amp;b</loc></url></urlset>"
        );
    }

    #[test]
    fn more_pages_than_a_file_may_name_stand_in_several() {
        let days = [Some("2026-01-02"), Some("2026-03-04"), None];
        let pages: Vec<_> = (0..).zip(days).map(|(number, day)| page(number, day)).collect();
        let files = in_files_of(2, &pages, &address()).unwrap();
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        let index = &files[2].1;
        assert!(index.contains(
            "<sitemap><loc>https://a.example/sitemap-1.xml</loc><lastmod>2026-03-04</lastmod></sitemap>\
             <sitemap><loc>https://a.example/sitemap-2.xml</loc></sitemap>"
        ), "{index}");
        assert_eq!(files[1].1.matches("<url>").count(), 1);
    }
}
