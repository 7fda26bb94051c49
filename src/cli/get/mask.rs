//! What `labwright get` must not show, in any format.

use serde_json::Value;

use crate::gitlab::{without_credentials, without_possible_credentials};

/// A part of the name of a field whose texts are secrets, whatever the kind.
const SECRET: [&str; 5] = ["key", "secret", "token", "password", "credential"];

/// Names that look like those of secrets: `key` is the name of a variable or of a header, the other one is an ID of GitLab.
const NAMES: [&str; 2] = ["key", "deploy_key_id"];

/// Whether the value of a field of this name is a secret, as far as the name says.
fn is_secret(name: &str) -> bool {
    !NAMES.contains(&name) && SECRET.iter().any(|it| name.contains(it))
}

/// Keys whose values are URLs, which people put credentials into.
const ADDRESSES: [&str; 2] = ["url", "external_url"];

/// Masks what must not be shown, in any format. `known` are the fields of the objects, and whether they are hidden.
pub(super) fn mask(value: &mut Value, known: &[(&str, bool)]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| mask(it, known)),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                let hidden = known.iter().find(|it| it.0 == key).map(|it| it.1);
                mask_field(key, field, hidden);
            }
        }
        _ => {}
    }
}

/// Masks one field; `hidden` if the kind knows it.
fn mask_field(key: &str, field: &mut Value, hidden: Option<bool>) {
    if hidden.unwrap_or_else(|| is_secret(key)) {
        return mask_texts(field, hidden.is_some());
    }
    match field {
        Value::String(text) if ADDRESSES.contains(&key) => {
            *text = without_possible_credentials(text).into_owned();
        }
        Value::String(text) => {
            let shown = without_credentials(text).into_owned();
            *text = shown;
        }
        Value::Array(items) => items.iter_mut().for_each(|it| mask_field("", it, Some(false))),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, it)| mask_field(key, it, None));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Masks every text of a value. An empty one shows that nothing is set, and `keys` shows the names of a list of names and
/// values.
fn mask_texts(value: &mut Value, keys: bool) {
    match value {
        Value::String(text) if !text.is_empty() => *text = "***".to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|it| mask_texts(it, keys)),
        Value::Object(fields) => {
            let masked = fields.iter_mut().filter(|(name, _)| !(keys && *name == "key"));
            masked.for_each(|(_, it)| mask_texts(it, keys));
        }
        _ => {}
    }
}
