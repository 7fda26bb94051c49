//! Groups that a project or a group is shared with: GitLab cannot change a share, and some it does not make.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use crate::unsupported::refused;
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
instance:
  member_roles:
    - { name: Tester, base_access_level: 30, read_vulnerability: true }
    - { name: Auditor, base_access_level: 30, read_code: true }
users:
  - { username: olga }
tokens:
  - { user: olga, token: token-of-olga, scopes: [api] }
groups:
  - { path: acme, members: { olga: owner } }
  - { path: acme/web }
  - { path: Qa }
  - { path: hidden }
projects:
  - { path: acme/web/api, shares: { Qa: developer } }
";

const API: &str = "projects: { acme/web/api";
const WEB: &str = "groups: { acme/web";

/// Shares, from line 3 on.
fn declare(world: &World, scope: &str, shares: &str) {
    let text = format!("version: 1\n{scope}: {{ shared_with_groups: [\n{shares}] }} }}\n");
    world.write("labwright.yaml", &text);
}

async fn told(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was written since the last time.
fn writes(world: &World) -> Vec<(String, Value)> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| (it.method, it.body.unwrap_or_default())).collect()
}

async fn id(world: &World, group: &str) -> Value {
    world.send("GET", &format!("/groups/{group}"), Value::Null).await.body["id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_a_deletion_and_a_creation_side_by_side() {
    let world = World::start(SEED).await;
    let qa = id(&world, "Qa").await;
    declare(&world, API, "{ group: qa, group_access: maintainer, expires_at: '2099-01-31' }");
    let text = told(&world, &["plan"], 0).await;
    assert!(text.contains("GitLab cannot change a share"), "{text}");
    assert!(text.contains("a custom role, which GitLab does not return, is lost"), "{text}");
    world.take_exchanges();
    told(&world, &["apply", "-y"], 0).await;
    let body = json!({ "group_id": qa, "group_access": 40, "expires_at": "2099-01-31" });
    let both = [("DELETE".to_owned(), Value::Null), ("POST".to_owned(), body)];
    assert_eq!(writes(&world), both);
    told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "in sync");
    // GitLab refuses the new one: the old one is put back.
    declare(&world, API, "{ group: Qa, group_access: guest }");
    let refusal = json!({ "message": "The project sharing with group is disabled" });
    let answer = Answer { status: 400, body: refusal.to_string(), ..Default::default() };
    world.sandbox().fault(Fault::new("POST", "/projects/*/share", Harm::Answer(answer)));
    told(&world, &["apply", "-y"], 1).await;
    world.sandbox().clear_faults();
    let shares = world.send("GET", "/projects/acme%2Fweb%2Fapi", Value::Null).await;
    let share = &shares.body["shared_with_groups"][0];
    assert_eq!(
        (&share["group_access_level"], &share["expires_at"]),
        (&json!(40), &json!("2099-01-31"))
    );
    world.take_exchanges();
}

/// GitLab returns the custom role of a share of a group by its ID.
#[tokio::test(flavor = "multi_thread")]
async fn a_custom_role_is_compared_by_its_name() {
    let world = World::start(SEED).await;
    let share = |rest: &str| format!("{{ group: qa, group_access: developer{rest} }}");
    declare(&world, WEB, &share(", member_role: Tester"));
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world)[0].1["member_role_id"], 1);
    told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "in sync");
    // An unmentioned role is kept.
    declare(&world, WEB, &share(", expires_at: '2099-01-31'"));
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world)[1].1["member_role_id"], 1);
    declare(&world, WEB, &share(", member_role: Auditor"));
    let text = told(&world, &["plan"], 0).await;
    assert!(text.contains("Auditor"), "{text}");
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world)[1].1["member_role_id"], 2);
    declare(&world, WEB, &share(", member_role: null"));
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world)[1].1.get("member_role_id").unwrap_or(&Value::Null), &Value::Null);
    told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "in sync");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_does_not_share_is_refused_in_words() {
    let mut world = World::start(SEED).await;
    for (scope, group, said) in [
        (API, "acme/Web", "cannot be shared with `acme/Web`: it is or belongs to this group"),
        (API, "acme", "cannot be shared with `acme`: it is or belongs to this group"),
        // GitLab accepts this one.
        (WEB, "acme/web", "cannot be shared with `acme/web`: it is or belongs to this group"),
        (WEB, "nowhere", "the group `nowhere` does not exist, or this token cannot see it"),
    ] {
        declare(&world, scope, &format!("{{ group: {group}, group_access: guest }}"));
        let text = refused(&world, scope, "/share").await;
        assert!(text.contains(said) && text.contains("labwright.yaml:3"), "{group}: {text}");
    }
    world.secret("GITLAB_TOKEN", "token-of-olga");
    declare(&world, API, "{ group: hidden, group_access: guest }");
    let text = refused(&world, API, "/share").await;
    assert!(text.contains("`hidden` does not exist, or this token cannot see it"), "{text}");
}

/// A success without effect.
#[tokio::test(flavor = "multi_thread")]
async fn a_share_that_is_not_listed_afterwards_is_a_failure() {
    let world = World::start(SEED).await;
    declare(&world, WEB, "{ group: qa, group_access: guest }");
    let answer = Answer { status: 201, body: json!({ "id": 2 }).to_string(), ..Default::default() };
    world.sandbox().fault(Fault::new("POST", "/groups/*/share", Harm::Answer(answer)));
    let text = told(&world, &["apply", "-y"], 1).await;
    assert!(text.contains("GitLab accepted the call, but does not list the new object"), "{text}");
    world.take_exchanges();
}
