use std::fmt::Write;

use super::{Caching, Embedding, HostRules, NOT_FOUND, block};
use crate::bundle::redirects::OldAddress;

impl HostRules<'_> {
    /// What a `server` block of nginx includes, below its `listen`, `server_name` and `root`. Of a host
    /// whose folder the site is in, it says nothing of the rest.
    pub(super) fn nginx(&self) -> String {
        let mut text = format!(
            "# Made by `cargo site build`. In a server block, below `listen`, `server_name` and `root`:\n\
             #     include /etc/nginx/clinic.conf;\n\
             # `root` is the folder that holds {}. Precompressed files need the module\n\
             # brotli_static (Debian: libnginx-mod-http-brotli-static); without it, take its line out.\n\n",
            match self.base.as_str() {
                "" => "the files of dist/".to_owned(),
                base => format!("{}/ with the files of dist/", &base[1..]),
            }
        );
        // Not in a location: there, an `if` takes the place of all that the location says.
        for (variable, other, pattern, value) in [
            (
                "cache",
                Caching::Revalidated.header(),
                Caching::IMMUTABLE,
                Caching::Immutable.header(),
            ),
            (
                "shown",
                Embedding::OwnPages.header(),
                Embedding::ANYWHERE,
                Embedding::Anywhere.header(),
            ),
        ] {
            let _ = writeln!(
                text,
                "set $clinic_{variable} \"{other}\";\n\
                 if ($uri ~ \"{pattern}\") {{ set $clinic_{variable} \"{value}\"; }}"
            );
        }
        let rules = self.nginx_rules();
        if self.base.as_str().is_empty() {
            text.push_str(&rules);
        } else {
            let opening = format!("location {}", self.path("/"));
            text.push_str(&block(&opening, "    ", &rules));
        }
        text
    }

    /// What holds of all of the site.
    fn nginx_rules(&self) -> String {
        let mut text = String::new();
        // Not in the locations below: one that sets one header loses all the others.
        let _ = writeln!(text, "add_header Cache-Control $clinic_cache always;");
        let _ = writeln!(text, "add_header {} $clinic_shown always;", Embedding::HEADER);
        for (name, value) in &self.headers {
            let _ = writeln!(text, "add_header {name} \"{value}\" always;");
        }
        let _ = write!(
            text,
            "\ncharset utf-8;\n\
             charset_types text/css text/plain text/xml text/vcard application/javascript application/json;\n\
             gzip_static on;\nbrotli_static on;\n\
             # What is not there precompressed.\n\
             gzip on;\ngzip_vary on;\n\
             gzip_types text/css text/plain text/xml text/vcard application/javascript application/json \
             application/manifest+json application/wasm image/svg+xml;\n\
             # Behind a proxy nginx does not know the host's address.\n\
             absolute_redirect off;\nindex index.html;\nerror_page 404 {};\n\n",
            self.path(&format!("/{NOT_FOUND}"))
        );
        self.nginx_locations(&mut text);
        text
    }

    fn nginx_locations(&self, text: &mut String) {
        let root = self.path("/");
        let _ = writeln!(text, "try_files $uri $uri/ =404;");
        let _ = writeln!(
            text,
            "location = {root}manifest.webmanifest {{ types {{ }} default_type application/manifest+json; }}"
        );
        let _ = writeln!(
            text,
            "location = {root}contact.vcf {{ types {{ }} default_type text/vcard; }}"
        );
        for file in super::HOST_FILES {
            let _ = writeln!(text, "location = {root}{file} {{ return 404; }}");
        }
        let mut numbers = String::new();
        for (redirect, to) in self.redirects() {
            match &redirect.from {
                OldAddress::Number { key, number } => {
                    let _ = writeln!(
                        numbers,
                        "    if ($arg_{key} = \"{number}\") {{ return 301 {to}; }}"
                    );
                }
                from @ OldAddress::Path(_) => {
                    let path = self.path(&from.decoded().unwrap_or_default());
                    let _ = writeln!(text, "location = \"{path}\" {{ return 301 {to}; }}");
                }
            }
        }
        if !numbers.is_empty() {
            let _ = writeln!(
                text,
                "location = {root} {{\n{numbers}    try_files {root}index.html =404;\n}}"
            );
        }
    }
}
