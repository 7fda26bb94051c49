//! Settings that are records: a file lists some of their entries, and the others stay unchanged.

use crate::support::World;
use serde_json::{Value, json};

async fn declared(world: &World, text: &str) -> Vec<Value> {
    world.write("labwright.yaml", &format!("version: 1\n{text}\n"));
    world.take_exchanges();
    let output = world.run(&["apply", "-y"]).await;
    assert!(output.status.success(), "{output:?}");
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| it.body.unwrap_or_default()).collect()
}

/// GitLab returns the policy under another name than the one by which it is set.
#[tokio::test(flavor = "multi_thread")]
async fn a_cleanup_policy_changes_only_in_the_entries_that_are_listed() {
    let world = World::start("{ projects: [{ path: acme/api }] }").await;
    let policy = |entries: &str| {
        let policy = format!("container_expiration_policy: {entries}");
        format!("projects: {{ acme/api: {{ settings: {{ {policy} }} }} }}")
    };
    let sent = |cadence: &str, enabled: bool, keep_n: u64| {
        let entries = json!({
            "cadence": cadence, "enabled": enabled, "keep_n": keep_n, "name_regex": ".*",
            "older_than": "90d",
        });
        json!({ "container_expiration_policy_attributes": entries })
    };
    let body = declared(&world, &policy("{ enabled: true, keep_n: 5 }")).await;
    assert_eq!(body, [sent("1d", true, 5)]);
    let body = declared(&world, &policy("{ cadence: 7d }")).await;
    assert_eq!(body, [sent("7d", true, 5)], "the other entries stay");
    assert!(declared(&world, &policy("{ enabled: true, keep_n: 5 }")).await.is_empty());
    let body = declared(&world, &policy("{ keep_n: null }")).await;
    assert_eq!(body, [sent("7d", true, 10)], "`null` is the default of one entry");
    let body = declared(&world, &policy("{ name_regex_keep: '^main$', enabled: false }")).await;
    assert_eq!(body[0]["container_expiration_policy_attributes"]["name_regex_keep"], "^main$");
    // GitLab ignores `null` instead of a record, so each entry is sent.
    let body = declared(&world, &policy("null")).await;
    let mut usual = sent("1d", false, 10);
    usual["container_expiration_policy_attributes"]["name_regex_keep"] = Value::Null;
    assert_eq!(body, [usual]);
    assert!(declared(&world, &policy("null")).await.is_empty());
    for entries in ["{}", "{ next_run_at: '2099-01-01' }"] {
        world.write("labwright.yaml", &format!("version: 1\n{}\n", policy(entries)));
        assert!(!world.run(&["validate"]).await.status.success(), "{entries}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protection_of_new_branches_has_roles_in_words() {
    let world = World::start("{ groups: [{ path: acme }] }").await;
    let defaults = |entries: &str| {
        let defaults = format!("default_branch_protection_defaults: {entries}");
        format!("groups: {{ acme: {{ settings: {{ {defaults} }} }} }}")
    };
    let push = defaults("{ allowed_to_push: [developer] }");
    world.write("labwright.yaml", &format!("version: 1\n{push}\n"));
    let plan = world.run(&["plan", "-o", "json"]).await;
    let plan: Value = serde_json::from_slice(&plan.stdout).unwrap();
    assert_eq!(plan["steps"][0]["changes"][0]["loosens"], true, "{plan}");
    let body = declared(&world, &push).await;
    let sent = |push: u64, force: bool| {
        let entries = json!({
            "allow_force_push": force,
            "allowed_to_merge": [{ "access_level": 40 }],
            "allowed_to_push": [{ "access_level": push }],
            "code_owner_approval_required": false,
            "developer_can_initial_push": false,
        });
        json!({ "default_branch_protection_defaults": entries })
    };
    assert_eq!(body, [sent(30, false)]);
    let body = declared(&world, &defaults("{ allow_force_push: true }")).await;
    assert_eq!(body, [sent(30, true)], "the other entries stay");
    assert!(declared(&world, &push).await.is_empty());
    assert_eq!(declared(&world, &defaults("null")).await, [sent(40, false)]);
    assert!(declared(&world, &defaults("null")).await.is_empty());
    // A role that does not exist is a problem of the file.
    let odd = defaults("{ allowed_to_push: [boss] }");
    world.write("labwright.yaml", &format!("version: 1\n{odd}\n"));
    let output = world.run(&["validate"]).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("boss"), "{said}");
}
