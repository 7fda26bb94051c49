//! Inputs of a schedule: what a file declares, and what GitLab has and is sent.
//!
//! GitLab stores numbers and booleans as text, and lists unchanged. A PUT merges: an input that it omits stays, and one is
//! removed by `destroy` (measured).

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::resource::{Change, Datum, Lower, full_text};

/// The field.
pub(super) const INPUTS: &str = "inputs";

/// The value of an input.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Input(Value);

impl Input {
    /// Whether it has a number with a fraction, which YAML does not keep as written.
    pub(super) fn has_fraction(&self) -> bool {
        let is_it = |it: &Value| it.is_f64();
        is_it(&self.0) || self.0.as_array().is_some_and(|it| it.iter().any(is_it))
    }
}

impl Lower for Input {
    fn lower(&self) -> Datum {
        let item = |it: &Value| match (it, it.as_i64()) {
            (Value::Bool(it), _) => Datum::Bool(*it),
            (_, Some(it)) => Datum::Int(it),
            _ => text(it),
        };
        match &self.0 {
            Value::Array(items) => Datum::List(items.iter().map(item).collect()),
            it => text(it),
        }
    }
}

fn text(value: &Value) -> Datum {
    Datum::Text(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

impl JsonSchema for Input {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Input".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "number", "boolean", "array"],
            "errorMessage": "A text, a whole number, `true`, `false`, or a list of them.",
            "items": {
                "type": ["string", "number", "boolean"],
                "minimum": -9_007_199_254_740_991_i64,
                "maximum": 9_007_199_254_740_991_i64,
                "errorMessage": "A text, a whole number, `true`, or `false`.",
            },
        })
    }
}

/// The grammar of names, for the schema.
pub(super) fn names() -> Value {
    json!({ "minLength": 1, "maxLength": 255 })
}

/// An example, for the schema.
pub(super) fn example() -> Value {
    json!({ "environment": "staging" })
}

/// The inputs in a response, by name.
pub(super) fn by_name(list: &Value) -> Result<Value, serde_json::Error> {
    #[derive(Deserialize)]
    struct Pair {
        #[serde(deserialize_with = "full_text")]
        name: String,
        value: Value,
    }
    let pairs = Vec::<Pair>::deserialize(list)?;
    Ok(pairs.into_iter().map(|it| (it.name, it.value)).collect())
}

fn record(value: Option<&Datum>) -> BTreeMap<String, Datum> {
    if let Some(Datum::Record(inputs)) = value { inputs.clone() } else { BTreeMap::new() }
}

/// All inputs, for a creation.
pub(super) fn whole(inputs: &Datum) -> Value {
    let all = record(Some(inputs));
    all.iter().map(|(name, value)| json!({ "name": name, "value": value.body() })).collect()
}

/// What an update sends: the inputs that are new or differ, and those to remove.
pub(super) fn delta(change: &Change) -> Value {
    let (before, after) = (record(change.before.as_ref()), record(change.after.as_ref()));
    let differs = |it: &(&String, &Datum)| before.get(it.0) != Some(it.1);
    let set = after.iter().filter(differs);
    let gone = before.keys().filter(|it| !after.contains_key(*it));
    let set = set.map(|(name, value)| json!({ "name": name, "value": value.body() }));
    set.chain(gone.map(|name| json!({ "name": name, "destroy": true }))).collect()
}
