//! Runners: whose they are, and that none of another project or group is taken away.

use crate::support::World;

const SEED: &str = "
clock: 2026-01-05T08:00:00Z
users: [{ username: mia }]
groups:
  - { path: acme, runners: [{ id: 1, description: builder, tag_list: [outer] }] }
  - { path: acme/web, members: { mia: owner } }
projects:
  - { path: acme/api, runners: [{ id: 2, description: shared, tag_list: [a] }] }
  - { path: acme/other }
";

async fn world(seed: &str, file: &str) -> World {
    let world = World::start(seed).await;
    world.write("labwright.yaml", &format!("version: 1\n{file}\n"));
    world
}

/// The writes since the last call.
fn writes(world: &World) -> Vec<String> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| format!("{} {}", it.method, it.path.replace("%2F", "/"))).collect()
}

const ASSIGNED: &str =
    "projects: { acme/other: { runners: [{ description: shared, tag_list: [a, b] }] } }";

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_of_another_project_is_assigned_changed_and_taken_away_again() {
    let world = world(SEED, ASSIGNED).await;
    world.converge().await;
    assert_eq!(writes(&world), ["POST /projects/acme/other/runners", "PUT /runners/2"]);
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/other: { runners: { prune: true, items: [] } } }\n",
    );
    world.converge().await;
    assert_eq!(writes(&world), ["DELETE /projects/acme/other/runners/2"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_of_its_own_replaces_an_assigned_one_of_the_same_name_without_deleting_it() {
    let world = world(SEED, ASSIGNED).await;
    world.converge().await;
    writes(&world);
    let own = ASSIGNED.replace("tag_list: [a, b]", "save_to: [{ variable: { key: TOKEN } }]");
    world.write("labwright.yaml", &format!("version: 1\n{own}\n"));
    world.converge().await;
    let expected = [
        "POST /user/runners",
        "POST /projects/acme/other/variables",
        "DELETE /projects/acme/other/runners/2",
    ];
    assert_eq!(writes(&world), expected);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_assigned_is_a_problem() {
    let locked = SEED.replace("tag_list: [a]", "tag_list: [a], locked: true");
    let twice = SEED.replace(
        "{ path: acme/other }",
        "{ path: acme/other }\n  - { path: acme/third, runners: [{ description: shared }] }",
    );
    let none = SEED.replace("description: shared", "description: mine");
    for (seed, expected) in [
        (&locked, "is locked to the projects that have it"),
        (&twice, "several runners have this description (IDs 2, 3)"),
        (&none, "there is no such runner, and without `save_to` labwright does not create one"),
    ] {
        let world = world(seed, ASSIGNED).await;
        let plan = world.plan().await;
        assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
        let text = plan.problems.to_string();
        assert!(text.contains(expected), "{text}");
        world.finish();
    }
}

/// The list of a subgroup has the runners of the groups around it, which its owner cannot even read.
#[tokio::test(flavor = "multi_thread")]
async fn runners_of_the_groups_around_are_left_alone() {
    let file = "groups: { acme/web: { runners: { prune: true, items: [{ description: builder, save_to: [{ variable: { key: TOKEN } }] }] } } }";
    for token in [None, Some("sandbox-mia-token")] {
        let mut world = world(SEED, file).await;
        if let Some(token) = token {
            world.secret("GITLAB_TOKEN", token);
        }
        world.converge().await;
        assert_eq!(
            writes(&world),
            ["POST /user/runners", "POST /groups/acme/web/variables"],
            "{token:?}"
        );
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attributes_are_changed_in_place_and_a_missing_variable_takes_a_new_runner() {
    let file = "projects: { acme/api: { runners: [{ description: fresh, paused: true, save_to: [{ variable: { key: TOKEN } }] }] } }";
    let world = world(SEED, file).await;
    world.converge().await;
    writes(&world);
    world.write("labwright.yaml", &format!("version: 1\n{}\n", file.replace("true", "false")));
    world.converge().await;
    assert_eq!(writes(&world), ["PUT /runners/3"]);
    let variable = "/projects/acme%2Fapi/variables/TOKEN";
    assert_eq!(world.send("DELETE", variable, serde_json::Value::Null).await.status, 204);
    writes(&world);
    world.converge().await;
    let expected = ["POST /user/runners", "POST /projects/acme/api/variables", "DELETE /runners/3"];
    assert_eq!(writes(&world), expected);
    world.finish();
}
