//! Documents of YAML laid over each other: seeds and configurations of several cases in one world.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// What some documents have together: mappings are merged, and lists have each element once.
pub(crate) struct Merged {
    pub(crate) all: Value,
    /// The elements of its lists, with their places.
    known: BTreeSet<String>,
}

impl Merged {
    pub(crate) fn new() -> Self {
        Merged { all: json!({}), known: BTreeSet::new() }
    }

    /// Adds a document.
    pub(crate) fn add(&mut self, yaml: &str) {
        let more = serde_yaml::from_str(yaml).expect("YAML");
        merge(&mut self.all, more, "", &mut self.known);
    }
}

fn merge(all: &mut Value, more: Value, at: &str, known: &mut BTreeSet<String>) {
    match (all, more) {
        (Value::Object(all), Value::Object(more)) => {
            for (key, value) in more {
                let at = format!("{at}/{key}");
                let empty = if value.is_array() { json!([]) } else { Value::Null };
                merge(all.entry(key).or_insert(empty), value, &at, known);
            }
        }
        (Value::Array(all), Value::Array(more)) => {
            all.extend(more.into_iter().filter(|it| known.insert(format!("{at} {it}"))));
        }
        (all @ Value::Null, Value::Object(more)) => {
            *all = json!({});
            merge(all, Value::Object(more), at, known);
        }
        (all, more) => *all = more,
    }
}
