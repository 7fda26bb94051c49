//! How many requests files take.

use super::{SEED, commits, declare, reads};
use crate::support::World;

/// 100 files to a project: the project, its branch, and the tree are read, one commit is made, and one tree proves it.
#[tokio::test(flavor = "multi_thread")]
async fn many_files_take_one_tree_and_one_commit() {
    let world = World::start(SEED).await;
    let files: Vec<String> =
        (0..90).map(|it| format!("{{ path: f/{it}.txt, content: \"{it}\\n\" }}")).collect();
    declare(&world, "acme/api", &format!("[{}]", files.join(", ")));
    world.take_exchanges();
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 90);
    assert_eq!(reads(&world, "GET", "/repository/tree"), 1);
    assert_eq!(reads(&world, "GET", "/repository/branches/main"), 1);
    assert_eq!(reads(&world, "HEAD", "/repository/files/"), 0);
    world.take_exchanges();
    world.apply(plan).await;
    assert_eq!(reads(&world, "GET", "/repository/tree"), 1);
    assert_eq!(reads(&world, "HEAD", "/repository/files/"), 0);
    assert_eq!(commits(&world).len(), 1);
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn few_files_are_read_by_their_headers() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "acme/api",
        "[{ path: README.md, content: \"# API\\n\" }, { path: old.txt, content: \"old\\n\" }]",
    );
    world.take_exchanges();
    assert!(world.plan().await.steps().is_empty());
    assert_eq!(reads(&world, "HEAD", "/repository/files/"), 2);
    assert_eq!(reads(&world, "GET", "/repository/files/") + reads(&world, "GET", "/tree"), 0);
}

/// What the issue asks of 100 files in 100 projects.
#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_files_to_a_hundred_projects_take_one_commit_each() {
    let projects: String = (0..100)
        .map(|it| format!("  - {{ path: acme/p{it}, branches: {{ main: null }}, files: {{ README.md: x }} }}\n"))
        .collect();
    let world = World::start(&format!("projects:\n{projects}")).await;
    let files: Vec<String> = (0..100)
        .map(|it| {
            format!(
                "{{ path: f/{it}.txt, content: {{ template: \"{it} {{{{ project.path }}}}\" }} }}"
            )
        })
        .collect();
    let text = format!(
        "version: 1\ndefaults: [{{ for: acme/*, discover: true, project: {{ files: [{}] }} }}]\n",
        files.join(", ")
    );
    world.write("labwright.yaml", &text);
    world.take_exchanges();
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 10_000, "{}", plan.problems);
    let read = |part: &str| reads(&world, "GET", part);
    assert_eq!((read("/branches/main"), read("/repository/tree")), (100, 100));
    assert_eq!(reads(&world, "HEAD", "/repository/files/"), 0);
    let all = world.take_exchanges().len();
    assert!(all <= 100 + 100 + 100 + 10, "{all} requests: project, branch, and tree of each");
    let report = world.apply(plan).await;
    assert!(report.is_whole());
    let read = |part: &str| reads(&world, "GET", part);
    assert_eq!((read("/branches/main"), read("/repository/tree")), (0, 200));
    assert_eq!(commits(&world).len(), 100);
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && plan.problems.is_empty());
}
