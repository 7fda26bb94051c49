//! Templates in what is created: the default branch is the declared one, that of `create`, or known when the project is there.

use crate::support::World;
use labwright::plan::Plan;

const SEED: &str = "groups: [{ path: acme }]";

/// What every project declares: a rule of its default branch.
const BLOCK: &str = "
defaults:
  - for: acme/*
    project:
      protected_branches:
        - { name: { template: '{{ project.default_branch }}' }, allowed_to_push: [no one] }
      labels: [{ name: { template: 'in-{{ project.name }}' }, color: '#ff0000' }]
";

async fn world(project: &str) -> World {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        &format!("version: 1\nprojects: {{ acme/fresh: {{ {project} }} }}\n{BLOCK}"),
    );
    world
}

fn steps(plan: &Plan) -> Vec<String> {
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    plan.steps().iter().map(|it| it.order.address.to_string()).collect()
}

/// The calls that could write, with what became of each.
fn sent(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let mut sent: Vec<_> = all
        .filter(|it| !it.path.ends_with("graphql"))
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    sent.sort();
    sent
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declared_default_branch_is_known_before_the_project_is_there() {
    for project in [
        "create: { initialize_with_readme: true, default_branch: trunk }",
        "create: { initialize_with_readme: true }, settings: { default_branch: trunk }",
    ] {
        let world = world(project).await;
        let plan = world.plan().await;
        assert!(plan.notes.iter().all(|it| !it.waiting), "{:?}", plan.notes);
        let steps = steps(&plan);
        assert!(
            steps.contains(&"projects/acme/fresh/protected_branches/trunk".into()),
            "{steps:?}"
        );
        assert!(steps.contains(&"projects/acme/fresh/labels/in-fresh".into()), "{steps:?}");
        world.converge().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_an_unknown_default_branch_waits_for_the_second_phase() {
    let world = world("create: { initialize_with_readme: true }").await;
    let plan = world.plan().await;
    assert_eq!(
        steps(&plan),
        ["projects/acme/fresh/project", "projects/acme/fresh/labels/in-fresh"]
    );
    let notes: Vec<_> = plan.notes.iter().filter(|it| it.waiting).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0].address, "projects/acme/fresh/protected_branches");
    assert!(notes[0].message.contains("labwright.yaml:8"), "{notes:?}");
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let expected = [
        "PATCH /projects/acme%2Ffresh/protected_branches/main",
        "POST /projects",
        "POST /projects/acme%2Ffresh/labels",
    ];
    assert_eq!(sent(&world), expected);
    let rest = world.plan().await;
    assert!(steps(&rest).is_empty() && rest.notes.is_empty(), "{:#}", rest.to_json());
}

/// What was not told of as waiting is not sent, even in the same collection of another project.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_repository_has_the_default_branch_that_gitlab_returns() {
    let world = world("create: true").await;
    let plan = world.plan().await;
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    assert!(sent(&world).contains(&"POST /projects/acme%2Ffresh/protected_branches".to_owned()));
    let rest = world.plan().await;
    assert!(steps(&rest).is_empty(), "{:#}", rest.to_json());
}

/// A project is created with its settings, or not at all: without them it could be visible to everyone.
#[tokio::test(flavor = "multi_thread")]
async fn settings_do_not_wait() {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/fresh:
    create: { initialize_with_readme: true }
    settings: { visibility: private, description: { template: 'of {{ project.default_branch }}' } }
    labels: [{ name: a, color: '#ff0000' }]
",
    );
    let plan = world.plan().await;
    let problems = plan.problems.to_string();
    assert!(problems.contains("its settings name what it does not have"), "{problems}");
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
}

/// A project that exists, or cannot be created, is not waited for.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_created_is_a_problem_as_always() {
    let world = world("").await;
    let plan = world.plan().await;
    let problems = plan.problems.to_string();
    assert!(problems.contains("a template names `default_branch`"), "{problems}");
    assert!(plan.notes.iter().all(|it| !it.waiting) && plan.steps().is_empty());
}
