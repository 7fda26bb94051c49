//! Checks the values of a file against the schema.
//!
//! `jsonschema` decides, so that labwright and editors agree; `explain` writes the messages. If `explain` finds no
//! problem in values that `jsonschema` rejects, they are reported without an explanation.

use std::collections::{HashMap, HashSet};

use jsonschema::paths::LocationSegment;
use serde_json::{Value, json};

use super::compose::MAX_PROBLEMS;
use super::explain::Explainer;
use super::json::{Seen, Yaml};
use super::tree::{Cursor, Tree};
use crate::problem::{Place, Problem};

/// A schema that does not compile: a bug in labwright.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct SchemaError(String);

/// A compiled schema. Compiling one takes as long as checking a thousand values, so keep it.
pub struct Validator {
    schema: Value,
    compiled: jsonschema::Validator<Yaml>,
    patterns: HashMap<String, jsonschema::Validator<Yaml>>,
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
        let mut patterns = HashMap::new();
        compile_patterns(&schema, &mut patterns)?;
        Ok(Validator { schema, compiled, patterns })
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
        self.patterns.get(pattern).is_none_or(|it| it.is_valid(Seen::Name(text)))
    }
}

fn compile(schema: &Value) -> Result<jsonschema::Validator<Yaml>, SchemaError> {
    jsonschema::options_for::<Yaml>()
        .with_draft(jsonschema::Draft::Draft7)
        .build(schema)
        .map_err(|error| SchemaError(error.to_string()))
}

fn compile_patterns(
    schema: &Value,
    patterns: &mut HashMap<String, jsonschema::Validator<Yaml>>,
) -> Result<(), SchemaError> {
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && !patterns.contains_key(pattern)
    {
        patterns.insert(pattern.to_owned(), compile(&json!({ "pattern": pattern }))?);
    }
    match schema {
        Value::Object(map) => map.values().try_for_each(|it| compile_patterns(it, patterns)),
        Value::Array(list) => list.iter().try_for_each(|it| compile_patterns(it, patterns)),
        _ => Ok(()),
    }
}

/// Everything in a file that the schema does not allow, in the order of the file.
///
/// Also masks literal secrets in the source of the tree.
pub fn validate(validator: &Validator, tree: &Tree) -> Vec<Problem> {
    let root = tree.root();
    // A tree with flaws is always walked: of duplicate keys, the validator sees only one.
    if !tree.flawed && tree.unfinished.is_empty() && validator.compiled.is_valid(Seen::At(root)) {
        return vec![];
    }
    let mut explainer = Explainer::new(validator);
    explainer.check(&validator.schema, root);
    let mut found = explainer.finish();
    // A missing value is a problem even if the schema allows `null`.
    let start = |it: &Place| it.span.start;
    let told: HashSet<usize> = found.iter().filter_map(|it| it.place.as_ref()).map(start).collect();
    let left =
        tree.unfinished.iter().map(|it| tree.place(*it)).filter(|it| !told.contains(&start(it)));
    found.extend(left.take(MAX_PROBLEMS).map(|it| {
        Problem::new("the value is missing").at(it).hint("add a value, or remove the key")
    }));
    if found.is_empty() {
        found.extend(plain(validator, root));
    }
    found
}

/// What the validator rejects, without an explanation.
fn plain(validator: &Validator, root: Cursor<'_>) -> Vec<Problem> {
    let refused = |error: jsonschema::ValidationError<'_>| {
        let path = error.instance_path();
        let at = root.tree().locate(path.iter().map(|step| match step {
            LocationSegment::Property(key) => key.to_string(),
            LocationSegment::Index(index) => index.to_string(),
        }));
        super::keys::mask_suspects(root);
        let subject = at.key().map_or_else(|| "this value".into(), |it| format!("`{it}`"));
        Problem::new(format!("{subject} is not valid here")).at(at.best_place())
    };
    validator.compiled.iter_errors(Seen::At(root)).map(refused).take(20).collect()
}
