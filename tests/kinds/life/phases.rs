//! What is created is there before the rest is planned again, and only what was approved is sent.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::sync::Mutex;
use std::time::Duration;

use labwright::apply::apply_in_phases;
use labwright::apply::{Entry, Outcome, Pacing, Progress, Report, Secrets, Sources, Stop};
use labwright::plan::{Again, Allowed, Approved, Options, Plan, Saved};
use labwright::sandbox::Exchange;
use serde_json::{Value, json};

use crate::support::World;

const SEED: &str = "groups: [{ path: acme }]";

const FILES: &str = "version: 1
projects:
  acme/api:
    create: { initialize_with_readme: true }
    settings: { ci_default_git_depth: 7, archived: true }
    labels: [{ name: bug, color: '#d9534f' }]
    protected_branches: [{ name: main, allowed_to_push: [no one], allowed_to_merge: [developer] }]
  acme/web:
    create: true
    labels: [{ name: bug, color: '#d9534f' }]
";

/// Does something in GitLab when a step ended.
struct When<'w> {
    address: &'static str,
    act: &'w (dyn Fn() + Sync),
    told: Mutex<Vec<(usize, String)>>,
}

impl Progress for When<'_> {
    fn ended(&self, number: usize, entry: &Entry) {
        self.told.lock().unwrap().push((number, entry.address.to_string()));
        if entry.address.as_str() == self.address {
            (self.act)();
        }
    }
}

/// Applies, and looks so often for what GitLab makes by itself: in the sandbox, time passes with requests.
async fn apply(
    world: &World,
    plan: Plan,
    settle: usize,
    stop: Stop,
    told: &dyn Progress,
) -> Report {
    let sources = Sources::new(&|_| None, world.folder());
    let secrets = Secrets::find(&plan, &sources).unwrap();
    let pacing = Pacing { poll: Duration::ZERO, settle, stop, ..Pacing::default() };
    let (config, options, allowed) = (world.config(), Options::default(), Allowed::default());
    let again = Again { config: &config, options: &options, allowed: &allowed };
    let reader = world.reader();
    apply_in_phases(Approved::by_hand(plan), &again, &reader, &secrets, &pacing, told).await
}

/// Method and path of all that was sent that could write.
fn writes(all: &[Exchange]) -> Vec<String> {
    let writes = all.iter().filter(|it| !["GET", "HEAD"].contains(&&*it.method));
    let mut writes: Vec<_> = writes
        .filter(|it| !it.path.ends_with("graphql"))
        .map(|it| format!("{} {}", it.method, it.path))
        .collect();
    writes.sort();
    writes
}

async fn planned(world: &World, files: &str) -> Plan {
    world.write("labwright.yaml", files);
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    plan
}

fn outcome<'r>(report: &'r Report, address: &str) -> Vec<&'r Outcome> {
    let of = report.entries.iter().filter(|it| it.address.as_str() == address);
    of.map(|it| &it.outcome).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_makes_by_itself_is_waited_for_and_updated() {
    let world = World::start(SEED).await;
    let plan = planned(&world, FILES).await;
    world.take_exchanges();
    let numbers: Vec<_> =
        (1..).zip(plan.steps()).map(|(at, it)| (at, it.order.address.to_string())).collect();
    let told = When { address: "", act: &|| {}, told: Mutex::default() };
    let report = apply(&world, plan, 10_000, Stop::default(), &told).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = world.take_exchanges();
    assert_eq!(
        writes(&sent),
        [
            "PATCH /projects/acme%2Fapi/protected_branches/main",
            "POST /projects",
            "POST /projects",
            "POST /projects/acme%2Fapi/archive",
            "POST /projects/acme%2Fapi/labels",
            "POST /projects/acme%2Fweb/labels",
            "PUT /projects/acme%2Fapi",
        ]
    );
    // Each step has the number that it has in the plan.
    let mut told = told.told.into_inner().unwrap();
    told.sort();
    assert_eq!(told, numbers);
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_comes_is_waited_for_a_while() {
    let world = World::start(SEED).await;
    let open = json!({ "default_branch_protection": 0 });
    assert_eq!(world.send("PUT", "/groups/acme", open).await.status, 200);
    let plan = planned(&world, FILES).await;
    world.take_exchanges();
    let report = apply(&world, plan, 3, Stop::default(), &()).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = world.take_exchanges();
    let list = "/projects/acme%2Fapi/protected_branches";
    let looks = sent.iter().filter(|it| it.method == "GET" && it.path == list);
    // The last one is that of planning.
    assert_eq!(looks.count(), 4);
    assert!(writes(&sent).contains(&"POST /projects/acme%2Fapi/protected_branches".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn between_the_phases_an_apply_can_end_and_its_plan_holds_for_the_rest() {
    let world = World::start(SEED).await;
    let plan = planned(&world, FILES).await;
    let saved = Saved::parse(plan.to_json().to_string().as_bytes()).unwrap();
    let stop = Stop::default();
    let act = || stop.gently();
    let told = When { address: "projects/acme/web/project", act: &act, told: Mutex::default() };
    let report = apply(&world, plan, 3, stop.clone(), &told).await;
    assert!(report.interrupted);
    assert_eq!(report.entries.len(), 7);
    assert_eq!(outcome(&report, "projects/acme/web/labels/bug"), [&Outcome::NotStarted]);
    world.take_exchanges();
    let fresh = world.plan().await;
    let approved = Approved::by_file(fresh, &saved).unwrap();
    let made =
        approved.plan().steps().iter().filter(|it| it.order.address.as_str().ends_with("/project"));
    assert_eq!(made.count(), 0);
    let rest = world.plan().await;
    assert!(apply(&world, rest, 3, Stop::default(), &()).await.is_whole());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_approved_is_not_sent_after_a_creation() {
    let world = World::start(SEED).await;
    let files = FILES.replace(
        "labels: [{ name: bug, color: '#d9534f' }]",
        "labels: { prune: true, items: [{ name: bug, color: '#d9534f' }] }",
    );
    let plan = planned(&world, &files).await;
    world.take_exchanges();
    // Another one made labels meanwhile: one that is declared, and one that is not.
    let act = || {
        let make = async {
            for (name, color) in [("bug", "#000000"), ("mine", "#ffffff")] {
                let body = json!({ "name": name, "color": color });
                let made = world.send("POST", "/projects/acme%2Fweb/labels", body).await;
                assert_eq!(made.status, 201);
            }
        };
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(make));
    };
    let told = When { address: "projects/acme/web/project", act: &act, told: Mutex::default() };
    let report = apply(&world, plan, 3, Stop::default(), &told).await;
    assert!(!report.is_whole());
    assert!(matches!(outcome(&report, "projects/acme/web/labels/bug")[..], [Outcome::Done { .. }]));
    let [Outcome::Failed { message, .. }] = outcome(&report, "projects/acme/web/labels/mine")[..]
    else {
        panic!("{:#}", report.to_json());
    };
    assert!(message.contains("was approved does not show this change"), "{message}");
    let sent = writes(&world.take_exchanges());
    assert!(sent.iter().all(|it| !it.starts_with("DELETE")), "{sent:?}");
    assert!(
        sent.contains(&"PUT /projects/acme%2Fweb/labels/1".to_owned())
            || sent.iter().any(|it| it.starts_with("PUT /projects/acme%2Fweb/labels/")),
        "{sent:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_created_is_tried_once_and_nothing_in_it() {
    let world = World::start(SEED).await;
    let plan = planned(&world, FILES).await;
    world.take_exchanges();
    // Somebody was faster, with a name that is taken.
    let taken = json!({ "name": "web", "path": "other", "namespace_id": world.sandbox().world().group_at("acme") });
    assert_eq!(world.send("POST", "/projects", taken).await.status, 201);
    world.take_exchanges();
    let report = apply(&world, plan, 3, Stop::default(), &()).await;
    let web = outcome(&report, "projects/acme/web/project");
    assert!(matches!(web[..], [Outcome::Failed { .. }]), "{web:?}");
    let label = outcome(&report, "projects/acme/web/labels/bug");
    let because = "projects/acme/web/project".to_owned();
    assert_eq!(label, [&Outcome::Skipped { because }]);
    assert!(matches!(outcome(&report, "projects/acme/api/labels/bug")[..], [Outcome::Done { .. }]));
    let sent = world.take_exchanges();
    let posts: Vec<Value> = sent
        .iter()
        .filter(|it| it.method == "POST" && it.path == "/projects")
        .map(|it| it.body.clone().unwrap()["path"].clone())
        .collect();
    assert_eq!(posts.len(), 2, "{posts:?}");
}
