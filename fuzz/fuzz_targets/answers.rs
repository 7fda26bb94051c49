//! Any JSON as what GitLab answers: every kind reads it, and it never panics, hangs, or names an object by an empty name or
//! the id 0.

#![no_main]

use labwright::config::{Collection, Instance, MergeRequest, Project, Visit};
use labwright::gitlab::{ApiPath, check_list};
use labwright::resource::{Kind, Scope, observed};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// Reads the same answer as every kind does.
struct Reads<'a>(&'a [Value]);

impl Visit for Reads<'_> {
    fn collection<K: Kind>(&mut self, scope: &Scope, _: &Collection<K>) {
        if K::SPEC.goal {
            return;
        }
        for raw in self.0 {
            let Ok(live) = observed::<K>(raw) else { continue };
            assert!(!live.object.key().is_empty(), "{raw}");
            let item = K::item(live.raw, scope.at(K::SPEC.path));
            assert!(!item.as_str().ends_with('/') && !item.as_str().ends_with("/0"), "{raw}");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(answer) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(list) = check_list(&ApiPath::new("hooks"), answer) else { return };
    let mut reads = Reads(&list);
    Instance::default().visit(&Scope::instance(), &mut reads);
    let project = Scope::project("acme/api");
    Project::default().visit(&project, &mut reads);
    MergeRequest::default().visit(&Scope::merge_request("acme/api", 1), &mut reads);
});
