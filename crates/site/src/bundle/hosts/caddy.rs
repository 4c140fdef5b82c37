use std::fmt::Write;

use super::{Caching, HostRules, NOT_FOUND};
use crate::bundle::redirects::OldAddress;

impl HostRules<'_> {
    /// What a site block of Caddy imports, below its `root`.
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
        self.caddy_headers(&mut text, "");
        // Versions differ in which of two rules for one header wins: no answer meets both.
        let _ = writeln!(text, "@clinic_asked not path_regexp \"{}\"", Caching::IMMUTABLE);
        let asked = Caching::Revalidated.header();
        let _ = writeln!(text, "header @clinic_asked Cache-Control \"{asked}\"");
        let _ = writeln!(text, "@clinic_kept path_regexp \"{}\"", Caching::IMMUTABLE);
        let _ = writeln!(
            text,
            "header @clinic_kept Cache-Control \"{}\"\n",
            Caching::Immutable.header()
        );
        let root = self.path("/");
        let _ = writeln!(text, "@clinic_manifest path {root}manifest.webmanifest");
        text.push_str("header @clinic_manifest Content-Type application/manifest+json\n");
        let files = super::HOST_FILES.map(|file| format!("{root}{file}")).join(" ");
        let _ = writeln!(text, "@clinic_host_files path {files}\nerror @clinic_host_files 404\n");
        for (index, (redirect, to)) in self.redirects().enumerate() {
            match &redirect.from {
                OldAddress::Path(_) => {
                    let path = self.path(&redirect.from.decoded().unwrap_or_default());
                    let _ = writeln!(text, "redir \"{path}\" {to} 301");
                }
                OldAddress::Number { key, number } => {
                    let _ = writeln!(
                        text,
                        "@clinic_number_{index} {{\n\tpath {root}\n\tquery {key}={number}\n}}\nredir @clinic_number_{index} {to} 301"
                    );
                }
            }
        }
        let _ = write!(
            text,
            "\nencode gzip\nfile_server {{\n\tprecompressed br gzip\n}}\n\
             # An error begins anew, without headers.\n\
             handle_errors {{\n\
             \theader Cache-Control \"{}\"\n",
            Caching::Revalidated.header()
        );
        self.caddy_headers(&mut text, "\t");
        let _ = write!(text, "\trewrite * {root}{NOT_FOUND}\n\tfile_server\n}}\n");
        text
    }

    fn caddy_headers(&self, text: &mut String, indent: &str) {
        let _ = writeln!(text, "{indent}header {{");
        for (name, value) in &self.headers {
            let _ = writeln!(text, "{indent}\t{name} \"{value}\"");
        }
        let _ = writeln!(text, "{indent}\t-Server\n{indent}}}");
    }
}
