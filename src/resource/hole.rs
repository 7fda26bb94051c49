//! Holes in a request body: values that are filled in when the call is sent.
//!
//! A hole is an object with one key that begins with `$`. Plans contain the hole, not the value, so that a plan can be made,
//! shown, and approved before the value is known.

use serde_json::{Map, Value, json};

use super::address::Address;
use super::reference::Referent;
use super::secret::Source;

/// The key of a hole for the ID of an object; the value is what it refers to, in plans as people see it.
pub(crate) const ID_HOLE: &str = "$id";
/// The key of a hole for a secret; the value is its reference.
pub(crate) const SECRET_HOLE: &str = "$secret";
/// The key of a hole for a file; the value is its path and digest.
const FILE: &str = "$file";
/// The key of a hole for a file in Base64; the value is its path and digest.
const BASE64: &str = "$base64";
const HIDDEN: &str = "$hidden";
const ANSWER: &str = "$answer";
const TEXT: &str = "$text";
const ENCODED: &str = "$encoded";
const DAY: &str = "$day";
const NOW: &str = "$now";

/// What goes into a hole.
#[derive(Clone, PartialEq, Eq)]
pub enum Hole {
    /// The ID of an object, a user, or a group.
    Id(Referent),
    /// A secret, by its reference.
    Secret(Source),
    /// The bytes of a file. A body with one is sent as a form.
    File {
        /// Its path from the directory of the root file.
        path: String,
        /// The SHA-256 of the bytes, in hexadecimal: other bytes are never sent.
        sha256: String,
    },
    /// The bytes of a file, in Base64: a text like any other.
    Base64 {
        /// Its path from the directory of the root file.
        path: String,
        /// The SHA-256 of the bytes, in hexadecimal: other bytes are never sent.
        sha256: String,
    },
    /// A text that plans do not show.
    Hidden(String),
    /// What the response to the creation of an object brought: see [`super::Produced`].
    Answer {
        /// The address of the object.
        address: Address,
        /// The field of the response.
        field: String,
    },
    /// A text made of texts and holes.
    Text(Vec<Value>),
    /// A text or a hole, encoded as a part of a URL.
    Encoded(Box<Value>),
    /// The server's date, and this many days later: `2027-03-01`.
    Day(i64),
    /// A value that changes without a change to the object, such as the last commit of a file. It is sent as it was read
    /// for the plan that is applied, and is no part of an approval.
    Now(Value),
}

impl Hole {
    /// The hole that a value is; `None` if it is none.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        let fields = value.as_object().filter(|it| it.len() == 1)?;
        let (key, inner) = fields.iter().next()?;
        let text = || inner.as_str().map(str::to_owned);
        Some(match key.as_str() {
            ID_HOLE => Hole::Id(Referent::of_hole(inner)?),
            SECRET_HOLE => Hole::Secret(Source::of_hole(inner)?),
            FILE | BASE64 => {
                let path = inner["path"].as_str()?.to_owned();
                let sha256 = inner["sha256"].as_str()?.to_owned();
                match key.as_str() {
                    FILE => Hole::File { path, sha256 },
                    _ => Hole::Base64 { path, sha256 },
                }
            }
            HIDDEN => Hole::Hidden(text()?),
            ANSWER => Hole::Answer {
                address: Address::of_hole(&inner["address"])?,
                field: inner["field"].as_str()?.to_owned(),
            },
            TEXT => Hole::Text(inner.as_array()?.clone()),
            ENCODED => Hole::Encoded(Box::new(inner.clone())),
            DAY => Hole::Day(inner.as_i64()?),
            NOW => Hole::Now(inner.clone()),
            _ => return None,
        })
    }

    /// The hole as it stands in a body.
    pub fn value(&self) -> Value {
        match self {
            Hole::Id(to) => json!({ ID_HOLE: to.to_hole() }),
            Hole::Secret(source) => json!({ SECRET_HOLE: source.to_hole() }),
            Hole::File { path, sha256 } => json!({ FILE: { "path": path, "sha256": sha256 } }),
            Hole::Base64 { path, sha256 } => json!({ BASE64: { "path": path, "sha256": sha256 } }),
            Hole::Hidden(text) => json!({ HIDDEN: text }),
            Hole::Answer { address, field } => {
                json!({ ANSWER: { "address": address.to_hole(), "field": field } })
            }
            Hole::Text(parts) => json!({ TEXT: parts }),
            Hole::Encoded(part) => json!({ ENCODED: part }),
            Hole::Day(days) => json!({ DAY: days }),
            Hole::Now(value) => json!({ NOW: value }),
        }
    }
}

/// Passes every hole of a body to `visit`, those within texts too.
pub(crate) fn holes(body: &Value, visit: &mut impl FnMut(&Hole)) {
    if let Some(hole) = Hole::of(body) {
        visit(&hole);
        match &hole {
            Hole::Text(parts) => parts.iter().for_each(|it| holes(it, visit)),
            Hole::Encoded(part) => holes(part, visit),
            _ => {}
        }
        return;
    }
    match body {
        Value::Object(fields) => fields.values().for_each(|it| holes(it, visit)),
        Value::Array(items) => items.iter().for_each(|it| holes(it, visit)),
        _ => {}
    }
}

/// A body as plans show it: objects by their addresses, and of hidden texts only a digest, so that a plan with another text
/// is another plan. `salt` is different for each object, so that equal texts do not show as such.
pub(crate) fn shown_body(body: &Value, salt: &str) -> Value {
    match Hole::of(body) {
        Some(Hole::Hidden(text)) => {
            return Hole::Hidden(digest(&format!("{salt}\n{text}"))).value();
        }
        Some(Hole::Id(to)) => return json!({ ID_HOLE: to.to_string() }),
        Some(Hole::Answer { address, field }) => {
            return json!({ ANSWER: { "address": address.as_str(), "field": field } });
        }
        _ => {}
    }
    match body {
        Value::Object(fields) => {
            let shown = |(key, it): (&String, &Value)| (key.clone(), shown_body(it, salt));
            Value::Object(fields.iter().map(shown).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(|it| shown_body(it, salt)).collect(),
        other => other.clone(),
    }
}

fn digest(text: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest.as_ref().iter().take(8).map(|it| format!("{it:02x}")).collect()
}
