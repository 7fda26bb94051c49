//! Any JSON as what GitLab answers: every kind reads it, and it never panics, hangs, or names an object by an empty name or
//! the id 0.

#![no_main]

use labwright::gitlab::{ApiPath, check_list};
use labwright::kinds::KINDS;
use labwright::resource::{In, Scope, Shape};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(answer) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(list) = check_list(&ApiPath::new("hooks"), answer) else { return };
    for entry in KINDS.iter().filter(|it| it.spec.shape != Shape::Goal) {
        let scope = match entry.spec.scope {
            In::Instance => Scope::instance(),
            In::Group => Scope::group("acme"),
            In::Project => Scope::project("acme/api"),
            In::MergeRequest => Scope::merge_request("acme/api", 1),
        };
        for raw in &list {
            let Ok(live) = entry.observed(raw, &scope) else { continue };
            assert!(!live.key.is_empty() || entry.spec.shape == Shape::Single, "{raw}");
            let path = live.path.as_str();
            assert!(!path.ends_with('/') && !path.ends_with("/0"), "{raw}");
        }
    }
});
