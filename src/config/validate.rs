//! Whether a file's values are what the schema says.
//!
//! Two parts: `jsonschema` decides, so that this program and editors agree; `explain` finds the words. Should
//! `explain` find nothing to say about values that were refused, the plain verdict is told.

use std::collections::{HashMap, HashSet};

use jsonschema::paths::LocationSegment;
use serde_json::{Value, json};

use super::explain::Explainer;
use super::json::{Seen, Yaml};
use super::tree::{Cursor, Tree};
use crate::problem::{Place, Problem};

/// A schema that does not compile: a mistake of this program.
#[derive(Debug, thiserror::Error)]
#[error("the schema is not valid: {0}")]
pub struct SchemaError(String);

/// A compiled schema. Making one takes as long as checking a thousand values: keep it.
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
    /// If it is no valid schema.
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

    /// What a schema says, references followed.
    pub(super) fn resolve<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        // A reference to itself would go on for ever.
        for _ in 0..32 {
            let Some(reference) = schema.get("$ref").and_then(Value::as_str) else { return schema };
            let target = reference.strip_prefix('#').and_then(|it| self.schema.pointer(it));
            let Some(target) = target else { return &Value::Bool(true) };
            schema = target;
        }
        schema
    }

    /// Whether a text, or the name of a key, has the form of a pattern.
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
/// Secrets that are written out are masked in the tree's source on the way.
pub fn validate(validator: &Validator, tree: &Tree) -> Vec<Problem> {
    let root = tree.root();
    // A tree with flaws is walked whatever the verdict: of duplicate keys the validator sees only one.
    if !tree.flawed && tree.unfinished.is_empty() && validator.compiled.is_valid(Seen::At(root)) {
        return vec![];
    }
    let mut explainer = Explainer::new(validator);
    explainer.check(&validator.schema, root);
    let mut found = explainer.finish();
    // Whatever the schema makes of `null`: nothing at all is never meant.
    let start = |it: &Place| it.span.start;
    let told: HashSet<usize> = found.iter().filter_map(|it| it.place.as_ref()).map(start).collect();
    let left =
        tree.unfinished.iter().map(|it| tree.place(*it)).filter(|it| !told.contains(&start(it)));
    found.extend(left.map(|it| {
        Problem::new("there is no value here").at(it).hint("write one, or remove the key")
    }));
    if found.is_empty() {
        found.extend(plain(validator, root));
    }
    found
}

/// What the validator itself says, without words of ours.
fn plain(validator: &Validator, root: Cursor<'_>) -> Vec<Problem> {
    let refused = |error: jsonschema::ValidationError<'_>| {
        let path = error.instance_path();
        let at = root.tree().locate(path.iter().map(|step| match step {
            LocationSegment::Property(key) => key.to_string(),
            LocationSegment::Index(index) => index.to_string(),
        }));
        super::keys::mask_suspects(root);
        let subject = at.key().map_or_else(|| "this value".into(), |it| format!("`{it}`"));
        Problem::new(format!("{subject} is not allowed as it is written here")).at(at.best_place())
    };
    validator.compiled.iter_errors(Seen::At(root)).map(refused).take(20).collect()
}
