//! A plan as a document: the same when it is read back, and plain about what takes protection away.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use crate::support::World;
use labwright::plan::{Approved, Document, Saved};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SEED: &str = "
users: [{ username: alice }, { username: bob }]
hooks: [{ name: audit, url: 'https://audit.example.com', enable_ssl_verification: true }]
projects:
  - path: acme/api
    members: { alice: maintainer, bob: maintainer }
    protected_branches:
      - { name: main, push: [maintainer], merge: [developer] }
      - { name: next, allow_force_push: true }
    external_status_checks:
      - { name: Everywhere, external_url: 'https://one.example.com', shared_secret: s }
      - { name: Narrow, external_url: 'https://two.example.com', protected_branches: [main] }
";

async fn document(files: &str) -> Document {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let document = plan.document();
    let text = format!("{:#}", document.to_json());
    assert_eq!(Document::parse(text.as_bytes()).as_ref(), Ok(&document));
    assert_eq!(format!("{:#}", Document::parse(text.as_bytes()).unwrap().to_json()), text);
    document
}

/// Fields that a plan says take protection away.
async fn loosened(files: &str) -> Vec<String> {
    let steps = document(files).await.steps;
    assert!(!steps.is_empty(), "nothing is planned for {files}");
    let fields = |it: &labwright::plan::document::Step| {
        let fields = it.changes.iter().filter(|it| it.loosens).map(|it| it.field.clone());
        fields.collect::<Vec<_>>()
    };
    steps.iter().flat_map(fields).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_which_changes_take_protection_away() {
    let branch = |entry: &str| {
        format!("projects: {{ acme/api: {{ protected_branches: [{{ {entry} }}] }} }}")
    };
    let check = |entry: &str| {
        format!("projects: {{ acme/api: {{ external_status_checks: [{{ {entry} }}] }} }}")
    };
    let hook = |entry: &str| {
        format!(
            "instance: {{ system_hooks: [{{ name: audit, url: 'https://audit.example.com', {entry} }}] }}"
        )
    };
    for (files, expected) in [
        (branch("name: main, allowed_to_push: [developer]"), &["allowed_to_push"][..]),
        (branch("name: main, allowed_to_push: [no one]"), &[]),
        (branch("name: main, allowed_to_push: [admin]"), &[]),
        (branch("name: main, allowed_to_push: [maintainer, { user: bob }]"), &["allowed_to_push"]),
        (branch("name: main, allowed_to_merge: [maintainer]"), &[]),
        (branch("name: main, allow_force_push: true"), &["allow_force_push"]),
        (branch("name: next, allow_force_push: false"), &[]),
        (
            check(
                "name: Everywhere, external_url: 'https://one.example.com', protected_branches: [main]",
            ),
            &["protected_branches"],
        ),
        (
            check("name: Everywhere, external_url: 'https://one.example.com', shared_secret: null"),
            &["shared_secret"],
        ),
        (
            check("name: Narrow, external_url: 'https://two.example.com', protected_branches: []"),
            &[],
        ),
        (
            check(
                "name: Narrow, external_url: 'https://two.example.com', protected_branches: [next]",
            ),
            &["protected_branches"],
        ),
        (
            check(
                "name: Narrow, external_url: 'https://two.example.com', protected_branches: [main, next]",
            ),
            &[],
        ),
        (hook("enable_ssl_verification: false"), &["enable_ssl_verification"]),
        (hook("push_events: true"), &[]),
        // What is made anew takes nothing away.
        (branch("name: new, allow_force_push: true, allowed_to_push: [developer]"), &[]),
    ] {
        assert_eq!(loosened(&files).await, expected, "{files}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_tells_its_scope_and_its_kind() {
    let files =
        "projects: { acme/api: { protected_branches: [{ name: a/b, allow_force_push: true }] } }";
    let document = document(files).await;
    let step = &document.steps[0];
    assert_eq!(
        (step.scope.as_str(), step.kind.as_str()),
        ("projects/acme/api", "protected_branches")
    );
    assert_eq!(step.address, "projects/acme/api/protected_branches/a/b");
}

const DELETIONS: &str = "
users: [{ username: mia }, { username: bob }]
hooks:
  - name: audit
    url: 'https://audit.example.com/in'
    push_events: true
    token: c4n4ry-token
    custom_headers: { X-Team: c4n4ry-header }
projects:
  - path: acme/api
    members: { mia: maintainer, bob: developer }
    deploy_keys: [{ title: robot, key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeuI7Zx7oGupoqe3KT4kDpRwuG82/XKtlQWv1ZZmFWp }]
    protected_branches:
      - { name: main, push: [maintainer, { deploy_key: 1 }], merge: [developer, { user: bob }], allow_force_push: true }
    external_status_checks:
      - { name: Legacy, external_url: 'https://legacy.example.com', shared_secret: c4n4ry-secret }
";

const NOTHING: &str = "
version: 1
instance: { system_hooks: { prune: true, items: [] } }
projects:
  acme/api:
    protected_branches: [{ name: main, state: absent }]
    external_status_checks: { prune: true, items: [] }
";

/// A deletion shows every value that GitLab returns, wherever a plan is shown; of a secret only that there is one.
#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_shows_what_goes() {
    let world = World::start(DELETIONS).await;
    world.write("labwright.yaml", NOTHING);
    let reports = ["--out", "plan.json", "--report-html", "plan.html"];
    let text = world.run(&[&["plan"][..], &reports].concat()).await;
    let json = world.run(&["plan", "-o", "json"]).await;
    let markdown = world.run(&["plan", "-o", "markdown"]).await;
    let file = |name: &str| std::fs::read_to_string(world.folder().join(name)).unwrap();
    let printed = |it: &std::process::Output| String::from_utf8_lossy(&it.stdout).into_owned();
    let shown = [printed(&text), printed(&json), printed(&markdown), file("plan.html")];
    let saved = Document::parse(file("plan.json").as_bytes()).unwrap();
    assert_eq!(Document::parse(&json.stdout).as_ref(), Ok(&saved));
    let before = |address: &str, field: &str| {
        let step = saved.steps.iter().find(|it| it.address.ends_with(address)).unwrap();
        assert!(step.changes.iter().all(|it| it.after.is_none()), "{step:#?}");
        step.changes.iter().find(|it| it.field == field).map(|it| it.before.clone())
    };
    for (address, field, value) in [
        ("/audit", "push_events", json!(true)),
        ("/audit", "repository_update_events", json!(true)),
        ("/audit", "enable_ssl_verification", json!(true)),
        ("/audit", "custom_headers", json!({ "X-Team": "(secret)" })),
        ("/main", "allowed_to_push", json!(["maintainer"])),
        ("/main", "allow_force_push", json!(true)),
        ("/Legacy", "external_url", json!("https://legacy.example.com")),
        ("/Legacy", "shared_secret", json!("(secret)")),
    ] {
        assert_eq!(before(address, field), Some(value), "{address} {field}");
    }
    let raw: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let change = &raw["steps"][0]["changes"][0];
    assert!(change.get("before").is_some() && change.get("after").is_none(), "{change:#}");
    let schema = jsonschema::validator_for(&Document::json_schema()).unwrap();
    assert!(schema.is_valid(&raw), "{raw:#}");
    for it in &shown {
        for value in ["https://legacy.example.com", "allow_force_push", "X-Team", "developer"] {
            assert!(it.contains(value), "no {value} in {it}");
        }
        assert!(!it.contains("c4n4ry"), "{it}");
        assert!(it.contains("1 deploy key can also push and would lose this right"), "{it}");
    }
    assert!(shown[0].contains("      external_url         https://legacy.example.com\n"));
    assert!(shown[2].contains("-     external_url: https://legacy.example.com\n"), "{}", shown[2]);
    assert!(!shown[2].contains("+     "), "{}", shown[2]);
}

/// What was approved is the deletion of what was shown: where GitLab has something else by now, nobody approved that.
#[tokio::test(flavor = "multi_thread")]
async fn an_approved_deletion_is_one_of_the_values_that_were_shown() {
    let world = World::start(DELETIONS).await;
    world.write("labwright.yaml", NOTHING);
    assert_eq!(world.run(&["plan", "--out", "plan.json"]).await.status.code(), Some(0));
    let changed = json!({ "allow_force_push": false });
    let path = "/projects/acme%2Fapi/protected_branches/main";
    assert_eq!(world.send("PATCH", path, changed).await.status, 200);
    let applied = world.run(&["apply", "--plan", "plan.json"]).await;
    let said = String::from_utf8_lossy(&applied.stderr).into_owned();
    assert_eq!(applied.status.code(), Some(4), "{said}");
    assert!(said.contains("protected_branches/main") && said.contains("false"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_deployment_shows_its_row() {
    let sha = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
    let world =
        World::start(&format!("projects: [{{ path: acme/api, branches: {{ next: {sha} }} }}]"))
            .await;
    let row = json!({ "environment": "production", "ref": "next", "sha": sha, "tag": false, "status": "failed" });
    let made = world.send("POST", "/projects/acme%2Fapi/deployments", row).await;
    assert_eq!(made.status, 201, "{}", made.body);
    world.write(
        "labwright.yaml",
        &format!("version: 1\nprojects: {{ acme/api: {{ deployments: [{{ environment: production, sha: {sha}, state: absent }}] }} }}"),
    );
    let plan = world.plan().await.document();
    let shown = plan.steps[0].changes.iter().map(|it| (it.field.as_str(), it.before.clone()));
    let expected = [
        ("id", made.body["id"].clone()),
        ("ref", json!("next")),
        ("sha", json!(sha)),
        ("status", json!("failed")),
    ];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

const EVERYTHING: &str = "
version: 1
groups: { acme: { labels: [{ name: bug, color: '#ff0000' }] } }
instance: { system_hooks: [{ name: audit, url: 'https://audit.example.com', push_events: true, token: { env: TOKEN } }] }
projects:
  acme/api:
    protected_branches:
      prune: true
      items: [{ name: main, allow_force_push: true }, { name: v1, allowed_to_push: [{ user: bob }] }]
    external_status_checks: [{ name: Narrow, external_url: 'https://three.example.com', shared_secret: null }]
    variables: [{ key: A, value: a-value }]
";

/// The objects of a document that are its own, not values of fields or bodies of calls: pointers with their keys.
fn objects(value: &Value, at: &str, all: &mut Vec<(String, Vec<String>)>) {
    let own = |key: &str| !matches!(key, "before" | "after" | "body");
    match value {
        Value::Object(fields) => {
            all.push((at.to_owned(), fields.keys().cloned().collect()));
            let below = fields.iter().filter(|(key, _)| own(key));
            below.for_each(|(key, it)| objects(it, &format!("{at}/{key}"), all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(key, it)| objects(it, &format!("{at}/{key}"), all));
        }
        _ => {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_a_newer_labwright_are_ignored_wherever_they_are() {
    let mut world = World::start(SEED).await;
    world.secret("TOKEN", "a-token-of-a-hook");
    world.write("labwright.yaml", EVERYTHING);
    let plan = world.plan().await;
    assert!(!plan.steps().is_empty());
    let mut raw = plan.document().to_json();
    raw["notes"] = json!([{ "address": "a", "message": "b", "waiting": true }]);
    raw["problems"] =
        json!([{ "file": null, "line": null, "column": null, "message": "b", "hint": null }]);
    let document = Document::parse(raw.to_string().as_bytes()).unwrap();
    let mut all = Vec::new();
    objects(&raw, "", &mut all);
    let known =
        ["/scopes/0", "/steps/0/origin", "/steps/0/changes/0", "/steps/0/request", "/summary"];
    let known = known.iter().chain(&["/notes/0", "/problems/0"]);
    assert!(known.clone().all(|it| all.iter().any(|(at, _)| at == it)), "{all:?}");
    for (at, _) in &all {
        let object = raw.pointer_mut(at).and_then(Value::as_object_mut).unwrap();
        object.insert("of_a_newer_version".to_owned(), json!([{ "deep": [null, 1] }]));
    }
    let read = Document::parse(raw.to_string().as_bytes()).unwrap();
    assert_eq!(read, document);
    let saved = Saved::parse(raw.to_string().as_bytes()).unwrap();
    assert!(Approved::by_file(plan, &saved).is_ok());
    // What cannot be shown is refused.
    raw["steps"][0]["action"] = json!("transmute");
    let refused = Document::parse(raw.to_string().as_bytes()).unwrap_err().to_string();
    assert!(refused.contains("transmute") && refused.contains("plan --out"), "{refused}");
}

/// Without any one of its keys, a document approves the plan only if the approval does not rest on that key.
#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_an_older_labwright_never_approves_what_it_does_not_show() {
    let mut world = World::start(SEED).await;
    world.secret("TOKEN", "a-token-of-a-hook");
    world.write("labwright.yaml", EVERYTHING);
    let raw = world.plan().await.document().to_json();
    let mut all = Vec::new();
    objects(&raw, "", &mut all);
    let mut approving = BTreeSet::new();
    for (at, keys) in &all {
        for key in keys {
            let mut older = raw.clone();
            older.pointer_mut(at).and_then(Value::as_object_mut).unwrap().remove(key);
            // Left out, it is false all the same.
            if raw.pointer(&format!("{at}/{key}")) == Some(&json!(false)) {
                continue;
            }
            match Saved::parse(older.to_string().as_bytes()) {
                Err(error) => {
                    assert!(error.to_string().contains("plan --out"), "{at}/{key}: {error}")
                }
                Ok(saved) => {
                    if Approved::by_file(world.plan().await, &saved).is_ok() {
                        let place = format!("{at}/{key}");
                        let names = place.split('/').filter(|it| it.parse::<u32>().is_err());
                        approving.insert(names.collect::<Vec<_>>().join("/"));
                    }
                }
            }
        }
    }
    let expected = [
        "/labwright",
        "/notes/key",
        "/notes/kind",
        "/notes/scope",
        "/scopes",
        "/scopes/path",
        "/server_source",
        "/steps/key",
        "/steps/phase",
        "/summary/loosens",
    ];
    assert_eq!(approving, expected.map(str::to_owned).into());
}
