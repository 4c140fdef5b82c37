//! What a phone needs to put the site on its home screen: icons and the manifest
//! (<https://www.w3.org/TR/appmanifest/>).

use std::{fs, path::Path};

use html_escape::encode_double_quoted_attribute;
use model::{BasePath, Route};
use serde_json::{Value, json};

use super::{BundleError, drawing, page_writer::PageWriter, palette::Palette};

/// The icon's drawing, which browsers also take as it is.
const ICON: &str = "style/icon.svg";

/// The manifest.
pub(super) const MANIFEST: &str = "manifest.webmanifest";

/// The icon for home screens of iOS, which looks for it here.
const APPLE_ICON: &str = "apple-touch-icon.png";

/// The icon for feed readers, as large as they ask for it (<https://www.jsonfeed.org/version/1.1/>), and
/// the larger of the two that a manifest has to name.
pub(super) const FEED_ICON: &str = "icon-512.png";

/// The site as something that can be put on a home screen.
#[derive(Debug)]
pub(super) struct WebApp {
    base: BasePath,
    palette: Palette,
}

impl WebApp {
    pub(super) fn new(base: &BasePath, palette: &Palette) -> Self {
        Self { base: base.clone(), palette: palette.clone() }
    }

    /// The lines of it in every page's head.
    pub(super) fn head(&self) -> String {
        let Palette { page, page_dark, .. } = &self.palette;
        let manifest = self.base.file(MANIFEST);
        let icon = self.base.file(APPLE_ICON);
        let (manifest, icon) =
            (encode_double_quoted_attribute(&manifest), encode_double_quoted_attribute(&icon));
        // At the root of a host iOS finds its icon without being told.
        let in_folder = !self.base.as_str().is_empty();
        let icon = in_folder.then(|| format!(r#"<link rel="apple-touch-icon" href="{icon}">"#));
        let lines = [
            format!(r#"<link rel="manifest" href="{manifest}">"#),
            // Of several, the first whose media match counts (HTML, 4.2.5.3); without any, it always does.
            format!(
                r#"<meta name="theme-color" content="{page_dark}" media="(prefers-color-scheme:dark)">"#
            ),
            format!(r#"<meta name="theme-color" content="{page}">"#),
        ];
        lines.into_iter().chain(icon).collect::<Vec<_>>().join("\n")
    }

    /// Writes icons and manifest. `name` and `description` are the site's.
    pub(super) fn write(
        &self,
        project: &Path,
        writer: &PageWriter,
        name: &str,
        description: &str,
        language: &str,
    ) -> Result<(), BundleError> {
        let path = project.join(ICON);
        let icon =
            fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))?;
        let draw = |file: &str, svg: &str, width| {
            let png = drawing::png(svg, width)
                .map_err(|error| BundleError::Drawing { file: ICON.to_owned(), error })?;
            writer.write_bytes(file, &png)
        };
        draw("icon-192.png", &icon, 192)?;
        draw(FEED_ICON, &icon, 512)?;
        // A mask may take all but the circle of four fifths of the width away; iOS rounds corners and
        // shows black where nothing is.
        draw("icon-maskable-512.png", &self.on_ground(&icon, 0.8), 512)?;
        draw(APPLE_ICON, &self.on_ground(&icon, 1.0), 180)?;
        writer.write_json(MANIFEST, &self.manifest(name, description, language))
    }

    /// The icon, as large as `part` of the whole, on a ground of its own colour.
    fn on_ground(&self, icon: &str, part: f32) -> String {
        let (size, place) = (100.0 * part, 50.0 * (1.0 - part));
        let icon = icon.replacen(
            "<svg",
            &format!(r#"<svg x="{place}" y="{place}" width="{size}" height="{size}""#),
            1,
        );
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="{}"/>{icon}</svg>"#,
            self.palette.fill
        )
    }

    fn manifest(&self, name: &str, description: &str, language: &str) -> Value {
        let icon = |file: &str, sizes: &str, purpose: &str| {
            let kind = "image/png";
            json!({ "src": self.base.file(file), "sizes": sizes, "type": kind, "purpose": purpose })
        };
        let home = self.base.href(&Route::Home);
        json!({
            "id": home,
            "name": name,
            "description": description,
            "lang": language,
            "start_url": home,
            "scope": home,
            // Who reads about their health may want to see whose page it is, and go back.
            "display": "minimal-ui",
            "background_color": self.palette.page,
            "theme_color": self.palette.page,
            "icons": [
                icon("icon-192.png", "192x192", "any"),
                icon(FEED_ICON, "512x512", "any"),
                icon("icon-maskable-512.png", "512x512", "maskable"),
            ],
        })
    }
}
