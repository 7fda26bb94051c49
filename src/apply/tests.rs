//! What a step can carry, on the wire: values that a response brings, values that are known when a call is sent, calls for
//! several objects, and objects that lie elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Outcome, Pacing, Report, Secrets, Sources, apply};
use crate::gitlab::{ApiPath, Method, Reader, Server, Settings, Token};
use crate::kinds::KINDS;
use crate::plan::{Approved, Plan, Stage, Step, Turned};
use crate::resource::{
    Action, Address, Check, Entry, Found, Fresh, Hole, In, Person, Produced, Rank, Referent, Scope,
    Target, Undo,
};
use crate::sandbox::{Fault, Harm, Sandbox, Seed};

const PROJECT: &str = "acme/api";

fn entry(kind: &str) -> &'static Entry {
    KINDS.iter().find(|it| it.spec.kind == kind && it.spec.scope == In::Project).unwrap()
}

fn project(below: &str) -> ApiPath {
    let path = ApiPath::new("projects").seg(PROJECT);
    if below.is_empty() { path } else { path.seg(below) }
}

/// A step that creates an object by a POST.
fn step(kind: &'static str, key: &str, body: Value) -> Step {
    Step::creating(entry(kind), &Scope::project(PROJECT), key, body)
}

async fn sandbox() -> Sandbox {
    let seed = Seed::parse("projects: [{ path: acme/api }, { path: acme/web }]").unwrap();
    let sandbox = Sandbox::start(&seed).await.unwrap();
    sandbox.record(true);
    sandbox
}

async fn run(sandbox: &Sandbox, steps: Vec<Step>) -> Report {
    run_knowing(sandbox, steps, BTreeMap::new()).await
}

async fn run_knowing(sandbox: &Sandbox, steps: Vec<Step>, ids: BTreeMap<Referent, u64>) -> Report {
    let server = Server::parse(&sandbox.url(), "test").unwrap();
    let token = Token::parse(crate::sandbox::ADMIN_TOKEN, "test").unwrap();
    let reader = Reader::new(Settings::new(server, token)).unwrap();
    let plan = Plan::of_steps(steps, ids);
    let secrets = Secrets::find(&plan, &Sources::new(&|_| None, ".")).unwrap();
    let pacing = Pacing { poll: Duration::from_millis(1), ..Pacing::default() };
    apply(Approved::by_hand(plan), &reader, &secrets, &pacing, &()).await
}

/// The bodies that were sent, in order.
fn sent(sandbox: &Sandbox) -> Vec<Value> {
    let exchanges = sandbox.exchanges();
    let writes = exchanges.iter().filter(|it| it.method != "GET");
    writes.filter_map(|it| it.body.clone()).collect()
}

/// A label whose color plays the part of a token.
fn token(color: &str) -> Step {
    let produces = &[Produced { field: "color", secret: true }];
    Step { produces, ..step("labels", "bug", json!({ "name": "bug", "color": color })) }
}

fn label(name: &str) -> Address {
    Scope::project(PROJECT).address_of("labels", name)
}

fn its(field: &str) -> Value {
    let address = label("bug");
    match field {
        "id" => Hole::Id(address.into()).value(),
        field => Hole::Answer { address, field: field.to_owned() }.value(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_a_response_brings_goes_where_it_is_needed() {
    let sandbox = sandbox().await;
    let text = Hole::Text(vec![json!("labwright: token "), its("id")]).value();
    let sink = json!({ "key": "TOKEN", "value": its("color"), "description": text });
    // The object of the step is the label; what it writes is a variable of another project.
    let web = Scope::Project(Arc::from("acme/web"));
    let mut deliver = step("labels", "bug", sink);
    deliver.order.part = 1;
    deliver.request.path = ApiPath::new("projects").seg("acme/web").seg("variables");
    deliver.elsewhere =
        Some(Target { scope: web.clone(), kind: entry("variables"), key: "TOKEN".to_owned() });
    deliver.check = Check::answer();
    assert_eq!(deliver.lane().as_str(), "projects/acme/web/variables");
    let report = run(&sandbox, vec![token("#fedcba"), deliver]).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = sent(&sandbox);
    assert_eq!(sent[1]["value"], "#fedcba");
    let id = sandbox.exchanges()[0].answer.as_ref().unwrap()["id"].clone();
    assert_eq!(sent[1]["description"], format!("labwright: token {id}"));
}

/// Delivers a field of the label to a variable of a project; if that fails, the label is deleted.
fn deliver(to: &str, field: &str, part: usize) -> Step {
    let mut step = step("labels", "bug", json!({ "key": "TOKEN", "value": its(field) }));
    step.order.part = part;
    step.request.path = ApiPath::new("projects").seg(to).seg("variables");
    let scope = Scope::project(to);
    step.elsewhere = Some(Target { scope, kind: entry("variables"), key: "TOKEN".to_owned() });
    step.undo = Some(Undo::creation(project("labels")));
    step
}

/// Another label, whose ID must not be taken for that of the new one.
async fn old_label(sandbox: &Sandbox) -> u64 {
    run(sandbox, vec![step("labels", "old", json!({ "name": "old", "color": "#123456" }))]).await;
    let id = sandbox.exchanges().last().unwrap().answer.as_ref().unwrap()["id"].as_u64().unwrap();
    sandbox.record(true);
    id
}

fn deleted(sandbox: &Sandbox) -> Vec<String> {
    let exchanges = sandbox.exchanges();
    exchanges.iter().filter(|it| it.method == "DELETE").map(|it| it.path.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_delivered_is_deleted_by_the_id_of_its_creation() {
    for (field, fault) in [
        // Refused, not sent because the response has no such field, and not sent because another object is missing.
        ("color", Some("/projects/*/variables")),
        ("secret", None),
        ("color", None),
    ] {
        let sandbox = sandbox().await;
        let old = old_label(&sandbox).await;
        if let Some(path) = fault {
            sandbox.fault(Fault::new("POST", path, Harm::Echo { status: 422 }));
        }
        let mut steps = vec![token("#fedcba"), deliver("acme/web", field, 1)];
        if field == "color" && fault.is_none() {
            let mut missing = step("badges", "x", json!({ "link_url": "no", "image_url": "no" }));
            missing.order.stage = Stage::Open;
            steps[1].needs.insert(missing.order.address.clone());
            steps.insert(0, missing);
        }
        // What comes after the delivery, such as the revocation of an old token, is not done.
        let mut revoke = step("labels", "bug", Value::Null);
        revoke.order.part = 2;
        revoke.request.method = Method::Delete;
        revoke.request.path = project("labels").seg(old);
        steps.push(revoke);
        // The plan knows an older object at this address: it is not the one that is deleted.
        let ids = BTreeMap::from([(label("bug").into(), old)]);
        let report = run_knowing(&sandbox, steps, ids).await;
        let entry = &report.entries[report.entries.len() - 2];
        let Outcome::Undone { call, undo, .. } = &entry.outcome else {
            panic!("{:#}", report.to_json())
        };
        assert_eq!(**undo, Outcome::Done { remarks: vec![] }, "{:#}", report.to_json());
        let deleted = deleted(&sandbox);
        let created = sandbox.exchanges();
        let mut created = created.iter().filter(|it| it.method == "POST" && it.status == 201);
        let id = created.next_back().unwrap().answer.as_ref().unwrap()["id"].clone();
        assert_eq!(deleted.len(), 1, "{deleted:?}");
        assert!(deleted[0].ends_with(&format!("/labels/{id}")), "{deleted:?}");
        assert!(call.ends_with(&format!("/labels/{id}")), "{call}");
        assert_eq!(report.entries.last().unwrap().outcome.word(), "skipped");
        let told = report.to_json()["results"][report.entries.len() - 2].clone();
        assert_eq!(
            (&told["outcome"], &told["undo"]["outcome"]),
            (&json!("failed"), &json!("done"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_be_in_use_is_not_deleted() {
    // Delivered to one project and refused by the other; and delivered, although the response is lost.
    for lost in [false, true] {
        let sandbox = sandbox().await;
        let harm = if lost { Harm::DropAfter } else { Harm::Echo { status: 422 } };
        let at =
            if lost { "/projects/acme%2Fapi/variables" } else { "/projects/acme%2Fweb/variables" };
        sandbox.fault(Fault::new("POST", at, harm));
        let steps = vec![
            token("#fedcba"),
            deliver("acme/api", "color", 1),
            deliver("acme/web", "color", 2),
        ];
        let report = run(&sandbox, steps).await;
        let words: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
        let expected =
            if lost { ["done", "unknown", "skipped"] } else { ["done", "done", "failed"] };
        assert_eq!(words, expected, "{:#}", report.to_json());
        assert!(deleted(&sandbox).is_empty(), "{:#}", report.to_json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_this_apply_did_not_certainly_create_is_not_deleted() {
    // Refused, and created without a response: what is found then could be someone else's.
    for harm in [Harm::Echo { status: 422 }, Harm::DropAfter] {
        let sandbox = sandbox().await;
        let old = old_label(&sandbox).await;
        sandbox.fault(Fault::new("POST", "/projects/*/labels", harm));
        let mut create = token("#fedcba");
        create.check = Check::answer().traced(Fresh::list(project("labels")), |_, list| {
            let found = list.as_array().into_iter().flatten().find(|it| it["name"] == "bug");
            found.map_or(Found::Nothing, |it| Found::Effect(it.clone()))
        });
        let ids = BTreeMap::from([(label("bug").into(), old)]);
        let steps = vec![create, deliver("acme/web", "secret", 1)];
        let report = run_knowing(&sandbox, steps, ids).await;
        assert_eq!(report.entries[1].outcome.word(), "skipped", "{:#}", report.to_json());
        assert!(deleted(&sandbox).is_empty(), "{:#}", report.to_json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_fails_is_reported_with_what_is_left() {
    let sandbox = sandbox().await;
    sandbox.fault(Fault::new("POST", "/projects/*/variables", Harm::Echo { status: 422 }));
    sandbox.fault(Fault::new("DELETE", "/projects/*/labels/*", Harm::Forbidden));
    let report = run(&sandbox, vec![token("#fedcba"), deliver("acme/web", "color", 1)]).await;
    let undo = report.to_json()["results"][1]["undo"].clone();
    assert_eq!(undo["outcome"], "failed", "{:#}", report.to_json());
    assert_eq!(undo["hint"], "the new object may still exist: delete it in GitLab");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_a_response_is_masked_from_then_on() {
    let sandbox = sandbox().await;
    let refused = Harm::Echo { status: 422 };
    sandbox.fault(Fault::new("POST", "/projects/*/variables", refused));
    let mut deliver = step("variables", "TOKEN", json!({ "key": "TOKEN", "value": its("color") }));
    deliver.order.rank = Turned::Forwards(Rank::Rules);
    let report = run(&sandbox, vec![token("#fedcba"), deliver]).await;
    let Outcome::Failed { message, .. } = &report.entries[1].outcome else {
        panic!("{:#}", report.to_json())
    };
    assert!(message.contains("\"key\":\"TOKEN\"") && !message.contains("fedcba"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_response_brought_is_not_sent() {
    let sandbox = sandbox().await;
    sandbox.fault(Fault::new("POST", "/projects/*/labels", Harm::Echo { status: 422 }));
    let mut deliver = step("variables", "TOKEN", json!({ "key": "TOKEN", "value": its("color") }));
    deliver.order.rank = Turned::Forwards(Rank::Rules);
    let report = run(&sandbox, vec![token("#fedcba"), deliver]).await;
    let because = format!("projects/{PROJECT}/labels/bug");
    assert_eq!(report.entries[1].outcome, Outcome::Skipped { because });
    assert_eq!(sent(&sandbox).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn days_and_values_of_the_moment_are_filled_in_when_a_call_is_sent() {
    let sandbox = sandbox().await;
    let body = json!({
        "key": "END", "value": Hole::Now(json!("0123abcd")).value(),
        "description": Hole::Day(90).value(),
    });
    let report = run(&sandbox, vec![step("variables", "END", body)]).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = &sent(&sandbox)[0];
    assert_eq!(sent["value"], "0123abcd");
    let day: jiff::civil::Date = sent["description"].as_str().unwrap().parse().unwrap();
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    // Midnight may pass while the test runs.
    let days = now.until(day).unwrap().get_days();
    assert!((89..=90).contains(&days), "{day}");
}

/// A step that sets one topic, and is sent in one call with others of that kind.
fn topic(name: &str, part: usize) -> Step {
    let mut step = step("settings", "", json!({ "topics": [name], "visibility": "private" }));
    step.order.address = step.scope.address_of("settings", name);
    step.order.part = part;
    step.request.method = Method::Put;
    step.request.path = project("");
    step.action = Action::Update;
    step.joined = Some("topics");
    step
}

#[tokio::test(flavor = "multi_thread")]
async fn several_objects_are_written_by_one_call() {
    let sandbox = sandbox().await;
    let mut refers = topic("c", 2);
    refers.needs.insert(label("missing"));
    refers.request.body["topics"] = json!([Hole::Id(label("missing").into()).value()]);
    let report = run(&sandbox, vec![topic("a", 0), topic("b", 1), refers]).await;
    assert_eq!(sent(&sandbox), [json!({ "topics": ["a", "b"], "visibility": "private" })]);
    let outcomes: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    assert_eq!(outcomes, ["done", "done", "skipped"], "{:#}", report.to_json());
    // Guards count objects, not calls.
    let mut gone = vec![topic("a", 0), topic("b", 1)];
    gone.iter_mut().for_each(|it| it.action = Action::Delete);
    let allowed = crate::plan::Allowed { deletes: 1, empty: true, ..Default::default() };
    assert_eq!(Plan::of_steps(gone, BTreeMap::new()).refusals(&allowed)[0].count, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_call_for_several_objects_fails_for_each() {
    let sandbox = sandbox().await;
    sandbox.fault(Fault::new("PUT", "/projects/*", Harm::Echo { status: 422 }));
    let other = {
        let mut it = topic("z", 2);
        it.request.body = json!({ "topics": ["z"], "description": "Z" });
        it
    };
    let report = run(&sandbox, vec![topic("a", 0), topic("b", 1), other]).await;
    let outcomes: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    // The last one has another body, and so a call of its own.
    assert_eq!(outcomes, ["failed", "failed", "done"], "{:#}", report.to_json());
}

/// A label `labels/bug` of the group `acme`, and the label `bug` of its subgroup `acme/labels` have one displayed address, and
/// so has the group `acme/labels/labels/bug`.
fn look_alike() -> [Address; 2] {
    [
        Scope::group("acme").address_of("labels", "labels/bug"),
        Scope::group("acme/labels").address_of("labels", "bug"),
    ]
}

fn of(address: &Address, name: &str, body: Value) -> Step {
    let scope = address.scope().clone();
    let entry = KINDS.iter().find(|it| it.spec.kind == "labels" && it.spec.scope == In::Group);
    let mut step = step("labels", address.key(), body);
    step.order.address = address.clone();
    step.request.path = scope.at("labels");
    step.request.body["name"] = json!(name);
    step.request.body["color"] = json!("#abcdef");
    Step { scope, entry: entry.unwrap(), ..step }
}

async fn groups() -> Sandbox {
    let seed = Seed::parse(
        "groups: [{ path: acme }, { path: acme/labels }]\nprojects: [{ path: acme/api }]",
    );
    let sandbox = Sandbox::start(&seed.unwrap()).await.unwrap();
    sandbox.record(true);
    sandbox
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_that_look_alike_have_their_own_ids() {
    let sandbox = groups().await;
    let [one, other] = look_alike();
    assert_eq!(one.as_str(), other.as_str());
    let group = Referent::Person(Person::Group("acme/labels/labels/bug".to_owned()));
    assert_eq!(group.to_string(), one.as_str());
    let ids = [&one, &other].map(|it| Hole::Id(it.clone().into()).value());
    let [a, b] = ids.clone();
    let mut refer = step("variables", "IDS", Value::Null);
    refer.request.body =
        json!({ "key": "IDS", "value": Hole::Text(vec![a, json!(" "), b]).value() });
    refer.order.rank = Turned::Forwards(Rank::Rules);
    refer.needs = BTreeSet::from(look_alike());
    let mut to_group = refer.clone();
    to_group.key = "GROUP".to_owned();
    to_group.order.address = to_group.scope.address_of("variables", "GROUP");
    to_group.request.body = json!({ "key": "GROUP", "value": Hole::Id(group).value() });
    let steps =
        vec![of(&one, "one", json!({})), of(&other, "other", json!({})), refer.clone(), to_group];
    let report = run(&sandbox, steps).await;
    let outcomes: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    // No group has that path here, and a label that looks like one is not it.
    assert_eq!(outcomes, ["done", "done", "done", "skipped"], "{:#}", report.to_json());
    let exchanges = sandbox.exchanges();
    // Calls of two collections are under way at once, so in any order.
    let id = |name: &str| {
        let answers = exchanges.iter().filter_map(|it| it.answer.as_ref());
        answers.filter(|it| it["name"] == name).map(|it| it["id"].clone()).next().unwrap()
    };
    assert_ne!(id("one"), id("other"));
    let sent = exchanges.iter().filter_map(|it| it.body.as_ref());
    let values: Vec<_> =
        sent.filter(|it| it["key"] == "IDS").map(|it| it["value"].clone()).collect();
    assert_eq!(values, [json!(format!("{} {}", id("one"), id("other")))]);
    // In documents, holes are as people see them.
    let shown = refer.document().request.body["value"]["$text"].clone();
    assert_eq!(shown, json!([{ "$id": one.as_str() }, " ", { "$id": other.as_str() }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_looks_like_a_failed_object_goes_on() {
    let sandbox = groups().await;
    let [one, other] = look_alike();
    sandbox.fault(Fault::new("POST", "/groups/acme/labels", Harm::Echo { status: 422 }));
    let mut needs = step("variables", "A", json!({ "key": "A", "value": "a" }));
    needs.order.rank = Turned::Forwards(Rank::Rules);
    needs.needs = BTreeSet::from([other.clone()]);
    let mut fails = step("variables", "B", json!({ "key": "B", "value": "b" }));
    fails.order.rank = Turned::Forwards(Rank::Rules);
    fails.needs = BTreeSet::from([one.clone()]);
    let steps = vec![of(&one, "one", json!({})), of(&other, "other", json!({})), needs, fails];
    let report = run(&sandbox, steps).await;
    let outcomes: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    assert_eq!(outcomes, ["failed", "done", "done", "skipped"], "{:#}", report.to_json());
    // Programs can see which of the two failed.
    let results = report.to_json()["results"].clone();
    assert_eq!(results[0]["address"], results[1]["address"]);
    let parts = |at: usize| [&results[at]["scope"], &results[at]["kind"], &results[at]["key"]];
    assert_eq!(parts(0), ["groups/acme", "labels", "labels/bug"]);
    assert_eq!(parts(1), ["groups/acme/labels", "labels", "bug"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_and_undos_in_an_object_reach_the_id_that_its_creation_brought() {
    let sandbox = sandbox().await;
    let schedule = json!({ "description": "nightly", "ref": "main", "cron": "@daily" });
    let create = step("pipeline_schedules", "nightly", schedule);
    let scope = create.entry.spec.scope_of(&create.scope, "nightly");
    let entry = create.entry.contents().next().unwrap();
    let collection = entry.spec.collection(&scope);
    let variable = |key: &str, part: usize| {
        let mut step = Step::creating(entry, &scope, key, json!({ "key": key, "value": "x" }));
        step.request.path = collection.clone();
        step.order.rank = Turned::Forwards(Rank::Contents);
        step.order.part = part;
        step
    };
    let mut refused = variable("no name", 1);
    refused.undo = Some(Undo {
        method: Method::Post,
        path: collection.clone(),
        body: json!({ "key": "OLD", "value": "y" }),
    });
    let report = run(&sandbox, vec![create, variable("NEW", 0), refused]).await;
    assert!(matches!(report.entries[1].outcome, Outcome::Done { .. }), "{:#}", report.to_json());
    let Outcome::Undone { call, undo, .. } = &report.entries[2].outcome else {
        panic!("{:#}", report.to_json())
    };
    assert_eq!(call, "POST projects/acme%2Fapi/pipeline_schedules/1/variables");
    assert!(matches!(**undo, Outcome::Done { .. }));
    let exchanges = sandbox.exchanges();
    let paths = exchanges.iter().map(|it| it.path.rsplit_once('/').unwrap_or_default());
    assert_eq!(
        paths
            .filter(|it| *it == ("/projects/acme%2Fapi/pipeline_schedules/1", "variables"))
            .count(),
        3
    );
}
