//! What GitLab answers to a call is compared with what was asked for. A value that GitLab ignores or changes fails the step,
//! and holds back what relies on it; what only needs the object goes on.

use crate::support::World;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

fn replaced(method: &str, path: &str, at: &str, with: Value) -> Fault {
    Fault::new(method, path, Harm::Replaced { at: at.to_owned(), with })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_gitlab_changes_fails_its_step() {
    let world = World::start("{}").await;
    world.write(
        "labwright.yaml",
        "version: 1\ninstance: { system_hooks: [{ name: audit, url: 'https://audit.example.com/', description: wanted }] }",
    );
    world.sandbox().fault(replaced("POST", "/hooks", "/description", json!("other\u{1b}[31m")));
    let output = world.run(&["apply", "-y"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("failed: create instance/system_hooks/audit"), "{text}");
    assert!(text.contains("`description`: sent \"wanted\", but GitLab returned \"other"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    // To programs as well, field by field.
    world.send("DELETE", "/hooks/1", Value::Null).await;
    world.sandbox().clear_faults();
    world.sandbox().fault(replaced("POST", "/hooks", "/push_events", json!(true)));
    world.write(
        "labwright.yaml",
        "version: 1\ninstance: { system_hooks: [{ name: audit, url: 'https://audit.example.com/', push_events: false }] }",
    );
    let output = world.run(&["apply", "-y", "-o", "json"]).await;
    let events = crate::support::events(&output);
    let failed = events.iter().find(|it| it["event"] == "step_failed").unwrap();
    let told = json!([{ "field": "push_events", "asked": false, "answered": true }]);
    assert_eq!(failed["deviations"], told, "{failed:#}");
    assert_eq!(events.last().unwrap()["exit"], 1);
    world.finish();
}

/// A check needs no more than the ID of its branch. What a deletion leaves behind has to be as it was asked for.
#[tokio::test(flavor = "multi_thread")]
async fn what_only_needs_the_object_goes_on_and_what_relies_on_it_is_held_back() {
    let seed = "
projects:
  - path: acme/api
    protected_branches: [{ name: gone }]
    external_status_checks: [{ name: A, external_url: 'https://a.example.com', protected_branches: [gone] }]
";
    let files = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: gone, state: absent }, { name: stable, allow_force_push: false }]
    external_status_checks: [{ name: A, external_url: 'https://a.example.com', protected_branches: [stable] }]
";
    let outcomes = async |fault: Fault| {
        let world = World::start(seed).await;
        world.write("labwright.yaml", files);
        world.sandbox().fault(fault);
        let report = world.apply(world.plan().await).await;
        let told = report.entries.iter().enumerate().map(|(at, it)| it.told(at + 1));
        let told: Vec<_> = told.map(|it| format!("{} {}", it.outcome, it.address)).collect();
        world.sandbox().clear_faults();
        world.take_exchanges();
        told
    };
    let branches = "projects/acme/api/protected_branches";
    let check = "projects/acme/api/external_status_checks/A";
    let of = |stable: &str, check_is: &str, gone: &str| {
        [
            format!("{stable} {branches}/stable"),
            format!("{check_is} {check}"),
            format!("{gone} {branches}/gone"),
        ]
    };
    let misread = replaced("POST", "**/protected_branches", "/allow_force_push", json!(true));
    assert_eq!(outcomes(misread).await, of("failed", "done", "done"));
    // The check was not moved, as far as GitLab says: without `gone` it would apply to all branches.
    let ignored = replaced("PUT", "**/external_status_checks/*", "/protected_branches", json!([]));
    assert_eq!(outcomes(ignored).await, of("done", "failed", "skipped"));
}
