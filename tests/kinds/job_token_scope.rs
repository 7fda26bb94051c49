//! The job token scope: a switch, and two allow-lists that have calls of their own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use crate::support::World;
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::json;

const SEED: &str = "
groups: [{ path: acme }, { path: tools }]
projects: [{ path: acme/api }, { path: acme/web }, { path: acme/docs }, { path: acme/new, old_paths: [acme/old] }]
";

fn declare(world: &World, scope: &str) {
    let text =
        format!("version: 1\nprojects: {{ acme/api: {{ job_token_scope: {{\n{scope}\n}} }} }}\n");
    world.write("labwright.yaml", &text);
}

fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| format!("{} {}", it.method, it.path)).collect()
}

fn lists(world: &World) -> (Vec<u64>, Vec<u64>) {
    let gitlab = world.sandbox().world();
    let scope = &gitlab.project("acme/api").unwrap().job_tokens;
    (scope.projects.clone(), scope.groups.clone())
}

fn id(world: &World, path: &str) -> u64 {
    world.sandbox().world().project_at(path).unwrap()
}

/// Entries that are not listed stay, unless `prune` is set; the project itself always stays.
#[tokio::test(flavor = "multi_thread")]
async fn entries_are_added_and_removed_and_others_stay() {
    let world = World::start(SEED).await;
    let (own, web, docs) =
        (id(&world, "acme/api"), id(&world, "acme/web"), id(&world, "acme/docs"));
    let start = |world: &World| {
        world.sandbox().world().projects.get_mut(&own).unwrap().job_tokens.projects = vec![web];
    };
    for (scope, left, sent) in [
        ("projects: [{ project: acme/docs }]", vec![web, docs], vec!["POST"]),
        ("projects: [{ project: acme/web, state: absent }]", vec![], vec!["DELETE"]),
        ("projects: [{ project: acme/docs, state: absent }]", vec![web], vec![]),
        ("projects: { prune: false, items: [] }", vec![web], vec![]),
        ("projects: { prune: true, items: [] }", vec![], vec!["DELETE"]),
        (
            "projects: { prune: true, items: [{ project: Acme/Docs }] }",
            vec![docs],
            vec!["POST", "DELETE"],
        ),
    ] {
        start(&world);
        declare(&world, scope);
        world.converge().await;
        let calls = writes(&world);
        let methods: Vec<_> = calls.iter().map(|it| it.split(' ').next().unwrap()).collect();
        assert_eq!(methods, sent, "{scope}: {calls:?}");
        assert_eq!(lists(&world).0, left, "{scope}");
        // GitLab requires the ID of the project.
        let by_id = format!(" /projects/{own}/job_token_scope/allowlist");
        assert!(calls.iter().all(|it| it.contains(&by_id)), "{calls:?}");
    }
}

/// A list that is not declared is not read.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_declared_is_read() {
    let world = World::start(SEED).await;
    declare(&world, "enabled: true");
    assert!(world.plan().await.steps().is_empty());
    let paths: Vec<_> = world.take_exchanges().into_iter().map(|it| it.path).collect();
    assert!(!paths.iter().any(|it| it.contains("allowlist")), "{paths:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_an_entry_is_a_problem_at_its_line() {
    let world = World::start(SEED).await;
    for (scope, said) in [
        ("projects: [{ project: acme/api }]", "always have access to it"),
        ("projects: [{ project: acme/none }]", "the project `acme/none` does not exist"),
        ("projects: [{ project: acme/old }]", "`acme/old` is now `acme/new`"),
        ("groups: [{ group: none }]", "the group `none` does not exist"),
    ] {
        declare(&world, scope);
        let plan = world.plan().await;
        let told = plan.problems.to_string();
        assert!(plan.steps().is_empty() && told.contains(said), "{scope}: {told}");
        assert!(told.contains("labwright.yaml:"), "{scope}: {told}");
    }
    for (scope, said) in [
        ("projects: [{ project: acme/web }, { project: acme/WEB }]", "declared twice"),
        ("projects: [{ project: acme//web }]", "has an empty part"),
    ] {
        declare(&world, scope);
        let told = world.try_config().unwrap_err().to_string();
        assert!(told.contains(said) && told.contains("labwright.yaml:3"), "{scope}: {told}");
    }
    // What the instance forbids.
    declare(&world, "enabled: false");
    let output = world.run(&["apply", "-y"]).await;
    let told =
        String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(output.status.code() == Some(1), "{told}");
    assert!(told.contains("requires an allow-list in every project"), "{told}");
}

/// The response to a call has no list, so each list is read again.
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_not_there_afterwards_is_a_failure() {
    let world = World::start(SEED).await;
    declare(&world, "groups: [{ group: tools }]");
    let plan = world.plan().await;
    let body = json!({ "source_project_id": 1, "target_group_id": 2 }).to_string();
    let nothing = Harm::Answer(Answer { status: 201, body, ..Answer::default() });
    let path = "/projects/*/job_token_scope/groups_allowlist";
    world.sandbox().fault(Fault::new("POST", path, nothing).always());
    let report = world.apply(plan).await;
    let told = format!("{:#}", report.to_json());
    assert!(!report.is_whole() && told.contains("is not in the allow-list"), "{told}");
    // An entry without a path makes the list unreadable.
    let world = World::start(SEED).await;
    declare(&world, "groups: { prune: true, items: [] }");
    let own = id(&world, "acme/api");
    world.sandbox().world().projects.get_mut(&own).unwrap().job_tokens.groups = vec![1];
    let odd = Harm::Replaced { at: "/0/web_url".to_owned(), with: json!("https://a.example/acme") };
    world.sandbox().fault(Fault::new("GET", path, odd).always());
    let plan = world.plan().await;
    let told = plan.problems.to_string();
    assert!(plan.steps().is_empty() && told.contains("has no path"), "{told}");
    world.take_exchanges();
}
