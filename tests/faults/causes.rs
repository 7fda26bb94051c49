//! What cannot be planned is reported by its cause: once, whatever the number of collections and projects that share it.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;

use crate::support::World;
use labwright::plan::Document;
use labwright::sandbox::{Fault, Harm};
use serde_json::Value;

const ALL: &str = "    protected_branches: [{ name: main, allowed_to_push: [maintainer] }]
    external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com' }]
    merge_trains: [{ merge_request: 7 }]
    deployments: [{ environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, tag: false, status: success }]
";

fn files(projects: impl IntoIterator<Item = String>) -> String {
    projects.into_iter().fold("version: 1\nprojects:\n".to_owned(), |mut text, path| {
        let _ = write!(text, "  {path}:\n{ALL}");
        text
    })
}

async fn plan(world: &World, more: &[&str]) -> (Value, String, Option<i32>) {
    let json = world.run(&[&["plan", "-o", "json"], more].concat()).await;
    let text = world.run(&[&["plan"], more].concat()).await;
    let said = String::from_utf8_lossy(&text.stderr);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    (serde_json::from_slice(&json.stdout).unwrap(), said, json.status.code())
}

fn messages(plan: &Value) -> Vec<&str> {
    plan["problems"].as_array().unwrap().iter().map(|it| it["message"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_that_does_not_exist_is_one_problem_and_the_rest_is_planned() {
    let world = World::start("projects: [{ path: acme/web }]").await;
    world.write("labwright.yaml", &files(["acme/aip".to_owned(), "acme/web".to_owned()]));
    let (json, said, code) =
        plan(&world, &["--only", "**/protected_branches/*", "--only", "projects/acme/aip/**"])
            .await;
    assert_eq!(
        messages(&json),
        ["projects/acme/aip: the project does not exist, or this token cannot see it"]
    );
    assert_eq!(json["problems"][0]["of"], serde_json::json!(["projects/acme/aip"]));
    assert_eq!(json["problems"][0]["line"], 4);
    assert_eq!(json["summary"]["unchanged"], 1, "the rest is planned: {json:#}");
    assert_eq!(said.matches("does not exist").count(), 1, "{said}");
    assert!(said.contains("labwright doctor"), "{said}");
    assert_eq!(code, Some(1));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_projects_that_do_not_exist_are_one_problem_with_the_first_names() {
    let world = World::start("projects: []").await;
    world.write("labwright.yaml", &files((0..30).map(|it| format!("acme/p{it:02}"))));
    let (json, said, _) = plan(&world, &[]).await;
    assert_eq!(
        messages(&json),
        [
            "the project does not exist, or this token cannot see it: projects/acme/p00, projects/acme/p01, \
          projects/acme/p02, and 27 more (30 in all)"
        ]
    );
    assert_eq!(json["problems"][0]["of"].as_array().unwrap().len(), 30, "programs get every name");
    assert_eq!(said.matches("also here").count(), 2, "{said}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_projects_in_which_the_role_is_too_low_are_one_problem() {
    let projects: Vec<_> =
        (0..30).map(|it| format!("{{ path: acme/p{it:02}, members: {{ mia: guest }} }}")).collect();
    let seed = format!("users: [{{ username: mia }}]\nprojects: [{}]", projects.join(", "));
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files((0..30).map(|it| format!("acme/p{it:02}"))));
    world.write("token", "sandbox-mia-token");
    let (json, said, _) = plan(&world, &["--token-file", "token"]).await;
    let told = messages(&json);
    assert!(told.len() <= 2, "one for each cause: {told:#?}");
    assert!(
        told[0].contains("lacks the role to read") && told[0].contains("(30 in all)"),
        "{told:#?}"
    );
    assert!(said.contains("`labwright doctor` names the one"), "{said}");
    world.finish();
}

/// Projects below a group, one block that discovers them, and mia, who is a maintainer in all but some.
async fn discovered(guest: impl Fn(usize) -> bool) -> World {
    let role = |it| if guest(it) { "guest" } else { "maintainer" };
    let projects: Vec<_> = (0..30)
        .map(|it| format!("{{ path: acme/p{it:02}, members: {{ mia: {} }} }}", role(it)))
        .collect();
    let seed = format!(
        "users: [{{ username: mia }}]\ngroups: [{{ path: acme }}]\nprojects: [{}]",
        projects.join(", ")
    );
    let world = World::start(&seed).await;
    world.write(
        "labwright.yaml",
        "version: 1
defaults:
  - for: acme/**
    discover: true
    project:
      labels: [{ name: bug, color: '#d9534f' }]
      protected_branches: [{ name: main, allowed_to_push: [no one] }]
",
    );
    world.write("token", "sandbox-mia-token");
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_too_low_in_one_project_of_many_stops_nothing_in_the_others() {
    let world = discovered(|it| it == 7).await;
    let (json, ..) = plan(&world, &["--token-file", "token"]).await;
    let told = messages(&json);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("projects/acme/p07/protected_branches: not planned"), "{told:?}");
    assert!(told[0].contains("requires the Developer role"), "{told:?}");
    world.take_exchanges();
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("Applied: 58 done, 1 failed."), "{said}");
    assert!(said.contains("failed: create projects/acme/p07/labels/bug\n    POST "), "{said}");
    let sent: Vec<_> = world.take_exchanges().into_iter().filter(|it| it.method != "GET").collect();
    assert_eq!(sent.len(), 59);
    let refused: Vec<_> = sent.iter().filter(|it| it.status >= 400).map(|it| &it.path).collect();
    assert_eq!(refused, ["/projects/acme%2Fp07/labels"]);
    // The second apply sends that call alone.
    world.run(&["apply", "-y", "--token-file", "token"]).await;
    let sent = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    assert_eq!(sent.map(|it| it.path).collect::<Vec<_>>(), ["/projects/acme%2Fp07/labels"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_in_many_projects_for_one_reason_is_reported_once() {
    let world = discovered(|it| it > 1).await;
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("failed: ").count(), 1, "{said}");
    let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "failed: create projects/acme/p02/labels/bug, projects/acme/p03/labels/bug, projects/acme/p04/labels/bug, \
         and 25 more (28 in all)",
        "the token's user lacks a role in the project",
        "Applied: 4 done, 28 failed.",
    ] {
        assert!(words.to_lowercase().contains(&part.to_lowercase()), "{part} in {said}");
    }
    // Programs get each of them, with its request.
    let output = world.run(&["apply", "-y", "--token-file", "token", "-o", "json"]).await;
    let events = String::from_utf8_lossy(&output.stdout);
    let failed = events.lines().filter(|it| it.contains("\"event\":\"step_failed\""));
    assert_eq!(failed.filter(|it| it.contains("POST projects/acme%2Fp")).count(), 28, "{events}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_that_does_not_exist_is_one_problem_however_many_answers_it_has() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects:\n  acme/api:\n    merge_requests:\n      - iid: 99\n        status_checks:\n          \
         - { name: A, status: passed }\n          - { name: B, status: passed }\n",
    );
    let (json, ..) = plan(&world, &[]).await;
    assert_eq!(
        messages(&json),
        [
            "projects/acme/api/merge_requests/99: the merge request does not exist, or this token cannot see it"
        ]
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_does_not_exist_is_named() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects:\n  acme/api:\n    protected_branches: [{ name: main, allowed_to_push: [{ group: acme/none }] }]\n",
    );
    let (json, ..) = plan(&world, &[]).await;
    assert_eq!(
        messages(&json),
        [
            "projects/acme/api/protected_branches/main: the group `acme/none` does not exist, or this token cannot see it"
        ]
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_everywhere_is_one_problem() {
    let seed: Vec<_> = (0..5).map(|it| format!("{{ path: acme/p{it} }}")).collect();
    let world = World::start(&format!("projects: [{}]", seed.join(", "))).await;
    let list: String = (0..5).fold("version: 1\nprojects:\n".to_owned(), |mut text, it| {
        let _ = writeln!(text, "  acme/p{it}: {{ protected_branches: [{{ name: main }}] }}");
        text
    });
    world.write("labwright.yaml", &list);
    world
        .sandbox()
        .fault(Fault::new("GET", "/projects/*/protected_branches", Harm::Crash).always());
    let plan = world.plan().await;
    let told: Vec<String> = plan.problems.iter().map(|it| it.sentence()).collect();
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("GitLab answered 500") && told[0].ends_with("(5 in all)"),
        "{told:#?}"
    );
    world.take_exchanges();
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shards_of_a_plan_fold_what_they_share() {
    let world = World::start("projects: []").await;
    world.write("labwright.yaml", &files((0..12).map(|it| format!("acme/p{it:02}"))));
    for shard in ["1/3", "2/3", "3/3"] {
        world.run(&["plan", "--shard", shard, "--out", &format!("{}.json", &shard[..1])]).await;
    }
    let merged = world.run(&["plan-merge", "1.json", "2.json", "3.json", "-o", "json"]).await;
    let whole = world.run(&["plan", "-o", "json"]).await;
    let (merged, whole) =
        (Document::parse(&merged.stdout).unwrap(), Document::parse(&whole.stdout).unwrap());
    assert_eq!(merged, whole);
    assert_eq!(whole.problems.len(), 1);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_created_object_without_an_id_is_reported_and_what_needs_it_is_not_sent() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects:\n  acme/api:\n    protected_branches: [{ name: v1 }]\n    external_status_checks:\n      - { name: A, external_url: 'https://a.example.com', protected_branches: [v1] }\n",
    );
    let harm = Harm::Replaced { at: "/id".to_owned(), with: Value::Null };
    let path = "/projects/acme%2Fapi/protected_branches";
    world.sandbox().fault(Fault::new("POST", path, harm).always());
    let run = world.run(&["apply", "-y"]).await;
    let text = String::from_utf8_lossy(&[run.stdout.as_slice(), &run.stderr].concat()).into_owned();
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(run.status.code(), Some(1), "{flat}");
    assert!(
        flat.contains("projects/acme/api/protected_branches/v1") && flat.contains("`id`"),
        "{flat}"
    );
    let posts: Vec<String> = world
        .exchanges()
        .iter()
        .filter(|it| it.method == "POST")
        .map(|it| it.path.clone())
        .collect();
    assert_eq!(posts, ["/projects/acme%2Fapi/protected_branches"], "{flat}");
    // Nothing is lost: the next apply finds the rule, and does the rest.
    world.sandbox().clear_faults();
    let run = world.run(&["apply", "-y"]).await;
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_sees_fewer_settings_is_reported_with_the_line_and_nothing_is_written() {
    let world = World::start(
        "users: [{ username: dan }]\nprojects: [{ path: acme/api, members: { dan: developer } }]",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects:\n  acme/api:\n    settings:\n      ci_default_git_depth: 7\n      description: New\n",
    );
    world.write("token", "sandbox-dan-token");
    let (json, said, _) = plan(&world, &["--token-file", "token"]).await;
    let told = messages(&json);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("ci_default_git_depth") && told[0].contains("GitLab does not return"),
        "{told:#?}"
    );
    assert!(said.contains("labwright.yaml:4") && said.contains("Maintainer role"), "{said}");
}
