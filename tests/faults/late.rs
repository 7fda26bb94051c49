//! What comes of a creation whose response is lost while GitLab is still working on it, of two applies at once, and of
//! answers that are not GitLab's own: nothing is created twice, and nothing counts as deleted that exists.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::collections::BTreeSet;
use std::time::Duration;

use crate::strikes::{Column, SECRETS, Strike, strikes};
use crate::support::World;
use futures::stream::{self, StreamExt as _};
use labwright::apply::{self, Report, Secrets, Sources};
use labwright::kinds::KINDS;
use labwright::plan::{Approved, Plan};
use labwright::resource::{Duplicates, Entry, Removal, Shape};
use labwright::sandbox::{Exchange, Fault, Harm, Loss};
use serde_json::{Value, json};

const SEED: &str = "hooks: [{ url: 'https://old.example.com/', name: old }]";

const HOOK: &str = "
version: 1
instance: { system_hooks: [{ name: audit, url: 'https://audit.example.com/' }] }
";
async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world
}

/// Applies, with so much time between two looks.
async fn apply(world: &World, plan: Plan, poll: u64) -> Report {
    let env = |name: &str| SECRETS.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
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

/// The creations of all kinds of which GitLab makes a second object, or does not.
async fn creations(column: Column) -> impl Iterator<Item = &'static Strike> {
    strikes().await.iter().filter(move |it| it.column == column)
}

/// What came of the struck call.
fn told_of(report: &Report, strike: &Strike) -> (String, String) {
    let mut told = report.entries.iter().enumerate().map(|(at, it)| it.told(at + 1));
    let it = told.find(|it| it.address == strike.address.as_str()).unwrap();
    (it.outcome, it.message)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_takes_effect_late_is_not_done_twice() {
    for strike in creations(Column::PostTwice).await {
        for answer in LOSSES {
            let world = strike.world().await;
            let plan = world.plan_with(&strike.options()).await;
            let late = Harm::Late { milliseconds: 250, answer };
            world.sandbox().fault(Fault::new("POST", &strike.path, late));
            let (outcome, message) = told_of(&apply(&world, plan, 200).await, strike);
            let about = format!("{} {answer:?}: {message}", strike.address);
            assert!(outcome == "done" && message.contains("took effect"), "{about}");
            assert!(world.plan_with(&strike.options()).await.steps().is_empty(), "{about}");
            world.converge().await;
            strike.assert_nothing_is_there_twice(&world, &about).await;
            world.finish();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creation_that_may_take_effect_later_still_is_unknown_and_the_next_apply_finds_it() {
    let all = stream::iter(creations(Column::PostTwice).await);
    all.for_each_concurrent(4, |strike| async move {
        let late = LOSSES.map(|answer| Harm::Late { milliseconds: 2000, answer });
        let never = [Harm::BadGateway, Harm::Unavailable { retry_after: None }, Harm::DropBefore];
        for harm in never.into_iter().chain(late) {
            let world = strike.world().await;
            let plan = world.plan_with(&strike.options()).await;
            world.sandbox().fault(Fault::new("POST", &strike.path, harm.clone()));
            let (outcome, message) = told_of(&apply(&world, plan, 1).await, strike);
            let about = format!("{} {harm:?}: {message}", strike.address);
            let is_late = matches!(harm, Harm::Late { .. });
            // On a busy machine it may be there before labwright stops looking.
            let is_found = is_late && outcome == "done" && message.contains("took effect");
            let is_open = outcome == "unknown" && message.contains("not sent again");
            assert!(is_found || is_open, "{about}");
            // What takes effect late was sent before.
            let is_effect = |it: &Exchange| it.faulted && (200..300).contains(&it.status);
            let is_it = |it: &&Exchange| {
                it.method == "POST" && it.path == strike.path && !(is_late && is_effect(it))
            };
            assert_eq!(world.exchanges().iter().filter(is_it).count(), 1, "{about}");
            // It is found as soon as it is there.
            while is_late && !world.plan_with(&strike.options()).await.steps().is_empty() {}
            world.converge().await;
            strike.assert_nothing_is_there_twice(&world, &about).await;
            world.finish();
        }
    })
    .await;
}

/// GitLab refuses a second one, so the call may be sent again.
#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_keeps_apart_is_sent_again() {
    for strike in creations(Column::Post).await {
        for harm in [Harm::BadGateway, Harm::Late { milliseconds: 30, answer: Loss::Drop }] {
            let world = strike.world().await;
            let plan = world.plan_with(&strike.options()).await;
            world.sandbox().fault(Fault::new("POST", &strike.path, harm.clone()));
            let (outcome, message) = told_of(&apply(&world, plan, 1).await, strike);
            let about = format!("{} {harm:?}: {message}", strike.address);
            assert_eq!(outcome, "done", "{about}");
            world.converge().await;
            strike.assert_nothing_is_there_twice(&world, &about).await;
            world.finish();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_applies_at_once_create_one() {
    for strike in creations(Column::PostTwice).await {
        let world = strike.world().await;
        let one = world.plan_with(&strike.options()).await;
        let two = world.plan_with(&strike.options()).await;
        assert!(apply(&world, one, 1).await.is_whole());
        let (outcome, message) = told_of(&apply(&world, two, 1).await, strike);
        let about = format!("{}: {message}", strike.address);
        // What has secrets cannot be compared.
        let same = outcome == "done" && message.contains("nothing was sent");
        assert!(same || message.contains("someone else has created it"), "{about}");
        world.converge().await;
        strike.assert_nothing_is_there_twice(&world, &about).await;
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
    let posts = creations(Column::Post).await.chain(creations(Column::PostTwice).await);
    let mut asked = BTreeSet::new();
    for strike in posts {
        let world = strike.world().await;
        let report = apply(&world, world.plan_with(&strike.options()).await, 1).await;
        assert!(report.is_whole(), "{:#}", report.to_json());
        let is_it = |it: &Exchange| it.method == "POST" && it.path == strike.path;
        let post = world.exchanges().into_iter().find(is_it).unwrap();
        let again = world.send("POST", &post.path, post.body.unwrap_or_default()).await;
        // Some are accepted and return the object that exists.
        let first = post.answer.map(|it| it["id"].clone()).unwrap_or_default();
        let second =
            (200..300).contains(&again.status) && (first.is_null() || again.body["id"] != first);
        let accepts = strike.spec.duplicates == Duplicates::Accepted;
        assert_eq!(second, accepts, "{}: {again:?}", strike.address);
        asked.insert((strike.spec.scope, strike.spec.kind));
        world.take_exchanges();
    }
    // Settings are always there, a PUT that creates can be sent again, and only jobs create resource groups.
    let created = |it: &&Entry| {
        let is_there = it.spec.shape == Shape::Single && it.spec.removal == Removal::Never;
        let is_replaced = it.spec.duplicates == Duplicates::Replaced;
        !is_there && !is_replaced && !["integrations", "resource_groups"].contains(&it.spec.kind)
    };
    let mut kinds = KINDS.iter().filter(created).map(|it| (it.spec.scope, it.spec.kind));
    assert!(kinds.all(|it| asked.contains(&it)), "{asked:?}");
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
