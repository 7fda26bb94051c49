//! When calls are sent that do not belong to the writes of their kind: what opens a scope is first, what closes it last.

use crate::support::World;
use labwright::plan::{Plan, Step};
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }]
projects:
  - path: acme/api
    members: { mia: owner }
    branches: { trunk: null }
";

const DECLARED: &str = "
version: 1
projects:
  acme/api:
    settings: { archived: false, description: Text, default_branch: trunk }
    protected_branches: [{ name: trunk, allowed_to_push: [maintainer] }]
    labels: [{ name: bug, color: '#ff0000' }, { name: old, state: absent }]
";

/// The calls of a plan, one line each: action and path.
fn calls(plan: &Plan) -> Vec<String> {
    let steps = plan.steps().iter();
    steps.map(|it| format!("{} {}", it.request.method.as_str(), it.request.path)).collect()
}

async fn world() -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", DECLARED);
    world
}

#[tokio::test]
async fn a_project_is_unarchived_first_and_archived_last() {
    let world = world().await;
    world
        .send("POST", "/projects/acme%2Fapi/labels", json!({ "name": "old", "color": "#000000" }))
        .await;
    world.send("POST", "/projects/acme%2Fapi/archive", Value::Null).await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let project = "projects/acme%2Fapi";
    let sent = calls(&plan);
    assert_eq!(sent[0], format!("POST {project}/unarchive"));
    assert!(sent[1..].iter().all(|it| !it.contains("archive")), "{sent:?}");
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    assert!(world.plan().await.steps().is_empty());

    let closing = DECLARED
        .replace("archived: false", "archived: true")
        .replace("Text", "Closed")
        .replace("ff0000", "00ff00");
    world.write("labwright.yaml", &closing);
    let plan = world.plan().await;
    let sent = calls(&plan);
    assert_eq!(sent.last(), Some(&format!("POST {project}/archive")), "{sent:?}");
    assert_eq!(sent.len(), 3, "{sent:?}");
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());

    // GitLab refuses labels there; a file that keeps the project archived says so itself.
    world.write(
        "labwright.yaml",
        &closing.replace("00ff00", "0000ff").replace("Closed", "Still closed"),
    );
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    assert_eq!(calls(&plan), [format!("PUT {project}")]);
    let notes: Vec<_> = plan.notes.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        notes,
        [
            "1 object differs, but the project stays archived, and GitLab rejects these changes there"
        ]
    );
    world.finish();
}

#[tokio::test]
async fn a_branch_is_protected_before_it_is_the_default_one() {
    let world = world().await;
    let plan = world.plan().await;
    let protects = calls(&plan).iter().position(|it| it.ends_with("/protected_branches"));
    let sets = |it: &Step| it.changes.iter().any(|it| it.field == "default_branch");
    let switches = plan.steps().iter().position(sets);
    assert!(protects.is_some() && protects < switches, "{:?}", calls(&plan));
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

#[tokio::test]
async fn nothing_is_archived_while_something_in_it_is_not_done() {
    let world = world().await;
    world.write("labwright.yaml", &DECLARED.replace("archived: false", "archived: true"));
    let refused = Fault::new("POST", "/projects/*/labels", Harm::Echo { status: 422 });
    world.sandbox().fault(refused);
    let report = world.apply(world.plan().await).await;
    let outcomes = report.to_json()["results"].as_array().cloned().unwrap_or_default();
    let archive = outcomes.last().unwrap();
    assert_eq!(archive["call"], "POST projects/acme%2Fapi/archive");
    assert_eq!(archive["outcome"], "skipped");
    assert_eq!(archive["because"], "projects/acme/api/labels/bug");
    world.finish();
}

#[tokio::test]
async fn nothing_is_archived_while_something_in_it_cannot_be_planned() {
    let world = world().await;
    world.write("labwright.yaml", &DECLARED.replace("archived: false", "archived: true"));
    world.sandbox().fault(Fault::new("GET", "/projects/*/labels", Harm::Forbidden).always());
    let plan = world.plan().await;
    assert!(!plan.problems.is_empty());
    assert!(calls(&plan).iter().all(|it| !it.ends_with("/archive")), "{:?}", calls(&plan));
    let notes: Vec<_> = plan.notes.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        notes,
        [
            "GitLab does not always protect a new default branch, and `main` stays protected if it is: declare both under `protected_branches`",
            "not archived: solve the problems with its other objects first",
        ]
    );
    world.finish();
}

#[tokio::test]
async fn a_group_is_archived_after_everything_in_its_projects() {
    let world = world().await;
    let group = "groups: { acme: { settings: { archived: true } } }\nprojects:";
    world.write("labwright.yaml", &DECLARED.replace("projects:", group));
    let refused = Fault::new("POST", "/projects/*/labels", Harm::Echo { status: 422 });
    world.sandbox().fault(refused);
    let plan = world.plan().await;
    assert_eq!(calls(&plan).last().map(String::as_str), Some("POST groups/acme/archive"));
    let report = world.apply(plan).await.to_json();
    let archive = report["results"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&archive["outcome"], &archive["because"]),
        (&json!("skipped"), &json!("projects/acme/api/labels/bug"))
    );
    world.finish();
}
