//! Projects and groups that are not what the files take them for: of the other kind, declared twice, marked for deletion,
//! or another one than when a plan was saved.

use labwright::plan::Document;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use crate::support::World;

const SEED: &str = "
groups: [{ path: acme }, { path: acme/team }]
projects: [{ path: acme/api, old_paths: [acme/old] }, { path: acme/team/web }]
";

fn said(output: &std::process::Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrote(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    world
}

const LABELS: &str = "labels: [{ name: bug, color: '#ff0000' }]";

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_no_project_and_a_project_no_group_and_the_plan_says_which_it_is() {
    for (files, line, words) in [
        (
            format!(
                "projects:\n  acme/team:\n    {LABELS}\n    push_rules: {{ member_check: true }}"
            ),
            "labwright.yaml:4:",
            ["projects/acme/team: this is a group, not a project", "declare it under `groups`"],
        ),
        (
            format!("groups:\n  acme/api:\n    {LABELS}\n    variables: []"),
            "labwright.yaml:4:",
            ["groups/acme/api: this is a project, not a group", "declare it under `projects`"],
        ),
    ] {
        let world = world(&files).await;
        for command in [&["plan"][..], &["apply", "-y"]] {
            let run = world.run(command).await;
            let text = said(&run);
            assert_eq!(run.status.code(), Some(1), "{command:?}: {text}");
            assert!(words.iter().all(|it| text.contains(it)), "{command:?}: {text}");
            assert_eq!(text.matches(words[0]).count(), 1, "{command:?}: {text}");
            assert!(text.contains(line), "{command:?}: {text}");
        }
        assert_eq!(wrote(&world), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_neither_is_missing_and_what_cannot_be_read_is_not_the_other_kind() {
    let files =
        format!("projects:\n  acme/none: {{ {LABELS} }}\ngroups:\n  acme/none: {{ {LABELS} }}");
    let world = world(&files).await;
    let text = said(&world.run(&["plan"]).await);
    assert!(
        text.contains("projects/acme/none: the project does not exist, or this token"),
        "{text}"
    );
    assert!(text.contains("groups/acme/none: the group does not exist, or this token"), "{text}");
    world.write(
        "labwright.yaml",
        &format!("version: 1\nprojects: {{ acme/team: {{ {LABELS} }} }}\n"),
    );
    world.sandbox().fault(Fault::new("GET", "/groups/acme%2Fteam", Harm::Crash).always());
    let run = world.run(&["plan"]).await;
    assert_eq!(run.status.code(), Some(1));
    assert!(
        said(&run).contains("projects/acme/team: the project does not exist"),
        "{}",
        said(&run)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_declared_paths_of_one_project_are_a_problem_with_both_places() {
    let world = world(&format!(
        "projects:\n  acme/api: {{ {LABELS} }}\n  acme/old: {{ {LABELS} }}\n  acme/team/web: {{ {LABELS} }}"
    ))
    .await;
    let run = world.run(&["apply", "-y"]).await;
    let text = said(&run);
    assert_eq!(run.status.code(), Some(1), "{text}");
    let words = "projects/acme/api and projects/acme/old are the same project in GitLab";
    assert_eq!(text.matches(words).count(), 1, "{text}");
    assert!(text.contains("labwright.yaml:3:") && text.contains("labwright.yaml:4:"), "{text}");
    let written: Vec<String> = world
        .exchanges()
        .iter()
        .filter(|it| it.method != "GET")
        .map(|it| it.path.clone())
        .collect();
    assert_eq!(written, ["/projects/acme%2Fteam%2Fweb/labels"], "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_marked_for_deletion_is_one_problem_and_nothing_is_planned_there() {
    let world = world(&format!(
        "projects:\n  acme/api:\n    {LABELS}\n    settings: {{ description: x }}\n    push_rules: {{ member_check: true }}\n  acme/team/web: {{ {LABELS} }}"
    ))
    .await;
    let id = project(&world, "acme/api");
    let answer = world.send("DELETE", &format!("/projects/{id}"), Value::Null).await;
    assert_eq!(answer.status, 202);
    // GitLab renames what it marks; older ones left it at its path.
    for renamed in [true, false] {
        if !renamed {
            let mut all = world.sandbox().world();
            all.projects.get_mut(&id).unwrap().path = "acme/api".into();
        }
        let run = world.run(&["plan", "-o", "json"]).await;
        assert_eq!(run.status.code(), Some(1), "{}", said(&run));
        let plan = Document::parse(&run.stdout).unwrap();
        let told: Vec<&str> = plan.problems.iter().map(|it| it.message.as_str()).collect();
        let words =
            "projects/acme/api: the project is marked for deletion, so nothing is planned there";
        assert_eq!(told, [words], "renamed: {renamed}");
        let scopes: Vec<&str> = plan.steps.iter().map(|it| it.scope.as_str()).collect();
        assert_eq!(scopes, ["projects/acme/team/web"], "renamed: {renamed}");
    }
}

fn project(world: &World, path: &str) -> u64 {
    let all = world.sandbox().world();
    all.projects.values().find(|it| *it.path == *path).map(|it| it.id).expect("a project")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_has_the_ids_of_what_changes_and_an_apply_of_it_changes_nothing_else() {
    let files = format!(
        "groups: {{ acme: {{ variables: [{{ key: A, value: b }}] }} }}\nprojects: {{ acme/api: {{ {LABELS} }} }}"
    );
    let world = world(&files).await;
    let id = project(&world, "acme/api");
    assert!(world.run(&["plan", "--out", "plan.json"]).await.status.success());
    let text = std::fs::read(world.folder().join("plan.json")).unwrap();
    let plan = Document::parse(&text).unwrap();
    let told: Vec<(&str, &str)> =
        plan.scopes.iter().map(|it| (it.scope.as_str(), it.path.as_str())).collect();
    assert_eq!(told, [("groups/acme", "acme"), ("projects/acme/api", "acme/api")]);
    assert_eq!(plan.scopes[1].id, id);
    // Another project takes the path: the plan approves nothing there, and therefore nothing at all.
    let moved = world
        .send("PUT", &format!("/projects/{id}"), json!({ "path": "gone", "name": "gone" }))
        .await;
    assert_eq!(moved.status, 200);
    let group = world.sandbox().world().group_at("acme").unwrap();
    let made = world
        .send("POST", "/projects", json!({ "name": "api", "path": "api", "namespace_id": group }))
        .await;
    assert_eq!(made.status, 201);
    world.take_exchanges();
    let run = world.run(&["apply", "--plan", "plan.json"]).await;
    let text = said(&run);
    assert_eq!(run.status.code(), Some(4), "{text}");
    let now = project(&world, "acme/api");
    let words = format!(
        "the plan was made for projects/acme/api with the ID {id}, and that path now leads to the ID {now}"
    );
    assert!(text.contains(&words), "{text}");
    assert_eq!(wrote(&world), 0);
    // What cannot be read is not the same project.
    world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fapi", Harm::Crash).always());
    let run = world.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(run.status.code(), Some(4), "{}", said(&run));
    assert!(said(&run).contains("the ID that it has now cannot be read"), "{}", said(&run));
    assert_eq!(wrote(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_holds_for_a_project_that_was_renamed_and_one_without_ids_for_its_path() {
    let world =
        world(&format!("projects: {{ acme/api: {{ {LABELS} }}, acme/team/web: {{ {LABELS} }} }}"))
            .await;
    let id = project(&world, "acme/api");
    assert!(world.run(&["plan", "--out", "plan.json"]).await.status.success());
    world.send("PUT", &format!("/projects/{id}"), json!({ "path": "gone" })).await;
    let file = world.folder().join("plan.json");
    let mut plan: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(plan["scopes"].as_array().unwrap().len(), 2);
    let run = world.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    // As an older labwright wrote it.
    plan.as_object_mut().unwrap().remove("scopes");
    std::fs::write(&file, plan.to_string()).unwrap();
    for path in ["/projects/acme%2Fapi/labels/bug", "/projects/acme%2Fteam%2Fweb/labels/bug"] {
        world.send("DELETE", &path.replace("api", "gone"), Value::Null).await;
    }
    let run = world.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
}

/// Projects of which each lacks a label, and the files.
async fn fleet(projects: usize) -> World {
    let (mut seed, mut files) = ("projects:\n".to_owned(), "version: 1\nprojects:\n".to_owned());
    for it in 0..projects {
        seed += &format!("  - {{ path: acme/team{}/p{it} }}\n", it % 3);
        files += &format!("  acme/team{}/p{it}: {{ {LABELS} }}\n", it % 3);
    }
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ids_of_many_projects_take_one_request_for_fifty_and_none_where_nothing_changes() {
    let world = fleet(120).await;
    let plan = world.plan().await;
    assert_eq!(plan.document().scopes.len(), 120);
    // The version, a list for each project, and three queries.
    assert_eq!(world.take_exchanges().len(), 1 + 120 + 3);
    world.apply(plan).await;
    world.take_exchanges();
    let plan = world.plan().await;
    assert!(plan.steps().is_empty());
    assert_eq!(world.take_exchanges().len(), 1 + 120);
}

#[tokio::test(flavor = "multi_thread")]
async fn projects_are_asked_for_one_by_one_where_graphql_fails() {
    for harm in [Harm::Forbidden, Harm::Crash] {
        let world = fleet(4).await;
        world.sandbox().fault(Fault::new("GET", "/api/graphql", harm).always());
        let plan = world.plan().await;
        assert!(plan.problems.is_empty(), "{}", plan.problems);
        assert_eq!(plan.document().scopes.len(), 4);
    }
}

/// One cause in fifty projects or groups is one problem with its number, all addresses, and the first places.
#[tokio::test(flavor = "multi_thread")]
async fn what_fails_everywhere_for_one_reason_is_one_problem_of_projects_and_of_groups() {
    const TWO: &str = "push_rules: { member_check: true }";
    for (top, path) in [("projects", "acme/team/s"), ("groups", "acme/team/s"), ("groups", "lone")]
    {
        for (harm, pattern, kinds, words) in [
            (
                Harm::Forbidden,
                "push_rule",
                TWO.to_owned(),
                "not planned, because it could not be read: ",
            ),
            (
                Harm::Forbidden,
                "**",
                format!("{TWO}, {LABELS}"),
                "not planned, because the token's user lacks the role to read ",
            ),
            (
                Harm::Crash,
                "push_rule",
                TWO.to_owned(),
                "not planned, because it could not be read: ",
            ),
            (Harm::NotFound, "none", TWO.to_owned(), "does not exist, or this token cannot see it"),
        ] {
            let (mut seed, mut files) = (format!("{top}:\n"), format!("version: 1\n{top}:\n"));
            if (top, path.contains('/')) == ("groups", true) {
                seed += "  - { path: acme }\n  - { path: acme/team }\n";
            }
            for it in 0..50 {
                seed += &format!("  - {{ path: {path}{it} }}\n");
                files += &format!("  {path}{it}: {{ {kinds} }}\n");
            }
            if pattern == "none" {
                files = files.replace(path, &format!("{path}-none"));
            }
            let world = World::start(&seed).await;
            world.write("labwright.yaml", &files);
            world.sandbox().fault(Fault::new("GET", &format!("/{top}/*/{pattern}"), harm).always());
            let plan = world.plan().await;
            let told = plan.document().problems;
            let about = format!("{top} {path} {pattern}: {told:#?}");
            assert_eq!(told.len(), 1, "{about}");
            assert!(told[0].message.contains(words), "{about}");
            assert!(told[0].message.ends_with("and 47 more (50 in all)"), "{about}");
            assert_eq!(told[0].of.len(), 50, "{about}");
            assert_eq!(told[0].line, Some(3), "{about}");
            let related = plan.problems.iter().map(|it| it.related.len()).sum::<usize>();
            assert_eq!(related, 2, "{about}");
        }
    }
}
