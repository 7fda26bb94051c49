//! Projects and groups are deleted by their numbers, if the command line names them, and never anything else.

use labwright::sandbox::{Fault, Harm};

use crate::run;
use crate::support::World;

const SEED: &str = "
users: [{ username: mia }, { username: dan }]
groups:
  - { path: acme, members: { mia: owner, dan: developer } }
  - { path: acme/old }
  - { path: acme/old/deep }
  - { path: acme/empty }
projects:
  - { path: acme/api }
  - { path: acme/old/one }
  - { path: acme/old/deep/two }
  - { path: acme/old/deep/three }
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    world
}

fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| format!("{} {}", it.method, it.path)).collect()
}

fn id(world: &World, path: &str) -> u64 {
    let gitlab = world.sandbox().world();
    let project = gitlab.project(path).map(|it| it.id);
    project
        .or_else(|| gitlab.groups.values().find(|it| it.path == path).map(|it| it.id))
        .unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_asked_for_by_name_and_sent_by_number() {
    for (scope, files, says) in [
        (
            "acme/api",
            "projects: { acme/api: { state: absent } }",
            "repository, issues, and packages",
        ),
        (
            "acme/old",
            "groups: { acme/old: { state: absent } }",
            "3 projects and 1 subgroup (acme/old/deep, acme/old/deep/three, acme/old/deep/two, and 1 more)",
        ),
        ("acme/empty", "groups: { acme/empty: { state: absent } }", "the group, which is empty"),
    ] {
        let world = world(files).await;
        let (kind, number) =
            (if files.starts_with('p') { "projects" } else { "groups" }, id(&world, scope));
        let (code, told) = run(&world, &["plan"]).await;
        assert!(code == Some(0) && told.contains("1 to delete"), "{told}");
        assert!(told.contains(says), "{told}");
        for arguments in [&["apply", "-y"][..], &["apply", "-y", "--allow-destroy", "acme/other"]] {
            let (code, told) = run(&world, arguments).await;
            assert_eq!(code, Some(5), "{told}");
            assert!(told.contains(&format!("--allow-destroy {scope}")), "{told}");
        }
        assert_eq!(writes(&world), [""; 0]);
        let (code, told) = run(&world, &["apply", "-y", "--allow-destroy", scope]).await;
        assert_eq!(code, Some(0), "{told}");
        assert_eq!(writes(&world), [format!("DELETE /{kind}/{number}")]);
        // What GitLab has marked for deletion is what the files ask for.
        let (code, told) = run(&world, &["plan", "--detailed-exitcode"]).await;
        assert!(code == Some(0) && told.contains("Nothing to do"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_deleted_already_and_what_moved_is_not_deleted() {
    let world =
        world("projects: { acme/none: { state: absent } }\ngroups: { none: { state: absent } }")
            .await;
    let (code, told) = run(&world, &["plan", "--detailed-exitcode"]).await;
    assert!(code == Some(0) && told.contains("Nothing to do: 2 unchanged"), "{told}");

    let number = id(&world, "acme/api");
    let path = serde_json::json!({ "path": "fresh" });
    assert_eq!(world.send("PUT", &format!("/projects/{number}"), path).await.status, 200);
    world.take_exchanges();
    world.write("labwright.yaml", "version: 1\nprojects: { acme/api: { state: absent } }\n");
    let (code, told) = run(&world, &["apply", "-y", "--allow-destroy", "acme/api"]).await;
    assert!(code == Some(1) && told.contains("it is now acme/fresh"), "{told}");
    assert_eq!(writes(&world), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_not_deleted() {
    let world = world("projects: { acme/api: { state: absent } }").await;
    for harm in [Harm::Crash, Harm::Forbidden] {
        world.sandbox().fault(Fault::new("GET", "**", harm).always());
        let (code, told) = run(&world, &["apply", "-y", "--allow-destroy", "acme/api"]).await;
        assert_ne!(code, Some(0), "{told}");
        assert_eq!(writes(&world), [""; 0]);
    }
}

/// GitLab refuses a second deletion, so a lost response is looked up.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_response_is_not_a_failure_and_a_refusal_is() {
    for (harm, code) in [
        (Harm::DropAfter, 0),
        (Harm::CutOff, 0),
        (Harm::BadGateway, 0),
        (Harm::Forbidden, 1),
        (Harm::NotFound, 1),
    ] {
        let world = world("projects: { acme/api: { state: absent } }").await;
        let fault = Fault::new("DELETE", "/projects/*", harm.clone());
        world.sandbox().fault(if code == 0 { fault } else { fault.always() });
        let (ended, told) = run(&world, &["apply", "-y", "--allow-destroy", "acme/api"]).await;
        assert_eq!(ended, Some(code), "{harm:?}: {told}");
    }
}

/// An approval is for the number that it shows.
#[tokio::test(flavor = "multi_thread")]
async fn another_project_at_the_same_path_is_not_what_was_approved() {
    let world = world("projects: { acme/api: { state: absent } }").await;
    let (code, told) = run(&world, &["plan", "--out", "plan.json"]).await;
    assert_eq!(code, Some(0), "{told}");
    let number = id(&world, "acme/api");
    let path = serde_json::json!({ "path": "moved" });
    assert_eq!(world.send("PUT", &format!("/projects/{number}"), path).await.status, 200);
    let group = id(&world, "acme");
    let body = serde_json::json!({ "name": "api 2", "path": "api", "namespace_id": group });
    assert_eq!(world.send("POST", "/projects", body).await.status, 201);
    world.take_exchanges();
    let (code, told) =
        run(&world, &["apply", "-y", "--plan", "plan.json", "--allow-destroy", "acme/api"]).await;
    assert_eq!(code, Some(4), "{told}");
    assert_eq!(writes(&world), [""; 0]);
}

/// What blocks of `defaults` find in a group that is deleted is deleted with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_in_a_deleted_group_is_left_alone() {
    let world = world(
        "defaults: [{ for: acme/**, discover: true, project: { settings: { merge_method: ff } } }]
groups: { acme/old: { state: absent } }",
    )
    .await;
    let (code, told) = run(&world, &["plan"]).await;
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("1 to update, 1 to delete"), "{told}");
}
