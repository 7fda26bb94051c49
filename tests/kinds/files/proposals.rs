//! Changes of files that a merge request proposes: one for each branch, updated, and never opened against a person's will.

use super::{commits, content, declare, head, problems};
use crate::support::World;
use labwright::plan::Options;
use labwright::sandbox::{Exchange, Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: dan }]
projects:
  - path: acme/api
    members: { dan: developer }
    branches: { main: null, work: null }
    protected_branches: [{ name: main }]
    files: { README.md: \"# API\\n\", old.txt: \"old\\n\" }
  - { path: acme/empty, empty: true }
";

const SOURCE: &str = "labwright/labwright/main";

fn propose(world: &World, items: &str) {
    declare(
        world,
        "acme/api",
        &format!("{{ via: merge_request, message: Because, items: [{items}] }}"),
    );
}

fn opened(all: &[Exchange]) -> Vec<Value> {
    let is_it = |it: &&Exchange| it.method == "POST" && it.path.ends_with("/merge_requests");
    all.iter().filter(is_it).filter_map(|it| it.body.clone()).collect()
}

async fn change(world: &World, path: &str, body: Value) {
    let method = if body.is_null() { "DELETE" } else { "PUT" };
    let path = format!("/projects/acme%2Fapi/{path}");
    let answer = world.send(method, &path, body).await;
    assert!(answer.status < 300, "{path}: {}", answer.body);
}

async fn notes(world: &World) -> String {
    let plan = world.plan().await;
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    format!("{:?}{:?}", plan.problems, plan.notes)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_merge_request_is_opened_updated_and_done_when_it_is_merged() {
    let world = World::start(SEED).await;
    propose(
        &world,
        "{ path: README.md, content: new }, { path: a.txt, content: x, executable: true }, { path: old.txt, state: absent }",
    );
    let main = head(&world, "main");
    world.converge().await;
    let sent = world.take_exchanges();
    let opens = json!({
        "source_branch": SOURCE, "target_branch": "main", "title": "Because", "remove_source_branch": true,
    });
    assert_eq!(opened(&sent), [opens]);
    let posts: Vec<_> = sent.iter().filter(|it| it.method == "POST").collect();
    assert_eq!(posts.len(), 2, "{posts:#?}");
    let commit = posts[0].body.clone().unwrap();
    assert_eq!(
        commit,
        json!({
            "branch": SOURCE, "start_branch": "main", "commit_message": "Because",
            "actions": [
                { "action": "update", "file_path": "README.md", "content": "new", "last_commit_id": main },
                { "action": "create", "file_path": "a.txt", "content": "x", "execute_filemode": true },
                { "action": "delete", "file_path": "old.txt", "last_commit_id": main },
            ],
        })
    );
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"# API\n");
    let told = notes(&world).await;
    assert_eq!(told.matches("!1 proposes it, and waits to be merged").count(), 2, "{told}");
    // Another content is one more commit on top.
    propose(
        &world,
        "{ path: README.md, content: newer }, { path: a.txt, content: x, executable: true }",
    );
    let source = head(&world, SOURCE);
    world.take_exchanges();
    world.converge().await;
    let sent = commits(&world);
    let [commit] = sent.as_slice() else { panic!("{sent:#?}") };
    let update = json!({ "action": "update", "file_path": "README.md", "content": "newer", "last_commit_id": source });
    assert_eq!((&commit["branch"], &commit["actions"]), (&json!(SOURCE), &json!([update])));
    assert!(commit.get("start_branch").is_none() && commit.get("force").is_none());
    change(&world, "merge_requests/1/merge", json!({})).await;
    let told = notes(&world).await;
    assert!(!told.contains("waits"), "{told}");
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"newer");
    assert!(content(&world, "main", "old.txt").is_none());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_that_a_person_closed_stays_closed() {
    let world = World::start(SEED).await;
    propose(&world, "{ path: README.md, content: new }");
    world.converge().await;
    change(&world, "merge_requests/1", json!({ "state_event": "close" })).await;
    let told = notes(&world).await;
    assert!(told.contains("!1 proposes this file, and someone closed it"), "{told}");
    assert!(told.contains("reopen it, or delete its branch"), "{told}");
    change(&world, "merge_requests/1", json!({ "state_event": "reopen" })).await;
    assert!(notes(&world).await.contains("waits to be merged"));
    change(&world, "merge_requests/1", json!({ "state_event": "close" })).await;
    change(&world, "repository/branches/labwright%2Flabwright%2Fmain", Value::Null).await;
    world.take_exchanges();
    world.converge().await;
    assert_eq!(opened(&world.take_exchanges()).len(), 1);
    assert!(notes(&world).await.contains("!2 proposes it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_outlives_its_merge_is_a_problem_and_not_overwritten() {
    let world = World::start(SEED).await;
    propose(&world, "{ path: README.md, content: new }");
    world.converge().await;
    change(&world, "merge_requests/1/merge", json!({})).await;
    let again = json!({ "branch": SOURCE, "ref": "main" });
    let sent = world.send("POST", "/projects/acme%2Fapi/repository/branches", again).await;
    assert_eq!(sent.status, 201);
    notes(&world).await;
    propose(&world, "{ path: README.md, content: newer }");
    let told = notes(&world).await;
    assert!(told.contains("!1 was merged, but its branch"), "{told}");
}

/// What the first call left is found, and only the rest is done.
#[tokio::test(flavor = "multi_thread")]
async fn an_apply_that_ends_before_the_merge_request_is_opened_is_finished_by_the_next_one() {
    let world = World::start(SEED).await;
    propose(&world, "{ path: README.md, content: new }, { path: a.txt, content: x }");
    world.sandbox().fault(Fault::new("POST", "/projects/*/merge_requests", Harm::Forbidden));
    let report = world.apply(world.plan().await).await;
    let told = format!("{:?}", report.entries);
    assert!(
        told.contains("Opening a merge request in acme/api requires the Developer role"),
        "{told}"
    );
    world.take_exchanges();
    world.converge().await;
    let sent = world.take_exchanges();
    assert_eq!(opened(&sent).len(), 1);
    assert!(!sent.iter().any(|it| it.method == "POST" && it.path.ends_with("/commits")));
}

/// A protected branch is never opened for a file.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_token_may_not_push_is_proposed_only_where_the_files_say_so() {
    let world = World::start(SEED).await;
    let reader = world.reader_of("sandbox-dan-token");
    let plan = async || {
        labwright::plan::plan(&world.config(), &reader, &Options::default()).await.unwrap()
    };
    declare(&world, "acme/api", "[{ path: a, content: x }]");
    let told = format!("{:?}", plan().await.problems);
    assert!(
        told.contains("cannot push to the branch `main`") && told.contains("`via: merge_request`"),
        "{told}"
    );
    propose(&world, "{ path: a, content: x }");
    let plan = plan().await;
    assert!(plan.problems.is_empty() && plan.steps().len() == 2, "{:#}", plan.to_json());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_can_be_proposed_to_an_empty_repository() {
    let world = World::start(SEED).await;
    let told =
        problems(&world, "acme/empty", "{ via: merge_request, items: [{ path: a, content: x }] }")
            .await;
    assert!(told.contains("no branch into which a merge request could be merged"), "{told}");
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/fresh:
    create: { initialize_with_readme: true }
    files: { via: merge_request, items: [{ path: a, content: x }, { path: README.md, content: y }] }
",
    );
    world.converge().await;
    assert_eq!(opened(&world.take_exchanges()).len(), 1);
}
