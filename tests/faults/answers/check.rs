//! `plan --answer-status-check`, over every way in which a plan, a merge request and a check can be.

use labwright::plan::Document;
use labwright::sandbox::{Fault, Harm, Loss};
use serde_json::Value;

use crate::answers::{Ran, run, terminate, writes};
use crate::support::World;

pub(crate) const HEAD: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
const MERGED: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";

pub(crate) const SEED: &str = "
users: [{ username: dev }, { username: rep }]
tokens: [{ user: dev, token: read-only, scopes: [read_api] }]
projects:
  - id: 7
    path: acme/config
    members: { dev: developer, rep: reporter }
    external_status_checks:
      - { id: 3, name: Plan, external_url: 'https://plan.example.com' }
      - { name: Release only, external_url: 'https://release.example.com', protected_branches: [main] }
      - { name: Elsewhere, external_url: 'https://else.example.com' }
    merge_requests:
      - { iid: 4, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f, target_branch: next, author: dev }
      - { iid: 5, state: merged, author: dev }
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a, next: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
  - { id: 8, path: dev/fork }
  - path: acme/api
    external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }]
";

pub(crate) const NOTHING: &str = "protected_branches: [{ name: main }]";
const CREATES: &str = "protected_branches: [{ name: release }]";
const DELETES: &str = "external_status_checks: { prune: true, items: [] }";
const PROBLEM: &str = "protected_branches: [{ name: main, allowed_to_push: [{ user: nobody }] }]";

/// The variables of a job in a pipeline for a merge request, as GitLab sets them.
pub(crate) const DETACHED: &[(&str, &str)] = &[
    ("GITLAB_CI", "true"),
    ("NO_COLOR", "1"),
    ("CI_PROJECT_ID", "7"),
    ("CI_PROJECT_PATH", "acme/config"),
    ("CI_PIPELINE_SOURCE", "merge_request_event"),
    ("CI_MERGE_REQUEST_IID", "4"),
    ("CI_MERGE_REQUEST_PROJECT_ID", "7"),
    ("CI_MERGE_REQUEST_EVENT_TYPE", "detached"),
    ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ""),
    ("CI_COMMIT_SHA", HEAD),
    ("CI_NODE_TOTAL", "1"),
];

/// The same, with some of them set otherwise.
pub(crate) fn but<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    DETACHED.iter().chain(others).copied().collect()
}

pub(crate) async fn world(wants: &str) -> World {
    let world = World::start(SEED).await;
    declare(&world, wants);
    world
}

fn declare(world: &World, wants: &str) {
    let text = format!("version: 1\nprojects: {{ acme/api: {{ {wants} }} }}\n");
    world.write("labwright.yaml", &text);
}

/// The answers that were given, in their order.
pub(crate) fn answers(world: &World) -> Vec<String> {
    let state = world.sandbox().world();
    let project = state.project("acme/config").unwrap();
    let all = project.status_check_responses.iter();
    all.map(|it| {
        assert_eq!((it.merge_request, it.check, it.sha.as_str()), (4, 3, HEAD));
        it.status.clone()
    })
    .collect()
}

async fn plan(world: &World, variables: &[(&str, &str)], more: &[&str]) -> Ran {
    let arguments = [&["plan", "--answer-status-check", "Plan"], more].concat();
    run(world, variables, &arguments).await
}

/// What the document says about the answer.
fn note(ran: &Ran) -> String {
    let document = Document::parse(ran.out.as_bytes()).unwrap_or_else(|_| panic!("{}", ran.all()));
    let of = "projects/acme/config/merge_requests/4/status_checks/Plan";
    let mut notes = document.notes.iter().filter(|it| it.address == of);
    notes.next().unwrap_or_else(|| panic!("{}", ran.all())).message.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_pending_at_once_and_then_what_the_policy_says() {
    for (wants, policy, verdict, why, exit) in [
        (NOTHING, "no-errors", "passed", "no errors", 0),
        (NOTHING, "no-changes", "passed", "no changes", 0),
        (CREATES, "no-errors", "passed", "no errors", 2),
        (CREATES, "no-deletions", "passed", "no deletions", 2),
        (CREATES, "no-changes", "failed", "1 change", 2),
        (DELETES, "no-errors", "passed", "no errors", 2),
        (DELETES, "no-deletions", "failed", "1 deletion", 2),
        (DELETES, "no-changes", "failed", "1 deletion", 2),
        (PROBLEM, "no-errors", "failed", "1 problem", 1),
        (PROBLEM, "no-changes", "failed", "1 problem", 1),
    ] {
        let world = world(wants).await;
        let more = ["--answer-policy", policy, "--detailed-exitcode", "-o", "json"];
        let ran = plan(&world, DETACHED, &more).await;
        assert_eq!(ran.code, exit, "{}", ran.all());
        assert_eq!(answers(&world), ["pending", verdict], "{wants} {policy}");
        assert_eq!(note(&ran), format!("set to {verdict} for 141be971: {why}"));
        // Pending was said before anything of the plan was asked.
        let exchanges = world.exchanges();
        let first = |what: &str| exchanges.iter().position(|it| it.path.contains(what)).unwrap();
        assert!(first("/status_check_responses") < first("/projects/acme%2Fapi"));
        // Somebody who runs the pipeline again finds the verdict there, and adds no row.
        let ran = plan(&world, DETACHED, &more).await;
        assert_eq!(ran.code, exit, "{}", ran.all());
        assert_eq!(answers(&world), ["pending", verdict], "{wants} {policy}");
        assert_eq!(note(&ran), format!("already {verdict} for 141be971; nothing was sent: {why}"));
        assert_eq!(writes(&world).len(), 2, "nothing else is ever written");
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_flag_nothing_is_written_and_nothing_is_asked() {
    let world = world(CREATES).await;
    let ran = run(&world, DETACHED, &["plan"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(
        world.exchanges().iter().all(|it| it.method == "GET" && !it.path.contains("projects/7"))
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_for_the_head_of_the_merge_request_wherever_the_pipeline_runs() {
    for (what, variables) in [
        (
            "merged results: the pipeline's own commit is made for the occasion",
            but(&[
                ("CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"),
                ("CI_COMMIT_SHA", MERGED),
                ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", HEAD),
            ]),
        ),
        (
            "merge train",
            but(&[
                ("CI_MERGE_REQUEST_EVENT_TYPE", "merge_train"),
                ("CI_COMMIT_SHA", MERGED),
                ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", HEAD),
            ]),
        ),
        (
            "fork: the pipeline runs in another project",
            but(&[("CI_PROJECT_ID", "8"), ("CI_PROJECT_PATH", "dev/fork")]),
        ),
        (
            "a pipeline for the branch",
            but(&[
                ("CI_MERGE_REQUEST_IID", ""),
                ("CI_MERGE_REQUEST_PROJECT_ID", ""),
                ("CI_OPEN_MERGE_REQUESTS", "acme/config!4"),
            ]),
        ),
    ] {
        let world = world(NOTHING).await;
        let ran = plan(&world, &variables, &[]).await;
        assert_eq!(ran.code, 0, "{what}: {}", ran.all());
        assert_eq!(answers(&world), ["pending", "passed"], "{what}");
        assert!(ran.out.contains("set to passed for 141be971"), "{what}: {}", ran.out);
        world.finish();
    }
    // By hand: whatever the head is, or the commit that is named.
    for more in [
        &["--project", "acme/config"][..],
        &["--project", "acme/config", "--commit", "141be97"],
        &["--project", "7", "--commit", HEAD],
    ] {
        let world = world(NOTHING).await;
        let ran = plan(&world, &[], &[&["--merge-request", "4"], more].concat()).await;
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert_eq!(answers(&world), ["pending", "passed"]);
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_this_commits_to_answer_is_said_and_is_no_error() {
    let world = world(CREATES).await;
    for (variables, told) in [
        (
            but(&[("CI_COMMIT_SHA", MERGED)]),
            "this commit is a91957a8, but the merge request's head is 141be971",
        ),
        (but(&[("CI_MERGE_REQUEST_IID", "5")]), "the merge request is merged"),
    ] {
        let ran = plan(&world, &variables, &["--detailed-exitcode"]).await;
        assert_eq!(ran.code, 2, "{}", ran.all());
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains("not answered: ") && out.contains(told), "{out}");
    }
    assert_eq!(writes(&world), [""; 0]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_answered_fails_the_run_and_the_plan_is_shown_all_the_same() {
    for (token, variables, name, told) in [
        ("sandbox-dev-token", DETACHED.to_vec(), "Plam", "use one of: Plan, Elsewhere"),
        (
            "sandbox-dev-token",
            DETACHED.to_vec(),
            "Release only",
            "has no external status check `Release only`",
        ),
        (
            "sandbox-dev-token",
            but(&[("CI_MERGE_REQUEST_IID", "99")]),
            "Plan",
            "the merge request 7!99 does not exist",
        ),
        (
            "sandbox-dev-token",
            but(&[("CI_MERGE_REQUEST_PROJECT_ID", "99")]),
            "Plan",
            "project 99 does not exist",
        ),
        ("read-only", DETACHED.to_vec(), "Plan", "lacks a scope"),
        ("sandbox-rep-token", DETACHED.to_vec(), "Plan", "cannot approve this merge request"),
    ] {
        let world = world(NOTHING).await;
        // The plan is the administrator's, the answer is somebody else's.
        let token = [("LABWRIGHT_REVIEW_TOKEN", token)];
        let variables = [&variables[..], &token].concat();
        let arguments = ["plan", "--answer-status-check", name];
        let ran = run(&world, &variables, &arguments).await;
        assert_eq!(ran.code, 1, "{name}: {}", ran.all());
        assert!(ran.said.contains(told), "{name}: {}", ran.all());
        assert!(ran.out.contains("Nothing to do: 1 unchanged."), "{}", ran.out);
        assert!(ran.out.contains("not answered"), "{}", ran.out);
        assert_eq!(answers(&world), [""; 0]);
        world.finish();
    }
    // Without a licence every endpoint of status checks is a 401, for everybody.
    let world = World::start(&format!("licence: premium\n{SEED}")).await;
    declare(&world, NOTHING);
    let ran = plan(&world, DETACHED, &[]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(ran.said.contains("Ultimate") && ran.out.contains("1 unchanged"), "{}", ran.all());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_does_not_stay_pending_when_there_is_no_plan() {
    let world = world("protected_brunches: []").await;
    let ran = plan(&world, DETACHED, &["-o", "json"]).await;
    assert_eq!(ran.code, 3, "{}", ran.all());
    assert!(ran.said.contains("set to failed for 141be971: planning failed"), "{}", ran.all());
    assert!(!Document::parse(ran.out.as_bytes()).unwrap().problems.is_empty());
    assert_eq!(answers(&world), ["pending", "failed"]);
    // GitLab stops answering in the midst.
    declare(&world, NOTHING);
    world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fapi/**", Harm::Revoked).always());
    let ran = plan(&world, DETACHED, &[]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert_eq!(answers(&world), ["pending", "failed"], "{}", ran.all());
    world.sandbox().clear_faults();
    world
        .sandbox()
        .fault(Fault::new("GET", "/projects/acme%2Fapi/protected_branches", Harm::Crash).always());
    let ran = plan(&world, DETACHED, &[]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(ran.out.contains("already failed") && ran.out.contains("1 problem"), "{}", ran.all());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_ends_the_job_ends_the_answer_first() {
    let world = world(NOTHING).await;
    world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fapi/**", Harm::StallBefore).always());
    let arguments = ["plan", "--answer-status-check", "Plan", "-o", "json"];
    let stalled = |world: &World| world.exchanges().iter().any(|it| it.path.contains("acme%2Fapi"));
    let ran = terminate(&world, DETACHED, &arguments, stalled).await;
    assert_eq!(ran.code, 130, "{}", ran.all());
    assert!(
        ran.said.contains("set to failed for 141be971: the plan was stopped by SIGTERM"),
        "{}",
        ran.all()
    );
    assert!(!Document::parse(ran.out.as_bytes()).unwrap().problems.is_empty());
    assert_eq!(answers(&world), ["pending", "failed"]);
    // One that has nothing to answer ends as well.
    let variables = but(&[("CI_COMMIT_SHA", MERGED)]);
    let _ = world.take_exchanges();
    let ran = terminate(&world, &variables, &arguments, stalled).await;
    assert_eq!(ran.code, 130, "{}", ran.all());
    assert_eq!(answers(&world), ["pending", "failed"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_usage_is_told_before_anything_is_sent() {
    let world = world(NOTHING).await;
    for (variables, more, told) in [
        (vec![], &[][..], "--answer-status-check requires a merge request"),
        (vec![], &["--merge-request", "4"], "the project of merge request 4 is not known"),
        (but(&[("CI_MERGE_REQUEST_IID", "four")]), &[], "CI_MERGE_REQUEST_IID is `four`"),
        (but(&[("CI_COMMIT_SHA", "main")]), &[], "CI_COMMIT_SHA is `main`"),
        (DETACHED.to_vec(), &["--answer-policy", "no-surprises"], "no-surprises"),
        (
            DETACHED.to_vec(),
            &["--shard", "1/4"],
            "shard 1/4 cannot answer a status check for the other shards",
        ),
        (
            but(&[("CI_NODE_INDEX", "2"), ("CI_NODE_TOTAL", "4"), ("CI_JOB_NAME", "plan 2/4")]),
            &[],
            "shard 2/4 cannot answer",
        ),
    ] {
        let ran = plan(&world, &variables, more).await;
        assert_eq!(ran.code, 3, "{}", ran.all());
        assert!(ran.said.contains(told), "{}", ran.all());
    }
    let ran = run(&world, DETACHED, &["plan", "--answer-policy", "no-errors"]).await;
    assert!(ran.code == 3 && ran.said.contains("--answer-status-check"), "{}", ran.all());
    assert!(world.exchanges().is_empty());
    world.finish();
}

const ANSWERS: &str = "/projects/*/merge_requests/4/status_check_responses";

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_that_may_come_late_is_not_sent_again_and_the_next_run_finds_it() {
    let late = |answer| Harm::Late { milliseconds: 1500, answer };
    for harm in [late(Loss::Drop), late(Loss::Unavailable), Harm::DropBefore, Harm::BadGateway] {
        let world = world(NOTHING).await;
        world.sandbox().fault(Fault::new("POST", ANSWERS, harm.clone()).from(2));
        let ran = plan(&world, DETACHED, &["--max-wait", "0"]).await;
        assert_eq!(ran.code, 1, "{harm:?}: {}", ran.all());
        for told in [
            "labwright cannot determine whether the status check was answered",
            "not sent again: GitLab would create a second one",
            "Run it again: labwright reads the status check",
        ] {
            assert!(ran.said.contains(told), "{harm:?}: {told}: {}", ran.all());
        }
        assert_eq!(writes(&world).len(), 2, "{harm:?}");
        let comes = matches!(harm, Harm::Late { .. });
        while comes && answers(&world).len() < 2 {
            tokio::task::yield_now().await;
        }
        let ran = plan(&world, DETACHED, &[]).await;
        assert_eq!(ran.code, 0, "{harm:?}: {}", ran.all());
        assert_eq!(ran.out.contains("already passed"), comes, "{harm:?}: {}", ran.all());
        let expected =
            if comes { &["pending", "passed"][..] } else { &["pending", "pending", "passed"] };
        assert_eq!(answers(&world), expected, "{harm:?}");
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_answers_are_looked_up() {
    let late = |answer| Harm::Late { milliseconds: 250, answer };
    for (from, harm, rows) in [
        // Pending came through, and is not needed twice.
        (1, Harm::DropAfter, &["pending", "passed"][..]),
        (2, Harm::DropAfter, &["pending", "passed"]),
        (2, Harm::CutOff, &["pending", "passed"]),
        (2, late(Loss::BadGateway), &["pending", "passed"]),
        (2, late(Loss::Drop), &["pending", "passed"]),
        (
            2,
            Harm::Throttle { retry_after: Some(0), as_date: false, json: false },
            &["pending", "passed"],
        ),
    ] {
        let world = world(NOTHING).await;
        world.sandbox().fault(Fault::new("POST", ANSWERS, harm.clone()).from(from));
        let ran = plan(&world, DETACHED, &[]).await;
        assert_eq!(ran.code, 0, "{harm:?} {}", ran.all());
        assert_eq!(answers(&world), rows, "{harm:?}");
        world.finish();
    }
    // The verdict never comes through.
    let world = world(NOTHING).await;
    world.sandbox().fault(Fault::new("POST", ANSWERS, Harm::Crash).from(2).always());
    let ran = plan(&world, DETACHED, &[]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(
        ran.said.contains("the status check was not answered") && ran.said.contains("500"),
        "{}",
        ran.all()
    );
    assert!(ran.out.contains("1 unchanged") && ran.out.contains("not answered"), "{}", ran.all());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn older_servers_are_told_what_they_can_be_told() {
    for (version, wants, rows, told) in [
        ("16.4.0", CREATES, &["failed"][..], "set to failed"),
        ("16.4.0", NOTHING, &["passed"], "set to passed"),
        ("14.10.0", NOTHING, &["passed"], "set to passed"),
        ("14.10.0", CREATES, &[], "GitLab 14.10.0 only accepts `passed`"),
    ] {
        let world = World::start(&format!("version: {version}\n{SEED}")).await;
        declare(&world, wants);
        let ran = plan(&world, DETACHED, &["--answer-policy", "no-changes"]).await;
        assert_eq!(ran.code, 0, "{version}: {}", ran.all());
        assert_eq!(answers(&world), rows, "{version}");
        let out = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(out.contains(told), "{version}: {}", ran.out);
        let _ = world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_are_answered_for_once_they_are_joined() {
    let world = world(CREATES).await;
    for index in ["1", "2"] {
        let job = format!("plan {index}/2");
        let variables =
            but(&[("CI_NODE_INDEX", index), ("CI_NODE_TOTAL", "2"), ("CI_JOB_NAME", &job)]);
        let ran = run(&world, &variables, &["plan", "--out", &format!("{index}.json")]).await;
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    let merge =
        ["plan-merge", "1.json", "2.json", "--answer-status-check", "Plan", "--answer-policy"];
    let ran = run(&world, DETACHED, &[&merge[..], &["no-changes", "-o", "json"]].concat()).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(note(&ran), "set to failed for 141be971: 1 change");
    let ran = run(&world, DETACHED, &[&merge[..], &["no-errors"]].concat()).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    // One of them is missing.
    let ran =
        run(&world, DETACHED, &["plan-merge", "1.json", "--answer-status-check", "Plan"]).await;
    assert_eq!(ran.code, 3, "{}", ran.all());
    assert!(ran.said.contains("set to failed for 141be971: planning failed"), "{}", ran.all());
    assert_eq!(answers(&world), ["failed", "passed", "failed"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_saved_plan_says_it_too_and_approves_what_it_did() {
    let world = world(CREATES).await;
    let ran = plan(&world, DETACHED, &["--out", "plan.json"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    let saved: Value =
        serde_json::from_str(&std::fs::read_to_string(world.folder().join("plan.json")).unwrap())
            .unwrap();
    assert!(saved["notes"].to_string().contains("set to passed"), "{saved}");
    let ran = run(&world, DETACHED, &["apply", "--plan", "plan.json"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    world.finish();
}
