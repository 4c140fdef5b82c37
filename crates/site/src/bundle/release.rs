//! A release: every page as HTML, and all that those look for who come from elsewhere.

use std::{collections::BTreeMap, fs};

use model::{Article, BasePath, Library, PageData, Route, SiteAddress};

use super::{
    Basis, Bundle, BundleError, Deployment, Draw, FirstView, Report, Shell, compress, each_page,
    for_machines::feeds_and_sitemap,
    head::{Head, for_the_browser},
    hosts::{self, HostRules},
    inventory::Inventory,
    moved_page::moved_page,
    offline::{self, Kept},
    page_writer::PageWriter,
    palette::Palette,
    policy::Policy,
    prerender::Prerender,
    redirects::Redirects,
    sharing::SharingPictures,
    structured_data::{StructuredData, article_at},
    stylesheet,
    web_app::WebApp,
    well_known,
};

/// A release, before it is written.
#[derive(Debug)]
pub(super) struct Release<'a> {
    bundle: &'a Bundle,
    library: &'a Library,
    shell: Shell,
    base: BasePath,
    basis: &'a Basis,
    policy: Policy,
    address: Option<SiteAddress>,
    sharing: SharingPictures,
    web_app: WebApp,
    redirects: Redirects,
}

impl<'a> Release<'a> {
    pub(super) fn new(
        bundle: &'a Bundle,
        library: &'a Library,
        shell: Shell,
        base: BasePath,
        basis: &'a Basis,
    ) -> Result<Self, BundleError> {
        let shell = shell.with_integrity(&bundle.staging, &base);
        let palette = Palette::read(&bundle.project)?;
        let origin = bundle.deployment.origin.as_ref().or(library.origin());
        let address = origin.map(|origin| SiteAddress::new(origin.clone(), base.clone()));
        // A preview of a link loads its picture by a whole address.
        let sharing = address.as_ref().map(|_| SharingPictures::plan(library, &palette));
        Ok(Self {
            policy: Policy::for_pages_like(&shell.fill("", "")),
            web_app: WebApp::new(&base, &palette),
            redirects: Redirects::new(library, address.is_some()),
            sharing: sharing.unwrap_or_default(),
            bundle,
            library,
            shell,
            base,
            basis,
            address,
        })
    }

    pub(super) fn write(
        &self,
        draw: Draw,
        writer: &PageWriter,
        report: &mut Report,
    ) -> Result<(), BundleError> {
        let Deployment { plain_host, precompress, cache, server_files, .. } =
            &self.bundle.deployment;
        report.pages = self.library.routes().count();
        report.redirects = self.redirects.iter().count();
        report.time("draw the pages", || self.write_pages(draw, writer))?;
        report.heaviest = self.heaviest()?;
        report.time("draw icons", || self.write_web_app(writer))?;
        report.time("draw pictures for sharing", || self.sharing.write(cache, writer))?;
        report.time("write feeds and sitemap", || self.write_for_machines(writer))?;
        self.write_well_known(writer, report)?;
        let inventory = Inventory::of(&self.bundle.staging)?;
        self.hold_against_files(&inventory)?;
        self.write_worker(writer, &inventory, report)?;
        if *plain_host {
            self.write_moved_pages(writer, &inventory, report)?;
        }
        let inventory = Inventory::of(&self.bundle.staging)?;
        let rules = HostRules::new(&self.base, &self.policy, &self.redirects, &inventory);
        rules.write(writer)?;
        report.too_much = rules.too_much();
        if let Some(folder) = server_files {
            rules.write_server_files(folder)?;
        }
        if *precompress {
            report.time("compress", || compress::beside(&self.bundle.staging, &inventory))?;
        }
        if self.address.is_none() {
            report.leave_out(
                "feeds, sitemap, canonical addresses, structured data and pictures for sharing, as \
                 the site's address is not known: set `origin` in content/clinic.toml, or build \
                 with `--origin https://…`",
            );
        }
        Ok(())
    }

    fn write_pages(&self, draw: Draw, writer: &PageWriter) -> Result<(), BundleError> {
        let language = self.shell.language();
        let data = self.address.as_ref();
        let data = data.map(|address| StructuredData::of(self.library, address, language));
        let stylesheet = self.base.file(&self.basis.css.file);
        let offline = self.basis.offline.as_ref();
        let prerender = Prerender {
            shell: &self.shell,
            base: &self.base,
            site: self.library.site(),
            head: Head {
                library: self.library,
                address: self.address.as_ref(),
                sharing: &self.sharing,
                language,
                browser: for_the_browser(
                    &stylesheet,
                    Some(&self.basis.css.digest),
                    Some(&self.web_app),
                ) + &self.basis.search
                    + &offline.map(|offline| offline.element(&self.base)).unwrap_or_default(),
            },
            data,
            policy: self.bundle.deployment.plain_host.then(|| self.policy.in_page()),
            build: &self.basis.build,
        };
        // Where the site's files are loaded from by a whole address, the policy names its host.
        let origin = model::Origin::of(&self.bundle.public_url);
        let write = |file: &str, html: &str| {
            self.policy
                .allows(html, origin.as_ref().map(model::Origin::as_str))
                .map_err(|error| BundleError::Policy { file: file.to_owned(), error })?;
            writer.write(file, html)
        };
        write(hosts::NOT_FOUND, &prerender.not_found(draw))?;
        if offline.is_some() {
            write(offline::PAGE, &prerender.offline(draw))?;
        }
        each_page(self.library, |route, record| {
            let article = article_at(self.library, route);
            write(&route.html_file(), &prerender.page(draw, route, record, article))
        })
    }

    /// The worker that keeps pages for reading offline, or the one that removes it.
    fn write_worker(
        &self,
        writer: &PageWriter,
        inventory: &Inventory,
        report: &mut Report,
    ) -> Result<(), BundleError> {
        let Some(offline) = &self.basis.offline else {
            report.leave_out(
                "offline reading, as `--no-offline` says: service-worker.js removes what earlier \
                 builds had browsers keep, so leave it on the host",
            );
            return offline::write_removal(self.bundle, &self.base, writer);
        };
        let Basis { build, search, .. } = self.basis;
        let kept = Kept::of(self.library, &self.base, &self.bundle.staging, inventory, search)?;
        writer.write_json(offline::LIST, &build.on(&kept.list))?;
        offline.write_worker(self.bundle, &kept, build, writer)
    }

    /// The article with the most HTML. The rest of its first view is the same for all.
    fn heaviest(&self) -> Result<Option<FirstView>, BundleError> {
        let file = |article: &Article| {
            self.bundle.staging.join(Route::Article(article.slug.clone()).html_file())
        };
        let size = |article: &&Article| fs::metadata(file(article)).map_or(0, |file| file.len());
        let Some(article) = self.library.articles().iter().max_by_key(size) else {
            return Ok(None);
        };
        let path = file(article);
        let read = |error| BundleError::io("read", &path, error);
        let html = fs::read_to_string(&path).map_err(read)?;
        Ok(Some(FirstView {
            page: Route::Article(article.slug.clone()).to_string(),
            words: words_of(&html),
            bytes: compress::brotli(html.as_bytes()).map_err(read)?.len(),
        }))
    }

    fn write_web_app(&self, writer: &PageWriter) -> Result<(), BundleError> {
        let home = self.library.page_data(&Route::Home);
        let description = home.as_ref().map(PageData::description).unwrap_or_default();
        let name = &self.library.site().clinic.name;
        let language = self.shell.language();
        self.web_app.write(&self.bundle.project, writer, name, description, language)
    }

    /// Feeds and sitemap.
    fn write_for_machines(&self, writer: &PageWriter) -> Result<(), BundleError> {
        let Some(address) = &self.address else { return Ok(()) };
        let css = stylesheet::write("feed", &self.bundle.project, writer)?;
        let stylesheet = self.base.file(&css.file);
        feeds_and_sitemap(self.library, address, self.shell.language(), &stylesheet)?
            .iter()
            .try_for_each(|(file, content)| writer.write(file, content))
    }

    fn write_well_known(
        &self,
        writer: &PageWriter,
        report: &mut Report,
    ) -> Result<(), BundleError> {
        let (library, address) = (self.library, self.address.as_ref());
        writer.write(well_known::ROBOTS, &well_known::robots(address))?;
        let security = library.security_contact().map(|contact| {
            well_known::security(contact, address, self.shell.language(), library.today())
        });
        match security {
            Some(Some(text)) => writer.write(well_known::SECURITY, &text)?,
            Some(None) => report.leave_out(
                "security.txt, as the day after which its contact no longer holds has come: look \
                 at `[security]` in content/clinic.toml and set a new day",
            ),
            None => report.leave_out(
                "security.txt, as nobody is named: write a part `[security]` with `email` and \
                 `expires` in content/clinic.toml",
            ),
        }
        if !self.base.as_str().is_empty() {
            report.leave_out(
                "nothing, but robots.txt, .well-known/ and the files that hosts read (_headers, \
                 _redirects and the like) count only at the root of the host: put them there",
            );
        }
        Ok(())
    }

    /// An old address that is one of a file would hide the file, or be hidden by it.
    fn hold_against_files(&self, inventory: &Inventory) -> Result<(), BundleError> {
        let taken =
            |file: &str| inventory.has(file) || inventory.has(&format!("{file}/index.html"));
        let clash = self.redirects.iter().find_map(|redirect| {
            let path = redirect.from.decoded()?;
            taken(path.trim_matches('/')).then_some(path)
        });
        clash.map_or(Ok(()), |address| Err(BundleError::OldAddress { address }))
    }

    fn write_moved_pages(
        &self,
        writer: &PageWriter,
        inventory: &Inventory,
        report: &mut Report,
    ) -> Result<(), BundleError> {
        let mut left_out = Vec::new();
        // Not every disk has room for two files that only capitals tell apart.
        let files = inventory.files().iter();
        let mut taken: BTreeMap<_, _> =
            files.map(|file| (file.path.to_lowercase(), None)).collect();
        for (file, to) in self.redirects.pages() {
            if *taken.entry(file.to_lowercase()).or_insert(Some(to)) != Some(to) {
                left_out.push(file);
                continue;
            }
            let canonical = self.address.as_ref().map(|address| address.file(&to[1..]));
            let to = format!("{}{to}", self.base.as_str());
            let page = moved_page(&to, canonical.as_deref(), self.shell.language());
            writer.write(&file, &page)?;
        }
        if !left_out.is_empty() {
            report.leave_out(format!(
                "{}, which would lead on from old addresses: only capitals tell them from other \
                 files, and not every disk has room for both",
                left_out.join(", ")
            ));
        }
        Ok(())
    }
}

/// The words of an article's text with its marks, as `tests/browser/budget.spec.js` counts them: all of
/// them are sent.
fn words_of(html: &str) -> usize {
    let (_, prose) = html.split_once(r#"<div class="prose">"#).unwrap_or_default();
    let prose = prose.split(r#"<h2 id="sources">"#).next().unwrap_or_default();
    // What stands before the first `>` of a part is the rest of a tag.
    let text = prose.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    text.map(|text| text.split_whitespace().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_between_heading_and_sources() {
        let html = r#"<p>no</p><div class="prose"><p class="a b">One <b>two</b> three.</p><h2 id="sources">no"#;
        assert_eq!(words_of(html), 3);
        assert_eq!(words_of("<p>no"), 0);
    }
}
