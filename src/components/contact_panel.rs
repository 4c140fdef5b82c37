use std::sync::Arc;

use leptos::prelude::*;
use model::{HelpGroup, Site};

use super::help_line::HelpLineItem;

/// Help lines for someone in danger, then the clinic's address and phone number, then other help.
#[component]
pub(crate) fn ContactPanel(
    /// What every page shows.
    site: Arc<Site>,
) -> impl IntoView {
    let clinic = site.clinic.clone();
    let parts: Vec<_> = clinic.address.parts().collect();
    let last = parts.len().saturating_sub(1);
    let address = parts.iter().enumerate().map(|(index, part)| {
        let end = if index == last { "" } else { "," };
        view! { <span class="contact-panel__line">{format!("{part}{end}")}</span> }
    });
    let (first, others): (Vec<_>, Vec<_>) =
        clinic.help.clone().into_iter().zip(1..).partition(|(group, _)| group.emergency);
    let help = |groups: Vec<(HelpGroup, u32)>| {
        groups.into_iter().map(|(group, number)| view! { <Help group number /> }).collect_view()
    };
    view! {
        <aside class="contact-panel" aria-label="Contact and help lines">
            {help(first)}
            <section class="contact-panel__clinic" aria-labelledby="contact">
                <h2 id="contact">"Contact the clinic"</h2>
                <address>
                    <span class="contact-panel__name">{clinic.name.clone()}</span>
                    {address.collect_view()}
                </address>
                <p>
                    <a class="contact-panel__phone" href=clinic.phone.tel()>
                        {format!("Call {}", clinic.phone)}
                    </a>
                </p>
                <p>"This number is not for emergencies."</p>
            </section>
            {help(others)}
        </aside>
    }
}

/// Help lines for one kind of need.
#[component]
fn Help(
    /// The help lines.
    group: HelpGroup,
    /// The group's number on the page, from 1.
    number: u32,
) -> impl IntoView {
    let HelpGroup { title, emergency, lines } = group;
    let id = format!("help-{number}");
    let heading = id.clone();
    let class = if emergency { "help help--emergency" } else { "help" };
    let items = lines.into_iter().map(|line| view! { <HelpLineItem line /> });
    view! {
        <section class=class aria-labelledby=id>
            <h2 id=heading>{title}</h2>
            <ul class="help__lines">{items.collect_view()}</ul>
        </section>
    }
}
