//! Where every field was asked for: an anchor, or another file. What several files say about one object is one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use crate::support::World;
use labwright::plan::{Approved, Document, Saved};
use serde_json::Value;

const SEED: &str = "
projects:
  - path: acme/api
    protected_branches: [{ name: main }, { name: old }]
    labels: [{ name: bug, color: '#d9534f' }]
  - path: acme/web
";

async fn world(files: &[(&str, &str)]) -> World {
    let world = World::start(SEED).await;
    for (name, text) in files {
        world.write(name, text.trim_start());
    }
    world
}

fn text(world: &World, output: &std::process::Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(text).unwrap().replace(&format!("{}/", world.folder().display()), "")
}

/// `field file:line` of every change that names its place.
fn origins(document: &Document) -> Vec<String> {
    let changes = document.steps.iter().flat_map(|it| &it.changes);
    let name = |it: &str| it.rsplit('/').next().unwrap_or_default().to_owned();
    let named = changes.filter_map(|it| {
        let origin = it.origin.as_ref()?;
        Some(format!("{} {}:{}", it.field, name(&origin.file), origin.line))
    });
    named.collect()
}

const SPLIT: [(&str, &str); 3] = [
    (
        "labwright.yaml",
        "
version: 1
include: ['teams/*.yaml']
projects:
  acme/api:
    settings: { merge_method: ff }
    protected_branches:
      - { name: main, allow_force_push: true }
",
    ),
    (
        "teams/platform.yaml",
        "
projects:
  acme/api:
    settings:
      only_allow_merge_if_pipeline_succeeds: true
    protected_branches:
      prune: true
      items:
        - name: main
          allowed_to_push: [no one]
",
    ),
    ("teams/web.yaml", "projects: { acme/web: { settings: { merge_method: ff } } }\n"),
];

#[tokio::test(flavor = "multi_thread")]
async fn an_object_in_two_files_is_one_and_each_field_has_its_line() {
    let world = world(&SPLIT).await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let document = plan.document();
    let addresses: Vec<&str> = document.steps.iter().map(|it| it.address.as_str()).collect();
    assert_eq!(
        addresses,
        [
            "projects/acme/api/settings",
            "projects/acme/web/settings",
            "projects/acme/api/protected_branches/main",
            "projects/acme/api/protected_branches/old",
        ]
    );
    assert_eq!(
        origins(&document),
        [
            "only_allow_merge_if_pipeline_succeeds platform.yaml:4",
            "allowed_to_push platform.yaml:9"
        ]
    );
    let pruned = &document.steps[3].origin;
    assert!(pruned.pruned && pruned.file.ends_with("platform.yaml") && pruned.line == 6);

    let shown = text(&world, &world.run(&["plan"]).await);
    assert!(shown.contains("[no one]   (teams/platform.yaml:9)\n"), "{shown}");
    assert!(!shown.contains("ff   ("), "{shown}");
    let html = world.folder().join("plan.html");
    world.run(&["plan", "--report-html", html.to_str().unwrap()]).await;
    assert!(std::fs::read_to_string(html).unwrap().contains("teams/platform.yaml:9"));

    world.apply(plan).await;
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_plan_approves_the_same_fields_of_other_lines() {
    let world = world(&SPLIT).await;
    let saved = world.plan().await.to_json().to_string();
    world.write("teams/platform.yaml", &format!("\n\n{}", SPLIT[1].1));
    let fresh = world.plan().await;
    assert_ne!(fresh.to_json().to_string(), saved);
    let saved = Saved::parse(saved.as_bytes()).unwrap();
    assert!(Approved::by_file(fresh, &saved).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_anchors_have_the_lines_of_the_anchors() {
    let world = world(&[(
        "labwright.yaml",
        "
version: 1
x-branch: &branch
  allow_force_push: true
  allowed_to_push: [no one]
x-roles: &roles [no one]
x-settings: &settings { merge_method: ff }
projects:
  acme/api:
    settings: *settings
    protected_branches:
      - <<: *branch
        name: main
        allowed_to_merge: *roles
  acme/web:
    protected_branches: [{ name: main, allow_force_push: true }]
",
    )])
    .await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    // Where an object itself has no part in its changes, it has the place of the first of them.
    assert_eq!(
        origins(&plan.document()),
        ["allowed_to_merge labwright.yaml:5", "allow_force_push labwright.yaml:3"]
    );
    let all: Value = plan.to_json();
    let places: Vec<_> =
        all["steps"].as_array().unwrap().iter().map(|it| &it["origin"]["line"]).collect();
    assert_eq!(places, [6, 4, 15]);
    let own =
        &all["steps"].as_array().unwrap().iter().find(|it| it["scope"] == "projects/acme/web");
    assert!(
        own.unwrap()["changes"].as_array().unwrap().iter().all(|it| it.get("origin").is_none())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_field_of_the_same_object_in_two_files_is_a_problem_with_both_places() {
    let world = world(&[
        SPLIT[0],
        (
            "teams/platform.yaml",
            "
projects:
  acme/api:
    settings: { merge_method: merge }
    protected_branches:
      prune: true
      items:
        - name: main
          allow_force_push: true
",
        ),
        (
            "teams/web.yaml",
            "
projects:
  acme/api:
    protected_branches:
      prune: false
      items:
        - { name: main, state: absent }
        - { name: next }
        - { name: next }
",
        ),
    ])
    .await;
    let output = world.run(&["validate"]).await;
    assert_eq!(output.status.code(), Some(3));
    let shown = text(&world, &output);
    let told: Vec<&str> = shown.split("  × ").skip(1).collect();
    let expected = [
        (
            "`merge_method` of the settings is set twice",
            "platform.yaml:3:17",
            "labwright.yaml:5:17",
        ),
        (
            "`allow_force_push` of protected branch `main` is set twice",
            "platform.yaml:8:11",
            "labwright.yaml:7:23",
        ),
        ("`prune` of `protected_branches` is set twice", "web.yaml:4:7", "platform.yaml:5:7"),
        ("protected branch `main` is declared twice", "web.yaml:6:19", "labwright.yaml:7:17"),
        ("protected branch `next` is declared twice", "web.yaml:8:19", "web.yaml:7:19"),
    ];
    assert_eq!(told.len(), expected.len(), "{shown}");
    for (told, (message, at, first)) in told.iter().zip(expected) {
        assert!(told.starts_with(message), "{message}: {told}");
        assert!(told.contains(at) && told.contains(first), "{at}, {first}: {told}");
    }
}
