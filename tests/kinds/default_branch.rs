//! The default branch of a project: what GitLab does not do by itself, and what an empty repository does not have.

use crate::support::World;

async fn notes(world: &World) -> Vec<String> {
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    plan.notes.iter().map(|it| format!("{}: {}", it.address, it.message)).collect()
}

fn declare(world: &World, branch: &str) {
    let files = format!(
        "version: 1\nprojects: {{ acme/api: {{ settings: {{ default_branch: {branch} }} }} }}\n"
    );
    world.write("labwright.yaml", &files);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_branch_of_an_empty_repository_is_not_compared() {
    let world = World::start("projects: [{ path: acme/api, empty: true }]").await;
    declare(&world, "trunk");
    let expected = "projects/acme/api/settings: `default_branch` is not compared while the repository is empty";
    assert_eq!(notes(&world).await, [expected]);
    assert!(world.plan().await.steps().is_empty());
    // There is nothing to tell if it is the one that GitLab returns.
    declare(&world, "main");
    assert_eq!(notes(&world).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_default_branch_stays_protected_and_the_new_one_may_not_be() {
    let world = World::start(
        "projects: [{ path: acme/api, branches: { trunk: }, protected_branches: [{ name: main }] }]",
    )
    .await;
    declare(&world, "trunk");
    let notes = notes(&world).await;
    assert!(notes.len() == 1 && notes[0].contains("`main` stays protected"), "{notes:?}");
    assert!(notes[0].contains("does not always protect a new default branch"), "{notes:?}");
    world.converge().await;
    let main = "/projects/acme%2Fapi/protected_branches/main";
    assert_eq!(world.send("GET", main, serde_json::Value::Null).await.status, 200);
    assert!(world.plan().await.notes.is_empty());
}
