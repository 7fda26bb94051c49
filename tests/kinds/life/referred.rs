//! What names a project or group that the same plan creates waits for it, and one apply does both.

use crate::support::World;
use serde_json::{Value, json};

const FILES: &str = "version: 1
groups:
  acme/crew: { create: true }
projects:
  acme/api:
    job_token_scope:
      projects: [{ project: acme/fresh }, { project: Acme/Old }]
      groups: [{ group: acme/crew }]
    shared_with_groups: [{ group: acme/crew, group_access: developer }]
  acme/fresh: { create: true }
";

#[tokio::test(flavor = "multi_thread")]
async fn an_allow_list_can_name_what_the_plan_creates() {
    let world = World::start(
        "groups: [{ path: acme }, { path: other }]\nprojects: [{ path: other/api }, { path: acme/old }]\n",
    )
    .await;
    let files = FILES.replace("acme/api", "other/api");
    world.write("labwright.yaml", &files);
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let shown = plan.to_json().to_string();
    assert!(shown.contains("acme/fresh") && shown.contains("acme/crew"), "{shown}");
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent: Vec<(String, Value)> = world
        .take_exchanges()
        .into_iter()
        .filter(|it| {
            it.method == "POST" && it.path.contains("other%2Fapi") || it.path.contains("allowlist")
        })
        .filter(|it| it.method == "POST")
        .map(|it| (it.path, it.body.unwrap_or_default()))
        .collect();
    let project = |path: &str| world.sandbox().world().project_at(path);
    let (new, old) = (project("acme/fresh"), project("acme/old"));
    let crew = world.sandbox().world().group_at("acme/crew");
    for body in [
        json!({ "target_project_id": new }),
        json!({ "target_project_id": old }),
        json!({ "target_group_id": crew }),
    ] {
        assert!(sent.iter().any(|it| it.1 == body), "{body}: {sent:?}");
    }
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
}

/// The list is not touched if the project could not be created.
#[tokio::test(flavor = "multi_thread")]
async fn what_names_it_is_skipped_if_it_is_not_created() {
    let world = World::start(
        "groups: [{ path: acme, settings: { project_creation_level: noone } }]\nprojects: [{ path: acme/api }]\n",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/api: { job_token_scope: { projects: [{ project: acme/fresh }] } }
  acme/fresh: { create: true }
",
    );
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    world.take_exchanges();
    let report = world.apply(plan).await;
    let json = report.to_json();
    let outcomes: Vec<_> =
        json["results"].as_array().into_iter().flatten().map(|it| &it["outcome"]).collect();
    assert_eq!(outcomes, ["failed", "skipped"], "{json:#}");
    let sent = world.take_exchanges();
    assert!(!sent.iter().any(|it| it.method == "POST" && it.path.contains("job_token_scope")));
}
