use app::{Decode, LoadError, read_json};
use fastrand::Rng;
use js_sys::Function;
use model::{PageRecord, Site};
use serde_json::{Map, Value, json};
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use super::{RECORDS, SITE};

/// How many cases the short run has; it is the same each time.
const CASES: u32 = 1_500;

/// After how many cases the browser may do something else.
const BREATH: u32 = 500;

/// How many changes are made to one text at the most.
const CHANGES: usize = 4;

/// Every JSON is read as serde reads it, or refused: no panic, no trap, whatever stands in it.
#[wasm_bindgen_test]
async fn hostile_json_is_data_or_refused() {
    let records: Value = serde_json::from_str(RECORDS).unwrap();
    let site: Value = serde_json::from_str(SITE).unwrap();
    let minutes: Option<f64> = option_env!("FUZZ_MINUTES").map(|minutes| minutes.parse().unwrap());
    let start = js_sys::Date::now();
    let mut rng = Rng::with_seed(if minutes.is_some() { start.to_bits() } else { 1 });
    let watch = Watch::begin();
    let mut cases = 0;
    let goes_on = |cases| match minutes {
        Some(minutes) => js_sys::Date::now() - start < minutes * 60_000.0,
        None => cases < CASES,
    };
    while goes_on(cases) {
        let record = records[rng.usize(..records.as_array().unwrap().len())].clone();
        watch.check::<PageRecord>(hostile(record, &mut rng));
        watch.check::<Site>(hostile(site.clone(), &mut rng));
        cases += 1;
        if cases % BREATH == 0 {
            breathe().await;
        }
    }
    console_log!("json: {} cases in {} s", 2 * cases, (js_sys::Date::now() - start) / 1000.0);
}

/// Lets the browser answer its driver, which gives a page up that says nothing for five minutes.
async fn breathe() {
    let next = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback(&resolve).unwrap();
    });
    JsFuture::from(next).await.unwrap();
}

fn is_read_as_serde_reads_it<T>(text: &str)
where
    T: Decode + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let read = read_json::<T>(text);
    match serde_json::from_str::<T>(text) {
        // Serde also takes the fields of a record one after the other, in a list. No build writes them
        // so.
        Ok(_) if read == Err(LoadError::Malformed("record")) => {}
        Ok(expected) => assert_eq!(read, Ok(expected), "{text}"),
        Err(error) => assert!(read.is_err() || passes(&error), "{error}: {text}"),
    }
}

/// Whether this may be wrong with what the decoder reads, which is kept small: what is left out is
/// empty, what nobody knows is passed over, and lists may be nested a little deeper.
fn passes(error: &serde_json::Error) -> bool {
    let said = error.to_string();
    ["missing field", "unknown field", "duplicate field", "recursion limit"]
        .iter()
        .any(|what| said.starts_with(what))
}

/// Checks cases by way of JavaScript: where Wasm stops for good, as without memory or stack, nothing
/// else can still say what the input was. `cargo site fuzz` keeps what is said.
struct Watch(Function);

impl Watch {
    fn begin() -> Self {
        Self(Function::new_with_args(
            "check, input",
            "try { check(); } catch (fault) { console.log(`json: a finding: ${input}`); throw fault; }",
        ))
    }

    fn check<T>(&self, text: String)
    where
        T: Decode + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug + 'static,
    {
        let input = JsValue::from_str(&text);
        let check = Closure::once(move || is_read_as_serde_reads_it::<T>(&text));
        self.0.call2(&JsValue::NULL, check.as_ref(), &input).unwrap();
    }
}

/// A text with changes of its values, of its letters, or of both.
fn hostile(mut value: Value, rng: &mut Rng) -> String {
    for _ in 0..rng.usize(..=CHANGES) {
        let place = somewhere(&mut value, rng);
        *place = other(place, rng);
    }
    let mut text = value.to_string();
    if rng.u8(..4) == 0 {
        let letters = text.char_indices().map(|(index, _)| index).collect::<Vec<_>>();
        let cut = letters[rng.usize(..letters.len())];
        match rng.u8(..3) {
            0 => text.truncate(cut),
            1 => text.insert_str(cut, strange(rng)),
            _ => drop(text.remove(cut)),
        }
    }
    text
}

/// Any value in a value.
fn somewhere<'a>(value: &'a mut Value, rng: &mut Rng) -> &'a mut Value {
    let inner = match value {
        Value::Array(items) => items.len(),
        Value::Object(fields) => fields.len(),
        _ => 0,
    };
    if inner == 0 || rng.u8(..8) == 0 {
        return value;
    }
    let index = rng.usize(..inner);
    match value {
        Value::Array(items) => somewhere(&mut items[index], rng),
        Value::Object(fields) => somewhere(fields.values_mut().nth(index).unwrap(), rng),
        other => other,
    }
}

/// Something else in the place of a value.
fn other(value: &Value, rng: &mut Rng) -> Value {
    match rng.u8(..12) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.f64() * 1e12 - 5e11),
        3 => json!([0, 1, 65_535, 65_536, 4_294_967_295, 4_294_967_296_u64][rng.usize(..6)]),
        4 => json!([value]),
        5 => json!({ strange(rng): value }),
        6 => json!({ "text": value, "quote": [] }),
        7 => {
            // As deep as serde reads.
            (0..30).fold(value.clone(), |inner, _| json!([{ "quote": inner }]))
        }
        8 => Value::Object(Map::new()),
        9 => Value::Array(vec![]),
        10 => match value {
            Value::Array(items) => Value::Array(items.iter().chain(items).cloned().collect()),
            Value::String(text) => json!(format!("{text}{}", strange(rng))),
            other => other.clone(),
        },
        _ => json!(strange(rng)),
    }
}

fn strange(rng: &mut Rng) -> &'static str {
    const STRANGE: [&str; 16] = [
        "",
        "__proto__",
        "constructor",
        "toString",
        "length",
        "<script>alert(1)</script>",
        "\u{0}",
        "javascript:alert(1)",
        "/articles/a/",
        "2026-02-30",
        "116 123",
        "é",
        "\u{2028}",
        "h9",
        "end",
        "[",
    ];
    STRANGE[rng.usize(..STRANGE.len())]
}

#[wasm_bindgen_test]
fn json_deeper_than_the_stack_is_refused() {
    for deep in [101, 100_000] {
        let quotes = "[{\"quote\":".repeat(deep) + "[]" + &"}]".repeat(deep);
        let text = format!(
            r#"{{"document_title":"a","page":{{"page":{{"slug":"a","title":"a","summary":"a","body":{quotes}}}}}}}"#
        );
        assert!(matches!(read_json::<PageRecord>(&text), Err(LoadError::Malformed(_))), "{deep}");
    }
    // What people write is read after it all the same.
    assert!(read_json::<Site>(SITE).is_ok());
}
