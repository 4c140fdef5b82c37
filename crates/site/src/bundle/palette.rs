use std::{fs, path::Path};

use super::BundleError;

/// The file that alone names colours.
pub(super) const FILE: &str = "style/tokens.css";

/// The site's colours, where something that no stylesheet reaches has to look like it: the bar of the
/// browser, the icon on a home screen, the picture for sharing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Palette {
    /// Behind pages, in the light.
    pub(super) page: String,
    /// Behind pages, in the dark.
    pub(super) page_dark: String,
    /// What is filled, and the icon.
    pub(super) fill: String,
    /// What is filled and large.
    pub(super) fill_deep: String,
    /// Text that is less important, on what is filled.
    pub(super) on_fill_soft: String,
    /// Text on what is filled.
    pub(super) on_fill: String,
}

impl Palette {
    pub(super) fn read(project: &Path) -> Result<Self, BundleError> {
        let path = project.join(FILE);
        let css =
            fs::read_to_string(&path).map_err(|error| BundleError::io("read", &path, error))?;
        Self::parse(&css)
    }

    fn parse(css: &str) -> Result<Self, BundleError> {
        let colour = |name: &'static str| {
            let value = css.lines().find_map(|line| {
                let value = line.trim().strip_prefix(name)?.strip_prefix(':')?;
                let value = value.trim().strip_suffix(';')?;
                value.starts_with('#').then(|| value.to_owned())
            });
            value.ok_or(BundleError::Colour(name))
        };
        Ok(Self {
            page: colour("--paper")?,
            page_dark: colour("--night-900")?,
            fill: colour("--teal-700")?,
            fill_deep: colour("--teal-800")?,
            on_fill_soft: colour("--teal-100")?,
            on_fill: colour("--white")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_stylesheet() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let palette = Palette::read(&project).unwrap();
        assert!(palette.fill.starts_with('#') && palette.fill.len() == 7, "{palette:?}");
    }

    #[test]
    fn a_colour_that_is_gone_is_named() {
        let error = Palette::parse(":root {\n --paper: #fff;\n}").unwrap_err().to_string();
        assert!(error.contains("`--night-900: "), "{error}");
    }
}
