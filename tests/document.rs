//! A plan as a document: the same when it is read back, and plain about what takes protection away.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod support;

use labwright::plan::Document;
use support::World;

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
