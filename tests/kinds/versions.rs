//! Older and newer GitLabs: what is sent depends on the version that the server tells.

use crate::support::World;
use serde_json::json;

const MERGE_REQUEST: &str = "
projects:
  - path: acme/api
    merge_trains: true
    external_status_checks: [{ name: A, external_url: 'https://a.example.com' }]
    merge_requests:
      - { iid: 4, source_branch: green, pipeline: success }
      - { iid: 5, source_branch: slow, pipeline: running }
";

fn answer(status: &str) -> String {
    format!(
        "version: 1\nprojects: {{ acme/api: {{ merge_requests: [{{ iid: 4, status_checks: [{{ name: A, status: {status} }}] }}] }} }}\n"
    )
}

async fn world(version: &str) -> World {
    World::start(&format!("version: {version}\n{MERGE_REQUEST}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn gitlab_14_is_told_of_a_check_that_passed_without_a_status() {
    let world = world("14.10.5-ee").await;
    world.write("labwright.yaml", &answer("passed"));
    world.converge().await;
    let sent = world.take_exchanges().into_iter().find(|it| it.method == "POST");
    assert!(sent.is_some_and(|it| it.body.is_some_and(|it| it.get("status").is_none())));
    world.write("labwright.yaml", &answer("failed"));
    let plan = world.plan().await;
    assert!(plan.steps().is_empty());
    assert!(plan.problems.to_string().contains("only accepts `passed`"), "{}", plan.problems);
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn pending_is_told_from_16_5_on() {
    for (version, possible) in [("16.4.0-ee", false), ("16.5.0-ee", true)] {
        let world = world(version).await;
        world.write("labwright.yaml", &answer("failed"));
        world.converge().await;
        world.write("labwright.yaml", &answer("pending"));
        let plan = world.plan().await;
        assert_eq!(plan.problems.is_empty(), possible, "{version}: {}", plan.problems);
        assert_eq!(plan.steps().len(), usize::from(possible), "{version}");
        world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_train_is_told_in_the_words_of_its_version() {
    let files = "version: 1\nprojects: { acme/api: { merge_trains: [{ merge_request: 5 }] } }\n";
    for (version, word) in [("17.10.0-ee", "when_pipeline_succeeds"), ("17.11.0-ee", "auto_merge")]
    {
        let world = world(version).await;
        world.write("labwright.yaml", files);
        world.converge().await;
        let sent = world.take_exchanges().into_iter().find(|it| it.method == "POST");
        assert_eq!(
            sent.and_then(|it| it.body).map(|it| it[word].clone()),
            Some(json!(true)),
            "{version}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_19_0_on_the_token_of_a_hook_is_compared_by_presence() {
    let seed = "version: 19.1.0-ee\nhooks: [{ url: 'https://a.example.com', name: a }]";
    let mut world = World::start(seed).await;
    world.secret("TOKEN", "of-no-importance");
    world.write("labwright.yaml", "version: 1\ninstance: { system_hooks: [{ name: a, url: 'https://a.example.com', token: { env: TOKEN } }] }\n");
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 1, "a token that is missing is sent");
    assert!(plan.notes.is_empty(), "{:?}", plan.notes);
    world.converge().await;
    // A new url would lose a token that is there and not declared.
    world.write(
        "labwright.yaml",
        "version: 1\ninstance: { system_hooks: [{ name: a, url: 'https://b.example.com' }] }\n",
    );
    let plan = world.plan().await;
    assert!(
        plan.steps().is_empty()
            && plan.problems.to_string().contains("GitLab removes the token when the URL changes"),
        "{}",
        plan.problems
    );
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_this_gitlab_does_not_know_is_a_problem_not_an_eternal_difference() {
    let seed = "version: 16.0.0-ee\nhooks: [{ url: 'https://a.example.com' }]";
    let mut world = World::start(seed).await;
    world.secret("TOKEN", "of-no-importance");
    world.write("labwright.yaml", "version: 1\ninstance: { system_hooks: [{ url: 'https://a.example.com', description: x }] }\n");
    let plan = world.plan().await;
    assert!(plan.steps().is_empty());
    assert!(
        plan.problems.to_string().contains("does not return `description`"),
        "{}",
        plan.problems
    );
    // Headers that this GitLab ignores are no secret that it keeps to itself.
    let headers = "custom_headers: { X-A: { env: TOKEN } }";
    world.write("labwright.yaml", &format!("version: 1\ninstance: {{ system_hooks: [{{ url: 'https://a.example.com', {headers} }}] }}\n"));
    let plan = world.plan().await;
    assert!(
        plan.problems.to_string().contains("does not return `custom_headers`"),
        "{}",
        plan.problems
    );
    // On a new hook GitLab's silence shows in its answer.
    world.write("labwright.yaml", &format!("version: 1\ninstance: {{ system_hooks: [{{ url: 'https://b.example.com', {headers} }}] }}\n"));
    let report = world.apply(world.plan().await).await;
    let text = labwright::render::report(&report, labwright::render::Paint::PLAIN);
    assert!(text.contains("failed: create instance/system_hooks/https://b.example.com"), "{text}");
    assert!(text.contains("`custom_headers`: sent"), "{text}");
    world.take_exchanges();
}
