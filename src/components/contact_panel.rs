use std::sync::Arc;

use leptos::prelude::*;
use model::{BasePath, HelpGroup, Map, Route, Site};

use super::help_line::HelpLineItem;

/// The id of where the panel says how to get to the clinic.
pub(crate) const DIRECTIONS: &str = "directions";

/// Help lines for someone in danger, then the clinic's address and phone number, then other help.
#[component]
pub(crate) fn ContactPanel(
    /// What every page shows.
    site: Arc<Site>,
) -> impl IntoView {
    let base = use_context::<BasePath>().unwrap_or_default();
    let clinic = site.clinic.clone();
    let parts: Vec<_> = clinic.address.parts().collect();
    let last = parts.len().saturating_sub(1);
    let address = parts.iter().enumerate().map(|(index, part)| {
        let end = if index == last { "" } else { "," };
        view! { <span class="contact-panel__line">{format!("{part}{end}")}</span> }
    });
    let lines = parts.join("\n");
    let maps = clinic.maps.iter().map(|Map { name, address }| {
        let label = format!("Directions in {name}");
        view! { <li><a href=address.to_string() rel="external">{label}</a></li> }
    });
    let (first, others): (Vec<_>, Vec<_>) =
        clinic.help.clone().into_iter().partition(|group| group.emergency);
    // In the order of the page: pages lead those in danger to the first.
    let mut numbers = 1..;
    let mut help = |groups: Vec<HelpGroup>| {
        let groups = groups.into_iter().zip(&mut numbers);
        groups.map(|(group, number)| view! { <Help group number /> }).collect_view()
    };
    let (first, others) = (help(first), help(others));
    view! {
        <aside class="contact-panel" aria-label="Contact and help lines">
            {first}
            <section class="contact-panel__clinic" aria-labelledby="contact">
                <h2 id="contact">"Contact the clinic"</h2>
                <address>
                    <span class="contact-panel__name">{clinic.name.clone()}</span>
                    {address.collect_view()}
                </address>
                <p>
                    <a class="button" href=clinic.phone.tel()>{format!("Call {}", clinic.phone)}</a>
                </p>
                <p>"This number is not for emergencies."</p>
                <h3 id=DIRECTIONS>"Find us"</h3>
                <ul class="contact-panel__ways">
                    <li class="needs-script">
                        <button
                            type="button"
                            class="link-button"
                            data-action="copy"
                            data-text=lines
                            data-done="Address copied"
                        >
                            "Copy address"
                        </button>
                    </li>
                    {maps.collect_view()}
                    <li>
                        <a href=base.file(Route::CONTACT_CARD_FILE) download=true>
                            "Save our contact card"
                        </a>
                    </li>
                </ul>
            </section>
            {others}
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
