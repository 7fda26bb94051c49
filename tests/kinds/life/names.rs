//! Templates in what is created: the default branch is the declared one, that of `create`, or known when the project is there.

use serde_json::json;

use crate::support::World;
use labwright::plan::{Approved, Plan, Saved};

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

fn sorted(mut all: Vec<String>) -> Vec<String> {
    all.sort();
    all
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

/// The address before the default branch is known.
const WAITING: &str = "projects/acme/fresh/protected_branches/{{ project.default_branch }}";

#[tokio::test(flavor = "multi_thread")]
async fn what_names_an_unknown_default_branch_is_shown_and_waits_for_the_second_phase() {
    let world = world("create: { initialize_with_readme: true }").await;
    let plan = world.plan().await;
    let all = ["projects/acme/fresh/project", WAITING, "projects/acme/fresh/labels/in-fresh"];
    assert_eq!(sorted(steps(&plan)), sorted(all.map(str::to_owned).to_vec()));
    let document = plan.to_json();
    let document = document["steps"].as_array().unwrap();
    let waiting = document.iter().find(|it| it["address"] == WAITING).unwrap();
    assert_eq!(waiting["waits"], true);
    assert_eq!(waiting["changes"][0]["after"], json!(["no one"]), "{waiting:#}");
    assert!(document.iter().all(|it| it["address"] == WAITING || it.get("waits").is_none()));
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

/// A saved plan approves what it shows, when its names have values; nothing else, even if the files say it by now.
#[tokio::test(flavor = "multi_thread")]
async fn a_saved_plan_that_was_broken_off_approves_what_waited_and_no_more() {
    let create = "create: { initialize_with_readme: true }";
    let world = world(create).await;
    let saved = Saved::parse(world.plan().await.to_json().to_string().as_bytes()).unwrap();
    // Only the project is created.
    let files = std::fs::read_to_string(world.folder().join("labwright.yaml")).unwrap();
    world.write(
        "labwright.yaml",
        &format!("version: 1\nprojects: {{ acme/fresh: {{ {create} }} }}"),
    );
    world.converge().await;
    let rule = "{ name: { template: '{{ project.default_branch }}' }, allowed_to_push: [no one] }";
    for (other, approved) in [
        (rule.to_owned(), true),
        (rule.replace("[no one]", "[no one], allowed_to_merge: [developer]"), false),
        (rule.replace("[no one]", "[developer]"), false),
        (rule.replace("{ template: '{{ project.default_branch }}' }", "production"), false),
        (rule.replace("default_branch", "name"), false),
        (rule.replace("'{{", "'{{ project.id }}-{{"), false),
    ] {
        assert!(files.contains(rule), "{files}");
        world.write("labwright.yaml", &files.replace(rule, &other));
        let fresh = world.plan().await;
        let named = steps(&fresh);
        assert!(named.iter().any(|it| it.contains("/protected_branches/")), "{named:?}");
        assert_eq!(Approved::by_file(fresh, &saved).is_ok(), approved, "{other}: {named:?}");
    }
}

/// In any field that takes text, beside names that are known before.
#[tokio::test(flavor = "multi_thread")]
async fn an_id_in_a_url_is_filled_in_after_the_creation() {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/fresh:
    create: true
    hooks: [{ name: audit, url: { template: 'https://a.example.com/{{ project.path }}/{{ project.id }}' } }]
    badges: [{ name: x, link_url: { template: 'https://a.example.com/{{ project.id }}' }, image_url: 'https://a.example.com/%{project_path}' }]
    labels: [{ name: { template: 'p{{ project.id }}' }, color: '#ff0000' }]
",
    );
    let plan = world.plan().await;
    assert_eq!(steps(&plan).len(), 4, "{:#}", plan.to_json());
    assert!(plan.to_json().to_string().contains("https://a.example.com/fresh/{{ project.id }}"));
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let rest = world.plan().await;
    assert!(steps(&rest).is_empty(), "{:#}", rest.to_json());
}

/// Its rule is created then, because nothing was pushed that GitLab could protect.
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
