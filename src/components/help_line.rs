use leptos::prelude::*;
use model::{HelpLine, TextMessage};

/// A service that helps, with every way to reach it.
#[component]
pub(crate) fn HelpLineItem(
    /// The service.
    line: HelpLine,
) -> impl IntoView {
    let HelpLine { name, purpose, phone, text, email, web } = line;
    let mut ways = Vec::new();
    if let Some(phone) = phone {
        ways.push((phone.tel(), format!("Call {phone}")));
    }
    if let Some(TextMessage { word, to }) = text {
        let label = match &word {
            Some(word) => format!("Text {word} to {to}"),
            None => format!("Text {to}"),
        };
        ways.push((to.sms(word.as_deref()), label));
    }
    if let Some(email) = email {
        ways.push((email.mailto(), format!("Email {email}")));
    }
    if let Some(web) = web {
        ways.push((web.to_string(), format!("Go to {}", web.host())));
    }
    let ways = ways.into_iter().map(|(href, label)| {
        view! { <li><a href=href rel="external">{label}</a></li> }
    });
    view! {
        <li class="help-line">
            <strong class="help-line__name">{name}</strong>
            {purpose.map(|purpose| view! { <span class="help-line__purpose">{format!("For {purpose}")}</span> })}
            <ul class="help-line__ways">{ways.collect_view()}</ul>
        </li>
    }
}
