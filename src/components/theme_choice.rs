use leptos::prelude::*;

/// Light, dark, or as the device is set. Without scripts it is as the device is set, and there is
/// nothing to choose. `actions.js` carries the choice out and keeps it in this browser.
#[component]
pub(crate) fn ThemeChoice() -> impl IntoView {
    let choices = [("device", "As my device"), ("light", "Light"), ("dark", "Dark")];
    let choices = choices.map(|(value, label)| {
        view! {
            <label class="theme-choice__label">
                <input type="radio" name="theme" value=value checked=value == "device" />
                {label}
            </label>
        }
    });
    view! {
        <fieldset class="theme-choice needs-script">
            <legend>"Colours"</legend>
            {choices.into_iter().collect_view()}
        </fieldset>
    }
}
