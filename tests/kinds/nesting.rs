//! What a group allows is written before what is in it needs it, and taken back after.

use std::collections::BTreeSet;

use crate::support::World;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

const TREE: [(&str, &str); 5] = [
    ("groups", "acme"),
    ("groups", "acme/team"),
    ("groups", "acme/team/sub"),
    ("projects", "acme/team/sub/api"),
    ("projects", "acme/web"),
];

fn seed(visibility: &str) -> String {
    let of = |kind: &str| {
        let all = TREE.iter().filter(|it| it.0 == kind);
        all.map(|it| format!("  - {{ path: {}, visibility: {visibility} }}\n", it.1))
            .collect::<String>()
    };
    format!("groups:\n{}projects:\n{}", of("groups"), of("projects"))
}

fn files(visibility: &str) -> String {
    let of = |kind: &str| {
        let all = TREE.iter().filter(|it| it.0 == kind);
        all.map(|it| format!("  {}: {{ settings: {{ visibility: {visibility} }} }}\n", it.1))
            .collect::<String>()
    };
    format!("version: 1\ngroups:\n{}projects:\n{}", of("groups"), of("projects"))
}

/// The calls that write, in the order in which they were sent.
fn sent(world: &World) -> Vec<(String, Value)> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.filter(|it| !it.path.ends_with("graphql"))
        .map(|it| (format!("{} {}", it.method, it.path), it.body.unwrap_or_default()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parent_widens_first_and_the_child_narrows_first() {
    for (before, after) in [
        ("private", "public"),
        ("public", "private"),
        ("private", "internal"),
        ("public", "internal"),
    ] {
        let world = World::start(&seed(before)).await;
        world.write("labwright.yaml", &files(after));
        let plan = world.plan().await;
        world.take_exchanges();
        let report = world.apply(plan).await;
        assert!(report.is_whole(), "{before} -> {after}: {:#}", report.to_json());
        let paths: Vec<String> = sent(&world)
            .into_iter()
            .map(|it| it.0.rsplit('/').next().unwrap_or_default().replace("%2F", "/"))
            .collect();
        assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), TREE.len(), "{paths:?}");
        for (at, path) in paths.iter().enumerate() {
            let inside = paths.iter().position(|it| it.starts_with(&format!("{path}/")));
            let widens = after != "private" && before == "private";
            let last = paths.iter().rposition(|it| it.starts_with(&format!("{path}/")));
            let fits = if widens {
                inside.is_none_or(|it| at < it)
            } else {
                last.is_none_or(|it| it < at)
            };
            assert!(fits, "{before} -> {after}: {paths:?}");
        }
        world.converge().await;
    }
}

/// What GitLab refuses below keeps the groups above as they are, and everything else is done.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_does_not_narrow_if_something_in_it_did_not() {
    let world = World::start(&seed("public")).await;
    world.write("labwright.yaml", &files("private"));
    let plan = world.plan().await;
    let path = "/projects/acme%2Fteam%2Fsub%2Fapi";
    let refused = json!({ "status": 403, "body": "{\"message\": \"403 Forbidden\"}" });
    let refused = Harm::Answer(serde_json::from_value(refused).expect("an answer"));
    world.sandbox().fault(Fault::new("PUT", path, refused).always());
    world.take_exchanges();
    let report = world.apply(plan).await.to_json();
    let results = report["results"].as_array().into_iter().flatten();
    let skipped: BTreeSet<_> = results
        .filter(|it| it["outcome"] == "skipped")
        .filter_map(|it| it["address"].as_str())
        .collect();
    let above =
        ["groups/acme/settings", "groups/acme/team/settings", "groups/acme/team/sub/settings"];
    assert_eq!(skipped, BTreeSet::from(above), "{report:#}");
    let paths: Vec<_> = sent(&world).into_iter().map(|it| it.0).collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_allows_first_what_is_created_in_it() {
    let world = World::start(
        "groups: [{ path: acme, settings: { project_creation_level: noone } }, { path: acme/team }]",
    )
    .await;
    let public = "settings: { visibility: public }";
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1
groups:
  acme: {{ settings: {{ visibility: public, project_creation_level: maintainer, description: Ours }} }}
  acme/team: {{ settings: {{ visibility: public, project_creation_level: noone }} }}
  acme/team/fresh: {{ create: true, {public} }}
projects:
  acme/web: {{ create: true, {public} }}
  acme/team/api: {{ create: true, {public} }}
  acme/team/fresh/cli: {{ create: true, {public} }}
"
        ),
    );
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = sent(&world);
    let at = |what: &str, key: &str, value: &str| {
        let fits = |it: &(String, Value)| it.0 == what && it.1[key] == value;
        sent.iter().position(fits).unwrap_or_else(|| panic!("{what} {key} {value}: {sent:#?}"))
    };
    let widened = at("PUT /groups/acme", "visibility", "public");
    assert_eq!(
        sent[widened].1,
        json!({ "visibility": "public", "project_creation_level": "maintainer" })
    );
    let team = at("PUT /groups/acme%2Fteam", "visibility", "public");
    let closed = at("PUT /groups/acme%2Fteam", "project_creation_level", "noone");
    let made = ["web", "api", "cli"].map(|it| at("POST /projects", "path", it));
    assert!(widened < team && made.iter().all(|it| team < *it && *it < closed), "{sent:#?}");
    at("PUT /groups/acme", "description", "Ours");
    for path in ["acme/web", "acme/team/api", "acme/team/fresh/cli"] {
        let project = format!("/projects/{}", path.replace('/', "%2F"));
        let found = world.send("GET", &project, Value::Null).await.body;
        assert_eq!(found["visibility"], "public", "{path}");
    }
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
}
