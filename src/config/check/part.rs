//! The part of a schema that some files use.
//!
//! What a schema says about a key does not matter to a file without that key. So the schema is read without it, and
//! what a start costs depends on the files, not on how many kinds there are. The part accepts the same files as the whole;
//! it has no texts for messages.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::config::yaml::Tree;

/// Keywords that only explain. Any other keyword is kept, known or not.
const EXPLAINING: [&str; 14] = [
    "$comment",
    "defaultSnippets",
    "deprecationMessage",
    "description",
    "doNotSuggest",
    "enumDescriptions",
    "errorMessage",
    "examples",
    "markdownDescription",
    "markdownEnumDescriptions",
    "patternErrorMessage",
    "title",
    "x-apart",
    "x-gitlab",
];

/// The part of a schema, given as text, that concerns the keys of these files.
///
/// # Errors
/// If the text is not JSON.
pub fn part<'t>(
    schema: &str,
    files: impl IntoIterator<Item = &'t Tree>,
) -> serde_json::Result<Value> {
    let files: Vec<&Tree> = files.into_iter().collect();
    let mut keys: HashSet<&str> = files.iter().copied().flat_map(Tree::keys).collect();
    // What templates become is checked as a part of a scope.
    if files.iter().any(|it| !it.templates.is_empty()) {
        keys.extend(["groups", "projects"]);
    }
    let mut from = serde_json::Deserializer::from_str(schema);
    let mut part = Reading { keys: &keys, found: Found::Schema }.deserialize(&mut from)?;
    let mut used = HashSet::new();
    let definitions = match part.get_mut("definitions") {
        Some(Value::Object(definitions)) => std::mem::take(definitions),
        _ => Map::new(),
    };
    let mut rest: Vec<&Value> = vec![&part];
    while let Some(value) = rest.pop() {
        match value {
            Value::Object(map) => rest.extend(map.values()),
            Value::Array(list) => rest.extend(list),
            Value::String(text) => {
                let named = text.strip_prefix("#/definitions/");
                if let Some((name, definition)) = named.and_then(|it| definitions.get_key_value(it))
                    && used.insert(name.as_str())
                {
                    rest.push(definition);
                }
            }
            _ => {}
        }
    }
    let used: Map<String, Value> =
        used.into_iter().map(|name| (name.to_owned(), definitions[name].clone())).collect();
    part["definitions"] = Value::Object(used);
    Ok(part)
}

/// What is at a place of a schema.
#[derive(Clone, Copy)]
enum Found {
    /// A schema, or a list of them.
    Schema,
    /// Schemas by the key that they are for.
    Properties,
    /// Schemas by name.
    Named,
    /// Anything else.
    Plain,
}

#[derive(Clone, Copy)]
struct Reading<'k> {
    keys: &'k HashSet<&'k str>,
    found: Found,
}

impl Reading<'_> {
    /// What is under a key; `None` if it is left out.
    fn under(self, key: &str) -> Option<Self> {
        let found = match self.found {
            Found::Schema if EXPLAINING.contains(&key) => return None,
            Found::Properties if !self.keys.contains(key) => return None,
            Found::Plain => Found::Plain,
            Found::Properties | Found::Named => Found::Schema,
            Found::Schema => match key {
                "properties" => Found::Properties,
                "definitions" | "patternProperties" => Found::Named,
                "additionalProperties"
                | "allOf"
                | "anyOf"
                | "contains"
                | "else"
                | "if"
                | "items"
                | "not"
                | "oneOf"
                | "propertyNames"
                | "then" => Found::Schema,
                _ => Found::Plain,
            },
        };
        Some(Reading { found, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Schema")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = from.next_key::<std::borrow::Cow<'de, str>>()? {
            match self.under(&key) {
                Some(below) => drop(map.insert(key.into_owned(), from.next_value_seed(below)?)),
                None => drop(from.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Value::Object(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = vec![];
        while let Some(item) = from.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_str<E>(self, it: &str) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::schema::TEXT;
    use crate::problem::SourceText;

    fn tree(text: &str) -> Tree {
        Tree::parse(&SourceText::new("a.yaml", text.to_owned())).tree.expect("YAML")
    }

    fn keys(map: &Value) -> Vec<&str> {
        map.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect()
    }

    /// How many values it has, which is what compiling it costs.
    fn size(schema: &Value) -> usize {
        1 + match schema {
            Value::Object(map) => map.values().map(size).sum(),
            Value::Array(list) => list.iter().map(size).sum(),
            _ => 0,
        }
    }

    #[test]
    fn what_a_file_does_not_use_is_not_compiled() {
        let file = tree(
            "version: 1\nprojects:\n  acme/api:\n    protected_branches: [{ name: main, allowed_to_push: [maintainer] }]\n",
        );
        let part = part(TEXT, [&file]).expect("a schema");
        assert_eq!(keys(&part["properties"]), ["version", "projects"]);
        let project = &part["definitions"]["Project"];
        assert_eq!(keys(&project["properties"]), ["protected_branches"]);
        let branch = &part["definitions"]["ProtectedBranch"]["properties"];
        assert_eq!(keys(branch), ["name", "allowed_to_push"]);
        let mut definitions = keys(&part["definitions"]);
        definitions.sort_unstable();
        assert_eq!(
            definitions,
            ["Access", "GroupEntry", "Project", "ProtectedBranch", "Template", "UserEntry"]
        );
        let whole: Value = serde_json::from_str(TEXT).expect("a schema");
        assert!(size(&part) * 50 < size(&whole), "{} of {}", size(&part), size(&whole));
    }

    #[test]
    fn a_table_of_hundreds_of_attributes_costs_those_that_are_set() {
        let file = tree("version: 1\ninstance: { settings: { signup_enabled: false } }\n");
        let part = part(TEXT, [&file]).expect("a schema");
        let settings = &part["properties"]["instance"]["properties"]["settings"];
        assert_eq!(keys(&settings["properties"]), ["signup_enabled"]);
        assert_eq!(part["definitions"], json!({}));
    }

    #[test]
    fn a_key_that_is_named_like_a_keyword_is_a_key() {
        let text = json!({
            "description": "Any.",
            "properties": {
                "description": { "title": "A", "const": { "description": "x", "properties": 1 } },
                "properties": { "$ref": "#/definitions/title" },
                "if": { "type": "string" },
            },
            "definitions": { "title": { "type": "string" }, "examples": { "type": "null" } },
        })
        .to_string();
        let file = tree("description: 1\nother: { properties: 2 }\n");
        let part = part(&text, [&file]).expect("a schema");
        let expected = json!({
            "properties": {
                "description": { "const": { "description": "x", "properties": 1 } },
                "properties": { "$ref": "#/definitions/title" },
            },
            "definitions": { "title": { "type": "string" } },
        });
        assert_eq!(part, expected);
    }

    #[test]
    fn the_keys_of_all_files_count_and_those_that_are_merged_in() {
        let one = tree("x: &x { a: 1 }\ny: { <<: *x }\n");
        let other = tree("b: 1\n");
        let text = json!({ "properties": { "a": true, "b": true, "c": true } }).to_string();
        let part = part(&text, [&one, &other]).expect("a schema");
        assert_eq!(keys(&part["properties"]), ["a", "b"]);
    }
}
