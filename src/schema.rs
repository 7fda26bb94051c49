//! The JSON Schema of the files: how it is generated from the types, and what editors need in it.
//!
//! The same schema checks files and helps editors complete them. Must not know any kind of GitLab object.

pub mod templates;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::reserved::{self, ABSENT, COLLECTION, INHERIT, ITEMS, PRUNE, STATE, UNMANAGED};

/// A generator for schemas of input. Draft 7, because older editors do not support newer drafts.
pub fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().for_deserialize().into_generator()
}

/// The whole schema of a type with its definitions, ready to be written to a file.
pub fn of<T: JsonSchema>() -> Value {
    let mut schema = generator().into_root_schema_for::<T>();
    EditorFriendly.transform(&mut schema);
    schema.to_value()
}

/// A schema that was assembled by hand, with the definitions that `generator` has collected.
pub fn assemble(mut generator: SchemaGenerator, mut root: Schema) -> Value {
    let mut definitions: Map<String, Value> = generator.take_definitions(true);
    own_words(&mut definitions, root.as_value());
    root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
    if !definitions.is_empty() {
        root.insert("definitions".into(), Value::Object(definitions));
    }
    EditorFriendly.transform(&mut root);
    root.to_value()
}

/// A collection: a list, or the list with switches, such as `prune`.
pub fn collection(item: &Schema, switches: &[&str]) -> Schema {
    let list = json!({ "type": "array", "items": item, "description": reserved::about(ITEMS) });
    let mut properties = Map::from_iter([(ITEMS.to_owned(), list)]);
    for name in switches {
        let switch = json!({ "type": "boolean", "description": reserved::about(name) });
        properties.insert((*name).to_owned(), switch);
    }
    let example = if switches.contains(&PRUNE) { "prune: true" } else { "inherit: false" };
    let mut object = json!({
        "title": COLLECTION,
        "properties": properties,
        "required": [ITEMS],
        "additionalProperties": false,
    });
    // `{ inherit: false }` alone declares that nothing is.
    if switches.contains(&INHERIT) {
        object["if"] = json!({ "required": [INHERIT] });
        object["else"] = json!({ "required": [ITEMS] });
        object.as_object_mut().map(|it| it.shift_remove("required"));
    }
    json_schema!({
        "type": ["array", "object"],
        "errorMessage": format!("A list, or `{{ items: [...], {example} }}`."),
        "if": { "type": "array" },
        "then": { "items": item },
        "else": object,
    })
}

/// The same, or `null` for GitLab's default, which is `named`.
pub fn nullable(object: &mut Map<String, Value>, named: &str) {
    let text = json!(format!("GitLab's default: {named}."));
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
        for texts in ["enumDescriptions", "markdownEnumDescriptions"] {
            if let Some(Value::Array(texts)) = object.get_mut(texts) {
                texts.push(text.clone());
            }
        }
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(Value::Array(branches)) = object.get_mut(word) {
            branches.push(json!({ "type": "null", "description": text }));
        }
    }
}

/// A reference to a definition in addition to other keywords, which draft 7 ignores next to a bare reference. No union
/// with `null`: for a wrong value, editors would report that it is neither of the two.
pub fn referred(
    object: &mut Map<String, Value>,
    reference: &Value,
    definition: &Value,
    null: bool,
) {
    if let Some(message) = definition.get("errorMessage") {
        object.insert("errorMessage".into(), message.clone());
    }
    let only = definition.get("type").filter(|it| it.is_string());
    match (only, null) {
        (Some(only), true) => {
            object.insert("type".into(), json!([only, "null"]));
            object.insert("if".into(), json!({ "type": only }));
            object.insert("then".into(), json!({ "$ref": reference }));
        }
        (None, true) => {
            object.insert("oneOf".into(), json!([{ "$ref": reference }, { "type": "null" }]));
        }
        (only, false) => {
            object.extend(only.map(|it| ("type".to_owned(), it.clone())));
            object.insert("allOf".into(), json!([{ "$ref": reference }]));
        }
    }
}

/// Adds the required keys of an object: every group of `present` if it exists, every group of `absent` if its `state` is
/// `absent` or `unmanaged`. One key of a group is enough. Keys that are always required have no condition, so that editors fill them
/// in.
pub fn needs(schema: &mut Schema, present: &[&[&str]], absent: &[&[&str]]) {
    let always: Vec<&[&str]> =
        present.iter().filter(|it| it.len() == 1 && absent.contains(it)).copied().collect();
    let rest = |all: &[&[&str]]| {
        groups(&all.iter().filter(|it| !always.contains(it)).copied().collect::<Vec<_>>())
    };
    if !always.is_empty() {
        schema.insert("required".into(), json!(always.concat()));
    }
    let (present, absent) = (rest(present), rest(absent));
    if present == absent {
        return;
    }
    schema.insert(
        "if".into(),
        json!({ "properties": { STATE: { "enum": [ABSENT, UNMANAGED] } }, "required": [STATE] }),
    );
    for (word, needed) in [("then", absent), ("else", present)] {
        if needed != json!({}) {
            schema.insert(word.into(), needed);
        }
    }
}

/// Removes what [`needs`] requires of objects that exist: in files with `defaults`, it is checked when all parts of an object
/// are known.
pub fn relax(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("if").is_some_and(|it| it["properties"][STATE]["enum"].is_array()) {
                map.remove("else");
            }
            map.values_mut().for_each(relax);
        }
        Value::Array(list) => list.iter_mut().for_each(relax),
        _ => {}
    }
}

fn groups(groups: &[&[&str]]) -> Value {
    let required: Vec<&str> = groups.iter().filter(|it| it.len() == 1).map(|it| it[0]).collect();
    let one_of: Vec<Value> = groups
        .iter()
        .filter(|it| it.len() > 1)
        .map(|keys| {
            let names: Vec<String> = keys.iter().map(|it| format!("`{it}`")).collect();
            let message = format!("{} is missing", names.join(" or "));
            let branch = |key: &&str| json!({ "required": [key], "errorMessage": message });
            json!({ "anyOf": keys.iter().map(branch).collect::<Vec<_>>() })
        })
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

/// Turns what schemars generates into what yaml-language-server shows well. The result accepts the same files.
///
/// - A documented enum is a list of values with their texts, not a union: otherwise editors would show the text of a value
///   for the field.
/// - Branches of a union have titles; otherwise editors list them as `object(Internal)`.
/// - No `default`: editors would fill it in as if it were required, but an omitted field means "not managed". `null`
///   stays, because it means "GitLab's default".
/// - An example that is a mapping is offered as a snippet and shown as YAML; otherwise editors insert and show
///   `[object Object]`.
/// - Deprecated fields have a message and are not suggested.
/// - Descriptions are shown as Markdown; a paragraph that is wrapped in the source becomes one line.
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
        if let Some(Value::String(text)) = object.get_mut("description") {
            let paragraphs = text.split("\n\n").map(|it| it.split_whitespace().collect::<Vec<_>>());
            *text = paragraphs.map(|it| it.join(" ")).collect::<Vec<_>>().join("\n\n");
            let markdown = json!(text);
            object.entry("markdownDescription").or_insert(markdown);
        }
        offer_mappings(object);
    }
}

/// Takes examples that are mappings, or lists of them, out of `examples`.
fn offer_mappings(object: &mut Map<String, Value>) {
    let Some(Value::Array(examples)) = object.get_mut("examples") else { return };
    let is_deep = |it: &Value| it.is_array() || it.is_object();
    let (deep, flat): (Vec<Value>, Vec<Value>) = examples
        .drain(..)
        .partition(|it| it.is_object() || it.as_array().is_some_and(|it| it.iter().any(is_deep)));
    match flat.is_empty() {
        true => drop(object.remove("examples")),
        false => drop(object.insert("examples".into(), flat.into())),
    }
    for example in deep {
        if let (Some(Value::String(text)), Ok(yaml)) =
            (object.get_mut("markdownDescription"), serde_yaml::to_string(&example))
        {
            text.push_str(&format!("\n\nExample:\n\n```yaml\n{}\n```", yaml.trim_end()));
        }
        if example.is_object() {
            let snippet = json!([{ "label": "example", "body": example }]);
            object.entry("defaultSnippets").or_insert(snippet);
        }
    }
}

/// Removes the description of definitions whose references have one of their own: editors would show what a secret is,
/// instead of what this one is for.
fn own_words(definitions: &mut Map<String, Value>, root: &Value) {
    let mut hidden = Vec::new();
    let mut rest: Vec<&Value> = definitions.values().chain([root]).collect();
    while let Some(schema) = rest.pop() {
        if schema.get("description").is_some() {
            let branches =
                ["allOf", "oneOf"].into_iter().filter_map(|it| schema.get(it)?.as_array());
            let beside = branches.flatten().chain(schema.get("then"));
            hidden.extend(beside.filter_map(|it| it.get("$ref")?.as_str()?.rsplit('/').next()));
        }
        match schema {
            Value::Object(object) => rest.extend(object.values()),
            Value::Array(items) => rest.extend(items),
            _ => {}
        }
    }
    let hidden: Vec<String> = hidden.into_iter().map(str::to_owned).collect();
    for name in hidden {
        if let Some(Value::Object(definition)) = definitions.get_mut(&name) {
            definition.remove("description");
        }
    }
}

/// The values, with their texts, of a union that consists only of values.
fn listed(object: &Map<String, Value>) -> Option<Vec<(Value, Value)>> {
    let mut values = vec![];
    for branch in object.get("oneOf")?.as_array()? {
        let description = branch.get("description").cloned().unwrap_or(json!(""));
        if branch.get("type") == Some(&json!("null")) {
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
        for (schema, expected) in [
            (json!({ "type": "boolean" }), json!({ "type": ["boolean", "null"] })),
            (
                json!({ "enum": ["a"], "enumDescriptions": ["A."] }),
                json!({ "enum": ["a", null], "enumDescriptions": ["A.", "GitLab's default: `a`."] }),
            ),
            (json!({ "type": ["null"] }), json!({ "type": ["null"] })),
        ] {
            let mut object = schema.as_object().cloned().unwrap();
            nullable(&mut object, "`a`");
            assert_eq!(Value::Object(object), expected, "{schema}");
        }
    }

    #[test]
    fn what_is_referred_to_keeps_its_kind_and_its_message() {
        let text = json!({ "type": "string", "errorMessage": "a text" });
        let referred = |definition: &Value, null| {
            let mut object = Map::new();
            super::referred(&mut object, &json!("#/x"), definition, null);
            Value::Object(object)
        };
        assert_eq!(
            referred(&text, true),
            json!({
                "errorMessage": "a text", "type": ["string", "null"],
                "if": { "type": "string" }, "then": { "$ref": "#/x" },
            })
        );
        let plain =
            json!({ "errorMessage": "a text", "type": "string", "allOf": [{ "$ref": "#/x" }] });
        assert_eq!(referred(&text, false), plain);
        let open = json!({ "oneOf": [{ "$ref": "#/x" }, { "type": "null" }] });
        assert_eq!(referred(&json!({}), true), open);
    }

    #[test]
    fn an_example_that_is_a_mapping_is_a_snippet() {
        let mut schema = json_schema!({
            "description": "A.\nB.", "examples": ["a", { "b": [{ "c": 1 }] }],
        });
        EditorFriendly.transform(&mut schema);
        let schema = schema.to_value();
        assert_eq!(schema["examples"], json!(["a"]));
        assert_eq!(schema["defaultSnippets"][0]["body"], json!({ "b": [{ "c": 1 }] }));
        assert_eq!(schema["description"], "A. B.");
        let shown = "A. B.\n\nExample:\n\n```yaml\nb:\n- c: 1\n```";
        assert_eq!(schema["markdownDescription"], shown);
    }

    #[test]
    fn a_description_beside_a_reference_is_the_one_that_is_shown() {
        let mut definitions =
            json!({ "A": { "description": "Any." }, "B": { "description": "Own." } });
        let root = json!({ "x": { "description": "This.", "then": { "$ref": "#/definitions/A" } },
            "y": { "items": { "$ref": "#/definitions/B" } } });
        own_words(definitions.as_object_mut().unwrap(), &root);
        assert_eq!(definitions, json!({ "A": {}, "B": { "description": "Own." } }));
    }

    #[test]
    fn what_an_object_needs_depends_on_whether_it_shall_exist() {
        let mut schema = json_schema!({ "type": "object" });
        needs(&mut schema, &[&["name"], &["external_url"]], &[&["name", "url"]]);
        let schema = schema.to_value();
        let either = "`name` or `url` is missing";
        assert_eq!(
            schema["then"],
            json!({ "anyOf": [
                { "required": ["name"], "errorMessage": either },
                { "required": ["url"], "errorMessage": either },
            ] })
        );
        assert_eq!(schema["else"], json!({ "required": ["name", "external_url"] }));
    }

    #[test]
    fn what_is_needed_in_any_case_is_not_under_a_condition() {
        let mut schema = json_schema!({ "type": "object" });
        needs(&mut schema, &[&["name"], &["url"]], &[&["name"]]);
        let schema = schema.to_value();
        assert_eq!(schema["required"], json!(["name"]));
        assert_eq!(schema["else"], json!({ "required": ["url"] }));
        assert!(schema.get("then").is_none());
        let mut always = json_schema!({ "type": "object" });
        needs(&mut always, &[&["name"]], &[&["name"]]);
        assert_eq!(always.to_value(), json!({ "type": "object", "required": ["name"] }));
    }

    #[test]
    fn a_schema_put_together_by_hand_takes_the_definitions_with_it() {
        let mut generator = generator();
        let item = generator.subschema_for::<Toy>();
        let root = json_schema!({ "type": "object", "properties": { "toys": collection(&item, &[PRUNE]) } });
        let schema = assemble(generator, root);
        assert_eq!(schema["properties"]["toys"]["then"]["items"]["$ref"], "#/definitions/Toy");
        assert!(schema["definitions"]["Visibility"]["enum"].is_array());
        let validator = crate::config::Validator::new(schema);
        assert!(validator.is_ok(), "{validator:?}");
    }
}
