use html_escape::encode_double_quoted_attribute;

/// The page at an old address, for hosts without redirects: browsers go on at once, search engines take
/// it for a redirect (Google: "Redirects and Google Search", on a refresh of 0 seconds).
///
/// It has an empty icon, as browsers ask the host for `/favicon.ico` where a page names none.
///
/// `to` is a path on the host; `canonical` the whole address, where it is known.
pub(super) fn moved_page(to: &str, canonical: Option<&str>, language: &str) -> String {
    let to = encode_double_quoted_attribute(to);
    let canonical = canonical.map(|address| {
        format!(r#"<link rel="canonical" href="{}">"#, encode_double_quoted_attribute(address))
    });
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This page has moved</title>
<meta http-equiv="refresh" content="0;url={to}">
<link rel="icon" href="data:,">
{}
</head>
<body>
<h1>This page has moved</h1>
<p><a href="{to}">Go to the page</a></p>
</body>
</html>
"#,
        canonical.unwrap_or_default()
    )
}
