//! A replacement that GitLab refuses: what was deleted is put back, and nothing is deleted that cannot be created again.

use labwright::apply::{Entry, Outcome, Progress, Stop};
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use crate::support::World;

const FILE: &str = "
version: 1
projects:
  acme/api:
    variables:
      - { key: TOKEN, value: { env: VALUE }, masked_and_hidden: true, environment_scope: production }
";

/// A project with a variable that GitLab can hide only if it is created again.
async fn world() -> World {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    world.secret("VALUE", "a-new-value-of-the-token");
    world.write("labwright.yaml", FILE);
    let before = json!({
        "key": "TOKEN", "value": "the-value-from-before", "protected": true, "masked": true,
        "environment_scope": "production", "description": "Kept",
    });
    world.send("POST", "/projects/acme%2Fapi/variables", before).await;
    world
}

async fn variables(world: &World) -> Vec<Value> {
    let answer = world.send("GET", "/projects/acme%2Fapi/variables", Value::Null).await;
    answer.body.as_array().cloned().unwrap_or_default()
}

fn refused(times: u64) -> Fault {
    Fault::new("POST", "/projects/*/variables", Harm::Echo { status: 422 }).times(times)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_refused_replacement_deleted_is_put_back() {
    let world = world().await;
    let before = variables(&world).await;
    let plan = world.plan().await;
    let shown = plan.to_json()["steps"][1].clone();
    assert_eq!(shown["undo"]["path"], "projects/acme%2Fapi/variables");
    assert_eq!(shown["undo"]["body"]["protected"], true);
    assert!(!shown.to_string().contains("the-value-from-before"), "{shown:#}");
    assert!(
        shown["why"].as_str().is_some_and(|it| it.ends_with("puts the old one back")),
        "{shown:#}"
    );
    world.sandbox().fault(refused(1));
    let report = world.apply(plan).await;
    let Outcome::Undone { undo, .. } = &report.entries[1].outcome else {
        panic!("{:#}", report.to_json())
    };
    assert!(matches!(**undo, Outcome::Done { .. }), "{:#}", report.to_json());
    assert_eq!(variables(&world).await, before);
    let told = report.to_json()["results"][1].clone();
    assert_eq!((&told["outcome"], &told["undo"]["outcome"]), (&json!("failed"), &json!("done")));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_that_fails_is_reported() {
    let world = world().await;
    world.sandbox().fault(refused(2));
    let output = world.run(&["apply", "--auto-approve"]).await;
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout);
    let undo = "failed: undo projects/acme/api/variables/TOKEN@production";
    assert!(text.contains(undo), "{text}");
    assert!(text.contains("the old object is deleted: fix the cause"), "{text}");
    assert!(!text.contains("the-value-from-before"), "{text}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_apply_ends_after_the_whole_replacement() {
    let world = world().await;
    /// Asks the apply to end as soon as the first call is done.
    struct Interrupt(Stop);
    impl Progress for Interrupt {
        fn ended(&self, _: usize, _: &Entry) {
            self.0.gently();
        }
    }
    let stop = Stop::default();
    let report = world.apply_until(world.plan().await, stop.clone(), &Interrupt(stop)).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    world.finish();
}

/// A tag whose deploy key no file can declare: GitLab has no call that changes it, so a killed apply can lose the key.
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_shows_what_a_killed_apply_would_lose() {
    let seed = "
projects:
  - path: acme/api
    deploy_keys:
      - { title: robot, key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeuI7Zx7oGupoqe3KT4kDpRwuG82/XKtlQWv1ZZmFWp }
    protected_tags:
      - { name: keys, allowed_to_create: [{ access_level: 40 }, { deploy_key_id: 1 }] }
      - { name: plain, allowed_to_create: [{ access_level: 40 }] }
";
    let world = World::start(seed).await;
    world.write(
        "labwright.yaml",
        "
version: 1
projects:
  acme/api:
    protected_tags:
      - { name: keys, allowed_to_create: [developer] }
      - { name: plain, allowed_to_create: [developer] }
",
    );
    let output = world.run(&["plan"]).await;
    let text = String::from_utf8_lossy(&output.stdout);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let why = "GitLab cannot change a protected tag; 1 deploy key can also create these tags and would lose this right \
        if the apply were killed between the two calls";
    assert_eq!(text.matches(why).count(), 1, "{text}");
    assert_eq!(text.matches("GitLab cannot change a protected tag").count(), 4, "{text}");
    world.converge().await;
    let rules = world.send("GET", "/projects/acme%2Fapi/protected_tags/keys", Value::Null).await;
    let entries = rules.body["create_access_levels"].as_array().cloned().unwrap_or_default();
    assert!(entries.iter().any(|it| it["access_level_description"] == "robot"), "{entries:?}");
    world.finish();
}
