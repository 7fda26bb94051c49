//! Checks the values of a file against the schema.
//!
//! `jsonschema` decides, so that labwright and editors agree; `explain` writes the messages. If `explain` finds no
//! problem in values that `jsonschema` rejects, they are reported without an explanation.

use std::collections::HashSet;

use jsonschema::paths::LocationSegment;

use super::explain::Explainer;
use super::validator::Validator;
use crate::config::yaml::compose::MAX_PROBLEMS;
use crate::config::yaml::json::Seen;
use crate::config::yaml::{Cursor, Tree, keys};
use crate::problem::{Place, Problem};

/// Everything in a file that the schema does not allow, in the order of the file.
///
/// Also masks literal secrets in the source of the tree.
pub fn validate(validator: &Validator, tree: &Tree) -> Vec<Problem> {
    if fits(validator, tree) {
        return vec![];
    }
    let root = tree.root();
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

/// Whether a file is as the schema requires.
pub(in crate::config) fn fits(validator: &Validator, tree: &Tree) -> bool {
    // A tree with flaws is always walked: of duplicate keys, the validator sees only one.
    !tree.flawed && tree.unfinished.is_empty() && validator.compiled.is_valid(Seen::At(tree.root()))
}

/// What the validator rejects, without an explanation.
fn plain(validator: &Validator, root: Cursor<'_>) -> Vec<Problem> {
    let refused = |error: jsonschema::ValidationError<'_>| {
        let path = error.instance_path();
        let at = root.tree().locate(path.iter().map(|step| match step {
            LocationSegment::Property(key) => key.to_string(),
            LocationSegment::Index(index) => index.to_string(),
        }));
        keys::mask_suspects(root);
        let subject = at.key().map_or_else(|| "this value".into(), |it| format!("`{it}`"));
        Problem::new(format!("{subject} is not valid here")).at(at.best_place())
    };
    validator.compiled.iter_errors(Seen::At(root)).map(refused).take(20).collect()
}
