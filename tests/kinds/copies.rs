//! Copies of all cases in one GitLab and one configuration, each in a group of its own, as a large organisation has them.

use std::collections::BTreeSet;

use labwright::resource::In;
use serde_json::{Value, json};

use crate::cases::CASES;

/// A seed of so many copies, and the configuration of their first stages.
pub(crate) fn copies(count: usize) -> (Value, Value) {
    let (mut seed, mut file) = (json!({}), json!({ "version": 1 }));
    let mut known = BTreeSet::new();
    for copy in 0..count {
        for (at, case) in CASES.iter().enumerate() {
            // There is only one instance.
            if case.scope == In::Instance && copy > 0 {
                continue;
            }
            let mut add = |all: &mut Value, text: &str, what: &str| {
                let text = distinct(&text.replace("acme", &format!("team{at}x{copy}")), copy);
                let more = serde_yaml::from_str(&text).expect("a case is YAML");
                merge(all, more, what, &mut known);
            };
            add(&mut seed, case.seed, "seed");
            add(&mut file, case.stages[0], "file");
        }
    }
    (seed, file)
}

/// Each copy has SSH keys of its own: GitLab has a public key once, and only a project that has it alone changes its title.
fn distinct(text: &str, copy: usize) -> String {
    const HEAD: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";
    let mut parts = text.split(HEAD);
    let mut all = parts.next().unwrap_or_default().to_owned();
    for key in parts {
        all.extend([HEAD, &format!("{copy:08}"), &key[8..]]);
    }
    all
}

/// Adds `more` to `all`: mappings are merged, and lists have each element once. `known` is what they have.
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
