//! The JSON Schema of the files: how it is generated from the types, and what makes it pleasant in editors.
//!
//! The same schema checks files and helps editors complete them. Must not know any kind of GitLab object.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

/// A generator for schemas of what is read. Draft 7, because older editors know nothing newer.
pub fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().for_deserialize().into_generator()
}

/// The whole schema of a type, its definitions included, ready to be written to a file.
pub fn of<T: JsonSchema>() -> Value {
    let mut schema = generator().into_root_schema_for::<T>();
    EditorFriendly.transform(&mut schema);
    schema.to_value()
}

/// A schema that was put together by hand over the definitions that `generator` has gathered.
pub fn assemble(mut generator: SchemaGenerator, mut root: Schema) -> Value {
    let definitions: Map<String, Value> = generator.take_definitions(true);
    root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    if !definitions.is_empty() {
        root.insert("definitions".into(), Value::Object(definitions));
    }
    EditorFriendly.transform(&mut root);
    root.to_value()
}

/// A collection: a list, or the list with a word on what is not in it.
pub fn collection(item: &Schema) -> Schema {
    let list = json!({ "type": "array", "items": item });
    let mut items = list.clone();
    items["description"] = json!("The objects.");
    let prune = "Whether what is not listed is deleted. Without it, it is left alone.";
    json_schema!({
        "oneOf": [
            list,
            {
                "title": "items, prune",
                "type": "object",
                "properties": { "items": items, "prune": { "type": "boolean", "description": prune } },
                "required": ["items"],
                "additionalProperties": false,
            },
        ]
    })
}

/// A reference to a secret: what it is called in the environment, or which file it is in.
pub fn secret() -> Schema {
    json_schema!({
        "title": "Secret",
        "description": "Where the secret is. It never stands in a file of the configuration.",
        "writeOnly": true,
        "oneOf": [
            {
                "title": "env",
                "type": "object",
                "properties": { "env": {
                    "description": "The environment variable that holds the secret.",
                    "type": "string",
                    "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
                    "patternErrorMessage": "the name of an environment variable has letters, digits and `_`",
                } },
                "required": ["env"],
                "additionalProperties": false,
            },
            {
                "title": "file",
                "type": "object",
                "properties": { "file": {
                    "description": "The file that holds the secret, relative to the root file.",
                    "type": "string",
                    "minLength": 1,
                } },
                "required": ["file"],
                "additionalProperties": false,
            },
        ],
    })
}

/// The same, or `null` for GitLab's own default.
pub fn nullable(schema: Schema) -> Schema {
    let nothing = json!({ "type": "null" });
    let mut schema = schema;
    let Some(object) = schema.as_object_mut() else { return schema };
    if object.contains_key("$ref") {
        let inner = std::mem::take(object);
        return json_schema!({ "oneOf": [inner, nothing] });
    }
    match object.get_mut("type") {
        Some(Value::Array(types)) if !types.contains(&json!("null")) => types.push(json!("null")),
        Some(Value::String(one)) if one != "null" => {
            let types = json!([one, "null"]);
            object.insert("type".into(), types);
        }
        _ => {}
    }
    if let Some(Value::Array(values)) = object.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(word)
            && !branches.contains(&nothing)
        {
            branches.push(nothing.clone());
        }
    }
    schema
}

/// Adds what an object needs: every group of `present` when it shall exist, every group of `absent` when it
/// shall not. Of a group of several keys one is enough.
pub fn needs(schema: &mut Schema, present: &[&[&str]], absent: &[&[&str]]) {
    schema.insert(
        "if".into(),
        json!({ "properties": { "state": { "const": "absent" } }, "required": ["state"] }),
    );
    schema.insert("then".into(), groups(absent));
    schema.insert("else".into(), groups(present));
}

fn groups(groups: &[&[&str]]) -> Value {
    let required: Vec<&str> = groups.iter().filter(|it| it.len() == 1).map(|it| it[0]).collect();
    let one_of: Vec<Value> = groups
        .iter()
        .filter(|it| it.len() > 1)
        .map(|keys| json!({ "anyOf": keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>() }))
        .collect();
    let mut needed = Map::new();
    if !required.is_empty() {
        needed.insert("required".into(), json!(required));
    }
    match one_of.as_slice() {
        [] => {}
        [Value::Object(only)] => needed.extend(only.clone()),
        _ => drop(needed.insert("allOf".into(), json!(one_of))),
    }
    Value::Object(needed)
}

/// Turns what schemars makes into what yaml-language-server shows well. It changes no verdict on any file.
///
/// - A documented enum is a list of values with their texts, not a union: else the text of a field that is
///   pointed at would be that of a value.
/// - Branches of a union have titles; else editors list them as `object(Internal)`.
/// - No `default`: it would be filled in as if it were required, and here absent means "not managed". `null`
///   stays, because it means "GitLab's own default".
/// - What is deprecated says so and is not suggested.
/// - Descriptions are shown as Markdown.
#[derive(Debug, Clone, Copy)]
pub struct EditorFriendly;

impl Transform for EditorFriendly {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        object.remove("default");
        match listed(object) {
            Some(values) => list(object, values),
            None => title_branches(object),
        }
        if object.get("deprecated") == Some(&json!(true)) {
            let message = object.get("description").cloned().unwrap_or(json!("deprecated"));
            object.entry("deprecationMessage").or_insert(message);
            object.entry("doNotSuggest").or_insert(json!(true));
        }
        if let Some(description) = object.get("description").cloned() {
            object.entry("markdownDescription").or_insert(description);
        }
    }
}

/// The values, with their texts, of a union that is nothing but values.
fn listed(object: &Map<String, Value>) -> Option<Vec<(Value, Value)>> {
    let mut values = vec![];
    for branch in object.get("oneOf")?.as_array()? {
        let description = branch.get("description").cloned().unwrap_or(json!(""));
        if branch == &json!({ "type": "null" }) {
            values.push((Value::Null, description));
        } else if let Some(value) = branch.get("const") {
            values.push((value.clone(), description));
        } else {
            let several = branch.get("enum")?.as_array()?;
            values.extend(several.iter().map(|it| (it.clone(), description.clone())));
        }
    }
    values.iter().all(|(it, _)| it.is_string() || it.is_null()).then_some(values)
}

fn list(object: &mut Map<String, Value>, values: Vec<(Value, Value)>) {
    object.remove("oneOf");
    let (values, texts): (Vec<Value>, Vec<Value>) = values.into_iter().unzip();
    let types =
        if values.contains(&Value::Null) { json!(["string", "null"]) } else { json!("string") };
    object.insert("type".into(), types);
    object.insert("enum".into(), values.into());
    object.insert("enumDescriptions".into(), texts.clone().into());
    object.insert("markdownEnumDescriptions".into(), texts.into());
}

fn title_branches(object: &mut Map<String, Value>) {
    for word in ["oneOf", "anyOf"] {
        let branches = object.get_mut(word).and_then(Value::as_array_mut);
        for branch in branches.into_iter().flatten().filter_map(Value::as_object_mut) {
            title_branch(branch);
        }
    }
}

/// By the value of its tag, or by its only key.
fn title_branch(branch: &mut Map<String, Value>) {
    let description = branch.get("description").cloned();
    let Some(properties) = branch.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    let only = (properties.len() == 1).then(|| json!(properties.keys().next()));
    let tag = properties.iter_mut().find_map(|(_, it)| Some((it.get("const")?.clone(), it)));
    let title = match tag {
        Some((value, tag)) => {
            if let (Some(tag), Some(description)) = (tag.as_object_mut(), description) {
                tag.entry("description").or_insert(description);
            }
            value
        }
        None => match only {
            Some(only) => only,
            None => return,
        },
    };
    branch.entry("title").or_insert(title);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    /// Who can see it.
    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Visibility {
        /// Members only.
        Private,
        /// Everybody.
        Public,
    }

    /// A rule.
    #[derive(Deserialize, JsonSchema)]
    #[serde(tag = "type", rename_all = "snake_case")]
    #[expect(dead_code, reason = "only its schema is looked at")]
    enum Rule {
        /// By whom the code belongs to.
        Owner { section: String },
        /// By anybody.
        Any { approvals: u8 },
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Toy {
        /// The visibility.
        visibility: Option<Visibility>,
        #[serde(default)]
        topics: Vec<String>,
        rule: Rule,
        /// Use `rule`.
        #[deprecated]
        old_rule: Option<String>,
    }

    fn toy() -> Value {
        of::<Toy>()
    }

    #[test]
    fn a_documented_enum_is_a_list_of_values_with_their_texts() {
        let schema = toy();
        let visibility = &schema["definitions"]["Visibility"];
        assert_eq!(visibility["enum"], json!(["private", "public"]));
        assert_eq!(visibility["enumDescriptions"], json!(["Members only.", "Everybody."]));
        assert_eq!(visibility["description"], "Who can see it.");
        assert!(visibility.get("oneOf").is_none());
    }

    #[test]
    fn branches_of_a_union_are_titled_by_their_tag() {
        let schema = toy();
        let branch = &schema["definitions"]["Rule"]["oneOf"][0];
        assert_eq!(branch["title"], "owner");
        assert_eq!(branch["properties"]["type"]["description"], "By whom the code belongs to.");
        assert_eq!(secret().as_value()["oneOf"][1]["title"], "file");
    }

    #[test]
    fn defaults_go_and_null_stays() {
        let schema = toy();
        assert!(!schema.to_string().contains("\"default\""));
        assert_eq!(schema["properties"]["old_rule"]["type"], json!(["string", "null"]));
    }

    #[test]
    fn what_is_deprecated_says_so_and_is_not_suggested() {
        let schema = toy();
        let old = &schema["properties"]["old_rule"];
        assert_eq!(old["deprecationMessage"], "Use `rule`.");
        assert_eq!(old["doNotSuggest"], true);
        assert_eq!(old["markdownDescription"], "Use `rule`.");
    }

    #[test]
    fn null_is_added_wherever_a_schema_says_what_it_allows() {
        let null = |it: Value| nullable(it.try_into().unwrap()).to_value();
        for (schema, expected) in [
            (json!({ "type": "boolean" }), json!({ "type": ["boolean", "null"] })),
            (json!({ "enum": ["a"] }), json!({ "enum": ["a", null] })),
            (json!({ "$ref": "#/x" }), json!({ "oneOf": [{ "$ref": "#/x" }, { "type": "null" }] })),
            (json!({ "type": ["null"] }), json!({ "type": ["null"] })),
        ] {
            assert_eq!(null(schema.clone()), expected, "{schema}");
        }
    }

    #[test]
    fn what_an_object_needs_depends_on_whether_it_shall_exist() {
        let mut schema = json_schema!({ "type": "object" });
        needs(&mut schema, &[&["name"], &["external_url"]], &[&["name", "url"]]);
        let schema = schema.to_value();
        assert_eq!(
            schema["then"],
            json!({ "anyOf": [{ "required": ["name"] }, { "required": ["url"] }] })
        );
        assert_eq!(schema["else"], json!({ "required": ["name", "external_url"] }));
    }

    #[test]
    fn a_schema_put_together_by_hand_takes_the_definitions_with_it() {
        let mut generator = generator();
        let item = generator.subschema_for::<Toy>();
        let root = json_schema!({ "type": "object", "properties": { "toys": collection(&item) } });
        let schema = assemble(generator, root);
        assert_eq!(schema["properties"]["toys"]["oneOf"][0]["items"]["$ref"], "#/definitions/Toy");
        assert!(schema["definitions"]["Visibility"]["enum"].is_array());
        let validator = crate::config::Validator::new(schema);
        assert!(validator.is_ok(), "{validator:?}");
    }
}
