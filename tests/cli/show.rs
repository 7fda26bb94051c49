//! `labwright show`: what the files declare, with the place of every value, and saved plans.

use std::path::Path;

use serde_json::{Value, json};

use super::{CHANGE, code, flat, stderr, stdout, world, writes};
use crate::support::World;

const SEED: &str = "
users: [{ username: ann }]
tokens: [{ user: ann, token: glpat-ann, scopes: [api] }]
groups: [{ path: acme, members: { ann: owner } }]
projects: [{ path: acme/api }, { path: acme/web }]
";

const FILES: &str = r##"version: 1
x-levels: &levels
  allowed_to_push: [no one]
defaults:
  - for: acme/*
    discover: true
    project:
      settings: { merge_method: ff, visibility: private }
      labels: { prune: true, items: [{ name: bug, color: "#d9534f" }] }
projects:
  acme/api:
    settings: { merge_method: merge }
    protected_branches:
      - name: main
        <<: *levels
    pipeline_schedules:
      - { description: nightly, ref: main, cron: "0 1 * * *", variables: [{ key: A, value: hush }] }
    members:
      - { user: ann, access_level: owner }
      - invite: { email: a@acme.example, access_level: guest }
    merge_requests: [{ iid: 7, status_checks: [{ name: Scan, status: passed, sha: 0123456789012345678901234567890123456789 }] }]
"##;

const SHOWN: &str = r##"projects:
  acme/api:
    settings:
      merge_method: merge  # labwright.yaml:12
      visibility: private  # labwright.yaml:8
    members:
      - user: ann            # labwright.yaml:19
        access_level: owner  # labwright.yaml:19
      - invite:
          email: a@acme.example  # labwright.yaml:20
          access_level: guest    # labwright.yaml:20
    labels:
      prune: true  # labwright.yaml:9
      items:
        - name: bug         # labwright.yaml:9
          color: "#d9534f"  # labwright.yaml:9
    protected_branches:
      - name: main        # labwright.yaml:14
        allowed_to_push:  # labwright.yaml:3
        - no one
    pipeline_schedules:
      - description: nightly  # labwright.yaml:17
        ref: main             # labwright.yaml:17
        cron: 0 1 * * *       # labwright.yaml:17
        variables:
          - key: A           # labwright.yaml:17
            value: (hidden)  # labwright.yaml:17
"##;

#[tokio::test(flavor = "multi_thread")]
async fn each_value_has_the_line_of_its_nearest_declaration() {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", FILES);
    let output = world.run(&["show", "acme/api"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let shown = stdout(&output);
    let (main, trains) = shown.split_at(shown.find("    merge_requests:").unwrap());
    assert_eq!(main, SHOWN);
    assert!(trains.contains("- iid: 7\n") && trains.contains("name: Scan"), "{trains}");

    // A project that only GitLab knows.
    let output = world.run(&["show", "acme/web"]).await;
    let expected = "projects:\n  acme/web:  # found in GitLab, not declared\n    settings:\n      merge_method: ff     # labwright.yaml:8\n";
    assert!(stdout(&output).starts_with(expected), "{}", stdout(&output));

    // One object, and one inside of another.
    let output = world.run(&["show", "acme/api/labels/bug"]).await;
    let shown = stdout(&output);
    assert!(shown.contains("name: bug") && !shown.contains("prune"), "{shown}");
    let output = world.run(&["show", "acme/api/pipeline_schedules/nightly/variables/A"]).await;
    let shown = stdout(&output);
    assert!(shown.contains("description: nightly") && shown.contains("key: A"), "{shown}");
    assert!(!shown.contains("cron") && !shown.contains("hush"), "{shown}");
    assert_eq!(writes(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_a_problem_with_a_way_out() {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", FILES);
    for (args, exit, says) in [
        (&["show", "acme/wep"][..], 3, "did you mean `acme/web`"),
        (
            &["show", "acme/api", "--report-html", "x.html"],
            3,
            "--report-html is a report of a plan",
        ),
        (&["show", "-o", "markdown"], 3, "only a saved plan has a Markdown form"),
        (&["show", "--plan", "no.json"], 3, "no.json"),
        (&["show", "--plan", "no.json", "-o", "yaml"], 3, "a plan has no YAML form"),
        (&["show", "--plan", "no.json", "acme/api"], 3, "cannot be used with"),
    ] {
        let output = world.run(args).await;
        assert_eq!(code(&output), exit, "{args:?}: {}", stderr(&output));
        assert!(flat(&output).contains(says), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{args:?}");
    }
    // What only GitLab knows cannot be left out.
    let output = world.run(&["show", "--gitlab-url", "http://127.0.0.1:1"]).await;
    assert_eq!((code(&output), stdout(&output).as_str()), (1, ""), "{}", stderr(&output));
}

/// What is shown, with values only.
fn values(output: &std::process::Output) -> Value {
    fn bare(value: &mut Value) {
        match value {
            Value::Object(place) if place.contains_key("line") => {
                *value = place.remove("value").unwrap_or(json!(true));
            }
            Value::Object(fields) => fields.values_mut().for_each(bare),
            Value::Array(items) => items.iter_mut().for_each(bare),
            _ => {}
        }
    }
    let mut shown = serde_json::from_str(&stdout(output)).unwrap_or_default();
    bare(&mut shown);
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_is_a_file_that_declares_the_same() {
    let world = World::start(SEED).await;
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/everything");
    for it in std::fs::read_dir(&example).unwrap() {
        let path = it.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, world.folder().join(path.file_name().unwrap())).unwrap();
        }
    }
    let output = world.run(&["show", "-o", "json"]).await;
    let first = values(&output);
    assert!(first["collections"].as_array().unwrap().len() > 30, "{}", stderr(&output));
    let text = stdout(&world.run(&["show"]).await);
    world.write("labwright.yaml", &format!("version: 1\n{text}"));
    let output = world.run(&["show", "-o", "json"]).await;
    assert_eq!(code(&output), 0, "{}{text}", stderr(&output));
    assert_eq!(format!("{:#}", values(&output)), format!("{first:#}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_saved_plan_is_shown_in_every_form_without_gitlab() {
    let world = world(CHANGE).await;
    for form in ["text", "json", "markdown"] {
        let planned = world.run(&["plan", "--out", "plan.json", "-o", form]).await;
        world.take_exchanges();
        let shown = world
            .run(&["show", "--plan", "plan.json", "-o", form, "--report-html", "plan.html"])
            .await;
        assert_eq!(code(&shown), 0, "{}", stderr(&shown));
        assert_eq!(stdout(&shown), stdout(&planned), "{form}");
        assert!(world.folder().join("plan.html").exists());
        assert!(world.take_exchanges().is_empty(), "{form}");
    }
    let output = world.run(&["show", "--plan", "plan.json", "--report-html", "plan.json"]).await;
    assert_eq!(code(&output), 3);
    assert!(flat(&output).contains("would overwrite"), "{}", stderr(&output));
}
