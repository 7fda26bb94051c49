//! Users whom files name by e-mail address: found exactly, shown by username, and never guessed.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use serde_json::json;

const SEED: &str = "
users:
  - { username: olga }
  - { username: alice, email: Alice.A@acme.com }
  - { username: Bob, emails: [bobby@acme.com] }
  - { username: mallory, name: carol@acme.com }
tokens:
  - { user: olga, token: token-of-olga, scopes: [api] }
projects:
  - { path: acme/api, members: { olga: maintainer, alice: reporter, bob: developer } }
";

/// What a project declares, from line 3 on.
fn declare(world: &World, text: &str) {
    world
        .write("labwright.yaml", &format!("version: 1\nprojects: {{ acme/api: {{\n{text} }} }}\n"));
}

async fn told(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    let marks = |it: char| it.is_whitespace() || "│×╭╰─·".contains(it);
    text.split(marks).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_found_by_any_address_and_shown_by_name() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "members: { prune: true, items: [
          { user: olga, access_level: maintainer },
          { user: alice.a@ACME.com, access_level: developer },
          { user: bobby@acme.com, access_level: developer }] },
        protected_branches: [{ name: main, allowed_to_push: [{ user: alice.a@acme.com }, { user: bobby@acme.com }] }],
        protected_tags: [{ name: v*, allowed_to_create: [{ user: alice.a@acme.com }] }]",
    );
    let text = told(&world, &["plan"], 0).await;
    for said in ["members/alice", "user alice", "user bob"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.to_lowercase().contains("@acme.com"), "{text}");
    let asked = world.take_exchanges();
    for email in ["alice.a@acme.com", "bobby@acme.com"] {
        let is_it = |it: &&labwright::sandbox::Exchange| it.query.iter().any(|it| it.1 == email);
        assert_eq!(asked.iter().filter(is_it).count(), 1, "{email} is asked for once");
    }
    told(&world, &["apply", "-y"], 0).await;
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let members: Vec<_> = writes.filter(|it| it.path.contains("/members")).collect();
    assert_eq!(members.len(), 1, "bob is a developer already");
    assert_eq!(members[0].body, Some(json!({ "access_level": 30 })));
    let text = told(&world, &["apply", "-y"], 0).await;
    assert!(world.take_exchanges().iter().all(|it| it.method == "GET"), "{text}");
    // What GitLab cannot change is created again with the same users.
    declare(
        &world,
        "protected_tags: [{ name: v*, allowed_to_create: [{ user: bobby@acme.com }] }]",
    );
    let text = told(&world, &["plan"], 0).await;
    assert!(text.contains("user bob") && !text.contains("@acme.com"), "{text}");
    told(&world, &["apply", "-y"], 0).await;
    told(&world, &["plan"], 0).await;
}

/// Anyone can choose the address of another person as their name.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_looks_like_an_address_is_not_one_and_nobody_is_pruned() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "members: { prune: true, items: [{ user: olga, access_level: maintainer },
        { user: carol@acme.com, access_level: maintainer }] }",
    );
    let text = told(&world, &["apply", "-y"], 1).await;
    assert!(text.contains("no user has the e-mail address `carol@acme.com`"), "{text}");
    assert!(text.contains("labwright.yaml:4"), "{text}");
    // `carol@acme.com` could be one of those that no file declares.
    assert!(world.take_exchanges().iter().all(|it| it.method == "GET"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_address_cannot_do_is_said_in_words() {
    let mut world = World::start(SEED).await;
    declare(
        &world,
        "members: [{ user: alice, access_level: guest },
        { user: alice.a@acme.com, access_level: developer }]",
    );
    let text = told(&world, &["plan"], 1).await;
    assert!(text.contains("this is the user `alice`, whom another item declares, too"), "{text}");
    world.take_exchanges();
    world.secret("GITLAB_TOKEN", "token-of-olga");
    declare(&world, "members: [{ user: alice.a@acme.com, access_level: developer }]");
    let text = told(&world, &["plan"], 1).await;
    let said =
        "cannot look up the user `alice.a@acme.com`: only administrators see e-mail addresses";
    assert!(text.contains(said) && text.contains("write the username"), "{text}");
    assert!(
        world.take_exchanges().iter().all(|it| it.query.iter().all(|it| it.0 != "search")),
        "never asked"
    );
}
