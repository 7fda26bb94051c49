//! Kinds that are decided one by one: what is waited for, what is impossible, and what GitLab takes
//! back after it said yes.

use crate::support::World;
use labwright::render::{self, Fold, Paint};

async fn world(seed: &str, files: &str) -> World {
    let world = World::start(&format!("projects:\n  - path: acme/api\n{seed}")).await;
    world.write("labwright.yaml", &format!("version: 1\nprojects:\n  acme/api:\n{files}"));
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_car_that_vanishes_is_a_failure_with_its_reason() {
    let world = world(
        "    merge_trains: true\n    train_pipelines: empty\n    merge_requests: [{ iid: 1, source_branch: f, pipeline: success }]\n",
        "    merge_trains: [{ merge_request: 1 }]\n",
    )
    .await;
    let report = world.apply(world.plan().await).await;
    let text = render::report(&report, Paint::PLAIN);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!report.is_whole(), "{text}");
    assert!(
        text.contains("removed it immediately") && text.contains("would have been empty"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_that_cannot_board_is_a_problem_that_says_why() {
    const OTHER: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
    let guard = format!("    merge_trains: [{{ merge_request: 1, sha: {OTHER} }}]\n");
    let plain = "    merge_trains: [{ merge_request: 1 }]\n";
    let now = "    merge_trains: [{ merge_request: 1, auto_merge: false }]\n";
    for (seed, files, says) in [
        ("state: closed, pipeline: success", plain, "the merge request is closed"),
        ("has_conflicts: true, pipeline: success", plain, "cannot be merged"),
        ("pipeline: none", plain, "has no pipeline"),
        ("pipeline: running", now, "remove `auto_merge`"),
        ("pipeline: success", &guard, "nothing is sent"),
    ] {
        let seed = format!(
            "    merge_trains: true\n    merge_requests: [{{ iid: 1, source_branch: f, {seed} }}]\n"
        );
        let world = world(&seed, files).await;
        let plan = world.plan().await;
        assert!(plan.steps().is_empty(), "{seed}");
        let told = render::problems(&plan.problems, Paint::PLAIN);
        let flat = told.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ");
        assert!(flat.contains(says), "{seed}: {told}");
    }
    let none = world("", plain).await;
    assert!(none.plan().await.problems.to_string().contains("merge request !1 does not exist"));
    let off =
        world("    merge_requests: [{ iid: 1, source_branch: f, pipeline: success }]\n", plain)
            .await;
    assert!(off.plan().await.problems.to_string().contains("not enabled"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deployment_that_a_job_owns_is_waited_for_and_approved_once() {
    const SHA: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
    let seed = format!(
        "    commits: [{SHA}]
    protected_environments:
      - {{ name: production, deploy: [maintainer], approval_rules: [{{ who: maintainer }}] }}
    deployments:
      - {{ environment: production, ref: main, sha: {SHA}, status: blocked, user: dan, job: ship }}
"
    );
    let files = format!(
        "    deployments:
      - environment: production
        ref: main
        sha: {SHA}
        status: success
        approval: {{ status: approved, comment: Looks good }}
"
    );
    let seed = format!("{seed}users: [{{ username: dan }}]\n");
    let world = world(&seed, &files).await;
    let plan = world.plan().await;
    let text = render::text(&plan.document(), Fold::Alike, Paint::PLAIN);
    assert!(text.contains("! projects/acme/api/deployments/production"), "{text}");
    assert!(world.apply(plan).await.is_whole());
    let plan = world.plan().await;
    let text = render::text(&plan.document(), Fold::Alike, Paint::PLAIN);
    assert!(plan.steps().is_empty() && plan.problems.is_empty(), "{text}");
    assert!(text.contains("waiting: ") && text.contains("belongs to a job"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_environment_is_started_by_a_new_success() {
    const SHA: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
    let seed = format!(
        "    commits: [{SHA}]
    environments: [{{ name: production, state: stopped }}]
    deployments: [{{ environment: production, ref: main, sha: {SHA}, status: success }}]
"
    );
    let files = format!(
        "    deployments: [{{ environment: production, ref: main, sha: {SHA}, status: success }}]\n"
    );
    let world = world(&seed, &files).await;
    assert_eq!(world.plan().await.steps().len(), 2);
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_for_another_head_sends_nothing() {
    let world = world(
        "    external_status_checks: [{ name: A, external_url: 'https://a.example.com' }]\n    merge_requests: [{ iid: 4, source_branch: f }]\n",
        "    merge_requests: [{ iid: 4, status_checks: [{ name: A, status: passed, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }] }]\n",
    )
    .await;
    let plan = world.plan().await;
    assert!(plan.steps().is_empty());
    assert!(plan.problems.to_string().contains("nothing is sent"), "{}", plan.problems);
}
