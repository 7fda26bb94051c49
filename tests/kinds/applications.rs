//! Applications: GitLab accepts two of one name, and returns neither their secrets nor their scopes.

use crate::support::World;

const SEED: &str = "
clock: 2026-01-05T08:00:00Z
instance:
  applications:
    - { name: grafana, redirect_uri: 'https://grafana.example.com/cb', scopes: api }
    - { name: grafana, redirect_uri: 'https://grafana.example.com/cb', scopes: openid }
";

const FILE: &str = "
version: 1
instance:
  applications:
    - application_name: grafana
      callback_url: https://grafana.example.com/cb
      scopes: [openid]
";

const SINK: &str = "      save_to: [{ variable: { key: GRAFANA } }]\n";

async fn world(seed: &str, file: &str) -> World {
    let world = World::start(seed).await;
    world.write("labwright.yaml", file);
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_one_name_are_a_problem_unless_a_variable_names_one() {
    let unknown = world(SEED, FILE).await;
    let plan = unknown.plan().await;
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    let text = plan.problems.to_string();
    assert!(text.contains("GitLab has 2 objects with this identity (IDs 1, 2)"), "{text}");
    unknown.finish();

    let named = format!(
        "{SEED}  variables: [{{ key: GRAFANA, value: secret-in-use, masked: true, protected: true, description: 'labwright: application 2' }}]\n"
    );
    let world = world(&named, &format!("{FILE}{SINK}")).await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let calls: Vec<_> = plan
        .steps()
        .iter()
        .map(|it| format!("{} {}", it.request.method, it.request.path))
        .collect();
    assert_eq!(calls, ["DELETE applications/1"], "{:#}", plan.to_json());
    world.converge().await;
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn scopes_that_gitlab_does_not_return_are_a_note_and_never_a_change() {
    let seed = SEED.replace(
        "    - { name: grafana, redirect_uri: 'https://grafana.example.com/cb', scopes: api }\n",
        "",
    );
    let world = world(&seed, &FILE.replace("[openid]", "[openid, email]")).await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty() && plan.steps().is_empty(), "{:#}", plan.to_json());
    let notes = format!("{:?}", plan.notes);
    assert!(notes.contains("GitLab does not return the scopes of an application"), "{notes}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_a_new_application_and_the_old_one_is_deleted_last() {
    let world = world("{ clock: 2026-01-05T08:00:00Z }", &format!("{FILE}{SINK}")).await;
    world.converge().await;
    let changed = FILE.replace("example.com/cb", "example.com/other");
    world.write("labwright.yaml", &format!("{changed}{SINK}"));
    let plan = world.plan().await;
    world.take_exchanges();
    assert!(world.apply(plan).await.is_whole());
    let writes = world.exchanges().into_iter().filter(|it| it.method != "GET");
    let writes: Vec<_> =
        writes.map(|it| format!("{} {} {:?}", it.method, it.path, it.body)).collect();
    assert!(writes[0].starts_with("POST /applications"), "{writes:?}");
    for part in
        ["\"name\": String(\"grafana\")", "\"scopes\": String(\"openid\")", "example.com/other"]
    {
        assert!(writes[0].contains(part), "{writes:?}");
    }
    assert!(!writes[0].contains("save_to"), "{writes:?}");
    assert!(writes[1].starts_with("PUT /admin/ci/variables/GRAFANA"), "{writes:?}");
    assert!(writes[2].starts_with("DELETE /applications/1"), "{writes:?}");
    assert_eq!(writes.len(), 3, "{writes:?}");
    world.finish();
}
