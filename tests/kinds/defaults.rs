//! `defaults`: what reaches a scope, what is nearer, and what GitLab has that no file declares.

use std::collections::BTreeSet;

use crate::support::World;
use labwright::plan::Plan;
use labwright::sandbox::{Fault, Harm};
use serde_json::json;

const SEED: &str = "
groups: [{ path: acme }, { path: acme/web }, { path: other }]
projects:
  - { path: acme/api }
  - { path: acme/web/shop }
  - { path: acme/web/old, settings: { archived: true } }
  - { path: other/tool }
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    world
}

/// The changes of a plan: `ADDRESS FIELD VALUE`.
fn changes(plan: &Plan) -> Vec<String> {
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let step = |it: &labwright::plan::Step| {
        let address = it.order.address.to_string();
        let change = |it: &labwright::resource::Change| {
            let after = it.after.as_ref().map(|it| it.show().to_string()).unwrap_or_default();
            format!("{address} {} {after}", it.field)
        };
        it.changes.iter().map(change).collect::<Vec<_>>()
    };
    plan.steps().iter().flat_map(step).collect()
}

fn offline(world: &World) -> String {
    world.try_config().err().map(|it| it.to_string()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_reaches_the_declared_scopes_that_it_matches_and_the_nearest_counts() {
    let world = world(
        "
projects:
  acme/api: { classes: [service], settings: { merge_method: rebase_merge } }
  acme/web/shop: {}
  other/tool: {}
defaults:
  - for: acme/**
    project:
      settings: { merge_method: ff, squash_option: always, description: wide }
      labels: [{ name: bug, color: '#ff0000' }]
  - for: acme/web/*
    project: { settings: { description: narrow }, labels: [{ name: bug, description: broken }] }
  - for: '**'
    with: { class: service }
    project: { settings: { description: service } }
",
    )
    .await;
    let expected = [
        "projects/acme/api/settings description \"service\"",
        "projects/acme/api/settings merge_method \"rebase_merge\"",
        "projects/acme/api/settings squash_option \"always\"",
        "projects/acme/web/shop/settings description \"narrow\"",
        "projects/acme/web/shop/settings merge_method \"ff\"",
        "projects/acme/web/shop/settings squash_option \"always\"",
        "projects/acme/api/labels/bug color \"#ff0000\"",
        "projects/acme/web/shop/labels/bug color \"#ff0000\"",
        "projects/acme/web/shop/labels/bug description \"broken\"",
    ];
    let found: BTreeSet<_> = changes(&world.plan().await).into_iter().collect();
    assert_eq!(found, expected.iter().map(|it| (*it).to_owned()).collect());
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn prune_absent_unmanaged_and_once_of_the_nearest_layer_count() {
    let world = World::start(
        "projects:
  - { path: acme/api, labels: [{ name: mine, color: '#000000' }, { name: stray, color: '#000000' }, { name: seed, color: '#000000' }] }
  - { path: acme/cli, labels: [{ name: old, color: '#000000' }, { name: stray, color: '#000000' }] }
  - { path: acme/raw, labels: [{ name: old, color: '#000000' }] }
",
    )
    .await;
    let file = "version: 1
defaults:
  - for: acme/*
    project:
      settings: { merge_method: ff }
      labels:
        prune: true
        items:
          - { name: old, state: absent }
          - { name: bug, color: '#ff0000' }
          - { name: seed, color: '#ff0000', once: true }
projects:
  acme/api:
    labels: [{ name: mine, state: unmanaged }, { name: old, color: '#123456' }, { name: bug, state: absent }]
  acme/cli:
    settings: { inherit: false }
    labels: { prune: false, items: [] }
  acme/raw: { inherit: false, labels: [{ name: x, color: '#000000' }] }
";
    world.write("labwright.yaml", file);
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let step =
        |it: &labwright::plan::Step| format!("{} {}", it.request.method.as_str(), it.order.address);
    let steps: BTreeSet<_> = plan.steps().iter().map(step).collect();
    let expected = [
        "DELETE projects/acme/api/labels/stray",
        "DELETE projects/acme/cli/labels/old",
        "POST projects/acme/api/labels/old",
        "POST projects/acme/cli/labels/bug",
        "POST projects/acme/cli/labels/seed",
        "POST projects/acme/raw/labels/x",
        "PUT projects/acme/api/settings",
    ];
    assert_eq!(steps, expected.iter().map(|it| (*it).to_owned()).collect());
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_disagree_are_a_problem_unless_something_nearer_decides() {
    let block = |method: &str, pattern: &str| {
        format!("  - {{ for: {pattern}, project: {{ settings: {{ merge_method: {method} }} }} }}\n")
    };
    let both = format!("defaults:\n{}{}", block("ff", "acme/*"), block("merge", "'*/api'"));
    let world = world(&format!("projects: {{ acme/api: {{}} }}\n{both}")).await;
    let said = offline(&world);
    assert!(said.contains("`merge_method` of the settings is set twice"), "{said}");
    let nearer =
        format!("version: 1\nprojects: {{ acme/api: {{}} }}\n{both}{}", block("ff", "acme/api"));
    world.write("labwright.yaml", &nearer);
    assert_eq!(offline(&world), "");
    let own = format!(
        "version: 1\nprojects: {{ acme/api: {{ settings: {{ merge_method: ff }} }} }}\n{both}"
    );
    world.write("labwright.yaml", &own);
    assert_eq!(offline(&world), "");
    let same = format!(
        "version: 1\nprojects: {{ acme/api: {{}} }}\ndefaults:\n{}{}",
        block("ff", "acme/*"),
        block("ff", "'*/api'")
    );
    world.write("labwright.yaml", &same);
    assert_eq!(offline(&world), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_object_requires_is_checked_when_all_parts_are_known() {
    let world = world(
        "projects: { acme/api: { external_status_checks: [{ name: Scan }] } }
defaults: [{ for: acme/*, project: { external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com' }] } }]
",
    )
    .await;
    assert_eq!(offline(&world), "");
    world.converge().await;
    world.write(
        "labwright.yaml",
        "version: 1
projects: { acme/api: { external_status_checks: [{ name: Scan }] } }
defaults: [{ for: acme/*, project: { external_status_checks: [{ name: Scan, protected_branches: [main] }] } }]
",
    );
    let said = offline(&world);
    assert!(
        said.contains("requires `external_url`") && said.contains("labwright.yaml:2"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_are_checked_although_they_match_nothing() {
    let world = world("").await;
    for (block, said) in [
        ("{ for: acme/x/**, project: { settings: { merge_method: fast } } }", "merge_method"),
        (
            "{ for: acme/x/**, project: { labels: [{ name: a, color: '#fff' }, { name: a, color: '#fff' }] } }",
            "declared twice",
        ),
        ("{ for: 'acme/[a', project: {} }", "*"),
        ("{ for: [], project: {} }", "for"),
        ("{ project: {} }", "for"),
        ("{ for: acme/.., project: {} }", "acme/.."),
        ("{ for: acme/x, project: {}, group: {} }", "is a group or a project is not clear"),
        ("{ for: acme/*, project: { classes: [a] } }", "cannot have `classes`"),
        ("{ for: acme/*, project: { merge_requests: [] } }", "cannot have `merge_requests`"),
    ] {
        world.write("labwright.yaml", &format!("version: 1\ndefaults: [{block}]\n"));
        let found = offline(&world);
        assert!(found.contains(said), "{block}: {found}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_that_discovers_reaches_what_gitlab_has_and_no_file_declares() {
    let world = world(
        "projects: { acme/api: { settings: { merge_method: merge } } }
defaults:
  - for: acme/**
    except: acme/web/old/**
    discover: true
    project: { settings: { merge_method: ff } }
    group: { settings: { project_creation_level: maintainer } }
",
    )
    .await;
    let plan = world.plan().await;
    let expected = [
        "groups/acme/web/settings project_creation_level \"maintainer\"",
        "projects/acme/web/shop/settings merge_method \"ff\"",
    ];
    assert_eq!(changes(&plan), expected);
    // The list is all that is read of the projects.
    let reads: Vec<_> = world.take_exchanges().into_iter().map(|it| it.path).collect();
    assert!(!reads.iter().any(|it| it.contains("projects/acme")), "{reads:?}");
    let notes: Vec<_> = plan.notes.iter().map(|it| it.message.clone()).collect();
    assert!(
        notes.iter().any(|it| it.contains("2 projects and groups that are not declared")),
        "{notes:?}"
    );
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_select_projects_by_what_is_declared_or_by_what_gitlab_has() {
    let world = World::start(
        "projects:
  - { path: acme/api, settings: { topics: [service, rust] } }
  - { path: acme/cli, settings: { topics: [service] } }
  - { path: acme/doc }
",
    )
    .await;
    let file = "version: 1
projects: { acme/api: {}, acme/cli: { settings: { topics: [tool] } }, acme/doc: { settings: { topics: [service] } } }
defaults: [{ for: acme/*, with: { topics: [service] }, project: { settings: { merge_method: ff } } }]
";
    world.write("labwright.yaml", file);
    let plan = world.plan().await;
    let changed: Vec<_> =
        changes(&plan).into_iter().filter(|it| it.contains("merge_method")).collect();
    assert_eq!(
        changed,
        [
            "projects/acme/api/settings merge_method \"ff\"",
            "projects/acme/doc/settings merge_method \"ff\"",
        ]
    );
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_listed_is_a_problem_and_never_nothing() {
    let mut world = World::start(
        "users: [{ username: mia }]
groups: [{ path: acme, members: { mia: owner } }]
tokens: [{ user: mia, token: token-of-mia, scopes: [api] }]
projects: [{ path: acme/api }]
",
    )
    .await;
    world.secret("GITLAB_TOKEN", "token-of-mia");
    for (pattern, said) in [
        ("nowhere/**", "`nowhere` is not a group that this token can see"),
        ("'**'", "only an administrator can discover"),
        ("'*/api'", "only an administrator can discover"),
    ] {
        let file = format!(
            "version: 1\ndefaults: [{{ for: {pattern}, discover: true, project: {{ labels: [] }} }}]\n"
        );
        world.write("labwright.yaml", &file);
        let plan = world.plan().await;
        let problems = plan.problems.to_string();
        assert!(problems.contains(said) && plan.steps().is_empty(), "{pattern}: {problems}");
    }
}

/// What is pruned where no file looked is asked for.
#[tokio::test(flavor = "multi_thread")]
async fn prune_reaches_found_projects_only_if_it_is_allowed() {
    let seed = "projects:
  - { path: acme/api, labels: [{ name: a, color: '#000000' }] }
  - { path: acme/cli, labels: [{ name: a, color: '#000000' }, { name: b, color: '#000000' }] }
";
    let file = "version: 1
projects: { acme/api: {} }
defaults: [{ for: acme/**, discover: true, project: { labels: { prune: true, items: [] } } }]
";
    for (arguments, code) in [
        (vec!["apply", "-y"], 5),
        (vec!["apply", "-y", "--allow-prune-found", "1"], 5),
        (vec!["apply", "-y", "--allow-prune-found", "2"], 0),
    ] {
        let world = World::start(seed).await;
        world.write("labwright.yaml", file);
        let output = world.run(&arguments).await;
        let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        let writes = world.exchanges().iter().filter(|it| it.method != "GET").count();
        assert_eq!(writes, if code == 0 { 3 } else { 0 }, "{arguments:?}");
        assert_eq!(said.contains("--allow-prune-found 2"), code == 5, "{said}");
        world.finish();
    }
}

/// Only what was found when the plan was made is changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_saved_plan_leaves_out_what_appears_later() {
    let world = World::start(
        "groups: [{ path: acme }]\nprojects: [{ path: acme/api }, { path: acme/cli }]\n",
    )
    .await;
    let file = "version: 1
defaults: [{ for: acme/**, discover: true, project: { settings: { merge_method: ff } } }]
";
    world.write("labwright.yaml", file);
    let output = world.run(&["plan", "--out", "plan.json"]).await;
    assert_eq!(output.status.code(), Some(0));
    let group = world.send("GET", "/groups/acme", serde_json::Value::Null).await.body["id"].clone();
    let new = serde_json::json!({ "path": "late", "namespace_id": group });
    assert_eq!(world.send("POST", "/projects", new).await.status, 201);
    let gone = world.send("DELETE", "/projects/acme%2Fcli", serde_json::Value::Null).await;
    assert_eq!(gone.status, 202);
    world.take_exchanges();
    let output = world.run(&["apply", "--plan", "plan.json"]).await;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let writes = world.take_exchanges().into_iter().filter(|it| it.method == "PUT");
    let writes: Vec<_> = writes.map(|it| it.path).collect();
    assert_eq!(writes, ["/projects/acme%2Fapi"], "{said}");
    assert!(said.contains("found after the plan was made"), "{said}");
    let later = changes(&world.plan().await);
    assert_eq!(later, ["projects/acme/late/settings merge_method \"ff\""]);
}

/// Whatever the order of blocks, lists, and scopes, the plan is the same.
#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_blocks_has_no_effect() {
    let blocks = [
        "{ for: acme/**, project: { settings: { merge_method: ff, squash_option: always }, labels: [{ name: a, color: '#111111' }, { name: b, color: '#222222' }] } }",
        "{ for: [acme/web/*, acme/api], project: { settings: { description: near }, labels: { prune: true, items: [{ name: b, state: absent }] } } }",
        "{ for: '**', discover: true, with: { class: service }, project: { settings: { merge_method: merge } } }",
        "{ for: '*/api', with: { topics: [x] }, project: { settings: { description: topic } } }",
        "{ for: acme/web/**, discover: true, project: { labels: [{ name: c, color: '#333333' }] } }",
    ];
    let scopes = [
        "acme/api: { classes: [service], settings: { topics: [x] } }",
        "acme/web/shop: { labels: [{ name: a, description: own }] }",
    ];
    let mut plans = BTreeSet::new();
    for turn in 0..blocks.len() {
        let mut blocks = blocks;
        blocks.rotate_left(turn);
        if turn % 2 == 1 {
            blocks.swap(0, 3);
        }
        let mut scopes = scopes;
        scopes.rotate_left(turn % 2);
        let (scopes, blocks) = (scopes.join(",\n  "), blocks.join(",\n  "));
        let world =
            world(&format!("projects: {{\n  {scopes} }}\ndefaults: [\n  {blocks} ]\n")).await;
        let mut found = changes(&world.plan().await);
        found.sort();
        assert!(found.len() >= 10, "{found:?}");
        plans.insert(found);
        world.converge().await;
    }
    assert_eq!(plans.len(), 1, "{plans:#?}");
}

/// One list finds the projects and reads their settings; everything else is one request each.
#[tokio::test(flavor = "multi_thread")]
async fn a_found_project_takes_one_request_for_each_collection_besides_its_settings() {
    let projects: String = (0..45).map(|it| format!("  - {{ path: acme/p{it:02} }}\n")).collect();
    let world = World::start(&format!("groups: [{{ path: acme }}]\nprojects:\n{projects}")).await;
    world.write(
        "labwright.yaml",
        "version: 1
defaults:
  - for: acme/**
    discover: true
    project:
      settings: { merge_method: merge }
      protected_branches: [{ name: main }]
",
    );
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && plan.problems.is_empty(), "{}", plan.to_json());
    let reads = world.take_exchanges();
    let pages = reads.iter().filter(|it| it.path == "/groups/acme/projects").count();
    assert_eq!(
        (pages, reads.iter().filter(|it| it.path.ends_with("/protected_branches")).count()),
        (3, 45)
    );
    assert!(reads.len() <= 45 + 3 + 10, "{} requests", reads.len());
    let asked: BTreeSet<_> = reads.iter().map(|it| (&it.path, &it.query)).collect();
    assert_eq!(asked.len(), reads.len(), "a request is sent twice");
}

/// What a list says is a name from outside, and a list that is not understood is not an empty one.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_with_a_path_that_is_none_is_a_problem() {
    let file = "version: 1
defaults: [{ for: acme/**, discover: true, project: { settings: { merge_method: ff } } }]
";
    for path in [json!("acme/.."), json!("acme/a\u{1b}[31m"), json!(null), json!(7)] {
        let world =
            World::start("groups: [{ path: acme }]\nprojects: [{ path: acme/api }]\n").await;
        world.write("labwright.yaml", file);
        let harm = Harm::Replaced { at: "/0/path_with_namespace".to_owned(), with: path.clone() };
        world.sandbox().fault(Fault::new("GET", "/groups/acme/projects", harm));
        let plan = world.plan().await;
        let problems = plan.problems.to_string();
        assert!(problems.contains("cannot understand GitLab's list"), "{path}: {problems}");
        assert!(!problems.contains('\u{1b}') && plan.steps().is_empty(), "{path}: {problems}");
        world.take_exchanges();
    }
}

/// A pattern without a literal part reaches the projects of groups, and not those of people.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_discovers_everything_but_personal_projects() {
    let world = World::start(
        "users: [{ username: mia }]\ngroups: [{ path: acme }]\nprojects: [{ path: acme/api }, { path: mia/own }]\n",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1\ndefaults: [{ for: '**', discover: true, project: { settings: { inherit: true, merge_method: ff } } }]\n",
    );
    assert_eq!(changes(&world.plan().await), ["projects/acme/api/settings merge_method \"ff\""]);
    world.converge().await;
}
