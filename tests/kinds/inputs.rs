//! Inputs of pipeline schedules: a mapping in the files, a list that GitLab merges on the wire.

use crate::support::World;
use labwright::plan::Plan;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: dan }]
projects:
  - path: acme/api
    members: { dan: developer }
    pipeline_schedules:
      - { description: nightly, ref: main, cron: '0 1 * * *', inputs: [{ name: who, value: me }, { name: count, value: 3 }] }
      - { description: plain, ref: main, cron: '0 1 * * *' }
";

fn declare(world: &World, schedule: &str) {
    let text = format!(
        "version: 1\nprojects:\n  acme/api:\n    pipeline_schedules:\n      - {{ ref: main, cron: '0 1 * * *', {schedule} }}\n"
    );
    world.write("labwright.yaml", &text);
}

/// The requests on schedules, and what the writes send as inputs.
fn sent(world: &World) -> (Vec<String>, Vec<Value>) {
    let all = world.take_exchanges();
    let own: Vec<_> = all.iter().filter(|it| it.path.contains("pipeline_schedules")).collect();
    let path = "/projects/acme%2Fapi/pipeline_schedules";
    let line = |path_sent: &str| path_sent.split('?').next().unwrap_or_default().replace(path, "…");
    let calls = own.iter().map(|it| format!("{} {}", it.method, line(&it.path))).collect();
    let inputs = own.iter().filter_map(|it| it.body.as_ref()?.get("inputs").cloned());
    (calls, inputs.collect())
}

fn texts(plan: &Plan) -> String {
    plan.problems.iter().map(|it| format!("{it:?}")).collect()
}

/// An update sends what differs and what goes, a creation everything; the result is read again, and only then.
#[tokio::test(flavor = "multi_thread")]
async fn an_update_sends_only_what_differs_and_removes_the_rest() {
    let world = World::start(SEED).await;
    declare(&world, "description: nightly, inputs: { who: you, new: [1, a, true] }");
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 1, "{plan:?}");
    sent(&world);
    assert!(world.apply(plan).await.is_whole());
    let delta = json!([
        { "name": "new", "value": [1, "a", true] },
        { "name": "who", "value": "you" },
        { "name": "count", "destroy": true },
    ]);
    assert_eq!(sent(&world), (vec!["PUT …/1".to_owned(), "GET …/1".to_owned()], vec![delta]));
    let plan = world.plan().await;
    assert_eq!((plan.steps().len(), sent(&world).0), (0, vec!["GET …".to_owned()]));

    // Another change leaves the inputs out, and needs no more requests than before.
    declare(&world, "description: nightly, active: false, inputs: { who: you, new: [1, a, true] }");
    let plan = world.plan().await;
    sent(&world);
    assert!(world.apply(plan).await.is_whole());
    assert_eq!(sent(&world), (vec!["PUT …/1".to_owned()], vec![]));

    declare(&world, "description: weekly, inputs: { on: true, n: 3, empty: '' }");
    let plan = world.plan().await;
    sent(&world);
    assert!(world.apply(plan).await.is_whole());
    let whole = json!([
        { "name": "empty", "value": "" }, { "name": "n", "value": "3" }, { "name": "on", "value": "true" },
    ]);
    // The first request looks whether somebody else has created it: GitLab accepts several of one description.
    let calls = ["GET …", "POST …", "GET …"].map(str::to_owned).to_vec();
    assert_eq!(sent(&world), (calls, vec![whole]));
    assert!(world.plan().await.steps().is_empty());
    world.take_exchanges();
}

/// GitLab answers 200 or 201 either way, without the inputs.
#[tokio::test(flavor = "multi_thread")]
async fn inputs_that_gitlab_ignores_are_a_failure() {
    for (method, path, schedule) in [
        ("PUT", "/projects/*/pipeline_schedules/*", "description: nightly, inputs: { who: you }"),
        ("POST", "/projects/*/pipeline_schedules", "description: new, inputs: { who: you }"),
    ] {
        let world = World::start(SEED).await;
        declare(&world, schedule);
        world.sandbox().fault(Fault::new(method, path, Harm::Ignores { at: "/inputs".into() }));
        let report = world.apply(world.plan().await).await;
        let told = format!("{:#}", report.to_json());
        assert!(!report.is_whole() && told.contains("`inputs`: sent"), "{method}: {told}");
        world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_yaml_changes_are_refused_where_they_are() {
    let world = World::start(SEED).await;
    for (inputs, said) in [
        ("{ version: 1.10 }", "`version` has a number with a fraction"),
        ("{ versions: [1.10] }", "in quotes"),
        ("{ who: null }", "cannot be `null`"),
        ("{ who: { env: NAME } }", "`who` must be text, a number"),
        ("{ '': x }", "inputs"),
        ("{ \"a\\u200Bb\": x }", "inputs"),
        ("[{ name: who, value: me }]", "inputs"),
    ] {
        declare(&world, &format!("description: nightly, inputs: {inputs}"));
        let output = world.run(&["validate"]).await;
        let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let folded = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(3), "{inputs}: {told}");
        assert!(folded.contains(said) && told.contains("labwright.yaml:5"), "{inputs}: {told}");
    }
}

/// A developer who does not own the schedule does not see them: that is not "none".
#[tokio::test(flavor = "multi_thread")]
async fn inputs_that_the_token_does_not_see_are_a_problem() {
    let world = World::start(SEED).await;
    declare(&world, "description: nightly, inputs: { who: me }");
    world.write("token", "sandbox-dan-token");
    let output = world.run(&["plan", "--token-file", "token"]).await;
    let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(told.contains("GitLab returns `inputs` only"), "{told}");
    // The owner and maintainers see them, in the list: `count` is missing in the file.
    let plan = world.plan().await;
    assert_eq!((plan.steps().len(), texts(&plan).as_str()), (1, ""), "{plan:?}");
    world.take_exchanges();
}
