use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesPI, BytesText, Event},
};

use super::{Entry, FeedPage, moment};

type Xml = Writer<Vec<u8>>;

impl FeedPage<'_> {
    /// The feed as Atom. `stylesheet` is the address of a stylesheet with which browsers show it.
    pub(in crate::bundle) fn to_atom(&self, stylesheet: &str) -> io::Result<String> {
        let mut xml = Writer::new(Vec::new());
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let instruction = format!(r#"xml-stylesheet type="text/css" href="{stylesheet}""#);
        xml.write_event(Event::PI(BytesPI::new(instruction)))?;
        xml.create_element("feed")
            .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
            .with_attribute(("xml:lang", self.language))
            .write_inner_content(|xml| self.content(xml))?;
        // Only what is text has been written.
        Ok(String::from_utf8_lossy(&xml.into_inner()).into_owned())
    }

    fn content(&self, xml: &mut Xml) -> io::Result<()> {
        text(xml, "id", &self.page)?;
        text(xml, "title", &self.title)?;
        text(xml, "updated", &moment(self.updated))?;
        text(xml, "icon", &self.icon)?;
        link(xml, "self", "application/atom+xml", &self.atom)?;
        link(xml, "alternate", "text/html", &self.page)?;
        author(xml, self.publisher)?;
        self.entries.iter().try_for_each(|entry| {
            xml.create_element("entry").write_inner_content(|xml| entry.write(xml)).map(drop)
        })
    }
}

impl Entry<'_> {
    fn write(&self, xml: &mut Xml) -> io::Result<()> {
        let Self { article, address, categories, html } = self;
        text(xml, "id", address)?;
        text(xml, "title", &article.title)?;
        text(xml, "updated", &moment(article.last_changed()))?;
        text(xml, "published", &moment(article.published))?;
        link(xml, "alternate", "text/html", address)?;
        article.authors.iter().try_for_each(|name| author(xml, name))?;
        for category in categories {
            xml.create_element("category").with_attribute(("term", *category)).write_empty()?;
        }
        text(xml, "summary", &article.summary)?;
        // As elements, not as escaped text, so that a browser shows it: the writer of the text makes
        // well-formed XML.
        xml.create_element("content")
            .with_attribute(("type", "xhtml"))
            .write_inner_content(|xml| {
                xml.create_element("div")
                    .with_attribute(("xmlns", "http://www.w3.org/1999/xhtml"))
                    .write_text_content(BytesText::from_escaped(html.as_str()))
                    .map(drop)
            })
            .map(drop)
    }
}

fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(words)).map(drop)
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    xml.create_element("link")
        .with_attributes([("rel", rel), ("type", kind), ("href", href)])
        .write_empty()
        .map(drop)
}

fn author(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("author").write_inner_content(|xml| text(xml, "name", name)).map(drop)
}
