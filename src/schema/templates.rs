//! Where the schema allows `{ template: TEXT }`: wherever it allows any text that is not a secret.

use serde_json::{Map, Value, json};

/// The key of a template.
pub const TEMPLATE: &str = "template";

const REFERENCE: &str = "#/definitions/Template";

/// The name of the definition, and the definition.
pub fn definition() -> (&'static str, Value) {
    let text = json!({
        "description": "Text with names in braces, such as `{{ project.path }}` or `{{ vars.NAME }}`.",
        "type": "string",
        "examples": ["{{ project.path }}"],
    });
    let template = json!({
        "title": "Template",
        "description": "A text that differs from scope to scope.",
        "properties": { TEMPLATE: text },
        "required": [TEMPLATE],
        "additionalProperties": false,
    });
    // Next to other keywords, it says nothing about a text.
    ("Template", json!({ "if": { "type": "object" }, "then": template }))
}

/// Allows a template in place of every text below a schema. A word from a list is not any text, and neither are names of files.
pub fn admit(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    if object.get("writeOnly") == Some(&json!(true)) {
        return;
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        object.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten().for_each(admit);
    }
    let of_texts = object.get("if") == Some(&json!({ "type": "string" }));
    for key in ["items", "additionalProperties", if of_texts { "" } else { "then" }, "else"] {
        object.get_mut(key).into_iter().for_each(admit);
    }
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.iter_mut().filter(|it| it.0 != "file").for_each(|it| admit(it.1));
    }
    let types = object.get("type");
    let has = |it: &str| types.is_some_and(|types| types == it || lists(types, it));
    if !has("string") || object.contains_key("enum") || object.contains_key("const") {
        return;
    }
    match (has("object"), types) {
        (false, Some(types)) => {
            let mut types = types.as_array().cloned().unwrap_or_else(|| vec![types.clone()]);
            types.push(json!("object"));
            object.insert("type".to_owned(), types.into());
            if let Value::Array(all) = object.entry("allOf").or_insert_with(|| json!([])) {
                all.push(json!({ "$ref": REFERENCE }));
            }
        }
        _ => admit_beside(object),
    }
}

/// Allows a template where a text or a mapping is allowed.
fn admit_beside(object: &mut Map<String, Value>) {
    let branch = match object.get("if").and_then(|it| it["type"].as_str()) {
        Some("string") => "else",
        Some("object") => "then",
        _ => return,
    };
    if let Some(mapping) = object.get_mut(branch) {
        let other = mapping.take();
        *mapping = json!({
            "if": { "required": [TEMPLATE] }, "then": { "$ref": REFERENCE }, "else": other,
        });
    }
}

fn lists(types: &Value, one: &str) -> bool {
    types.as_array().is_some_and(|it| it.iter().any(|it| it == one))
}

/// Whether a schema allows a template.
pub fn takes(schema: &Value) -> bool {
    let refers = |it: &Value| it["$ref"] == REFERENCE;
    takes_only(schema)
        || ["then", "else"]
            .into_iter()
            .any(|it| schema.get(it).is_some_and(|it| refers(&it["then"])))
}

/// Whether a schema allows mappings only as templates.
pub fn takes_only(schema: &Value) -> bool {
    let all = schema.get("allOf").and_then(Value::as_array);
    all.is_some_and(|it| it.iter().any(|it| it["$ref"] == REFERENCE))
}

/// What a schema says about everything but templates.
pub fn without(schema: &Value) -> &Value {
    match schema.get("then") {
        Some(then) if then["$ref"] == REFERENCE => schema.get("else").unwrap_or(schema),
        _ => schema,
    }
}

/// The schema of a template.
pub fn reference() -> Value {
    json!({ "$ref": REFERENCE })
}

/// Removes what [`admit`] adds, for descriptions of what values mean.
pub fn leave_out(schema: &mut Value) {
    let literal = without(schema);
    if !std::ptr::eq(literal, schema) {
        *schema = literal.clone();
    }
    let only_template = takes_only(schema);
    match schema {
        Value::Object(object) => {
            if only_template {
                let all = object.get_mut("allOf").and_then(Value::as_array_mut);
                let left = all.is_some_and(|all| {
                    all.retain(|it| it["$ref"] != REFERENCE);
                    !all.is_empty()
                });
                if !left {
                    object.shift_remove("allOf");
                }
                if let Some(Value::Array(types)) = object.get_mut("type") {
                    types.retain(|it| it != "object");
                    if let [only] = types.as_slice() {
                        let only = only.clone();
                        object.insert("type".to_owned(), only);
                    }
                }
            }
            object.values_mut().for_each(leave_out);
        }
        Value::Array(list) => list.iter_mut().for_each(leave_out),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_that_are_no_secrets_admit_templates_and_leaving_them_out_restores_the_schema() {
        let text = json!({ "type": "string", "minLength": 1 });
        let secret = json!({ "if": { "type": "string" }, "then": { "title": "a text" },
            "else": { "title": "Secret", "writeOnly": true }, "type": ["string", "object"] });
        let plain = json!({ "properties": {
            "a": text, "b": { "type": ["string", "null"] }, "c": secret, "file": text,
            "d": { "type": "string", "enum": ["x"] }, "e": { "type": "string", "writeOnly": true },
            "f": { "type": "array", "items": text }, "g": { "type": "integer" },
        } });
        let mut schema = plain.clone();
        admit(&mut schema);
        let takes = |name: &str| takes(&schema["properties"][name]);
        for (name, expected) in [
            ("a", true),
            ("b", true),
            ("c", true),
            ("d", false),
            ("e", false),
            ("file", false),
            ("g", false),
        ] {
            assert_eq!(takes(name), expected, "{name}");
        }
        assert!(takes_only(&schema["properties"]["f"]["items"]));
        leave_out(&mut schema);
        assert_eq!(schema, plain);
    }
}
