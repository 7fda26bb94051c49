//! Users: created with everything at once, refused before GitLab is asked to, and never deleted or locked out by accident.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use labwright::sandbox::UserState;
use serde_json::json;

const SEED: &str = "
users:
  - { username: alice, email: alice@acme.com, identities: { saml: alice } }
  - { username: quiet, state: blocked }
groups: [{ path: acme }]
projects: [{ path: acme/api }]
";

fn declare(world: &World, text: &str) {
    world.write("labwright.yaml", &format!("version: 1\n{text}\n"));
}

fn users(world: &World, text: &str) {
    declare(world, &format!("instance: {{ users: [\n{text}\n] }}"));
}

async fn told(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    let marks = |it: char| it.is_whitespace() || "│×╭╰─·".contains(it);
    text.split(marks).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

fn writes(world: &World) -> Vec<String> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| format!("{} {}", it.method, it.path)).collect()
}

const NEW: &str = "name: Jane, email: jane@acme.com, force_random_password: true";

/// One apply creates a user, and lets them into a project and a group that it also creates, by name and by address.
#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_created_before_everything_that_names_them() {
    let world = World::start(SEED).await;
    declare(
        &world,
        &format!(
            "instance: {{ users: [{{ username: Jane, {NEW} }}] }}
groups: {{ fresh: {{ create: true, members: [{{ user: JANE@acme.com, access_level: owner }}] }} }}
projects: {{ acme/api: {{ members: [{{ user: jane, access_level: developer }}],
  protected_branches: [{{ name: main, allowed_to_push: [{{ user: jane@acme.com }}] }}] }} }}"
        ),
    );
    let text = told(&world, &["plan"], 0).await;
    assert!(!text.to_lowercase().contains("members/jane@acme.com"), "{text}");
    world.take_exchanges();
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world)[..2], ["POST /users", "POST /groups"]);
    assert!(told(&world, &["plan"], 0).await.contains("Nothing to do"));
    let gitlab = world.sandbox().world();
    let jane = &gitlab.users[&gitlab.user_named("jane").unwrap()];
    assert!(jane.confirmed_at.is_some(), "nothing confirms an address later");
    assert_eq!(gitlab.project("acme/api").unwrap().members.get(&jane.id), Some(&30));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_would_refuse_is_a_problem_before_anything_is_sent() {
    let world = World::start(SEED).await;
    for (user, said, place) in [
        ("{ username: jane }", "requires `name`, `email`, one of `password`", 3),
        (
            "{ username: jane, name: J, email: j@acme.com, reset_password: false }",
            "requires one of",
            3,
        ),
        (
            "{ username: acme, name: A, email: a@acme.com, reset_password: true }",
            "`acme` is the path of a group",
            3,
        ),
        (
            "{ username: jane, name: J, email: ALICE@acme.com, reset_password: true }",
            "`alice@acme.com` is an e-mail address of the user `alice`",
            3,
        ),
        ("{ username: quiet, email: alice@acme.com }", "of the user `alice`", 3),
        ("{ username: quiet, identities: { saml: ALICE } }", "is the user `alice`", 3),
        ("{ username: root, state: absent }", "it is the token's own user", 3),
    ] {
        users(&world, user);
        let text = told(&world, &["plan"], 1).await;
        assert!(text.contains(said), "{user}: {text}");
        assert!(text.contains(&format!("labwright.yaml:{place}:")), "{user}: {text}");
        assert!(text.contains("help:"), "{user}: {text}");
    }
    assert!(writes(&world).is_empty());
    for (user, said) in [
        ("{ username: a, admin: true, auditor: true }", "both an administrator and an auditor"),
        (
            "{ username: a, external: true, projects_limit: 3 }",
            "an external user can create neither",
        ),
        ("{ username: a, identities: { saml: '' } }", "an identity with an empty name"),
    ] {
        users(&world, user);
        let text = told(&world, &["validate"], 3).await;
        assert!(text.contains(said), "{user}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn states_change_through_active_and_the_body_has_what_was_planned() {
    let world = World::start(SEED).await;
    users(&world, "{ username: quiet, state: banned, email: new@acme.com }");
    told(&world, &["apply", "-y"], 0).await;
    let all = world.take_exchanges();
    let sent: Vec<_> = all.iter().filter(|it| it.method != "GET").collect();
    let id = world.sandbox().world().user_named("quiet").unwrap();
    assert_eq!(sent[0].body, Some(json!({ "email": "new@acme.com", "skip_reconfirmation": true })));
    let paths: Vec<_> = sent[1..].iter().map(|it| it.path.clone()).collect();
    assert_eq!(paths, [format!("/users/{id}/unblock"), format!("/users/{id}/ban")]);
    assert_eq!(world.sandbox().world().users[&id].state, UserState::Banned);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_named_user_is_deleted_and_only_a_flag_locks_the_own_user_out() {
    let world = World::start(SEED).await;
    users(&world, "{ username: alice, state: absent }");
    let text = told(&world, &["apply", "-y"], 5).await;
    assert!(text.contains("--allow-destroy instance/users/alice"), "{text}");
    assert!(writes(&world).is_empty());
    told(&world, &["apply", "-y", "--allow-destroy", "instance/users/alice"], 0).await;
    assert_eq!(writes(&world).len(), 1);
    // GitLab needs minutes; until then the address is taken.
    users(&world, "{ username: other, name: O, email: alice@acme.com, reset_password: true }");
    let text = told(&world, &["plan"], 1).await;
    assert!(text.contains("a user who was deleted keeps theirs for some minutes"), "{text}");
    {
        let mut gitlab = world.sandbox().world();
        gitlab.now = gitlab.now.plus_seconds(300);
    }
    told(&world, &["apply", "-y"], 0).await;
    for change in ["admin: false", "state: banned"] {
        world.take_exchanges();
        users(&world, &format!("{{ username: root, {change} }}"));
        let text = told(&world, &["apply", "-y"], 5).await;
        assert!(text.contains("--allow-lockout"), "{text}");
        assert!(writes(&world).is_empty(), "{change}");
    }
}

/// GitLab ignores some fields of a new user, and an address that the same call makes the primary one.
#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_would_ignore_or_refuse_in_one_call_takes_two() {
    let world = World::start(SEED).await;
    let new = "username: jane, name: Jane, email: jane@acme.com, force_random_password: true";
    users(
        &world,
        &format!(
            "{{ {new}, bio: Hi, public_email: jane@acme.com, commit_email: jane@acme.com, pronouns: she, organization: Acme }}"
        ),
    );
    told(&world, &["apply", "-y"], 0).await;
    let sent = |all: Vec<labwright::sandbox::Exchange>| -> Vec<_> {
        all.into_iter().filter(|it| it.method != "GET").map(|it| it.body.unwrap()).collect()
    };
    let bodies = sent(world.take_exchanges());
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    assert_eq!(bodies[0]["public_email"], "jane@acme.com");
    assert!(bodies[0].get("pronouns").is_none() && bodies[0].get("commit_email").is_none());
    // Without an own one, commits have the primary address.
    assert_eq!(bodies[1], json!({ "organization": "Acme", "pronouns": "she" }));
    users(&world, &format!("{{ {new}, bio: Hi, public_email: second@acme.com }}"));
    let text = told(&world, &["plan"], 1).await;
    let why = "`second@acme.com` is not a confirmed e-mail address of the user";
    assert!(text.contains(why), "{text}");
    let new = new.replace("email: jane@", "email: NEW@");
    users(&world, &format!("{{ {new}, public_email: new@acme.com, commit_email: _private }}"));
    world.take_exchanges();
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(
        sent(world.take_exchanges()),
        [
            json!({ "email": "new@acme.com", "skip_reconfirmation": true }),
            json!({ "public_email": "new@acme.com", "commit_email": "_private" }),
        ]
    );
    users(&world, &format!("{{ {new}, commit_email: jane@acme.com }}"));
    told(&world, &["apply", "-y"], 0).await;
    users(
        &world,
        "{ username: kim, name: K, email: kim@acme.com, reset_password: true, public_email: k@acme.com }",
    );
    let text = told(&world, &["plan"], 1).await;
    assert!(text.contains("a new user has no address but `email`"), "{text}");
    world.take_exchanges();
    users(&world, "{ username: quiet, commit_email: null }");
    assert!(told(&world, &["validate"], 3).await.contains("cannot be `null`"));
}
