//! A plan document of which any value is another: everything that is made of it is made, and is harmless.
//!
//! The bytes are a document themselves, or edits of one: the number of a value, and what stands there instead.

#![no_main]

#[path = "../../tests/support/plan_documents.rs"]
mod plan_documents;

use labwright::plan::Saved;
use libfuzzer_sys::fuzz_target;
use plan_documents::{all_that_is_made_of, places};
use serde_json::Value;

const DOCUMENT: &str = r#"{
  "format": 1, "labwright": "0.1.0", "server": "https://gitlab.example.com", "shard": "1/2",
  "steps": [
    { "address": "projects/a/b/protected_branches/main", "scope": "projects/a/b", "kind": "protected_branches",
      "action": "update", "phase": 2, "origin": { "file": "labwright.yaml", "line": 4, "pruned": false },
      "changes": [{ "field": "allowed_to_push", "before": ["no one"], "after": ["maintainer"], "loosens": true }],
      "request": { "method": "PATCH", "path": "projects/a%2Fb/protected_branches/main", "body": { "x": [1] } },
      "why": "because" },
    { "address": "instance/system_hooks/audit", "scope": "instance", "kind": "system_hooks", "action": "delete",
      "phase": 12, "origin": { "file": "labwright.yaml", "line": 9, "pruned": true },
      "changes": [{ "field": "description", "before": "one\ntwo", "after": "one\nthree" }],
      "request": { "method": "DELETE", "path": "hooks/1", "body": null } }
  ],
  "summary": { "create": 0, "update": 1, "replace": 0, "delete": 1, "act": 0, "unchanged": 3 },
  "notes": [{ "address": "projects/a/b", "message": "renamed", "waiting": true }],
  "problems": [{ "file": "labwright.yaml", "line": 1, "column": 1, "message": "wrong", "hint": "do it" }]
}"#;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(saved) = Saved::parse(bytes) {
        all_that_is_made_of(saved.document());
    }
    if let Some(document) = edited(bytes)
        && let Ok(saved) = Saved::parse(document.to_string().as_bytes())
    {
        all_that_is_made_of(saved.document());
    }
});

/// The document with some of its values replaced: a byte for which, a byte for what, and the rest for text.
fn edited(bytes: &[u8]) -> Option<Value> {
    let mut document: Value = serde_json::from_str(DOCUMENT).ok()?;
    for edit in bytes.split(|it| *it == 0xFF) {
        let [at, what, text @ ..] = edit else { continue };
        let mut all = Vec::new();
        places(&document, "", &mut all);
        let place = &all[usize::from(*at) % all.len()];
        let text = String::from_utf8_lossy(text);
        *document.pointer_mut(place)? = match what % 6 {
            0 => Value::Null,
            1 => Value::from(text.repeat(1 + usize::from(*what) * 40)),
            2 => Value::from(u64::from(*what) << 56),
            3 => serde_json::from_str(&text).unwrap_or_default(),
            _ => Value::from(text),
        };
    }
    Some(document)
}
