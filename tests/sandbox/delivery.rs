//! Merge trains, deployments and environments: the samples of the documents, seeds that say little, and what moves by itself.

use labwright::sandbox::{ADMIN_TOKEN, Sandbox, Seed};
use serde_json::{Value, json};

use super::{call, get, post, started};

/// Every pair of a path into an answer and the value there.
fn check(answer: &Value, expected: &[(&str, Value)]) {
    for (path, value) in expected {
        assert_eq!(answer.pointer(path), Some(value), "{path} of {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_of_the_documents_are_there() {
    let sandbox = Sandbox::start(&Seed::default()).await.unwrap();
    // The document lists project 1 and shows a car that says it is of project 20.
    let (_, train) = get(&sandbox, "/projects/1/merge_trains");
    check(
        &train,
        &[
            ("/0/id", json!(110)),
            ("/0/merge_request/id", json!(126)),
            ("/0/merge_request/iid", json!(59)),
            ("/0/merge_request/state", json!("merged")),
            ("/0/pipeline/id", json!(246)),
            ("/0/pipeline/ref", json!("refs/merge-requests/59/train")),
            ("/0/target_branch", json!("feature-1580973432")),
            ("/0/status", json!("merged")),
            ("/0/duration", json!(70)),
        ],
    );
    let (_, car) = get(&sandbox, "/projects/597/merge_trains/merge_requests/1");
    check(
        &car,
        &[
            ("/id", json!(267)),
            ("/merge_request/id", json!(273)),
            ("/merge_request/title", json!("My title 9")),
            ("/user/id", json!(933)),
            ("/user/username", json!("user12")),
            ("/pipeline/id", json!(273)),
            ("/pipeline/status", json!("pending")),
            ("/created_at", json!("2022-10-31T19:06:06.237Z")),
            ("/status", json!("idle")),
        ],
    );
    let (status, _) = post(&sandbox, "/projects/597/merge_trains/merge_requests/2", json!({}));
    assert_eq!(status, 201);

    let (_, rows) = get(&sandbox, "/projects/1/deployments?environment=production");
    check(
        &rows,
        &[
            ("/0/id", json!(41)),
            ("/0/iid", json!(1)),
            ("/0/status", json!("created")),
            ("/0/environment/id", json!(9)),
            ("/0/environment/external_url", json!("https://about.gitlab.com")),
            ("/0/deployable/id", json!(657)),
            ("/0/deployable/name", json!("deploy")),
            ("/0/deployable/commit/title", json!("Merge branch 'new-title' into 'main'\r")),
            ("/1/id", json!(42)),
            ("/1/iid", json!(2)),
            ("/1/sha", json!("a91957a858320c0e17f3a0eca7cfacbff50ea29a")),
        ],
    );
    let (_, waiting) = get(&sandbox, "/projects/1/deployments/1");
    check(
        &waiting,
        &[
            ("/pending_approval_count", json!(2)),
            ("/approvals/0/user/username", json!("security-user-1")),
            ("/approval_summary/rules/0/group_id", json!(134)),
            ("/approval_summary/rules/1/group_id", json!(135)),
            ("/approval_summary/rules/1/required_approvals", json!(2)),
            ("/approval_summary/rules/1/deployment_approvals/0/status", json!("approved")),
        ],
    );
    let (status, _) =
        call(&sandbox, "sandbox-developer-token", "POST", "/projects/1/deployments/1/approval", {
            Some(json!({ "status": "approved", "represented_as": "qa" }))
        });
    assert_eq!(status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_of_which_nothing_is_said_can_board() {
    let sandbox =
        started("projects: [{ path: acme/api, merge_trains: true, merge_requests: [{ iid: 7 }] }]")
            .await;
    let (_, request) = get(&sandbox, "/projects/acme%2Fapi/merge_requests/7");
    check(
        &request,
        &[
            ("/source_branch", json!("feature-7")),
            ("/target_branch", json!("main")),
            ("/detailed_merge_status", json!("mergeable")),
            ("/head_pipeline/status", json!("success")),
            ("/user/can_merge", json!(true)),
        ],
    );
    let path = "/projects/acme%2Fapi/merge_trains/merge_requests/7";
    assert_eq!(post(&sandbox, path, json!({})).0, 201);
    let told: Vec<Value> = (0..4).map(|_| get(&sandbox, path).1["status"].clone()).collect();
    assert_eq!(told, ["idle", "fresh", "fresh", "fresh"]);
    assert_eq!(get(&sandbox, path).1["pipeline"]["status"], "pending");
}

/// Adds a merge request and reads its car until it is gone or has nothing more to tell.
async fn ridden(fate: &str) -> (Vec<String>, Sandbox) {
    let project = format!(
        "path: acme/api, merge_trains: true, train_pipelines: {fate}, merge_requests: [{{}}]"
    );
    let sandbox = started(&format!("projects: [{{ {project} }}]")).await;
    let path = "/projects/acme%2Fapi/merge_trains/merge_requests/1";
    assert_eq!(post(&sandbox, path, json!({})).0, 201);
    let mut told = Vec::new();
    for _ in 0..10 {
        let (status, car) = get(&sandbox, path);
        let state = car["merge_request"]["state"].as_str().unwrap_or_default();
        let word = if status == 404 {
            String::from("gone")
        } else {
            format!("{} {state}", car["status"].as_str().unwrap())
        };
        if told.last() != Some(&word) {
            told.push(word);
        }
    }
    (told, sandbox)
}

#[tokio::test(flavor = "multi_thread")]
async fn trains_end_as_their_pipelines_do() {
    let merge_request = "/projects/acme%2Fapi/merge_requests/1";
    let (told, sandbox) = ridden("succeed").await;
    let merged = [
        "idle opened",
        "fresh opened",
        "merging opened",
        "merging locked",
        "merging merged",
        "merged merged",
    ];
    assert_eq!(told, merged);
    let (_, request) = get(&sandbox, merge_request);
    check(&request, &[("/state", json!("merged")), ("/merge_when_pipeline_succeeds", json!(true))]);

    for (fate, why) in [("fail", "did not succeed"), ("empty", "would have been empty")] {
        let (told, sandbox) = ridden(fate).await;
        assert_eq!(told.last().map(String::as_str), Some("gone"), "{fate}");
        let (_, request) = get(&sandbox, merge_request);
        check(
            &request,
            &[
                ("/state", json!("opened")),
                ("/merge_when_pipeline_succeeds", json!(false)),
                ("/detailed_merge_status", json!("mergeable")),
            ],
        );
        let (_, notes) = get(&sandbox, &format!("{merge_request}/notes"));
        assert!(notes[0]["body"].as_str().unwrap().contains(why), "{notes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_branch_goes_with_the_merge_unless_it_is_protected() {
    let requests = "[{ source_branch: one }, { source_branch: main, target_branch: next }, \
                    { source_branch: later, pipeline: running }, { source_branch: kept }]";
    let sandbox =
        started(&format!("projects: [{{ path: acme/api, merge_requests: {requests} }}]")).await;
    let there =
        |branch: &str| sandbox.world().project("acme/api").unwrap().branches.contains_key(branch);
    let path = |iid: u64| format!("/projects/acme%2Fapi/merge_requests/{iid}");
    let merge = |iid: u64, body: Value| {
        let (status, answer) =
            call(&sandbox, ADMIN_TOKEN, "PUT", &format!("{}/merge", path(iid)), Some(body));
        assert_eq!(status, 200, "{answer}");
        answer["state"].clone()
    };
    let removed = json!({ "should_remove_source_branch": true });
    assert_eq!(merge(1, removed.clone()), "merged");
    assert_eq!(merge(2, removed), "merged");
    assert_eq!(merge(4, json!({ "should_remove_source_branch": false })), "merged");
    assert_eq!((there("one"), there("main"), there("kept")), (false, true, true));

    let armed = json!({ "auto_merge": true, "should_remove_source_branch": true });
    assert_eq!(merge(3, armed), "opened");
    assert_eq!(get(&sandbox, &path(3)).1["state"], "opened");
    assert_eq!(get(&sandbox, &path(3)).1["state"], "opened", "nothing happens before it is green");
    {
        let mut world = sandbox.world();
        let project = world.projects.values_mut().next().unwrap();
        project.pipelines.values_mut().for_each(|run| run.status = String::from("success"));
    }
    let told: Vec<Value> = (0..3).map(|_| get(&sandbox, &path(3)).1["state"].clone()).collect();
    assert_eq!(told, ["opened", "locked", "merged"]);
    assert!(!there("later"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fast_forward_needs_the_head_of_the_target_branch() {
    let requests = "[{ pipeline: running }, { pipeline: success }]";
    let project =
        format!("path: acme/api, settings: {{ merge_method: ff }}, merge_requests: {requests}");
    let sandbox = started(&format!("projects: [{{ {project} }}]")).await;
    let path = |iid: u64| format!("/projects/acme%2Fapi/merge_requests/{iid}");
    let merge = |iid: u64| {
        call(&sandbox, ADMIN_TOKEN, "PUT", &format!("{}/merge", path(iid)), Some(json!({})))
    };
    let (status, one) = merge(1);
    assert_eq!(
        (status, &one["state"], &one["merge_commit_sha"]),
        (200, &json!("merged"), &Value::Null)
    );
    let head = sandbox.world().project("acme/api").unwrap().branches["main"].sha.clone();
    assert_eq!(one["sha"], head);
    assert_eq!(get(&sandbox, &path(2)).1["detailed_merge_status"], "need_rebase");
    assert_eq!(merge(2), (422, json!({ "message": "Branch cannot be merged" })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_takes_off_a_train_and_starts_one_anew() {
    let requests = "[{ source_branch: a }, { source_branch: b }, { source_branch: c }]";
    let project = format!("path: acme/api, merge_trains: true, merge_requests: {requests}");
    let sandbox = started(&format!("projects: [{{ {project} }}]")).await;
    let trains = "/projects/acme%2Fapi/merge_trains";
    for iid in 1..=3 {
        let path = format!("{trains}/merge_requests/{iid}");
        assert_eq!(post(&sandbox, &path, json!({})).0, 201);
    }
    let told = || {
        let (_, cars) = get(&sandbox, &format!("{trains}?sort=asc"));
        let told = |car: &Value| {
            let (iid, run) = (car["merge_request"]["iid"].as_u64(), car["pipeline"]["id"].as_u64());
            (iid.unwrap(), car["status"].as_str().unwrap().to_owned(), run)
        };
        cars.as_array().unwrap().iter().map(told).collect::<Vec<_>>()
    };
    let push = |branch: &str| {
        let json = json!({ "branch": branch, "commit_message": "more", "content": branch });
        let path = format!("/projects/acme%2Fapi/repository/files/{branch}");
        assert_eq!(post(&sandbox, &path, json).0, 201);
    };
    told();
    let before = told();
    assert!(before.iter().all(|(_, status, run)| status == "fresh" && run.is_some()));

    push("b");
    let (_, request) = get(&sandbox, "/projects/acme%2Fapi/merge_requests/2");
    let off = [("/merge_when_pipeline_succeeds", json!(false)), ("/merge_user", Value::Null)];
    check(&request, &off);
    let (_, notes) = get(&sandbox, "/projects/acme%2Fapi/merge_requests/2/notes");
    let why = "because the source branch was updated";
    assert!(notes[0]["body"].as_str().unwrap().contains(why), "{notes}");
    let after = told();
    assert_eq!(after.iter().map(|(iid, ..)| *iid).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(after[0], before[0], "the one before it is not concerned");
    assert!(after[1].2 > before[2].2, "the one behind it is built anew: {after:?}");

    push("main");
    let first = told();
    assert!(first[0].2 > after[1].2, "{first:?}");
    let second = told();
    assert_eq!(second[0], first[0]);
    assert!(second[1].2 > second[0].2, "the one behind is built on the new one: {second:?}");
    assert_eq!(told(), second, "and then there is nothing more to build");
    let old = format!("/projects/acme%2Fapi/pipelines/{}", after[0].2.unwrap());
    assert_eq!(get(&sandbox, &old).1["status"], "canceled");
}

#[tokio::test(flavor = "multi_thread")]
async fn deployments_of_jobs_are_not_changed_by_hand() {
    let sandbox = started(
        "
projects:
  - path: acme/api
    deployments:
      - { environment: production, status: running, job: deploy }
      - { environment: production, status: running }
",
    )
    .await;
    let put = |id: u64| {
        let path = format!("/projects/acme%2Fapi/deployments/{id}");
        call(&sandbox, super::ADMIN_TOKEN, "PUT", &path, Some(json!({ "status": "success" })))
    };
    let (status, answer) = put(1);
    assert_eq!(status, 403);
    assert!(answer["message"].as_str().unwrap().contains("GitLab CI"));
    assert_eq!(put(2).0, 200);
}

#[test]
fn seeds_of_trains_and_deployments_with_mistakes_are_refused() {
    let refused = |what: &str, part: &str| {
        let seed = Seed::parse(&format!("projects: [{{ path: acme/api, {what} }}]"));
        let error = seed.and_then(|seed| seed.world().map(|_| ())).expect_err(what).to_string();
        assert!(error.contains(part), "{error}");
    };
    refused("cars: [{ merge_request: 1 }]", "merge request 1 not found");
    refused("merge_requests: [{ pipeline: green }]", "`green` is not a status of a pipeline");
    refused("deployments: [{ environment: a, status: pending }]", "`pending` is not a status");
    refused("environments: [{ name: a, tier: prod }]", "`prod` is not a tier");
    refused("train_pipelines: never", "`never` is not a value of `train_pipelines`");
}

/// The table was measured, with rows written into the database for the states that no client can reach.
#[tokio::test(flavor = "multi_thread")]
async fn deployments_go_from_state_to_state_as_measured() {
    let path =
        format!("{}/tests/recordings/deployments_transitions.json", env!("CARGO_MANIFEST_DIR"));
    let recording: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut cases = 0;
    for (from, targets) in recording["given"]["matrix"]["from"].as_object().unwrap() {
        for (to, expected) in targets.as_object().unwrap() {
            let row = format!("{{ environment: e, status: {from} }}");
            let sandbox =
                started(&format!("projects: [{{ path: acme/api, deployments: [{row}] }}]")).await;
            let one = "/projects/acme%2Fapi/deployments/1";
            let wanted = Some(json!({ "status": to }));
            let (status, answer) = call(&sandbox, super::ADMIN_TOKEN, "PUT", one, wanted);
            assert_eq!(json!(status), expected["http"], "{from} to {to}");
            if status == 400 {
                assert_eq!(answer, expected["body"], "{from} to {to}");
            }
            assert_eq!(get(&sandbox, one).1["status"], expected["status_after"], "{from} to {to}");
            cases += 1;
        }
    }
    assert_eq!(cases, 28);
}
