//! What comes of a creation whose response is lost while GitLab is still working on it, of two applies at once, and of
//! answers that are not GitLab's own: nothing is created twice, and nothing counts as deleted that exists.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeMap;
use std::time::Duration;

use crate::cases::CASES;
use crate::support::World;
use labwright::apply::{self, Report, Secrets, Sources};
use labwright::kinds::KINDS;
use labwright::plan::{Approved, Plan};
use labwright::resource::{Duplicates, Entry, In, Removal, Shape};
use labwright::sandbox::{Fault, Harm, Loss};
use serde_json::{Value, json};

const SEED: &str = "
hooks: [{ url: 'https://old.example.com/', name: old }]
projects:
  - path: acme/api
    merge_trains: true
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    external_status_checks: [{ name: B, external_url: 'https://b.example.com' }]
    merge_requests:
      - { iid: 1, source_branch: green, pipeline: success }
      - { iid: 4, source_branch: f, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, pipeline: success }
";

const HOOK: &str = "
version: 1
instance: { system_hooks: [{ name: audit, url: 'https://audit.example.com/' }] }
";
const RUNNING: &str = "
version: 1
projects: { acme/api: { deployments: [{ environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: running }] } }
";
const ALL: &str = "
version: 1
instance: { system_hooks: [{ name: audit, url: 'https://audit.example.com/' }] }
projects:
  acme/api:
    protected_branches: [{ name: stable }]
    external_status_checks: [{ name: A, external_url: 'https://a.example.com' }]
    merge_trains: [{ merge_request: 1 }]
    merge_requests: [{ iid: 4, status_checks: [{ name: B, status: passed }] }]
    deployments: [{ environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: running }]
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world
}

/// Applies, with so much time between two looks.
async fn apply(world: &World, plan: Plan, poll: u64) -> Report {
    let env = |name: &str| match name {
        "CANARY_URL" => Some("https://canary.example.com/in".to_owned()),
        name => name.starts_with("CANARY_").then(|| format!("value-of-{name}")),
    };
    let sources = Sources::new(&env, world.folder());
    let secrets = Secrets::find(&plan, &sources).unwrap_or_else(|it| panic!("{it}"));
    let settings = apply::Pacing { poll: Duration::from_millis(poll), ..Default::default() };
    apply::apply(Approved::by_hand(plan), &world.reader(), &secrets, &settings, &()).await
}

fn told(report: &Report, at: usize) -> (String, String) {
    let told = report.entries[at].told(at + 1);
    (told.outcome, told.message)
}

async fn many(world: &World, path: &str) -> usize {
    world.send("GET", path, Value::Null).await.body.as_array().unwrap().len()
}

const LOSSES: [Loss; 4] = [Loss::BadGateway, Loss::Unavailable, Loss::GatewayTimeout, Loss::Drop];

/// Where each world has one after its creation.
const CREATED: [(&str, &str, &str, usize); 2] = [
    (HOOK, "/hooks", "/hooks", 2),
    (RUNNING, "/projects/*/deployments", "/projects/acme%2Fapi/deployments", 1),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_takes_effect_late_is_not_done_twice() {
    for (files, posted, listed, expected) in CREATED {
        for answer in LOSSES {
            let world = world(files).await;
            let plan = world.plan().await;
            let late = Harm::Late { milliseconds: 250, answer };
            world.sandbox().fault(Fault::new("POST", posted, late));
            let report = apply(&world, plan, 200).await;
            let (outcome, message) = told(&report, 0);
            assert_eq!(outcome, "done", "{files} {answer:?}: {message}");
            assert!(message.contains("took effect"), "{message}");
            assert_eq!(many(&world, listed).await, expected, "{files} {answer:?}");
            assert!(world.plan().await.steps().is_empty());
            world.finish();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_may_take_effect_later_still_is_unknown_and_the_next_apply_finds_it() {
    for (files, posted, listed, expected) in CREATED {
        let late = LOSSES.map(|answer| Harm::Late { milliseconds: 600, answer });
        let never = [Harm::BadGateway, Harm::Unavailable { retry_after: None }, Harm::DropBefore];
        for harm in never.into_iter().chain(late) {
            let world = world(files).await;
            let plan = world.plan().await;
            world.sandbox().fault(Fault::new("POST", posted, harm.clone()));
            let report = apply(&world, plan, 1).await;
            let (outcome, message) = told(&report, 0);
            assert_eq!(outcome, "unknown", "{harm:?}: {message}");
            assert!(message.contains("not sent again"), "{message}");
            let sent =
                world.exchanges().into_iter().filter(|it| it.method == "POST" && it.status != 201);
            assert_eq!(sent.count(), 1, "{harm:?}");
            if matches!(harm, Harm::Late { .. }) {
                while many(&world, listed).await < expected {
                    tokio::task::yield_now().await;
                }
                assert!(world.plan().await.steps().is_empty(), "it is found");
            }
            world.converge().await;
            assert_eq!(many(&world, listed).await, expected, "{harm:?}");
            world.finish();
        }
    }
}

/// GitLab refuses a second one, so the call may be sent again.
#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_keeps_apart_is_sent_again() {
    let check = "version: 1\nprojects: { acme/api: { external_status_checks: [{ name: A, external_url: 'https://a.example.com' }] } }";
    let late = LOSSES.map(|answer| Harm::Late { milliseconds: 30, answer });
    for harm in [Harm::BadGateway].into_iter().chain(late) {
        let world = world(check).await;
        let plan = world.plan().await;
        world.sandbox().fault(Fault::new("POST", "**/external_status_checks", harm));
        let report = apply(&world, plan, 1).await;
        assert_eq!(told(&report, 0).0, "done", "{:?}", told(&report, 0));
        assert_eq!(many(&world, "/projects/acme%2Fapi/external_status_checks").await, 2);
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_applies_at_once_create_one() {
    for (files, _, listed, expected) in CREATED {
        let world = world(files).await;
        let (one, two) = (world.plan().await, world.plan().await);
        assert!(apply(&world, one, 1).await.is_whole());
        let report = apply(&world, two, 1).await;
        let (outcome, message) = told(&report, 0);
        assert_eq!(outcome, "done", "{message}");
        assert!(message.contains("nothing was sent"), "{message}");
        assert_eq!(many(&world, listed).await, expected, "{files}");
        world.finish();
    }
    // Another one of the same name.
    let world = world(HOOK).await;
    let plan = world.plan().await;
    world
        .send("POST", "/hooks", json!({ "name": "audit", "url": "https://other.example.com/" }))
        .await;
    let (outcome, message) = told(&apply(&world, plan, 1).await, 0);
    assert_eq!(outcome, "failed", "{message}");
    assert!(message.contains("with other values"), "{message}");
    assert_eq!(many(&world, "/hooks").await, 2);
    // Unreadable is not absent.
    world.write("labwright.yaml", &HOOK.replace("audit", "third"));
    let plan = world.plan().await;
    world.sandbox().fault(Fault::new("GET", "/hooks", Harm::Removed { at: "/0/id".to_owned() }));
    let (outcome, message) = told(&apply(&world, plan, 1).await, 0);
    assert_eq!(outcome, "failed", "{message}");
    assert!(message.contains("cannot check"), "{message}");
    assert_eq!(many(&world, "/hooks").await, 2);
    world.finish();
}

/// Two of it are a problem with a way out.
#[tokio::test(flavor = "multi_thread")]
async fn two_of_the_same_name_are_reported_with_a_way_out() {
    let world = world(HOOK).await;
    for _ in 0..2 {
        world
            .send("POST", "/hooks", json!({ "name": "audit", "url": "https://audit.example.com/" }))
            .await;
    }
    let plan = world.plan().await;
    let told = format!("{:?}", plan.problems);
    assert!(plan.steps().is_empty(), "{told}");
    assert!(
        told.contains("GitLab has 2 objects with this identity (IDs 2, 3)")
            && told.contains("DELETE hooks/3"),
        "{told}"
    );
    world.send("DELETE", "/hooks/3", Value::Null).await;
    assert!(world.plan().await.problems.is_empty());
    world.finish();
}

/// Each kind says what GitLab does with the same creation once more: here GitLab is asked.
#[tokio::test(flavor = "multi_thread")]
async fn a_kind_says_whether_gitlab_creates_a_second_one() {
    // Settings are always there.
    let created = |it: &&Entry| it.spec.shape != Shape::Single || it.spec.removal != Removal::Never;
    let mut kinds: BTreeMap<_, _> =
        KINDS.iter().filter(created).map(|it| (it.spec.kind, it.spec.duplicates)).collect();
    let mut worlds = vec![world(ALL).await];
    for case in CASES.iter().filter(|it| it.scope != In::MergeRequest) {
        let mut world = World::start(case.seed).await;
        for name in ["CANARY_TOKEN", "CANARY_VARIABLE", "CANARY_HEADER", "CANARY_SECRET"] {
            world.secret(name, &format!("value-of-{name}"));
        }
        world.secret("CANARY_URL", "https://canary.example.com/in");
        world.write("canary", "value-of-a-file");
        world.write("labwright.yaml", &format!("version: 1\n{}", case.stages[0]));
        worlds.push(world);
    }
    for world in worlds {
        let plan = world.plan().await;
        let of: Vec<_> = plan
            .steps()
            .iter()
            .map(|it| (it.entry.spec.kind, format!("/{}", it.request.path)))
            .collect();
        assert!(apply(&world, plan, 1).await.is_whole());
        let posts: Vec<_> =
            world.exchanges().into_iter().filter(|it| it.method == "POST").collect();
        for (kind, path) in of {
            let Some(post) = posts.iter().find(|it| it.path == path) else { continue };
            let again = world.send("POST", &path, post.body.clone().unwrap_or_default()).await;
            // Some are accepted and return the object that exists.
            let first = post.answer.as_ref().map(|it| it["id"].clone()).unwrap_or_default();
            let second = (200..300).contains(&again.status)
                && (first.is_null() || again.body["id"] != first);
            let Some(said) = kinds.remove(kind) else { continue };
            assert_eq!(second, said == Duplicates::Accepted, "{kind}: {again:?}");
        }
        world.take_exchanges();
        world.finish();
    }
    assert!(kinds.is_empty(), "not in this world: {kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_404_to_a_deletion_is_not_believed() {
    let files = "version: 1\ninstance: { system_hooks: [{ name: old, state: absent }] }";
    // Something in front of GitLab says so.
    let world = world(files).await;
    let plan = world.plan().await;
    world.sandbox().fault(Fault::new("DELETE", "/hooks/*", Harm::NotFound));
    let report = apply(&world, plan, 1).await;
    let (outcome, message) = told(&report, 0);
    assert_eq!(outcome, "failed", "{message}");
    assert!(message.contains("It still exists"), "{message}");
    assert_eq!(many(&world, "/hooks").await, 1);
    // It cannot be read whether it is there.
    let plan = world.plan().await;
    world.sandbox().clear_faults();
    world.sandbox().fault(Fault::new("DELETE", "/hooks/*", Harm::NotFound));
    world.sandbox().fault(Fault::new("GET", "/hooks", Harm::Forbidden).always());
    let (outcome, message) = told(&apply(&world, plan, 1).await, 0);
    assert_eq!(outcome, "unknown", "{message}");
    world.sandbox().clear_faults();
    // It is gone.
    let plan = world.plan().await;
    world.send("DELETE", "/hooks/1", Value::Null).await;
    let (outcome, message) = told(&apply(&world, plan, 1).await, 0);
    assert_eq!((outcome.as_str(), message.as_str()), ("done", "it was already deleted"));
    // A key of a hook.
    world.write(
        "labwright.yaml",
        "version: 1\ninstance: { system_hooks: [{ name: keyed, url: 'https://keyed.example.com/', custom_headers: {} }] }",
    );
    let headers = json!([{ "key": "X-Team", "value": "1" }]);
    let body =
        json!({ "name": "keyed", "url": "https://keyed.example.com/", "custom_headers": headers });
    world.send("POST", "/hooks", body).await;
    let plan = world.plan().await;
    world.sandbox().fault(Fault::new("DELETE", "/hooks/*/custom_headers/*", Harm::NotFound));
    let (outcome, message) = told(&apply(&world, plan, 1).await, 0);
    assert_eq!(outcome, "failed", "{message}");
    world.converge().await;
    world.finish();
}
