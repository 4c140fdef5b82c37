use std::fmt::Write;

use super::{Caching, Embedding, HostRules, NOT_FOUND, block};
use crate::bundle::redirects::OldAddress;

impl HostRules<'_> {
    /// What a site block of Caddy imports, below its `root`. Of a host whose folder the site is in, it
    /// says nothing of the rest.
    pub(super) fn caddy(&self) -> String {
        let mut text = format!(
            "# Made by `cargo site build`. In a site block, below `root * /the/folder`:\n\
             #     import /etc/caddy/clinic.caddy\n\
             # `root` is the folder that holds {}.\n\n",
            match self.base.as_str() {
                "" => "the files of dist/".to_owned(),
                base => format!("{}/ with the files of dist/", &base[1..]),
            }
        );
        text.push_str(&self.in_folder(&self.caddy_rules()));
        text.push_str("# An error begins anew, without headers.\n");
        text.push_str(&block("handle_errors", "\t", &self.in_folder(&self.caddy_error())));
        text
    }

    /// Rules, for the site's folder alone.
    fn in_folder(&self, rules: &str) -> String {
        if self.base.as_str().is_empty() {
            return rules.to_owned();
        }
        block(&format!("handle {}", self.path("/*")), "\t", rules)
    }

    fn caddy_rules(&self) -> String {
        let mut text = self.caddy_headers();
        // Versions differ in which of two rules for one header wins: no answer meets both.
        for (other, one, pattern, name, values) in [
            (
                "asked",
                "kept",
                Caching::IMMUTABLE,
                "Cache-Control",
                [Caching::Revalidated.header(), Caching::Immutable.header()],
            ),
            (
                "own",
                "shown",
                Embedding::ANYWHERE,
                Embedding::HEADER,
                [Embedding::OwnPages.header(), Embedding::Anywhere.header()],
            ),
        ] {
            let _ = writeln!(
                text,
                "@clinic_{other} not path_regexp \"{pattern}\"\n\
                 header @clinic_{other} {name} \"{}\"\n\
                 @clinic_{one} path_regexp \"{pattern}\"\n\
                 header @clinic_{one} {name} \"{}\"",
                values[0], values[1]
            );
        }
        text.push('\n');
        let root = self.path("/");
        let _ = writeln!(text, "@clinic_manifest path {root}manifest.webmanifest");
        text.push_str("header @clinic_manifest Content-Type application/manifest+json\n");
        let files = super::HOST_FILES.map(|file| format!("{root}{file}")).join(" ");
        let _ = writeln!(text, "@clinic_host_files path {files}\nerror @clinic_host_files 404\n");
        for (index, (redirect, to)) in self.redirects().enumerate() {
            match &redirect.from {
                OldAddress::Path(_) => {
                    let path = self.path(&redirect.from.decoded().unwrap_or_default());
                    let path = literal(&path);
                    // What takes a path as it stands takes no notice of capitals: what leads on from
                    // /About/ would also lead /about/ to itself.
                    let _ = writeln!(
                        text,
                        "@clinic_moved_{index} path_regexp \"^{path}$\"\nredir @clinic_moved_{index} {to} 301"
                    );
                }
                OldAddress::Number { key, number } => {
                    let _ = writeln!(
                        text,
                        "@clinic_number_{index} {{\n\tpath {root}\n\tquery {key}={number}\n}}\nredir @clinic_number_{index} {to} 301"
                    );
                }
            }
        }
        text.push_str("\nencode gzip\nfile_server {\n\tprecompressed br gzip\n}\n");
        text
    }

    fn caddy_error(&self) -> String {
        format!(
            "header Cache-Control \"{}\"\nheader {} \"{}\"\n{}rewrite * {}{NOT_FOUND}\nfile_server\n",
            Caching::Revalidated.header(),
            Embedding::HEADER,
            Embedding::OwnPages.header(),
            self.caddy_headers(),
            self.path("/")
        )
    }

    fn caddy_headers(&self) -> String {
        let mut text = String::from("header {\n");
        for (name, value) in &self.headers {
            let _ = writeln!(text, "\t{name} \"{value}\"");
        }
        text.push_str("\t-Server\n}\n");
        text
    }
}

/// The regular expression of Go that matches `path` and nothing else.
fn literal(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for letter in path.chars() {
        if letter.is_ascii_punctuation() && !"/-_~".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_pattern_stands_for_itself() {
        assert_eq!(literal("/2019/a-b_c~é/"), "/2019/a-b_c~é/");
        assert_eq!(literal("/a.html"), r"/a\.html");
        assert_eq!(literal("/(a)+, 'b'!&/"), r"/\(a\)\+\, \'b\'\!\&/");
    }
}
