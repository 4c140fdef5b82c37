//! The Content-Security-Policy: what pages may load and run, made from what the build wrote into them.

use std::collections::BTreeSet;

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

use super::digest::Digest;

/// What pages may do, beyond running the scripts that are written into them: load what stands on the
/// site itself, and nothing else.
///
/// Workers, forms and the manifest are those of the site (search, offline reading, home screens).
const ALLOWED: [&str; 7] = [
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
];

/// What may run in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Policy {
    scripts: BTreeSet<Digest>,
}

/// Why a page cannot work under the policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A script that is not the same on every page.
    #[error("has a script within it that `index.html` has not; put it into a file")]
    Script,
    /// A style in an attribute or element.
    #[error("has a style within it (`{0}`); write it into a stylesheet")]
    Style(String),
    /// A script in an attribute.
    #[error(
        "has a script in the attribute `{0}`; listen in a script file, as `src/actions.js` does"
    )]
    Handler(String),
    /// Something from elsewhere.
    #[error("loads `{0}`, which is not a file of the site; put it into the site")]
    Foreign(String),
    /// An address that runs a script.
    #[error("has the link `{0}`, which runs a script; make it a button")]
    ScriptAddress(String),
    /// An element that loads or changes what the policy forbids.
    #[error("has an element `<{0}>`, which the policy does not allow; do without it")]
    Element(String),
}

impl Policy {
    /// The policy for pages that hold the scripts of `shell`, an HTML text.
    pub(super) fn for_pages_like(shell: &str) -> Self {
        let mut scripts = BTreeSet::new();
        for part in parts(shell) {
            if let Part::Script(text) = part {
                scripts.insert(Digest::of(&text));
            }
        }
        Self { scripts }
    }

    /// The value of the header.
    pub(super) fn header(&self) -> String {
        // A page cannot say of itself who may show it in a frame.
        format!("{}; frame-ancestors 'none'", self.in_page())
    }

    /// The value for a `<meta>` element.
    pub(super) fn in_page(&self) -> String {
        let own = ["'self'", "'wasm-unsafe-eval'"].map(str::to_owned).into_iter();
        let scripts = own.chain(self.scripts.iter().map(|digest| format!("'{digest}'")));
        let scripts = scripts.collect::<Vec<_>>().join(" ");
        format!("default-src 'none'; script-src {scripts}; {}", ALLOWED.join("; "))
    }

    /// Whether a page works under the policy. `origin` is that of whole addresses of the site itself.
    pub(super) fn allows(&self, html: &str, origin: Option<&str>) -> Result<(), PolicyError> {
        parts(html).into_iter().try_for_each(|part| match part {
            Part::Script(text) if self.scripts.contains(&Digest::of(&text)) => Ok(()),
            Part::Script(_) => Err(PolicyError::Script),
            Part::Element(tag) => check(&tag, origin),
        })
    }
}

/// What of a page the policy is about.
enum Part {
    /// The text of a script that runs.
    Script(HtmlString),
    /// An element.
    Element(StartTag<()>),
}

fn parts(html: &str) -> Vec<Part> {
    let mut emitter = DefaultEmitter::default();
    // So that what stands in a script is not taken for elements.
    emitter.naively_switch_states(true);
    let mut parts = Vec::new();
    let mut script = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        // The tokenizer reads from memory, which never fails.
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                script = is_inline_script(&tag).then(HtmlString::default);
                parts.push(Part::Element(tag));
            }
            Token::String(text) => {
                if let Some(script) = &mut script {
                    script.extend_from_slice(&text);
                }
            }
            Token::EndTag(_) => parts.extend(script.take().map(Part::Script)),
            _ => {}
        }
    }
    parts
}

/// A script that runs and stands in the page. JSON in a script element is data; of all else one of a
/// dozen names of JavaScript may be meant (<https://mimesniff.spec.whatwg.org/#javascript-mime-type>).
fn is_inline_script(tag: &StartTag<()>) -> bool {
    let kind = attribute(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let is_data = ["application/json", "application/ld+json"].contains(&kind.trim());
    *tag.name == b"script" && attribute(tag, "src").is_none() && !is_data
}

fn check(tag: &StartTag<()>, origin: Option<&str>) -> Result<(), PolicyError> {
    let name = String::from_utf8_lossy(&tag.name).into_owned();
    if ["base", "iframe", "frame", "object", "embed", "applet", "audio", "video"]
        .contains(&name.as_str())
    {
        return Err(PolicyError::Element(name));
    }
    if name == "style" {
        return Err(PolicyError::Style("<style>".to_owned()));
    }
    for (key, value) in &tag.attributes {
        let key = String::from_utf8_lossy(key);
        let value = String::from_utf8_lossy(value);
        if key == "style" {
            return Err(PolicyError::Style(value.into_owned()));
        }
        if key.starts_with("on") {
            return Err(PolicyError::Handler(key.into_owned()));
        }
        if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
            return Err(PolicyError::ScriptAddress(value.into_owned()));
        }
        let loads = match &*name {
            "form" => key == "action",
            "link" => key == "href" && loads(tag),
            _ => matches!(&*key, "src" | "poster" | "formaction"),
        };
        if loads && !is_own(&value, origin) {
            return Err(PolicyError::Foreign(value.into_owned()));
        }
        if key == "srcset" {
            let foreign = value.split(',').find(|address| !is_own(address.trim(), origin));
            if let Some(foreign) = foreign {
                return Err(PolicyError::Foreign(foreign.trim().to_owned()));
            }
        }
    }
    Ok(())
}

/// Whether a `<link>` makes the browser load something, rather than say where something stands.
fn loads(tag: &StartTag<()>) -> bool {
    let kinds = attribute(tag, "rel").unwrap_or_default();
    kinds
        .split_ascii_whitespace()
        .any(|kind| !matches!(kind, "canonical" | "alternate" | "next" | "prev"))
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// Whether an address is of the site's own host.
fn is_own(address: &str, origin: Option<&str>) -> bool {
    let rest = origin.and_then(|origin| address.strip_prefix(origin)).unwrap_or(address);
    let path = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !rest.starts_with("//") && !path.contains(':')
}

/// What a stylesheet loads must be of the site too.
pub(super) fn stylesheet_allowed(css: &str) -> Result<(), PolicyError> {
    for part in css.split("url(").skip(1) {
        let address = part.split(')').next().unwrap_or_default().trim_matches(['"', '\'']);
        if !is_own(address, None) {
            return Err(PolicyError::Foreign(address.to_owned()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: &str =
        "<head><script>start('</p>')</script><script src=\"/a.js\"></script></head>";

    fn policy() -> Policy {
        Policy::for_pages_like(SHELL)
    }

    #[test]
    fn the_scripts_of_the_shell_may_run_and_nothing_else() {
        let policy = policy();
        let digest = Digest::of(b"start('</p>')");
        let header = policy.header();
        assert!(header.starts_with(&format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' '{digest}'; style-src 'self';"
        )), "{header}");
        assert!(header.ends_with("; frame-ancestors 'none'"), "{header}");
        assert!(!policy.in_page().contains("frame-ancestors"));
        assert!(
            !header.contains("unsafe-inline") && !header.contains("unsafe-eval'; "),
            "{header}"
        );

        assert_eq!(policy.allows(SHELL, None), Ok(()));
        for kind in ["", " type=module", " type=Application/JavaScript", " type=text/ecmascript"] {
            let script = format!("<script{kind}>other()</script>");
            assert_eq!(policy.allows(&script, None), Err(PolicyError::Script), "{kind}");
        }
        let data = r#"<script type="application/ld+json">{"a":"<b style='c'>"}</script>"#;
        assert_eq!(policy.allows(data, None), Ok(()));
    }

    #[test]
    fn what_a_page_needs_beyond_the_policy_is_an_error() {
        let error = |html: &str| policy().allows(html, Some("https://a.example")).unwrap_err();
        let own = |text: &str| text.to_owned();
        assert_eq!(error(r#"<p style="color:red">"#), PolicyError::Style(own("color:red")));
        assert_eq!(error("<style>p{}</style>"), PolicyError::Style(own("<style>")));
        assert_eq!(error(r#"<button onclick="x()">"#), PolicyError::Handler(own("onclick")));
        assert_eq!(
            error("<a href=' JavaScript:x()'>"),
            PolicyError::ScriptAddress(own(" JavaScript:x()"))
        );
        assert_eq!(error("<iframe src='/a/'>"), PolicyError::Element(own("iframe")));
        for foreign in ["https://b.example/x.png", "//b.example/x.png", "data:image/png;base64,"] {
            assert_eq!(
                error(&format!("<img src='{foreign}'>")),
                PolicyError::Foreign(own(foreign))
            );
        }
        assert_eq!(
            error("<form action='https://b.example/'>"),
            PolicyError::Foreign(own("https://b.example/"))
        );
        assert_eq!(
            error("<link rel=stylesheet href='//b/s.css'>"),
            PolicyError::Foreign(own("//b/s.css"))
        );
        assert_eq!(
            error("<img srcset='/a.png 1x, https://b/c 2x'>"),
            PolicyError::Foreign(own("https://b/c 2x"))
        );
    }

    #[test]
    fn links_and_files_of_the_site_are_allowed() {
        for html in [
            "<a href='https://b.example/'>",
            "<img src='/a:b.png'>",
            "<img src='/pictures/a.svg'>",
            "<img src='https://a.example/a.png'>",
            "<link rel=canonical href='https://a.example/'>",
            "<form action='/search/'>",
        ] {
            assert_eq!(policy().allows(html, Some("https://a.example")), Ok(()), "{html}");
        }
    }

    #[test]
    fn stylesheets_load_from_the_site_only() {
        assert_eq!(stylesheet_allowed("a{background:url(/a.svg)}b{}"), Ok(()));
        for foreign in ["data:image/svg+xml,x", "https://b.example/a.woff2"] {
            let error = stylesheet_allowed(&format!("a{{background:url(\"{foreign}\")}}"));
            assert_eq!(error, Err(PolicyError::Foreign(foreign.to_owned())));
        }
    }
}
