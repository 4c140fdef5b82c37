use std::cell::Cell;

use html5gum::{Token, Tokenizer};
use proptest::{
    collection::vec,
    prelude::{Strategy, prop_oneof},
    prop_assert,
    sample::{Index, select},
};
use site::content::Drawing;

use crate::{
    fuzzer::{Verdict, fuzz},
    hostile,
};

/// What means something in an SVG picture, whole and in pieces.
const TOKENS: &[&str] = &[
    "<script>alert(1)</script>",
    "<script href='https://a.example/a.js'/>",
    "<s:script>alert(1)</s:script>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "<foreignObject><x:iframe xmlns:x='http://www.w3.org/1999/xhtml' src='//a.example'/></foreignObject>",
    "<foreignObject requiredExtensions='a'>",
    "</foreignObject>",
    "<a href='javascript:alert(1)'>",
    "<a xlink:href='https://a.example/'>",
    "</a>",
    "<set attributeName='onload' to='alert(1)'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<use href='https://a.example/a.svg#a'/>",
    "<use xlink:href='#a'/>",
    "<use href='data:image/svg+xml,a#a'/>",
    "<image href='https://a.example/a.png'/>",
    "<feImage href='#a'/>",
    "<style>@import 'https://a.example/a.css';</style>",
    "<style>a{fill:url(https://a.example/a.svg#a)}</style>",
    "<style>a{fill:url(#a)}/*",
    "<style><![CDATA[",
    "]]>",
    "</style>",
    "<path style='fill:u\\rl(//a.example)'/>",
    "<path fill='url( \"//a.example/a.svg#a\" )'/>",
    "<path onload='alert(1)'/>",
    "<path ONLOAD='alert(1)'/>",
    "<path s:onload='alert(1)'/>",
    "<rect width='4' height='3' fill='url(#a)'/>",
    "<g>",
    "</g>",
    "<text>Tea",
    "<tspan>",
    "</tspan>",
    "</text>",
    "<!-- ",
    " -->",
    "<?xml-stylesheet href='https://a.example/a.css'?>",
    "<?",
    "?>",
    "<!DOCTYPE svg [<!ENTITY e '<script>alert(1)</script>'>]>",
    "&e;",
    "&#x3c;script&#x3e;",
    "&lt;script&gt;",
    " onload='alert(1)'",
    " href='javascript:alert(1)'",
    " xmlns='http://www.w3.org/1999/xhtml'",
    " xmlns:s='http://www.w3.org/2000/svg'",
    " style='fill:url(#a)'",
    " ",
    ";",
    "'",
    "\"",
    "<",
    ">",
    "/>",
];

const WHOLE: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:s='http://www.w3.org/2000/svg' \
     xmlns:xlink='http://www.w3.org/1999/xlink' width='4' height='3'><defs><path id='a' d='M0 0h1'/></defs>\
     <g fill='red'><text x='1'>A &amp; b</text></g></svg>";

/// Whatever a picture's file holds, what a browser gets of it draws and does nothing else.
#[test]
fn drawings() {
    let token = prop_oneof![
        6 => select(TOKENS).prop_map(str::to_owned),
        1 => hostile::text(1..3),
    ];
    let put = vec((proptest::prelude::any::<Index>(), token), 0..6);
    let file = put.prop_map(|tokens| {
        let mut file = WHOLE.to_owned();
        for (at, token) in tokens {
            let at = at.index(file.len() + 1);
            let at = file.floor_char_boundary(at);
            file.insert_str(at, &token);
        }
        file
    });
    // Between two elements most tokens are well-formed, where the ones above mostly are not.
    let between = vec(select(TOKENS), 0..4)
        .prop_map(|tokens| WHOLE.replace("</defs>", &format!("</defs>{}", tokens.concat())));
    let accepted = Cell::new(0);
    fuzz("drawings", 2_000, prop_oneof![file, between], |file| {
        let Ok(drawing) = file.parse::<Drawing>() else { return Ok(()) };
        accepted.set(accepted.get() + 1);
        only_draws(&drawing.text)?;
        // What is left is a picture of which nothing has to go.
        let again = drawing.text.parse::<Drawing>();
        prop_assert!(again.is_ok(), "{again:?}: {}", drawing.text);
        Ok(())
    });
    assert!(accepted.get() > 100, "only {} pictures were accepted", accepted.get());
}

/// Reads the picture as the least strict of browsers would, were it part of a page.
fn only_draws(svg: &str) -> Verdict {
    const NOT: [&str; 9] = [
        "script",
        "foreignobject",
        "iframe",
        "image",
        "feimage",
        "animate",
        "set",
        "metadata",
        "object",
    ];
    let mut styles = false;
    for Ok(token) in Tokenizer::new(svg) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let own = name.rsplit(':').next().unwrap_or_default();
                prop_assert!(!NOT.contains(&own), "<{name}>");
                styles = own == "style";
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute);
                    let value = String::from_utf8_lossy(value);
                    let own = attribute.rsplit(':').next().unwrap_or_default();
                    prop_assert!(!own.starts_with("on"), "<{name} {attribute}={value:?}>");
                    prop_assert!(own != "href" || value.starts_with('#'), "{attribute}={value:?}");
                    loads_nothing(&value)?;
                }
            }
            // Elsewhere it is to be read, and no style.
            Token::String(text) if styles => loads_nothing(&String::from_utf8_lossy(&text))?,
            Token::Comment(text) => {
                let text = String::from_utf8_lossy(&text);
                prop_assert!(text.starts_with("?xml "), "a comment: {text:?}");
            }
            Token::Doctype(_) => prop_assert!(false, "a DOCTYPE"),
            Token::EndTag(_) => styles = false,
            Token::String(_) | Token::Error(_) => {}
        }
    }
    Ok(())
}

fn loads_nothing(text: &str) -> Verdict {
    let text = text.to_lowercase();
    let elsewhere = text.match_indices("url(").any(|(at, _)| !text[at + 4..].starts_with('#'));
    prop_assert!(!elsewhere, "{text:?} loads");
    Ok(())
}
