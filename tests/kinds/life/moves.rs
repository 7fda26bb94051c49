//! Projects and groups are renamed and transferred in place, by their numbers, with all that is in them.

use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use crate::run;
use crate::support::World;

const SEED: &str = "
users: [{ username: mia }]
groups:
  - { path: acme, members: { mia: owner } }
  - { path: acme/old }
  - { path: acme/old/deep }
  - { path: acme/other }
projects:
  - { path: acme/api, labels: [{ name: bug, color: '#ff0000' }] }
  - { path: acme/old/one, labels: [{ name: bug, color: '#ff0000' }] }
  - { path: acme/old/deep/two }
  - { path: acme/web }
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    world
}

fn writes(world: &World) -> Vec<(String, Value)> {
    let all = world.take_exchanges().into_iter();
    let writes = all.filter(|it| it.method != "GET" && !it.path.ends_with("graphql"));
    writes.map(|it| (format!("{} {}", it.method, it.path), it.body.unwrap_or_default())).collect()
}

fn id(world: &World, path: &str) -> u64 {
    let gitlab = world.sandbox().world();
    let project = gitlab.project(path).map(|it| it.id);
    project.or_else(|| gitlab.group_at(path)).unwrap_or(0)
}

/// Plans without a write, applies, and plans empty.
async fn moved(world: &World) -> Vec<(String, Value)> {
    let (code, told) = run(world, &["plan", "--detailed-exitcode"]).await;
    assert_eq!(code, Some(2), "{told}");
    assert_eq!(writes(world), [], "{told}");
    let (code, told) = run(world, &["apply", "--auto-approve"]).await;
    assert_eq!(code, Some(0), "{told}");
    let sent = writes(world);
    let (code, told) = run(world, &["plan", "--detailed-exitcode"]).await;
    assert_eq!(code, Some(0), "{told}");
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_renamed_with_its_contents_addressed_by_the_new_path() {
    let world = world(
        "projects:\n  acme/service:\n    moved_from: acme/api\n    settings: { description: New }\n    labels: [{ name: bug, color: '#00ff00' }]",
    )
    .await;
    let api = id(&world, "acme/api");
    let (_, told) = run(&world, &["plan"]).await;
    assert!(told.contains("path acme/api -> acme/service"), "{told}");
    let sent = moved(&world).await;
    let paths: Vec<_> = sent.iter().map(|it| it.0.as_str()).collect();
    let own = format!("/projects/{api}");
    assert_eq!(sent[0], (format!("PUT {own}"), json!({ "path": "service" })));
    assert!(
        paths[1..].iter().all(|it| it.contains(&format!("{own}/")) || it.ends_with(&own)),
        "{paths:?}"
    );
    assert_eq!(sent.len(), 3);
    assert_eq!(id(&world, "acme/service"), api);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_transferred_and_renamed_past_what_is_in_the_way() {
    for (new, seed, expected) in [
        ("acme/old/api", "", &["transfer"][..]),
        ("acme/old/service", "", &["rename", "transfer"]),
        // The name is taken in the group that it leaves.
        ("acme/old/web", "", &["transfer", "rename"]),
        ("acme/fresh/api", "groups: { acme/fresh: { create: true } }\n", &["create", "transfer"]),
    ] {
        let files = format!("{seed}projects: {{ {new}: {{ moved_from: acme/api }} }}");
        let world = world(&files).await;
        let api = id(&world, "acme/api");
        let sent = moved(&world).await;
        let kinds: Vec<_> = sent
            .iter()
            .map(|(call, body)| match call {
                it if *it == "POST /groups" => "create",
                it if *it == format!("PUT /projects/{api}/transfer") => {
                    let group = new.rsplit_once('/').unwrap().0;
                    assert_eq!(body, &json!({ "namespace": id(&world, group).to_string() }));
                    "transfer"
                }
                it if *it == format!("PUT /projects/{api}") => "rename",
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(kinds, expected, "{new}");
        assert_eq!(id(&world, new), api);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_a_group_that_moves_is_read_where_it_is_and_written_by_number() {
    let world = world(
        "groups:
  acme/fresh: { moved_from: acme/old, labels: [{ name: of-group, color: '#000000' }] }
  acme/fresh/inner: { moved_from: acme/old/deep }
projects:
  acme/fresh/one: { labels: [{ name: bug, color: '#ff0000' }, { name: more, color: '#0000ff' }] }
  acme/fresh/inner/two: { settings: { description: Two } }
  acme/fresh/three: { create: true, settings: { description: Three } }
  acme/fresh/inner/api: { moved_from: acme/api }",
    )
    .await;
    let ids = |names: [&str; 5]| names.map(|it| id(&world, it));
    let before =
        ids(["acme/old", "acme/old/deep", "acme/old/one", "acme/old/deep/two", "acme/api"]);
    let (_, told) = run(&world, &["plan"]).await;
    // The label that the project has is not created again.
    assert!(told.contains("Plan: 3 to create, 4 to update, 1 unchanged."), "{told}");
    moved(&world).await;
    let after = ids([
        "acme/fresh",
        "acme/fresh/inner",
        "acme/fresh/one",
        "acme/fresh/inner/two",
        "acme/fresh/inner/api",
    ]);
    assert_eq!(before, after);
    assert_ne!(id(&world, "acme/fresh/three"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_is_free_when_what_is_there_has_left_it() {
    // One after the other, to a path that is taken now; and a new project where one was.
    let world = world(
        "projects:
  acme/x: { moved_from: acme/api }
  acme/api: { moved_from: acme/web, labels: [] }
  acme/web: { create: true, settings: { name: The new one } }",
    )
    .await;
    let (api, web) = (id(&world, "acme/api"), id(&world, "acme/web"));
    let sent = moved(&world).await;
    assert_eq!(sent[0], (format!("PUT /projects/{api}"), json!({ "path": "x" })));
    assert_eq!(sent[1], (format!("PUT /projects/{web}"), json!({ "path": "api" })));
    assert_eq!(sent[2].0, "POST /projects");
    assert_eq!((id(&world, "acme/x"), id(&world, "acme/api")), (api, web));
}

/// GitLab redirects the old path to what was moved, until the new one is there.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_created_at_an_old_path_gets_what_is_declared_there() {
    let moves = "projects:\n  acme/x: { moved_from: acme/api, labels: [{ name: bug, color: '#ff0000' }] }\n";
    let world = world(moves).await;
    moved(&world).await;
    let api = id(&world, "acme/x");
    let new = "  acme/api: { create: true, settings: { name: New }, labels: [{ name: fresh, color: '#000000' }] }\n";
    world.write("labwright.yaml", &format!("version: 1\n{moves}{new}"));
    let sent = moved(&world).await;
    let fresh = id(&world, "acme/api");
    assert_ne!(fresh, api);
    assert!(sent.iter().all(|it| !it.0.contains(&format!("/{api}/"))), "{sent:?}");
    let labels = world.send("GET", &format!("/projects/{fresh}/labels"), Value::Null).await.body;
    assert_eq!(labels.as_array().unwrap().len(), 1, "{labels}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_if_it_is_not_certain_what_and_where_to() {
    for (files, expected) in [
        (
            "projects: { acme/web: { moved_from: acme/api } }",
            "it is there, and so is projects/acme/api",
        ),
        (
            "groups: { acme/other: { moved_from: acme/old } }",
            "it is there, and so is groups/acme/old",
        ),
        (
            "projects: { acme/x: { moved_from: acme/gone } }",
            "it does not exist, nor does projects/acme/gone",
        ),
        (
            "projects: { acme/x: { moved_from: acme/api }, acme/api: { labels: [] } }",
            "this plan moves projects/acme/x away",
        ),
        (
            "groups: { acme/fresh: { moved_from: acme/old } }\nprojects: { acme/old/one: { labels: [] } }",
            "this plan moves groups/acme/fresh away",
        ),
        (
            "groups: { acme/fresh: { moved_from: acme/old } }\nprojects: { acme/fresh/one: { moved_from: acme/web } }",
            "projects/acme/old/one gets the same path",
        ),
        (
            "projects: { acme/nowhere/x: { moved_from: acme/api } }",
            "the group `acme/nowhere` does not exist",
        ),
    ] {
        let world = world(files).await;
        let (code, told) = run(&world, &["apply", "--auto-approve"]).await;
        assert!(code == Some(1) && told.contains(expected), "{files}: {told}");
        let project = |it: &(String, Value)| it.0.starts_with("PUT /projects");
        assert!(!writes(&world).iter().any(project), "{files}: {told}");
        let old = ["acme/api", "acme/web"].map(|it| id(&world, it));
        assert!(!old.contains(&0), "{files}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_blocks_find_in_a_group_that_moves_is_found_at_its_new_path() {
    let world = world(
        "defaults:
  - { for: 'lab/**', discover: true, project: { labels: [{ name: bug, color: '#00ff00' }] } }
  - { for: 'acme/**', discover: true, project: { labels: [{ name: ours, color: '#00ff00' }] } }
groups: { lab: { moved_from: acme/old } }",
    )
    .await;
    let (code, told) = run(&world, &["plan"]).await;
    assert_eq!(code, Some(0), "{told}");
    for expected in [
        "path acme/old -> acme/lab path acme/lab -> lab",
        "projects/lab/one",
        "projects/lab/deep/two",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    // What leaves a group is not of the group any more.
    assert!(!told.contains("acme/old/one"), "{told}");
    let old = id(&world, "acme/old");
    let sent = moved(&world).await;
    assert_eq!(sent[0], (format!("PUT /groups/{old}"), json!({ "path": "lab" })));
    assert_eq!(sent[1], (format!("POST /groups/{old}/transfer"), json!({})));
    assert_eq!(id(&world, "lab"), old);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_response_is_not_a_failure_and_a_refusal_is() {
    for (files, method, path) in [
        ("projects: { acme/x: { moved_from: acme/api } }", "PUT", "/projects/*"),
        ("projects: { acme/old/api: { moved_from: acme/api } }", "PUT", "/projects/*/transfer"),
        ("groups: { acme/fresh: { moved_from: acme/old } }", "PUT", "/groups/*"),
        ("groups: { acme/other/old: { moved_from: acme/old } }", "POST", "/groups/*/transfer"),
    ] {
        for (harm, code) in [
            (Harm::DropAfter, 0),
            (Harm::CutOff, 0),
            (Harm::BadGateway, 0),
            (Harm::Forbidden, 1),
            (Harm::NotFound, 1),
        ] {
            let world = world(files).await;
            let fault = Fault::new(method, path, harm.clone());
            world.sandbox().fault(if code == 0 { fault } else { fault.always() });
            let (ended, told) = run(&world, &["apply", "-y"]).await;
            assert_eq!(ended, Some(code), "{files}, {harm:?}: {told}");
            let (ended, told) = run(&world, &["plan", "--detailed-exitcode"]).await;
            assert_eq!(ended, Some(if code == 0 { 0 } else { 2 }), "{files}, {harm:?}: {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_is_for_the_number_and_holds_when_somebody_else_has_moved_it() {
    let files =
        "projects: { acme/x: { moved_from: acme/api, labels: [{ name: new, color: '#000000' }] } }";
    let rename = |path: &str| json!({ "path": path });
    for replaced in [false, true] {
        let world = world(files).await;
        let (code, told) = run(&world, &["plan", "--out", "plan.json"]).await;
        assert_eq!(code, Some(0), "{told}");
        let api = id(&world, "acme/api");
        let to = if replaced { "away" } else { "x" };
        let answer = world.send("PUT", &format!("/projects/{api}"), rename(to)).await;
        assert_eq!(answer.status, 200);
        if replaced {
            let web = id(&world, "acme/web");
            let answer = world.send("PUT", &format!("/projects/{web}"), rename("api")).await;
            assert_eq!(answer.status, 200);
        }
        world.take_exchanges();
        let (code, told) = run(&world, &["apply", "-y", "--plan", "plan.json"]).await;
        let sent = writes(&world);
        match replaced {
            true => assert!(code == Some(4) && sent.is_empty(), "{told}"),
            false => assert!(code == Some(0) && sent.len() == 1, "{told}: {sent:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_move_would_change_silently_is_said_or_refused() {
    let seed = "
groups:
  - { path: acme, visibility: public }
  - { path: acme/inner, visibility: private }
projects: [{ path: acme/api, visibility: public }]
";
    let world = World::start(seed).await;
    let files = |settings: &str| {
        format!(
            "version: 1\nprojects: {{ acme/inner/api: {{ moved_from: acme/api, {settings} }} }}\n"
        )
    };
    world.write("labwright.yaml", &files("settings: { visibility: public }"));
    let (code, told) = run(&world, &["apply", "-y"]).await;
    assert!(code == Some(1) && told.contains("group that is private no longer public"), "{told}");
    assert_eq!(writes(&world), []);
    world.write("labwright.yaml", &files("labels: []"));
    let (code, told) = run(&world, &["plan"]).await;
    assert!(code == Some(0) && told.contains("is public and becomes private"), "{told}");
    moved(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_a_plan_moves_nothing_that_it_does_not_show() {
    let world = world(
        "groups: { acme/fresh: { moved_from: acme/old } }
projects:
  acme/fresh/one: { labels: [{ name: more, color: '#0000ff' }] }
  acme/web: { labels: [{ name: more, color: '#0000ff' }] }",
    )
    .await;
    let (code, told) = run(&world, &["apply", "-y", "--only", "projects/acme/fresh/one"]).await;
    assert!(code == Some(1) && told.contains("does not move it"), "{told}");
    assert_eq!(writes(&world), []);
    // Shards: what is no project is the first one's.
    let mut codes = Vec::new();
    for shard in ["1/2", "2/2"] {
        let (code, told) = run(&world, &["plan", "--shard", shard]).await;
        codes.push((code, told.contains("the first shard")));
    }
    assert!(codes.contains(&(Some(0), false)), "{codes:?}");
    let of_one = codes.iter().filter(|it| it.1).count();
    let (_, told) = run(&world, &["plan", "--shard", "1/2"]).await;
    let first_has_it = told.contains("projects/acme/fresh/one");
    assert_eq!(of_one, usize::from(!first_has_it), "{codes:?}: {told}");
}
