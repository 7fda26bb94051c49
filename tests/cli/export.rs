//! `labwright export`: whole groups into a directory, what is refused, and what a token cannot see.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::World;
use crate::{code, stderr, stdout};

const FLEET: &str = "
users: [{ username: mia }, { username: dan }, { username: ops-bot }]
tokens: [{ user: dan, token: of-dan, scopes: [read_api] }]
groups:
  - { path: acme, members: { mia: owner, dan: developer } }
  - { path: acme/web.yaml, settings: { description: Pages } }
  - { path: acme/empty }
projects:
  - { path: acme/api, members: { mia: maintainer, dan: developer }, settings: { merge_method: ff } }
  - { path: acme/lib }
  - { path: acme/cli }
  - { path: acme/web.yaml/site }
  - { path: acme/web, settings: { archived: true } }
";

/// Texts that YAML would read as something else.
const NASTY: &[&str] = &[
    "- a",
    "*a",
    "&a",
    "!a",
    "{{ x }}",
    "{a",
    "[a]",
    "a: b",
    "# a",
    "'",
    "\"",
    "null",
    "~",
    "yes",
    "1",
    "0x1",
    "1:2",
    "2026-01-01",
    "|",
    ">",
    "%a",
    "@a",
    "`",
    "\\",
    "a # b",
    "ä",
    "🦊",
    "<<",
    "=",
    "...",
    "---",
];

async fn fleet() -> World {
    let world = World::start(FLEET).await;
    for (at, name) in NASTY.iter().enumerate() {
        let body = json!({
            "name": name, "color": "#d9534f", "description": format!("{name}\n  {name}\n\n{name}\t \n\n"), "priority": at,
        });
        assert_eq!(
            world.send("POST", "/projects/acme%2Fapi/labels", body).await.status,
            201,
            "{name}"
        );
    }
    for (path, body) in [
        (
            "projects/acme%2Fapi/hooks",
            json!({ "url": "https://a.example/in", "name": "audit", "token": "unseen-1" }),
        ),
        (
            "projects/acme%2Fapi/hooks",
            json!({ "url": "https://b.example/in", "name": "push", "custom_headers": [{ "key": "X-A", "value": "unseen-2" }] }),
        ),
        ("projects/acme%2Fapi/variables", json!({ "key": "PLAIN", "value": "unseen-3" })),
        (
            "projects/acme%2Fapi/variables",
            json!({ "key": "MASKED", "value": "unseen-4567", "masked": true }),
        ),
        (
            "projects/acme%2Fapi/protected_branches",
            json!({ "name": "release/*", "allowed_to_push": [{ "user_id": 2 }] }),
        ),
        (
            "groups/acme/variables",
            json!({ "key": "MASKED", "value": "unseen-8901", "masked": true }),
        ),
    ] {
        let answer = world.send("POST", &format!("/{path}"), body).await;
        assert_eq!(answer.status, 201, "{path}: {}", answer.body);
    }
    world.take_exchanges();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_with_everything_below_it_is_exported_into_a_directory_and_plans_empty() {
    let mut world = fleet().await;
    let arguments = ["export", "--group", "acme", "--recursive", "--instance", "--into", "config"];
    let output = world.run(&arguments).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("labwright plan -c config"), "{told}");
    assert!(told.contains("`--with-values` writes the values"), "{told}");
    // Nothing is read twice, and nothing is written.
    let mut seen = BTreeSet::new();
    for it in world.take_exchanges() {
        assert_eq!(it.method, "GET");
        let asked = format!("{} {:?}", it.path, it.query);
        assert!(seen.insert(asked.clone()), "read twice: {asked}");
    }
    let folder = world.folder().to_owned();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let root = read("config/labwright.yaml");
    for name in [
        "instance.yaml",
        "groups/acme.yaml",
        "groups/acme/empty.yaml",
        "groups/acme/web.yaml.yaml",
        "projects/acme/api.yaml",
        "projects/acme/web%2Eyaml/site.yaml",
    ] {
        read(&format!("config/{name}"));
    }
    // So are the files of new projects.
    let include = "include:\n- groups/**/*.yaml\n- instance.yaml\n- projects/**/*.yaml\n";
    assert!(root.contains(include), "{root}");
    let api = read("config/projects/acme/api.yaml");
    for (text, there) in [
        ("user: mia", true),
        ("# `token` is not exported: GitLab does not return whether it is set", true),
        ("env: ACME_API_HOOKS_PUSH_CUSTOM_HEADERS_X_A", true),
        ("env: ACME_API_VARIABLES_PLAIN_VALUE", true),
        ("merge_method: ff", true),
        ("unseen-", false),
        ("visibility: private", false),
    ] {
        assert_eq!(api.contains(text), there, "{text}: {api}");
    }
    assert!(
        root.contains("ACME_VARIABLES_MASKED_VALUE  # groups/acme/variables/MASKED: value"),
        "{root}"
    );
    for (name, value) in [
        ("ACME_API_VARIABLES_PLAIN_VALUE", "unseen-3"),
        ("ACME_API_VARIABLES_MASKED_VALUE", "unseen-4567"),
        ("ACME_VARIABLES_MASKED_VALUE", "unseen-8901"),
    ] {
        world.secret(name, value);
    }
    let plan = world.run(&["plan", "-c", "config", "--detailed-exitcode"]).await;
    assert_eq!(code(&plan), 0, "{}{}", stdout(&plan), stderr(&plan));
    // A second export is the same; into the same directory it is refused before anything is sent.
    let again = world
        .run(&["export", "--recursive", "--group", "acme", "--instance", "--into", "new/other"])
        .await;
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    for name in ["labwright.yaml", "projects/acme/api.yaml", "groups/acme.yaml"] {
        assert_eq!(read(&format!("config/{name}")), read(&format!("new/other/{name}")));
    }
    world.take_exchanges();
    for taken in ["config", "config/labwright.yaml"] {
        let refused = world.run(&["export", "--instance", "--into", taken]).await;
        assert_eq!(code(&refused), 3, "{}", stderr(&refused));
        assert!(
            stderr(&refused).contains("choose a new or an empty directory"),
            "{}",
            stderr(&refused)
        );
        assert_eq!(stdout(&refused), "");
    }
    assert!(world.take_exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_exported_has_a_reason() {
    let mut world = fleet().await;
    for (arguments, exit, words) in [
        (&["export"][..], 3, "--project"),
        (&["export", "--project", "acme/api", "--recursive"], 3, "--group"),
        (&["export", "--project", "acme/api", "--kind", "deployments"], 3, "deployments"),
        (&["export", "--project", "acme/../api"], 3, ".."),
        (
            &["export", "--project", "acme/gone"],
            1,
            "projects/acme/gone: the project does not exist, or this token cannot see it",
        ),
        (&["export", "--group", "acme/gone", "--recursive"], 1, "groups/acme/gone"),
        (&["export", "--project", "acme"], 1, "projects/acme"),
    ] {
        let output = world.run(arguments).await;
        assert_eq!(code(&output), exit, "{arguments:?}: {}", stderr(&output));
        let told = stderr(&output).replace('│', "");
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(words), "{arguments:?}: {told}");
    }
    // What is there is exported all the same.
    let output = world
        .run(&["export", "--project", "acme/gone", "--project", "acme/API", "--kind", "settings"])
        .await;
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("  acme/api:\n    settings:\n"), "{}", stdout(&output));
    world.take_exchanges();
    // A token that sees less gets comments, and no problem.
    world.secret("GITLAB_TOKEN", "of-dan");
    let output = world.run(&["export", "--project", "acme/api"]).await;
    let text = stdout(&output);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(text.contains("    # `") && text.contains("could not be read: "), "{text}");
    assert!(text.contains("labels:") && !text.contains("\n    hooks:"), "{text}");
    world.write("labwright.yaml", &text);
    let plan = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(code(&plan), 0, "{}{}", stdout(&plan), stderr(&plan));
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_that_cannot_be_told_apart_are_not_exported() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    for _ in 0..2 {
        let body = json!({ "description": "nightly", "ref": "main", "cron": "0 1 * * *" });
        world.send("POST", "/projects/acme%2Fapi/pipeline_schedules", body).await;
    }
    let output =
        world.run(&["export", "--project", "acme/api", "--kind", "pipeline_schedules"]).await;
    let text = stdout(&output);
    let remark = "# pipeline schedule `nightly` is not exported: GitLab has 2 of them";
    assert!(text.contains(remark) && !text.contains("cron"), "{text}");
    world.write("labwright.yaml", &text);
    assert_eq!(code(&world.run(&["validate"]).await), 0, "{text}");
    world.take_exchanges();
}

/// People with identities and keys: no bots, no service accounts, no tokens, by pages that each name the next one, and nothing
/// for a token that sees names only.
#[tokio::test(flavor = "multi_thread")]
async fn users_are_all_people_and_nobody_else() {
    let many: String = (0..150).map(|it| format!("  - {{ username: many-{it} }}\n")).collect();
    let mut world = World::start(&format!(
        "
users:
  - username: alice
    name: Alice
    email: alice@acme.com
    emails: [second@acme.com]
    attributes: {{ bio: Likes YAML, public_email: second@acme.com, commit_email: _private, pronouns: '', website_url: \"https://jane:hunter2@x.com\" }}
    identities: {{ saml: alice }}
    keys: [{{ title: laptop, key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeuI7Zx7oGupoqe3KT4kDpRwuG82/XKtlQWv1ZZmFWp }}]
  - {{ username: gone, state: ldap_blocked }}
  - {{ username: dan }}
{many}tokens: [{{ user: dan, token: of-dan, name: of-a-person, scopes: [read_api] }}]
projects: [{{ path: acme/api }}]
"
    ))
    .await;
    let bot = json!({ "name": "deploy", "scopes": ["api"], "expires_at": "2027-01-01" });
    let answer = world.send("POST", "/projects/acme%2Fapi/access_tokens", bot).await;
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    let answer = world.send("POST", "/service_accounts", json!({ "username": "robot" })).await;
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    world.take_exchanges();
    let users = ["export", "--instance", "--kind", "users"];
    let output = world.run(&users).await;
    let text = stdout(&output);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let alice = "    - username: alice
      name: Alice
      email: alice@acme.com
      can_create_group: true
      projects_limit: 100000
      public_email: second@acme.com
      commit_email: _private
      bio: Likes YAML
      theme_id: 3
      color_scheme_id: 1
      identities:
        saml: alice
      keys:
";
    assert!(text.contains(alice), "{text}");
    assert!(
        text.contains("    # `website_url` is not exported: it contains a credential\n"),
        "{text}"
    );
    let state =
        "    # `state` is not exported: `state` cannot be `ldap_blocked`\n    - username: gone\n";
    assert!(text.contains(state), "{text}");
    for absent in ["robot", "bot_", "of-a-person", "password", "hunter2", "token", "127.0.0.1"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
    assert_eq!(text.matches("- username: ").count(), 154, "{text}");
    let exchanges = world.take_exchanges();
    assert!(exchanges.iter().all(|it| it.method == "GET"));
    let paths = || exchanges.iter().map(|it| it.path.as_str());
    assert_eq!(paths().filter(|it| it.ends_with("/keys")).count(), 154);
    let lists: Vec<_> = paths().filter(|it| *it == "/users").collect();
    assert_eq!(lists.len(), 2, "{lists:?}");
    assert!(paths().all(|it| !it.contains("tokens")));
    world.write("labwright.yaml", &text);
    let plan = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(code(&plan), 0, "{}{}", stdout(&plan), stderr(&plan));
    world.take_exchanges();
    // An older GitLab has no keyset here, and another kind does not read users.
    world.sandbox().world().version = "16.4.0".to_owned();
    let output = world.run(&users).await;
    assert_eq!(stdout(&output).matches("- username: ").count(), 154, "{}", stderr(&output));
    world.take_exchanges();
    world.run(&["export", "--instance", "--kind", "topics"]).await;
    assert!(world.take_exchanges().iter().all(|it| it.path != "/users"));
    world.secret("GITLAB_TOKEN", "of-dan");
    let output = world.run(&users).await;
    let text = stdout(&output);
    let remark =
        "# `users` could not be read: this token cannot see more of users than their names";
    assert!(text.contains(remark) && !text.contains("username"), "{text}");
    world.take_exchanges();
}
