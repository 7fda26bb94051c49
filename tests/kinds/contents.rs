//! Objects that belong to other objects: the variables of a schedule.

use crate::support::World;
use labwright::config::Choice;
use labwright::kinds::KINDS;
use labwright::plan::{Approved, Options, Plan, Saved};
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }, { username: max }]
tokens:
  - { user: mia, token: token-of-mia, scopes: [api] }
  - { user: max, token: token-of-max, scopes: [api] }
projects:
  - path: acme/api
    members: { mia: maintainer, max: developer }
";

const DECLARED: &str = "
version: 1
projects:
  acme/api:
    pipeline_schedules:
      - description: nightly
        ref: main
        cron: '0 1 * * *'
        variables: [{ key: A, value: one }, { key: B, value: two }]
";

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.secret("GITLAB_TOKEN", "token-of-mia");
    world.write("labwright.yaml", DECLARED);
    world
}

/// The calls of a plan, one line each: method and path.
fn calls(plan: &Plan) -> Vec<String> {
    let steps = plan.steps().iter();
    let path = "projects/acme%2Fapi/pipeline_schedules";
    let line = |it: &labwright::plan::Step| {
        let request = &it.request;
        format!("{} {}", request.method.as_str(), request.path).replace(path, "…")
    };
    steps.map(line).collect()
}

fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let path = "/projects/acme%2Fapi/pipeline_schedules";
    all.map(|it| format!("{} {}", it.method, it.path.replace(path, "…"))).collect()
}

fn saved(plan: &Plan) -> Saved {
    Saved::parse(plan.to_json().to_string().as_bytes()).unwrap_or_else(|it| panic!("{it}"))
}

fn only(patterns: &[&str]) -> Options {
    let patterns: Vec<String> = patterns.iter().map(|it| (*it).to_owned()).collect();
    Options { only: Choice::new("--only", &patterns).ok(), ..Options::default() }
}

async fn refused(world: &World) -> String {
    let plan = world.plan().await;
    assert!(plan.steps().is_empty(), "{:?}", plan.steps());
    assert_eq!(plan.problems.len(), 1, "{}", plan.problems);
    plan.problems.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_and_what_belongs_to_it_are_created_in_one_apply() {
    let world = world().await;
    let plan = world.plan().await;
    assert_eq!(
        calls(&plan),
        ["POST …", "POST …/{nightly}/variables", "POST …/{nightly}/variables"]
    );
    let step = plan.to_json()["steps"][1].clone();
    assert_eq!(step["address"], "projects/acme/api/pipeline_schedules/nightly/variables/A");
    assert_eq!(step["scope"], "projects/acme/api/pipeline_schedules/nightly");
    assert_eq!((&step["kind"], &step["key"]), (&json!("variables"), &json!("A")));
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    assert_eq!(writes(&world), ["POST …", "POST …/1/variables", "POST …/1/variables"]);
    let rest = world.plan().await;
    assert_eq!((rest.steps().len(), rest.unchanged), (0, 3));
    // One request for the list, and one for the schedule.
    let reads = world.take_exchanges();
    assert_eq!(reads.iter().filter(|it| it.path.contains("schedules")).count(), 2);

    world.write("labwright.yaml", &DECLARED.replace("value: two", "value: three"));
    assert_eq!(calls(&world.plan().await), ["PUT …/1/variables/B"]);
    let renamed = "description: hourly\n        was: nightly";
    let renamed = DECLARED.replace("description: nightly", renamed);
    world.write("labwright.yaml", &renamed.replace("value: two", "value: three"));
    assert_eq!(calls(&world.plan().await), ["PUT …/1", "PUT …/1/variables/B"]);
    let pruned = "variables: { prune: true, items: [{ key: B, value: two }] }";
    let list = "variables: [{ key: A, value: one }, { key: B, value: two }]";
    world.write("labwright.yaml", &DECLARED.replace(list, pruned));
    assert_eq!(calls(&world.plan().await), ["DELETE …/1/variables/A"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_for_what_belongs_to_an_object_that_gitlab_did_not_create() {
    for status in [400, 201] {
        let world = world().await;
        // The second one is created, and has no ID.
        let body = json!({ "id": null, "message": "no" }).to_string();
        let answer = Answer { status, body, ..Answer::default() };
        world.sandbox().fault(Fault::new(
            "POST",
            "/projects/*/pipeline_schedules",
            Harm::Answer(answer),
        ));
        let report = world.apply(world.plan().await).await;
        let told = report.to_json();
        assert_eq!(told["results"][1]["outcome"], "skipped", "{told:#}");
        assert_eq!(told["results"][2]["outcome"], "skipped", "{told:#}");
        assert!(writes(&world).iter().all(|it| !it.contains("variables")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_holds_for_what_belongs_to_an_object_that_was_created_meanwhile() {
    let world = world().await;
    let shown = saved(&world.plan().await);
    let all = json!({ "description": "nightly", "ref": "main", "cron": "0 1 * * *" });
    world.send_as("token-of-mia", "POST", "/projects/acme%2Fapi/pipeline_schedules", all).await;
    let fresh = world.plan().await;
    assert_eq!(calls(&fresh), ["POST …/1/variables", "POST …/1/variables"]);
    assert!(Approved::by_file(fresh, &shown).is_ok());
    // Another schedule in its place is not what was approved once the ID was known.
    let shown = saved(&world.plan().await);
    let path = "/projects/acme%2Fapi/pipeline_schedules";
    world.send_as("token-of-mia", "DELETE", &format!("{path}/1"), Value::Null).await;
    let all = json!({ "description": "nightly", "ref": "main", "cron": "0 1 * * *" });
    world.send_as("token-of-mia", "POST", path, all).await;
    assert!(Approved::by_file(world.plan().await, &shown).is_err());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn ownership_is_taken_once_before_the_first_change() {
    let world = world().await;
    assert!(world.apply(world.plan().await).await.is_whole());
    let path = "/projects/acme%2Fapi/pipeline_schedules/1/take_ownership";
    world.send("POST", path, Value::Null).await;
    let changed = DECLARED.replace("one", "three").replace("two", "four");
    world.write("labwright.yaml", &changed);
    let plan = world.plan().await;
    let taken = ["POST …/1/take_ownership", "PUT …/1/variables/A", "PUT …/1/variables/B"];
    assert_eq!(calls(&plan), taken);
    let step = plan.to_json()["steps"][0].clone();
    assert_eq!(step["changes"][0]["field"], "owner");
    assert_eq!(step["changes"][0]["before"], "root");
    assert_eq!(step["changes"][0]["after"], "mia");
    // A change of the schedule itself requires the same.
    world.write("labwright.yaml", &changed.replace("0 1 *", "0 2 *"));
    let plan = world.plan().await;
    let both = [taken[0], "PUT …/1", taken[1], taken[2]];
    assert_eq!(calls(&plan), both);
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    assert_eq!(writes(&world).len(), 4);
    assert!(world.plan().await.steps().is_empty());
    // Nobody takes what needs no change.
    world.send("POST", path, Value::Null).await;
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_are_not_sent_if_the_ownership_is_refused() {
    let world = world().await;
    assert!(world.apply(world.plan().await).await.is_whole());
    world
        .send("POST", "/projects/acme%2Fapi/pipeline_schedules/1/take_ownership", Value::Null)
        .await;
    world.write("labwright.yaml", &DECLARED.replace("one", "three"));
    let plan = world.plan().await;
    world.take_exchanges();
    world.sandbox().fault(Fault::new(
        "POST",
        "/projects/*/pipeline_schedules/*/take_ownership",
        Harm::Echo { status: 403 },
    ));
    let told = world.apply(plan).await.to_json();
    assert_eq!(told["results"][0]["outcome"], "failed", "{told:#}");
    assert_eq!(told["results"][1]["outcome"], "skipped", "{told:#}");
    assert_eq!(writes(&world), ["POST …/1/take_ownership"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_is_selected_with_all_that_belongs_to_it_and_that_alone_if_it_exists() {
    let world = world().await;
    for all in [
        "projects/acme/api/pipeline_schedules/nightly",
        "acme/api/pipeline_schedules",
        "pipeline_schedules",
        "acme/api/**",
    ] {
        let plan = world.plan_with(&only(&[all])).await;
        assert_eq!(plan.steps().len(), 3, "{all}");
        assert!(plan.notes.is_empty(), "{all}: {:?}", plan.notes);
    }
    // What is not selected is no problem, whatever `prune` would have to know of it.
    let list = "variables: [{ key: A, value: one }, { key: B, value: two }]";
    let pruned = "variables: { prune: true, items: [{ key: A, value: one }] }";
    let label = "    labels: [{ name: bug, color: '#ff0000' }]\n";
    world.write("labwright.yaml", &(DECLARED.replace(list, pruned) + label));
    let plan = world.plan_with(&only(&["acme/api/labels"])).await;
    assert_eq!((plan.steps().len(), plan.problems.len()), (1, 0), "{}", plan.problems);
    world.write("labwright.yaml", DECLARED);
    let one = only(&["acme/api/pipeline_schedules/nightly/variables/A"]);
    let plan = world.plan_with(&one).await;
    assert!(plan.steps().is_empty());
    let said = plan.problems.to_string();
    assert!(said.contains("nightly: does not exist, and this plan does not create it"), "{said}");
    assert!(world.apply(world.plan().await).await.is_whole());
    world.write("labwright.yaml", &DECLARED.replace("one", "x").replace("two", "y"));
    let plan = world.plan_with(&one).await;
    assert_eq!(calls(&plan), ["PUT …/1/variables/A"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_of_an_object_decides_what_is_planned_in_it() {
    let world = world().await;
    let path = "/projects/acme%2Fapi/pipeline_schedules";
    let all = json!({ "description": "nightly", "ref": "main", "cron": "0 1 * * *" });
    // Two of one name: which one has the variables?
    for _ in 0..2 {
        world.send_as("token-of-mia", "POST", path, all.clone()).await;
    }
    let said = refused(&world).await;
    assert!(said.contains("2 objects with this identity (IDs 1, 2)"), "{said}");
    world.send_as("token-of-mia", "DELETE", &format!("{path}/2"), Value::Null).await;
    // A tag is written in full.
    world.write("labwright.yaml", &DECLARED.replace("ref: main", "ref: v1"));
    world
        .send_as("token-of-mia", "PUT", &format!("{path}/1"), json!({ "ref": "refs/tags/v1" }))
        .await;
    let said = world.plan().await.problems.to_string();
    assert!(said.contains("its `ref` is `refs/tags/v1`"), "{said}");
    world.finish();

    let mut low = world_of_max().await;
    low.secret("GITLAB_TOKEN", "token-of-max");
    let said = refused(&low).await;
    assert!(said.contains("GitLab does not return `variables`"), "{said}");
    low.finish();
}

/// A schedule of somebody else, for a developer.
async fn world_of_max() -> World {
    let world = world().await;
    assert!(world.apply(world.plan().await).await.is_whole());
    world
}

#[test]
fn objects_of_objects_are_written_after_those_that_they_belong_to() {
    let mut count = 0;
    for parent in KINDS {
        for entry in parent.contents() {
            assert!(entry.spec.rank > parent.spec.rank, "{entry:?} and {parent:?}");
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn what_belongs_to_an_object_is_checked_like_everything_else() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = runtime.block_on(world());
    let problems = |text: &str| {
        world.write("labwright.yaml", text);
        world.try_config().map(|_| ()).unwrap_err().to_string()
    };
    let absent =
        DECLARED.replace("ref: main", "state: absent").replace("cron: '0 1 * * *'\n", "\n");
    let said = problems(&absent);
    assert!(said.contains("with `state: absent` cannot have `variables`"), "{said}");
    assert!(said.contains("labwright.yaml:9"), "{said}");
    let said = problems(&DECLARED.replace("key: B", "key: A"));
    assert!(said.contains("schedule variable `A` is declared twice"), "{said}");
    let said = problems(&DECLARED.replace("key: B", "kay: B"));
    assert!(said.contains("unknown key `kay`"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn contents_in_two_files_are_not_set_twice() {
    let world = world().await;
    world.write(
        "more.yaml",
        "projects: { acme/api: { pipeline_schedules: [{ description: nightly, ref: main, cron: '0 1 * * *', variables: [{ key: C, value: x }] }] } }",
    );
    world.write(
        "labwright.yaml",
        &DECLARED.replace("version: 1", "version: 1\ninclude: [more.yaml]"),
    );
    let said = world.try_config().map(|_| ()).unwrap_err().to_string();
    assert!(said.contains("`ref` of pipeline schedule `nightly` is set twice"), "{said}");
    assert!(!said.contains("`variables`"), "{said}");
    world.finish();
}
