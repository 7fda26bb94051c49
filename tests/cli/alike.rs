//! Objects whose addresses look alike, and texts that can be read in several ways.

use serde_json::{Value, json};

use crate::support::World;
use crate::{code, stderr, stdout};

const SEED: &str = "
groups: [{ path: acme }, { path: acme/labels }, { path: acme/labels/bug }]
projects: [{ path: acme/api }]
";
/// A group, and a label of the group `acme`, are both `acme/labels/bug`; a label of `acme` and one of `acme/labels` are both
/// `groups/acme/labels/labels/x`.
const FILES: &str = "
version: 1
groups:
  acme:
    labels: [{ name: bug, color: '#d9534f' }, { name: labels/x, color: '#d9534f' }]
  acme/labels:
    labels: [{ name: x, color: '#d9534f' }]
  acme/labels/bug:
    labels: [{ name: y, color: '#d9534f' }]
projects:
  acme/api:
    labels: [{ name: z, color: '#d9534f' }]
    settings: { description: API }
";

async fn world() -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", FILES);
    world
}

/// The objects of a plan by scope, kind, and key; and what its notes say.
async fn chosen(world: &World, only: &str) -> (Vec<Value>, Vec<String>) {
    let output = world.run(&["plan", "-o", "json", "--only", only]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let plan: Value = serde_json::from_str(&stdout(&output)).expect("a plan as JSON");
    let object = |it: &Value| json!([it["scope"], it["kind"], it["key"]]);
    let steps = plan["steps"].as_array().into_iter().flatten().map(object).collect();
    let note = |it: &Value| {
        assert_eq!(it["address"], "--only");
        it["message"].as_str().unwrap_or_default().to_owned()
    };
    (steps, plan["notes"].as_array().into_iter().flatten().map(note).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn all_readings_of_a_text_are_selected_and_a_note_names_them() {
    let world = world().await;
    let bug = json!(["groups/acme", "labels", "bug"]);
    let of_bug = json!(["groups/acme/labels/bug", "labels", "y"]);
    let [one, other] = [
        json!(["groups/acme", "labels", "labels/x"]),
        json!(["groups/acme/labels", "labels", "x"]),
    ];
    for only in ["acme/labels/bug", "groups/Acme/labels/bug"] {
        let (steps, notes) = chosen(&world, only).await;
        assert_eq!(steps, [bug.clone(), of_bug.clone()], "{only}");
        let expected = format!(
            "`{only}` selects everything in `groups/acme/labels/bug`, and `labels/bug` of `groups/acme`"
        );
        assert_eq!(notes, [expected]);
    }
    let (steps, notes) = chosen(&world, "acme/labels/labels/x").await;
    assert_eq!(steps, [one.clone(), other.clone()]);
    assert_eq!(notes.len(), 1, "{notes:?}");
    // The collection of one group is the path of another.
    let (steps, notes) = chosen(&world, "acme/labels").await;
    assert_eq!(steps, [bug, one, other]);
    assert_eq!(notes.len(), 1, "{notes:?}");
    // One reading, and a glob, which is meant to match several.
    for (only, expected) in [
        ("acme/api/labels/z", 1),
        ("acme/api/settings", 1),
        ("acme/api", 2),
        ("groups/*/labels/*", 3),
    ] {
        let (steps, notes) = chosen(&world, only).await;
        assert_eq!((steps.len(), notes), (expected, Vec::new()), "{only}: {steps:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_that_look_alike_are_counted_and_written_each() {
    let world = world().await;
    let output = world.run(&["apply", "--auto-approve", "-o", "json"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let out = stdout(&output);
    let summary = out.lines().last().expect("a summary");
    let report: Value = serde_json::from_str(summary).expect("a report as JSON");
    let results = report["results"].as_array().expect("results");
    let alike: Vec<_> =
        results.iter().filter(|it| it["address"] == "groups/acme/labels/labels/x").collect();
    let keys: Vec<_> = alike.iter().map(|it| [&it["scope"], &it["key"]]).collect();
    assert_eq!(keys, [["groups/acme", "labels/x"], ["groups/acme/labels", "x"]]);
    let text = stdout(&world.run(&["plan"]).await);
    assert!(text.contains("6 unchanged"), "{text}");
}
