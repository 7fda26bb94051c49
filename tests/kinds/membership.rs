//! Custom roles, and what cannot become a member or a label: each is a sentence at its line, and nothing is written.

use crate::support::World;
use crate::unsupported::refused;
use serde_json::{Value, json};

const SEED: &str = "
instance:
  member_roles:
    - { name: Deployer, base_access_level: 30, read_vulnerability: true }
    - { name: Auditor, base_access_level: 20, read_vulnerability: true }
users:
  - { username: olga }
  - { username: alice }
  - { username: bob }
  - { username: eve, blocked: true }
  - { username: project_7_bot_9f2c, bot: true }
  - { username: service, bot: true }
tokens:
  - { user: olga, token: token-of-olga, scopes: [api] }
groups:
  - { path: acme, members: { olga: owner } }
projects:
  - { path: acme/api }
";

const SCOPES: [&str; 2] = ["projects: { acme/api", "groups: { acme"];

/// Runs an apply that succeeds, and returns the bodies of what it wrote.
async fn applied(world: &World) -> Vec<Value> {
    world.take_exchanges();
    let output = world.run(&["apply", "-y"]).await;
    assert!(output.status.success(), "{output:?}");
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| it.body.unwrap_or_default()).collect()
}

/// Members, from line 3 on.
fn declare(world: &World, scope: &str, members: &str) {
    let text = format!("version: 1\n{scope}: {{ members: [\n{members}] }} }}\n");
    world.write("labwright.yaml", &text);
}

/// A custom role goes with its base level, and `null` removes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_custom_role_is_assigned_changed_and_removed() {
    for scope in SCOPES {
        let world = World::start(SEED).await;
        declare(&world, scope, "{ user: alice, access_level: developer, member_role: Deployer }");
        let body = applied(&world).await;
        assert_eq!(body[0]["member_role_id"], 1, "{scope}: {body:?}");
        assert!(applied(&world).await.is_empty(), "{scope}: in sync");
        // A change of another field keeps the role.
        declare(
            &world,
            scope,
            "{ user: alice, access_level: developer, expires_at: '2099-01-31' }",
        );
        let body = applied(&world).await;
        assert_eq!(body, [json!({ "access_level": 30, "expires_at": "2099-01-31" })], "{scope}");
        declare(&world, scope, "{ user: alice, access_level: reporter, member_role: Auditor }");
        let body = applied(&world).await;
        assert_eq!(body, [json!({ "access_level": 20, "member_role_id": 2 })], "{scope}");
        // GitLab would reject another level while the member has a role.
        declare(&world, scope, "{ user: alice, access_level: developer }");
        let said = refused(&world, scope, "/members").await;
        assert!(said.contains("`member_role: null`"), "{said}");
        assert!(said.contains("labwright.yaml:3"), "{said}");
        declare(&world, scope, "{ user: alice, access_level: developer, member_role: null }");
        let body = applied(&world).await;
        assert_eq!(body, [json!({ "access_level": 30, "member_role_id": null })], "{scope}");
        assert!(applied(&world).await.is_empty(), "{scope}: in sync");
    }
}

/// A custom role that does not exist, or that has another base level.
#[tokio::test(flavor = "multi_thread")]
async fn a_custom_role_that_does_not_fit_is_a_problem_in_words() {
    for scope in SCOPES {
        let world = World::start(SEED).await;
        for (level, role, expected) in [
            ("developer", "deployer", "the custom role `deployer` does not exist"),
            (
                "maintainer",
                "Deployer",
                "`access_level` is maintainer, but the base level of the custom role `Deployer` is developer",
            ),
        ] {
            let member = format!("{{ user: alice, access_level: {level}, member_role: {role} }}");
            declare(&world, scope, &member);
            let said = refused(&world, scope, "/members").await;
            assert!(said.contains(expected) && said.contains("labwright.yaml:3"), "{said}");
        }
    }
}

/// Only administrators can list custom roles: others can assign those that a member has.
#[tokio::test(flavor = "multi_thread")]
async fn without_an_administrator_a_role_is_found_on_a_member() {
    let mut world = World::start(SEED).await;
    let member =
        |user| format!("{{ user: {user}, access_level: developer, member_role: Deployer }}");
    declare(&world, SCOPES[1], &member("alice"));
    world.secret("GITLAB_TOKEN", "token-of-olga");
    let said = refused(&world, "roles", "/members").await;
    assert!(said.contains("only administrators can list custom roles"), "{said}");
    assert!(said.contains("labwright.yaml:3"), "{said}");
    world.secret("GITLAB_TOKEN", labwright::sandbox::ADMIN_TOKEN);
    applied(&world).await;
    world.secret("GITLAB_TOKEN", "token-of-olga");
    declare(&world, SCOPES[1], &[member("alice"), member("bob")].join(",\n"));
    assert_eq!(applied(&world).await.len(), 1);
}

/// Access lists have no custom roles: GitLab accepts one, and gives access to maintainers.
#[tokio::test(flavor = "multi_thread")]
async fn an_access_list_refuses_a_custom_role_with_the_reason() {
    let world = World::start(SEED).await;
    for list in [
        "projects: { acme/api: { protected_branches: [{ name: main, allowed_to_push: [",
        "projects: { acme/api: { protected_tags: [{ name: v1, allowed_to_create: [",
        "groups: { acme: { protected_branches: [{ name: main, allowed_to_merge: [",
    ] {
        let text = format!("version: 1\n{list}\n{{ member_role: Deployer }}] }}] }} }}\n");
        world.write("labwright.yaml", &text);
        let output = world.run(&["validate"]).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!output.status.success(), "{list}");
        assert!(said.contains("does not support custom roles in access lists"), "{list}: {said}");
        assert!(said.contains("labwright.yaml:3"), "{list}: {said}");
    }
}

/// Blocked users and the bots of access tokens do not become members. Service accounts do.
#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_a_member_is_a_problem_at_their_line() {
    for scope in SCOPES {
        let world = World::start(SEED).await;
        let member = |user| format!("{{ user: {user}, access_level: developer }}");
        for (user, expected) in [
            ("eve", "the user `eve` is blocked"),
            ("project_7_bot_9f2c", "is the bot of an access token"),
            ("nobody", "the user `nobody` does not exist"),
        ] {
            declare(&world, scope, &member(user));
            let said = refused(&world, scope, "/members").await;
            assert!(said.contains(expected) && said.contains("labwright.yaml:3"), "{said}");
        }
        declare(&world, scope, &member("service"));
        assert_eq!(applied(&world).await.len(), 1, "{scope}");
    }
}

/// GitLab rejects a label of a project with the name of one of its group, and a rename to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_label_of_the_group_under_the_project_is_a_problem_at_its_line() {
    let seed = "{ groups: [{ path: acme, labels: [{ name: bug, color: '#ff0000' }] }], \
                projects: [{ path: acme/api, labels: [{ name: old, color: '#ff0000' }] }] }";
    let world = World::start(seed).await;
    let declare = |group: &str, label: &str| {
        let project = format!("projects: {{ acme/api: {{ labels: [\n{label}] }} }}");
        let group = format!("groups: {{ acme: {{ labels: [{group}] }} }}");
        world.write("labwright.yaml", &format!("version: 1\n{project}\n{group}\n"));
    };
    for (group, label) in [
        ("", "{ name: bug, color: '#00ff00' }"),
        ("", "{ name: bug, was: old, color: '#ff0000' }"),
        ("{ name: new, color: '#ff0000' }", "{ name: new, color: '#00ff00' }"),
    ] {
        declare(group, label);
        let said = refused(&world, label, "/projects").await;
        assert!(said.contains("the project's group has a label"), "{label}: {said}");
        assert!(said.contains("labwright.yaml:3"), "{label}: {said}");
    }
    // GitLab compares names with their case.
    declare("", "{ name: BUG, color: '#00ff00' }");
    assert_eq!(applied(&world).await.len(), 1);
}
