//! People without an account, in the list of members: an invitation is sent once, and never to a member.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use serde_json::{Value, json};

const SEED: &str = "
users:
  - { username: olga }
  - { username: alice }
  - { username: bob, emails: [bobby@example.com] }
  - { username: jane, email: jane@acme.com }
tokens:
  - { user: olga, token: token-of-olga, scopes: [api] }
groups:
  - { path: acme, members: { olga: owner } }
projects:
  - { path: acme/api, members: { alice: developer } }
  - { path: acme/web, members: { jane: developer } }
";

const JANE: &str = "{ invite: { email: Jane@acme.com, access_level: reporter } }";

/// A world of an owner, who does not see the e-mail addresses of others.
async fn of_owner() -> World {
    let mut world = World::start(SEED).await;
    world.secret("GITLAB_TOKEN", "token-of-olga");
    world
}

/// Members, from line 3 on.
fn declare(world: &World, scope: &str, members: &str) {
    let text = format!("version: 1\n{scope}: {{ members: {members} }} }}\n");
    world.write("labwright.yaml", &text);
}

async fn told(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    let marks = |it: char| it.is_whitespace() || "│×╭╰─·".contains(it);
    text.split(marks).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What was written since the last time.
fn writes(world: &World) -> Vec<(String, Value)> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| (it.method, it.body.unwrap_or_default())).collect()
}

const API: &str = "projects: { acme/api";

/// By an owner, whose members are all declared.
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_sent_once_and_changed_in_place() {
    for scope in [API, "groups: { acme"] {
        let world = of_owner().await;
        let items = |invite: &str| {
            format!(
                "[{{ user: alice, access_level: developer }}, {{ user: olga, access_level: owner }}, {{ invite: {{ email: New@acme.com, {invite} }} }}]"
            )
        };
        declare(&world, scope, &items("access_level: reporter, expires_at: '2099-01-31'"));
        told(&world, &["apply", "-y"], 0).await;
        let sent = writes(&world);
        let body =
            json!({ "email": "New@acme.com", "access_level": 20, "expires_at": "2099-01-31" });
        assert!(sent.contains(&("POST".to_owned(), body)), "{scope}: {sent:?}");
        told(&world, &["apply", "-y"], 0).await;
        assert!(writes(&world).is_empty(), "{scope}: in sync");
        declare(&world, scope, &items("access_level: developer, expires_at: null"));
        told(&world, &["apply", "-y"], 0).await;
        let body = json!({ "access_level": 30, "expires_at": "" });
        assert_eq!(writes(&world), [("PUT".to_owned(), body)], "{scope}");
        declare(&world, scope, "[{ invite: { email: new@acme.com, state: absent } }]");
        told(&world, &["apply", "-y"], 0).await;
        assert_eq!(writes(&world), [("DELETE".to_owned(), Value::Null)], "{scope}");
        told(&world, &["apply", "-y"], 0).await;
        assert!(writes(&world).is_empty(), "{scope}: in sync");
    }
}

/// A pending invitation is not pruned; neither is who may have accepted one.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_and_nobody_pruned_if_a_member_may_be_the_person() {
    let world = of_owner().await;
    declare(&world, "projects: { acme/web", &format!("{{ prune: true, items: [{JANE}] }}"));
    let text = told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "{text}");
    for said in [
        "the member `jane`, whom no file declares, may be this person",
        "not pruned: it may be `jane@acme.com`, whom the files invite",
    ] {
        assert!(text.contains(said), "{text}");
    }
    // Pending, the invitation is to nobody who is a member.
    let mail = json!({ "email": "new@acme.com", "access_level": 10 });
    let sent = world.send("POST", "/projects/acme%2Fweb/invitations", mail).await;
    assert_eq!(sent.status, 201);
    world.take_exchanges();
    let invite = "{ invite: { email: new@acme.com, access_level: guest } }";
    declare(&world, "projects: { acme/web", &format!("{{ prune: true, items: [{invite}] }}"));
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world), [("DELETE".to_owned(), Value::Null)]);
    declare(&world, "projects: { acme/web", "{ prune: true, items: [] }");
    told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "invitations are never pruned");
}

/// An administrator sees who accepted.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_with_the_address_satisfies_an_invitation() {
    let world = World::start(SEED).await;
    declare(&world, "projects: { acme/web", &format!("{{ prune: true, items: [{JANE}] }}"));
    let text = told(&world, &["apply", "-y"], 0).await;
    assert!(writes(&world).is_empty(), "{text}");
    assert!(text.contains("already a member: replace `invite` with `user: jane`"), "{text}");
    let both = format!("[{JANE}, {{ user: jane, access_level: developer }}]");
    declare(&world, "projects: { acme/web", &both);
    let text = told(&world, &["plan"], 0).await;
    assert!(!text.contains("replace `invite`"), "{text}");
}

/// GitLab does not invite who has an account.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_with_an_account_is_a_failure_in_words() {
    let world = of_owner().await;
    let alice = "{ user: alice, access_level: developer }";
    declare(&world, API, &format!("[{alice}, {JANE}]"));
    let text = told(&world, &["apply", "-y"], 1).await;
    let said =
        "no invitation is pending: a person with this e-mail address probably has an account";
    assert!(text.contains(said) && text.contains("`user: NAME`"), "{text}");
    // A response with the status of a success.
    let olga = "{ invite: { email: olga@example.com, access_level: guest } }";
    declare(&world, API, &format!("[{alice}, {olga}, {{ user: jane, access_level: reporter }}]"));
    let text = told(&world, &["apply", "-y"], 1).await;
    assert!(text.contains("GitLab accepted the call, but did nothing. GitLab says:"), "{text}");
    assert!(text.contains("should be greater than or equal to Owner"), "{text}");
    // GitLab does not describe such a response.
    world.take_exchanges();
}

/// With the token, anyone can accept the invitation.
#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_an_invitation_is_nowhere() {
    let mut world = World::start(SEED).await;
    let mail = json!({ "email": "new@acme.com", "access_level": 10 });
    world.send("POST", "/projects/acme%2Fapi/invitations", mail).await;
    let list = world.send("GET", "/projects/acme%2Fapi/invitations", Value::Null).await;
    let token = list.body[0]["invite_token"].as_str().unwrap().to_owned();
    assert!(token.len() > 40, "{list:?}");
    declare(&world, API, "[{ invite: { email: new@acme.com, access_level: developer } }]");
    world.secret("LABWRIGHT_LOG", "trace");
    let project = ["--project", "acme/api"];
    for arguments in [
        &["plan", "-vvv"][..],
        &["plan", "-o", "json", "-vvv"],
        &["get", "invitations", project[0], project[1], "-o", "json", "-vvv"],
        &["get", "invitations", project[0], project[1], "-o", "yaml"],
        &["get", "invitations", project[0], project[1]],
        &["apply", "-y", "-o", "json", "-vvv"],
    ] {
        let text = told(&world, arguments, 0).await;
        assert!(!text.contains(&token[..12]), "{arguments:?}: {text}");
        assert!(text.contains("new@acme.com"), "{arguments:?}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_invitations_are_problems_in_words() {
    let world = World::start(SEED).await;
    for (members, said) in [
        (
            "[{ invite: { email: 'a@acme.com,b@acme.com', access_level: guest } }]",
            "an e-mail address, such as jane@example.com",
        ),
        ("[{ invite: jane@acme.com }]", "`invite`"),
        ("[{ invite: { access_level: guest } }]", "`email` is missing"),
        ("[{ invite: { email: a@acme.com } }]", "`access_level` is missing"),
        ("[{ invite: { email: a@acme.com, access_level: boss } }]", "`boss`"),
        ("[{ invite: { email: a@acme.com, access_level: guest, user: a } }]", "`user`"),
        (
            "[{ invite: { email: a@acme.com, access_level: guest }, user: bob }]",
            "`user` has no effect next to `invite`",
        ),
        ("[{ invite: { email: a@acme.com }, access_level: guest }]", "`access_level` is missing"),
        (
            "[{ invite: { email: a@acme.com, access_level: guest } }, { invite: { email: A@acme.com, access_level: guest } }]",
            "invitation `a@acme.com` is declared twice",
        ),
        ("[{ access_level: guest }]", "`user` is missing"),
        ("[{ user: bob }]", "`access_level` is missing"),
    ] {
        declare(&world, API, members);
        let text = told(&world, &["validate"], 3).await;
        assert!(text.contains(said) && text.contains("labwright.yaml:2"), "{members}: {text}");
    }
}
