use std::{fs, path::Path};

use model::{Date, Library};
use site::{
    content::{self, Problems, Selection},
    import::{self, Import, ImportError, Imported, Verified},
};

use crate::site_copy::Site;

/// A site with an export beside it.
pub(crate) struct Exported {
    pub(crate) site: Site,
    pub(crate) import: Import,
}

impl Exported {
    /// An export with these bytes, and the smallest site there is.
    pub(crate) fn bytes(bytes: &[u8]) -> Self {
        let site = Site::copy("base");
        let export = site.folder().join("export.xml");
        fs::write(&export, bytes).unwrap();
        Self::file(site, &export)
    }

    /// An export that stands somewhere else.
    pub(crate) fn file(site: Site, export: &Path) -> Self {
        let import = Import {
            export: export.to_owned(),
            media: None,
            content: site.content(),
            dry_run: false,
            today: Date::new(2026, 11, 23).unwrap(),
        };
        Self { site, import }
    }

    /// An export with these items.
    pub(crate) fn items(items: &[String]) -> Self {
        Self::bytes(wxr(&items.concat()).as_bytes())
    }

    pub(crate) fn import(&self) -> Result<Imported, ImportError> {
        import::import(&self.import)
    }

    pub(crate) fn verify(&self) -> Verified {
        import::verify(&self.import).unwrap()
    }

    /// Everything that is written, drafts included.
    pub(crate) fn load(&self) -> Result<Library, Problems> {
        let today = self.import.today;
        content::load(&self.site.content(), Selection { today, unpublished: true })
    }

    /// A file of the content folder.
    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.site.content().join(file)).unwrap()
    }

    /// The body of the only post, imported from `html`.
    pub(crate) fn body(html: &str) -> String {
        let exported = Self::items(&[post(7, "a", html)]);
        exported.import().unwrap();
        exported.load().unwrap();
        exported.body_of("a")
    }

    /// The body of an article.
    pub(crate) fn body_of(&self, slug: &str) -> String {
        let file = self.read(&format!("articles/{slug}.md"));
        file.splitn(3, "+++\n").nth(2).unwrap().to_owned()
    }

    /// Puts a drawing into the media folder, at this path.
    pub(crate) fn upload(&mut self, path: &str) {
        let media = self.site.folder().join("uploads");
        let file = media.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>").unwrap();
        self.import.media = Some(media);
    }
}

/// An export with these items.
pub(crate) fn wxr(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<rss version=\"2.0\"><channel><title>Old</title><link>https://old.example</link>
<pubDate>Tue, 27 Jan 2015 14:56:57 +0000</pubDate><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>jo</wp:author_login><wp:author_display_name>Jo Bell</wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>teas</wp:category_nicename><wp:cat_name>Teas</wp:cat_name></wp:category>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>white</wp:category_nicename><wp:category_parent>teas</wp:category_parent><wp:cat_name>White</wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>leaf</wp:tag_slug><wp:tag_name>Leaf</wp:tag_name></wp:tag>
{items}</channel></rss>"
    )
}

/// A published post.
pub(crate) fn post(id: u32, slug: &str, html: &str) -> String {
    item(id, "post", slug, &format!("https://old.example/2013/01/{slug}/"), html, "")
}

/// Any item, with `more` fields.
pub(crate) fn item(id: u32, kind: &str, slug: &str, link: &str, html: &str, more: &str) -> String {
    let html = html.replace("]]>", "]]]]><![CDATA[>");
    format!(
        "<item><title>Title of {id}</title><link>{link}</link><dc:creator>jo</dc:creator>
<content:encoded><![CDATA[{html}]]></content:encoded><wp:post_id>{id}</wp:post_id>
<wp:post_date>2013-01-11 20:22:19</wp:post_date><wp:post_name>{slug}</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain=\"category\" nicename=\"white\"><![CDATA[White]]></category>
<category domain=\"post_tag\" nicename=\"leaf\"><![CDATA[Leaf]]></category>{more}</item>"
    )
}
