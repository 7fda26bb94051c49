//! The schema, compiled once, and what it says about keys and secrets.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::shape;
use crate::config::yaml::Type;
use crate::config::yaml::json::{Seen, Yaml};
use crate::config::yaml::keys::Known;

/// A schema that does not compile: a bug in labwright.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct SchemaError(pub(in crate::config) String);

/// A compiled schema. Compiling one takes as long as checking a thousand values, so keep it.
pub struct Validator {
    pub(super) schema: Value,
    pub(super) compiled: jsonschema::Validator<Yaml>,
    /// For the explainer, which asks only if something is wrong.
    patterns: OnceLock<HashMap<String, jsonschema::Validator<Yaml>>>,
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Validator").finish_non_exhaustive()
    }
}

impl Validator {
    /// Compiles a schema of draft 7.
    ///
    /// # Errors
    /// If the schema is not valid.
    pub fn new(schema: Value) -> Result<Self, SchemaError> {
        let compiled = compile(&schema)?;
        Ok(Validator { schema, compiled, patterns: OnceLock::new() })
    }

    /// The schema as it was given.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// A schema, with references followed.
    pub(super) fn resolve<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        // A reference to itself would never end.
        for _ in 0..32 {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return schema };
            let target = reference.strip_prefix('#').and_then(|it| self.schema.pointer(it));
            let Some(target) = target else { return &Value::Bool(true) };
            schema = target;
        }
        schema
    }

    /// Whether a text, or the name of a key, matches a pattern.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        let patterns = self.patterns.get_or_init(|| {
            let mut patterns = HashMap::new();
            compile_patterns(&self.schema, &mut patterns);
            patterns
        });
        patterns.get(pattern).is_none_or(|it| it.is_valid(Seen::Name(text)))
    }

    /// Whether a schema allows a secret directly, or under any key.
    pub(super) fn leads_to_secret(&self, schema: &Value) -> bool {
        self.leads(schema, 16)
    }

    /// A schema can contain itself, so the depth is limited.
    fn leads(&self, schema: &Value, levels: usize) -> bool {
        let schema = self.resolve(schema);
        // Where a text is allowed, what is written there is no secret just because a reference is allowed as well.
        if shape::stated_types(schema).is_some_and(|it| it.has(Type::Text)) {
            return false;
        }
        let mut parts = ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .flat_map(|it| list(schema, it))
            .chain(schema.get("then"));
        let any_key = schema.get("additionalProperties");
        is_secret(schema)
            || levels > 0
                && (parts.any(|it| self.leads(it, levels - 1))
                    || any_key.is_some_and(|it| self.leads(it, levels - 1)))
    }

    /// The keys of the schema: those whose values are secrets, and the others.
    pub(in crate::config) fn known_keys(&self) -> Known {
        let mut known = Known::default();
        let outermost = self.schema().get("properties").and_then(Value::as_object);
        known.outermost.extend(outermost.into_iter().flatten().map(|(key, _)| key.clone()));
        let mut rest = vec![self.schema()];
        while let Some(schema) = rest.pop() {
            match schema {
                Value::Array(list) => rest.extend(list),
                Value::Object(map) => rest.extend(map.values()),
                _ => {}
            }
            let properties = schema.get("properties").and_then(Value::as_object);
            // The keys of a reference count as secret: a file may have the secret itself there.
            let of_secret =
                properties.is_some_and(|it| it.contains_key("env") || it.contains_key("file"));
            for (key, schema) in properties.into_iter().flatten() {
                let secret = of_secret || self.leads_to_secret(schema);
                let keys = if secret { &mut known.secret } else { &mut known.plain };
                keys.insert(key.clone());
            }
        }
        known
    }
}

/// Whether a schema is that of a reference to a secret.
pub(super) fn is_secret(schema: &Value) -> bool {
    schema.get("title").and_then(Value::as_str) == Some("Secret")
        || schema.get("writeOnly") == Some(&Value::Bool(true))
            && ["oneOf", "anyOf", "then"].iter().any(|it| schema.get(it).is_some())
}

/// The list under a keyword of a schema.
pub(super) fn list<'s>(schema: &'s Value, word: &str) -> &'s [Value] {
    schema.get(word).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn compile(schema: &Value) -> Result<jsonschema::Validator<Yaml>, SchemaError> {
    jsonschema::options_for::<Yaml>()
        .with_draft(jsonschema::Draft::Draft7)
        .build(schema)
        .map_err(|error| SchemaError(error.to_string()))
}

/// The compiler of the whole schema has accepted every pattern before.
fn compile_patterns(schema: &Value, patterns: &mut HashMap<String, jsonschema::Validator<Yaml>>) {
    let forms = schema.get("patternProperties").and_then(Value::as_object);
    let forms = forms.into_iter().flat_map(|it| it.keys().map(String::as_str));
    for pattern in schema.get("pattern").and_then(Value::as_str).into_iter().chain(forms) {
        if !patterns.contains_key(pattern)
            && let Ok(compiled) = compile(&json!({ "pattern": pattern }))
        {
            patterns.insert(pattern.to_owned(), compiled);
        }
    }
    match schema {
        Value::Object(map) => map.values().for_each(|it| compile_patterns(it, patterns)),
        Value::Array(list) => list.iter().for_each(|it| compile_patterns(it, patterns)),
        _ => {}
    }
}
