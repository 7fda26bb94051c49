//! Environments: stopping, deleting, and what GitLab cannot do with them.

use crate::support::World;
use serde_json::{Value, json};

const SEED: &str = "
projects:
  - path: acme/api
    environments:
      - { name: busy, stop_job: true }
      - { name: strict, auto_stop_setting: with_action }
      - { name: unused, auto_stop_setting: with_action }
      - { name: stopped, state: stopped }
    deployments: [{ environment: busy }, { environment: strict }]
";

async fn world(environments: &str) -> World {
    let world = World::start(SEED).await;
    declare(&world, environments);
    world
}

fn declare(world: &World, environments: &str) {
    let text = format!("version: 1\nprojects:\n  acme/api:\n    environments: {environments}\n");
    world.write("labwright.yaml", &text);
}

/// Path and body of the writes since the last look.
fn writes(world: &World) -> Vec<(String, Value)> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let path = "/projects/acme%2Fapi/environments";
    let line = |it: labwright::sandbox::Exchange| {
        (format!("{} {}", it.method, it.path.replace(path, "…")), it.body.unwrap_or_default())
    };
    all.map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_is_stopped_before_it_is_deleted() {
    let world = world("[{ name: unused, state: absent }, { name: stopped, state: absent }]").await;
    let plan = world.plan().await;
    let text = labwright::render::text(
        &plan.document(),
        labwright::render::Fold::Alike,
        labwright::render::Paint::PLAIN,
    );
    assert!(text.contains("only deletes stopped") && text.contains("its deployments"), "{text}");
    world.take_exchanges();
    assert!(world.apply(plan).await.is_whole());
    let calls = writes(&world);
    let stopped = ("POST …/3/stop".to_owned(), json!({ "force": true }));
    assert!(calls.contains(&stopped), "an environment without deployments: {calls:?}");
    assert_eq!(calls.len(), 3, "{calls:?}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_job_that_still_runs_is_named() {
    let world = world("[{ name: busy, state: absent }]").await;
    let report = world.apply(world.plan().await).await.to_json();
    assert_eq!(report["results"][0]["outcome"], "done", "{report:#}");
    let message = report["results"][1].to_string();
    assert!(message.contains("stop job is still running"), "{message}");
    assert_eq!(writes(&world)[0], ("POST …/1/stop".to_owned(), Value::Null), "not by force");
    let problems = world.plan().await.problems.to_string();
    assert!(problems.contains("its stop job is still running"), "{problems}");

    declare(&world, "[{ name: busy, stopped: true }]");
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && plan.problems.is_empty(), "{:#}", plan.to_json());
    assert!(format!("{:#}", plan.to_json()).contains("stop job is still running"));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_cannot_do_is_a_sentence() {
    let world = world("[{ name: stopped, stopped: false }]").await;
    let plan = world.plan().await;
    let problems = plan.problems.to_string();
    assert!(
        plan.steps().is_empty() && problems.contains("only start an environment by a deployment"),
        "{problems}"
    );

    declare(&world, "[{ name: strict, stopped: true }]");
    let report = world.apply(world.plan().await).await.to_json();
    let text = format!("{report:#}");
    assert!(
        text.contains("only a stop job can stop it") && text.contains("auto_stop_setting: always"),
        "{text}"
    );
    assert_eq!(
        writes(&world)[0].1,
        Value::Null,
        "a deployed environment is never stopped by force"
    );

    declare(&world, "[{ name: strict, stopped: true, auto_stop_setting: always }]");
    world.converge().await;
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_tier_is_shown_as_loosening() {
    let world = world("[{ name: busy, tier: development, description: x }]").await;
    let plan = world.plan().await;
    assert_eq!(plan.steps()[0].loosens, ["tier"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_values_are_problems_at_their_lines() {
    let world = world("[]").await;
    let cases = [
        ("{ name: /a }", "without `/` at the start or end"),
        ("{ name: a*b }", "letters, digits"),
        ("{ name: x, tier: prod }", "`tier` cannot be `prod`"),
        ("{ name: x, tier: null }", "`tier` cannot be `null`"),
        ("{ name: x, external_url: example.com }", "http"),
        ("{ name: x, description: '  ' }", "a description of spaces"),
        ("{ name: x, auto_stop_setting: never }", "`auto_stop_setting` cannot be `never`"),
        ("{ name: x, url: https://a.example.com }", "external_url"),
        ("{ name: x, slug: y }", "slug from the name"),
    ];
    for (environment, words) in cases {
        declare(&world, &format!("\n      - {environment}"));
        let output = world.run(&["validate"]).await;
        let text = String::from_utf8_lossy(&output.stderr).replace('│', " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(3), "{environment}: {text}");
        assert!(text.contains(words) && text.contains("labwright.yaml:5"), "{environment}: {text}");
    }
    declare(&world, "{ prune: true, items: [] }");
    assert!(world.try_config().is_err(), "environments are never pruned");
    world.finish();
}
