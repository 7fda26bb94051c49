//! `discover: true`: what GitLab has that no file declares.

use std::collections::BTreeSet;

use crate::defaults::{changes, world};
use crate::support::World;
use labwright::sandbox::{Fault, Harm};
use serde_json::json;

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
        assert!(problems.contains("Cannot understand GitLab's list"), "{path}: {problems}");
        assert!(!problems.contains('\u{1b}') && plan.steps().is_empty(), "{path}: {problems}");
        world.take_exchanges();
    }
}

/// Whoever is no administrator learns what to write instead. An administrator whose token lacks the scope sees no more
/// than others, and GitLab does not say so.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_rights_of_an_administrator_the_own_groups_are_named() {
    let mut world = World::start(
        "admin_mode: true
users: [{ username: mia }]
groups:
  - { path: acme, members: { mia: owner } }
  - { path: acme/web }
  - { path: crew }
  - { path: crew/red, members: { mia: guest } }
  - { path: open, settings: { visibility: public } }
  - { path: past, members: { mia: owner, root: owner } }
tokens:
  - { user: mia, token: token-of-mia, scopes: [api] }
  - { user: root, token: weak-root, scopes: [api] }
",
    )
    .await;
    let block = "version: 1\ndefaults: [{ for: '**', discover: true, group: { labels: [] } }]\n";
    world.write("labwright.yaml", block);
    for (token, patterns) in [
        ("token-of-mia", "name the groups: [acme/**, crew/**, past/**]"),
        ("weak-root", "name the groups: [past/**]"),
    ] {
        world.secret("GITLAB_TOKEN", token);
        let plan = world.plan().await;
        let problems: Vec<_> = plan.problems.iter().collect();
        let [problem] = problems.as_slice() else { panic!("{}", plan.problems) };
        let hint = problem.hint.clone().unwrap_or_default();
        assert!(problem.message.contains("only an administrator"), "{}", problem.message);
        assert!(hint.contains(patterns) && hint.contains("`admin_mode`"), "{hint}");
        assert!(plan.steps().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_discovers_all_groups() {
    let world = World::start(
        "groups: [{ path: acme }, { path: acme/web }, { path: crew }, { path: past, settings: { archived: true } }]\nprojects: [{ path: acme/api }]\n",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1
groups: { crew: { settings: { project_creation_level: developer } } }
defaults:
  - for: '**'
    discover: true
    group: { settings: { project_creation_level: owner } }
    project: { settings: { merge_method: ff } }
",
    );
    let expected = [
        "groups/acme/settings project_creation_level \"owner\"",
        "groups/acme/web/settings project_creation_level \"owner\"",
        "projects/acme/api/settings merge_method \"ff\"",
    ];
    let plan = world.plan().await;
    assert_eq!(changes(&plan), expected);
    let lists = world.take_exchanges().into_iter().filter(|it| it.path == "/groups");
    let active = |it: &labwright::sandbox::Exchange| {
        it.query.contains(&("active".to_owned(), "true".to_owned()))
    };
    assert_eq!(lists.filter(active).count(), 1);
    world.converge().await;
}

/// Personal projects belong to people: only a pattern that names the person reaches them.
#[tokio::test(flavor = "multi_thread")]
async fn personal_projects_are_discovered_by_the_name_of_their_user() {
    let seed = "users: [{ username: mia }, { username: max }]
groups: [{ path: acme }]
projects:
  - { path: acme/api }
  - { path: mia/own }
  - { path: mia/old, settings: { archived: true } }
  - { path: max/own }
";
    let block = |pattern: &str, method: &str| {
        format!(
            "  - {{ for: {pattern}, discover: true, project: {{ settings: {{ merge_method: {method} }} }}, group: {{ labels: [] }} }}\n"
        )
    };
    for (blocks, expected) in [
        (block("mia/**", "ff"), vec!["projects/mia/own/settings merge_method \"ff\""]),
        (block("MIA/*", "ff"), vec!["projects/mia/own/settings merge_method \"ff\""]),
        (
            block("'**'", "rebase_merge") + &block("mia/*", "ff"),
            vec![
                "projects/acme/api/settings merge_method \"rebase_merge\"",
                "projects/mia/own/settings merge_method \"ff\"",
            ],
        ),
        (block("'*/own'", "ff"), vec![]),
    ] {
        let world = World::start(seed).await;
        world.write("labwright.yaml", &format!("version: 1\ndefaults:\n{blocks}"));
        let plan = world.plan().await;
        assert_eq!(changes(&plan), expected, "{blocks}");
        let asked: Vec<_> = world.take_exchanges().into_iter().map(|it| it.path).collect();
        assert!(!asked.iter().any(|it| it == "/groups/max/projects"), "{asked:?}");
        world.converge().await;
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

/// What the lists say about projects that are found is kept until the plan is made, and counted like all answers.
#[tokio::test(flavor = "multi_thread")]
async fn found_projects_that_take_too_much_memory_are_no_plan() {
    use labwright::gitlab::{Reader, Server, Settings, Token};
    use labwright::plan::{Options, PlanError, plan};
    let projects: String = (0..40).map(|it| format!("  - {{ path: acme/p{it} }}\n")).collect();
    let world = World::start(&format!("groups: [{{ path: acme }}]\nprojects:\n{projects}")).await;
    let file = "version: 1
defaults: [{ for: acme/**, discover: true, project: { settings: { merge_method: ff } } }]
";
    world.write("labwright.yaml", file);
    let planned = |limit: usize| {
        let server = Server::parse(&world.sandbox().url(), "test").unwrap();
        let token = Token::parse(labwright::sandbox::ADMIN_TOKEN, "test").unwrap();
        let mut settings = Settings::new(server, token);
        settings.memory_limit = limit;
        let (reader, config) = (Reader::new(settings).unwrap(), world.config());
        async move { plan(&config, &reader, &Options::default()).await }
    };
    assert_eq!(planned(64 << 20).await.unwrap().steps().len(), 40);
    let PlanError::Server(error) = planned(400 << 10).await.unwrap_err();
    assert!(error.to_string().contains("MB of memory"), "{error}");
}
