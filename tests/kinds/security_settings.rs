//! Security settings: one that REST changes, among those that it only returns.

use crate::run;
use crate::support::World;
use labwright::sandbox::{Fault, Harm};
use serde_json::json;

const SEED: &str = "
users: [{ username: dan }, { username: ron }]
projects: [{ path: acme/api, members: { dan: developer, ron: reporter } }]
";

fn declare(world: &World, text: &str) {
    world.write("labwright.yaml", &format!("version: 1\n{text}\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_rest_only_returns_is_refused_with_what_to_do() {
    let world = World::start(SEED).await;
    for (text, said) in [
        ("groups: { acme: { security_settings: {} } }", "set it in each project"),
        (
            "projects: { acme/api: { security_settings: { validity_checks_enabled: true } } }",
            "only returns this setting",
        ),
        (
            "projects: { acme/api: { security_settings: { pre_receive_secret_detection_enabled: true } } }",
            "secret_push_protection_enabled",
        ),
    ] {
        declare(&world, text);
        let (code, told) = run(&world, &["validate"]).await;
        assert!(code == Some(3) && told.contains(said), "{text}: {told}");
        assert!(told.contains("labwright.yaml:2"), "{text}: {told}");
    }
}

/// GitLab refuses a role that is too low with 401, as if the token were wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_too_low_is_not_a_wrong_token() {
    let on =
        "projects: { acme/api: { security_settings: { secret_push_protection_enabled: true } } }";
    let world = World::start(SEED).await;
    declare(&world, on);
    world.write("token", "sandbox-ron-token");
    let (_, told) = run(&world, &["plan", "--token-file", "token"]).await;
    assert!(told.contains("require GitLab Ultimate") && told.contains("Developer"), "{told}");
    world.write("token", "sandbox-dan-token");
    let (code, told) = run(&world, &["apply", "-y", "--token-file", "token"]).await;
    assert!(code == Some(1) && told.contains("the Maintainer role"), "{told}");
}

/// GitLab answers 200 to what it ignores.
#[tokio::test(flavor = "multi_thread")]
async fn a_switch_that_stays_off_is_a_failure() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "projects: { acme/api: { security_settings: { secret_push_protection_enabled: true } } }",
    );
    let path = "/projects/*/security_settings";
    let field = "/secret_push_protection_enabled".to_owned();
    let off = Harm::Replaced { at: field.clone(), with: json!(false) };
    world.sandbox().fault(Fault::new("PUT", path, off));
    let report = world.apply(world.plan().await).await;
    let told = format!("{:#}", report.to_json());
    assert!(!report.is_whole() && told.contains("GitLab returned false"), "{told}");
    // A response that lacks it is not one in which it is off.
    let world = World::start(SEED).await;
    declare(
        &world,
        "projects: { acme/api: { security_settings: { secret_push_protection_enabled: false } } }",
    );
    world.sandbox().fault(Fault::new(
        "GET",
        path,
        Harm::Replaced { at: String::new(), with: json!([{}]) },
    ));
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && !plan.problems.is_empty(), "{plan:?}");
    world.take_exchanges();
}
