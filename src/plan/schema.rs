//! The JSON Schema of a plan document: what `-o json` prints and `--out` writes.

use serde_json::{Value, json};

use super::saved::FORMAT;
use crate::resource::Action;

/// The schema of [`super::Plan::to_json`], draft 7. Programs may rely on it as long as `format` stays.
pub fn json_schema() -> Value {
    let actions = [Action::Create, Action::Update, Action::Replace, Action::Delete, Action::Act];
    let count = |what: &str| json!({ "type": "integer", "minimum": 0, "description": what });
    let object = |about: &str, properties: Value, optional: &[&str]| {
        let keys = properties.as_object().into_iter().flat_map(|it| it.keys());
        let required: Vec<_> =
            keys.filter(|it| !optional.contains(&it.as_str())).cloned().collect();
        json!({
            "description": about, "type": "object", "properties": properties,
            "required": required, "additionalProperties": false,
        })
    };
    let text = |what: &str| json!({ "type": "string", "description": what });
    let origin = object(
        "What asked for it.",
        json!({
            "file": text("The file, relative to where labwright ran."),
            "line": { "type": "integer", "minimum": 1, "description": "The line, from 1." },
            "pruned": {
                "type": "boolean",
                "description": "It is deleted because no file mentions it; the line is that of `prune`.",
            },
        }),
        &[],
    );
    let change = object(
        "A field that is set.",
        json!({
            "field": text("The field, as in the files."),
            "before": { "description": "What GitLab has; null where it has nothing or does not tell. Secrets are places, never values." },
            "after": { "description": "What it shall be." },
        }),
        &[],
    );
    let request = object(
        "The call. Where a secret or the id of another object goes, the body has a hole: `{\"$secret\": {\"env\": NAME}}`, `{\"$id\": ADDRESS}`.",
        json!({
            "method": { "enum": ["POST", "PUT", "PATCH", "DELETE"], "description": "The verb." },
            "path": text("The path below /api/v4, encoded."),
            "body": { "type": ["object", "null"], "description": "The JSON body; null where there is none." },
        }),
        &[],
    );
    let step = object(
        "One call, and why.",
        json!({
            "address": text("The object: `projects/acme/api/protected_branches/main`."),
            "action": { "enum": actions.map(Action::word), "description": "What becomes of the object." },
            "origin": origin,
            "changes": { "type": "array", "items": change, "description": "The fields it sets." },
            "request": request,
            "why": text("Why the call is needed, where the fields do not say it."),
        }),
        &["why"],
    );
    let summary = object(
        "How many objects, by what becomes of them.",
        json!({
            "create": count("To create."), "update": count("To change in place."),
            "replace": count("To delete and make anew."), "delete": count("To delete."),
            "act": count("Acts that are no state."), "unchanged": count("As they should be."),
        }),
        &[],
    );
    let note = object(
        "What a reader should know about an object.",
        json!({
            "address": text("The object."),
            "message": text("What to know."),
            "waiting": { "type": "boolean", "description": "Something is awaited: GitLab, a job or a person is at it." },
        }),
        &[],
    );
    let problem = object(
        "What could not be read, or cannot be done; for its objects there are no steps.",
        json!({
            "file": { "type": ["string", "null"], "description": "The file." },
            "line": { "type": ["integer", "null"], "description": "The line, from 1." },
            "column": { "type": ["integer", "null"], "description": "The column, from 1." },
            "message": text("What is wrong."),
            "hint": { "type": ["string", "null"], "description": "What to do about it." },
        }),
        &[],
    );
    let mut root = object(
        "What `labwright plan -o json` prints and `--out` writes.",
        json!({
            "format": { "const": FORMAT, "description": "Version of this document." },
            "labwright": text("Version of the labwright that made it."),
            "server": text("The GitLab it was made for."),
            "steps": { "type": "array", "items": step, "description": "In the order in which they are made." },
            "summary": summary,
            "notes": { "type": "array", "items": note, "description": "Notes." },
            "problems": { "type": "array", "items": problem, "description": "Problems." },
        }),
        // A plan that came to nothing tells its problems only.
        &["labwright", "server"],
    );
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!("labwright plan");
    root
}
