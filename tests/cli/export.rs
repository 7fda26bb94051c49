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
