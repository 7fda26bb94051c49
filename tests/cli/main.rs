//! The command line as scripts and people meet it: exit codes, what is printed where, what is refused.

mod alike;
mod comment;
mod common;
mod completion;
mod convert;
mod discover;
mod doctor;
mod events;
mod explain;
mod export;
mod files;
mod fleet;
mod folding;
mod get;
mod init;
mod only;
mod output;
mod plan_file;
mod reports;
mod show;
#[path = "../support/mod.rs"]
mod support;
mod terminal;

use std::process::Output;

use labwright::sandbox::{Fault, Harm};
use serde_json::Value;
use support::World;

const SEED: &str = "
users: [{ username: mia }, { username: eve }]
tokens: [{ user: mia, token: reading, scopes: [read_api] }]
projects:
  - path: acme/api
    members: { mia: maintainer }
    external_status_checks:
      - { name: One, external_url: 'https://one.example.com' }
      - { name: Two, external_url: 'https://two.example.com' }
      - { name: Three, external_url: 'https://three.example.com' }
  - { path: acme/web, members: { mia: maintainer }, old_paths: [acme/old-web] }
  - path: acme/secret
";

const CHANGE: &str = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: main, allow_force_push: true }]
";

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What was said, without the breaks of lines and the frames of problems.
fn flat(output: &Output) -> String {
    stderr(output).split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ")
}

fn writes(world: &World) -> usize {
    world.exchanges().iter().filter(|it| it.method != "GET").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_by_its_exit_code_whether_there_are_changes() {
    let world = world(CHANGE).await;
    assert_eq!(code(&world.run(&["plan"]).await), 0);
    let output = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(code(&output), 2);
    assert!(stdout(&output).contains("allow_force_push   false -> true"), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    assert_eq!(code(&world.run(&["apply", "-y"]).await), 0);
    assert_eq!(code(&world.run(&["plan", "--detailed-exitcode"]).await), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_nothing_is_applied_unless_it_was_approved() {
    let world = world(CHANGE).await;
    let output = world.run(&["apply"]).await;
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("--auto-approve"), "{}", stderr(&output));
    assert_eq!(writes(&world), 0);
}

/// The draft that asks for nothing more is the plan: it is not made again.
#[tokio::test(flavor = "multi_thread")]
async fn every_draft_of_a_plan_but_the_last_asks_for_something() {
    let world = world(CHANGE).await;
    let said = stderr(&world.run(&["plan", "-vv"]).await);
    let drafts = said.lines().filter(|it| it.contains("drafted"));
    let asked: Vec<&str> = drafts.filter_map(|it| it.split("questions=").nth(1)).collect();
    let (last, before) = asked.split_last().unwrap_or_else(|| panic!("{said}"));
    assert!(*last == "0" && !before.is_empty() && !before.contains(&"0"), "{said}");
}

/// Where GitLab's GraphQL API cannot be used, each of them takes a request, and nothing else is different.
#[tokio::test(flavor = "multi_thread")]
async fn many_users_and_groups_are_looked_up_in_one_request_each() {
    let names: Vec<String> = (1..=30).map(|it| format!("user{it}")).collect();
    let seed: String = names.iter().map(|it| format!("  - {{ username: {it} }}\n")).collect();
    let members: String = names.iter().map(|it| format!("{it}: developer, ")).collect();
    let seed = format!(
        "users:\n{seed}groups: [{{ path: acme/crew }}, {{ path: acme/team }}]\nprojects:\n  - {{ path: acme/api, members: {{ {members} }} }}\n  - {{ path: acme/web, members: {{ {members} }} }}\n"
    );
    let world = World::start(&seed).await;
    let pushers: String = names.iter().map(|it| format!("{{ user: {it} }}, ")).collect();
    let branches = format!(
        "protected_branches: [{{ name: main, allowed_to_push: [{pushers} {{ group: acme/crew }}, {{ group: acme/team }}] }}]"
    );
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1\nprojects:\n  acme/api: {{ {branches} }}\n  acme/web: {{ {branches} }}\n"
        ),
    );
    let asked = |world: &World| {
        let all = world.take_exchanges();
        let count = |path: &str| all.iter().filter(|it| it.path == path).count();
        (count("/api/graphql"), count("/users"), count("/groups/acme%2Fcrew"))
    };
    let mut plans = Vec::new();
    // A plan also asks for the IDs of the projects that change.
    let commands = [(&["plan"][..], 3), (&["doctor"], 2)];
    for (arguments, queries) in commands {
        plans.push(world.run(arguments).await);
        assert_eq!(asked(&world), (queries, 0, 0), "{arguments:?}: {:?}", plans.last());
    }
    for harm in [Harm::NotFound, Harm::Forbidden, Harm::LoginPage, Harm::Nothing] {
        world.sandbox().clear_faults();
        world.sandbox().fault(Fault::new("GET", "/api/graphql", harm.clone()).always());
        for ((arguments, queries), before) in commands.into_iter().zip(&plans) {
            let again = world.run(arguments).await;
            assert_eq!(asked(&world), (queries, 30, 1), "{arguments:?} {harm:?}");
            assert_eq!(stdout(&again), stdout(before), "{harm:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_files_are_told_whole_and_nothing_is_sent() {
    let world = world("version: 1\nprojects: { api: {} }\ninstnce: {}\n").await;
    for arguments in [&["validate"][..], &["plan"], &["apply", "-y"]] {
        let output = world.run(arguments).await;
        let said = stderr(&output);
        assert_eq!(code(&output), 3, "{arguments:?}: {said}");
        assert!(said.contains("instance") && said.contains("full path of a project"), "{said}");
        assert!(said.contains("labwright.yaml:2:") && said.contains("labwright.yaml:3:"), "{said}");
    }
    assert_eq!(world.exchanges().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn json_is_one_valid_document_on_every_exit() {
    let schema = labwright::plan::Document::json_schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for files in [
        CHANGE,
        "version: 1\nprojects: { api: {} }\n",
        "version: 1\nprojects: { acme/none: { deployments: [] , protected_branches: [] } }\n",
        ": [",
    ] {
        let world = world(files).await;
        let output = world.run(&["plan", "-o", "json"]).await;
        let document: Value = serde_json::from_str(&stdout(&output))
            .unwrap_or_else(|error| panic!("{files}: {error}\n{}", stdout(&output)));
        let errors: Vec<_> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {document:#}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apply_that_is_refused_says_so_to_programs() {
    let files = "version: 1\nprojects: { acme/api: { external_status_checks: { items: [], prune: true } } }\n";
    let world = world(files).await;
    for (arguments, exit, why) in [
        (&["apply", "-o", "json"][..], 3, "cannot ask for confirmation"),
        (&["apply", "-y", "-o", "json", "--max-deletes", "1"], 5, "the limit is 1"),
        (&["apply", "-y", "-o", "json", "--max-deletes", "many"], 3, "--max-deletes"),
    ] {
        let output = world.run(arguments).await;
        assert_eq!(code(&output), exit, "{}", stderr(&output));
        let events = support::events(&output);
        let said = |it: &Value| it["message"].as_str().is_some_and(|it| it.contains(why));
        assert!(events.iter().any(said), "{events:#?}");
    }
    let output = world.run(&["apply", "-y", "-o", "json"]).await;
    let summary = support::events(&output).pop().unwrap();
    assert_eq!(summary["counts"]["done"], 3, "{summary:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn more_deletions_than_allowed_are_refused_with_their_number() {
    let files = "version: 1\nprojects: { acme/api: { external_status_checks: { items: [], prune: true } } }\n";
    let world = world(files).await;
    let output = world.run(&["apply", "-y", "--max-deletes", "2"]).await;
    assert_eq!(code(&output), 5);
    assert!(stderr(&output).contains("--max-deletes 3"), "{}", stderr(&output));
    assert_eq!(writes(&world), 0);
    assert_eq!(code(&world.run(&["apply", "-y", "--max-deletes", "3"]).await), 0);
    assert_eq!(writes(&world), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_missing_secrets_are_told_before_anything_is_written() {
    let world = world(
        "
version: 1
instance:
  system_hooks:
    - { name: a, url: 'https://a.example.com', token: { env: NOT_SET_1 } }
    - { name: b, url: 'https://b.example.com', token: { file: not-there } }
    - { name: c, url: 'https://c.example.com' }
",
    )
    .await;
    assert_eq!(code(&world.run(&["plan"]).await), 0, "a plan works without them");
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), 3);
    let said = stderr(&output);
    assert!(said.contains("NOT_SET_1") && said.contains("not-there"), "{said}");
    assert_eq!(writes(&world), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let world = world(
        "
version: 1
projects:
  acme/api: { protected_branches: { items: [{ name: main, allow_force_push: true }], prune: true } }
  acme/secret: { protected_branches: { items: [{ name: new }], prune: true } }
",
    )
    .await;
    // Mia is no member of acme/secret.
    let token = world.folder().join("token");
    std::fs::write(&token, "sandbox-mia-token\n").unwrap();
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    assert_eq!(code(&output), 1);
    let said = stderr(&output);
    assert!(said.contains("projects/acme/secret: the project does not exist"), "{said}");
    let written: Vec<_> = world.exchanges().into_iter().filter(|it| it.method != "GET").collect();
    assert_eq!(written.len(), 1, "{written:?}");
    assert!(written[0].path.contains("acme%2Fapi"), "{written:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_only_token_is_enough_to_plan_and_an_apply_with_it_says_what_is_missing() {
    let world = world(CHANGE).await;
    world.write("token", "reading");
    assert_eq!(code(&world.run(&["plan", "--token-file", "token"]).await), 0);
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    assert_eq!(code(&output), 1);
    let said = stdout(&output);
    assert!(said.contains("failed") && said.contains("scope"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_one_problem_not_one_for_each_project() {
    let world = world(CHANGE).await;
    world.write("token", "nobody-knows-this-token");
    let output = world.run(&["plan", "--token-file", "token"]).await;
    assert_eq!(code(&output), 1);
    assert_eq!(flat(&output).matches("does not know this token").count(), 1, "{}", stderr(&output));
    assert_eq!(world.take_exchanges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_project_is_read_and_written_by_its_number_and_told() {
    let world = world("version: 1\nprojects: { acme/old-web: { protected_branches: [{ name: main, allow_force_push: true }] } }\n").await;
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("acme/web"), "{}", stdout(&output));
    let patched = world.take_exchanges().into_iter().find(|it| it.method == "PATCH").unwrap();
    assert!(!patched.path.contains("old-web"), "{}", patched.path);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_some_objects_can_be_planned() {
    let world = world(
        "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: main, allow_force_push: true }]
    external_status_checks: { items: [], prune: true }
  acme/web: { protected_branches: [{ name: main, allow_force_push: true }] }
",
    )
    .await;
    let output =
        world.run(&["plan", "--only", "projects/acme/api/external_status_checks/T*"]).await;
    let text = stdout(&output);
    assert!(text.contains("Plan: 2 to delete, 0 unchanged."), "{text}");
    let output = world.run(&["plan", "--only", "**/protected_branches/*"]).await;
    assert!(
        stdout(&output).contains("Plan: 2 to update (2 loosening protection), 0 unchanged."),
        "{}",
        stdout(&output)
    );
    assert_eq!(code(&world.run(&["plan", "--only", "a[b"]).await), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_never_silently_widens_when_its_branch_goes() {
    let seed = "
projects:
  - path: acme/api
    protected_branches: [{ name: main }, { name: old }]
    external_status_checks: [{ name: Scoped, external_url: 'https://s.example.com', protected_branches: [old] }]
";
    let world = World::start(seed).await;
    world.write("labwright.yaml", "version: 1\nprojects: { acme/api: { protected_branches: { items: [{ name: main }], prune: true } } }\n");
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), 1);
    assert!(flat(&output).contains("would apply to all branches"), "{}", stderr(&output));
    assert_eq!(writes(&world), 0);
    // With the check in the same plan, it moves first.
    world.write("labwright.yaml", "
version: 1
projects:
  acme/api:
    protected_branches: { items: [{ name: main }], prune: true }
    external_status_checks: [{ name: Scoped, external_url: 'https://s.example.com', protected_branches: [main] }]
");
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let order: Vec<_> =
        world.exchanges().into_iter().filter(|it| it.method != "GET").map(|it| it.method).collect();
    assert_eq!(order, ["PUT", "DELETE"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_wrong_with_3_and_help_is_right_with_0() {
    let world = world(CHANGE).await;
    for arguments in [
        &["nonsense"][..],
        &["plan", "--parallelism", "0"],
        &["plan", "--parallelism", "65"],
        &["plan", "--no-such-flag"],
    ] {
        assert_eq!(code(&world.run(arguments).await), 3, "{arguments:?}");
    }
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["plan", "--help"],
        &["man"],
        &["completion", "bash"],
        &["schema"],
    ] {
        let output = world.run(arguments).await;
        assert_eq!(code(&output), 0, "{arguments:?}");
        assert!(!stdout(&output).is_empty() && stderr(&output).is_empty(), "{arguments:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_printed_has_no_colour_in_a_pipe_and_no_control_characters_ever() {
    let seed = "
projects:
  - path: acme/api
    external_status_checks: [{ name: \"evil\\e[31m\\u202e\", external_url: 'https://e.example.com' }]
";
    let world = World::start(seed).await;
    world.write("labwright.yaml", "version: 1\nprojects: { acme/api: { external_status_checks: { items: [], prune: true } } }\n");
    for arguments in [&["plan"][..], &["plan", "-o", "markdown"], &["plan", "--color", "always"]] {
        let text = stdout(&world.run(arguments).await);
        let plain = text.replace("\u{1b}[", "");
        let colored = arguments.contains(&"always");
        assert_eq!(plain != text, colored, "{arguments:?}: {text}");
        assert!(!text.contains("\u{1b}[31mevil") && !text.contains('\u{202e}'), "{text}");
        assert!(plain.chars().all(|it| !it.is_control() || it == '\n'), "{text:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_newcomers_type_is_met_with_what_they_meant() {
    let world = World::start(SEED).await;
    for (arguments, says) in [
        (&["plan"][..], "labwright init"),
        (&["plan", "labwright.yaml"], "use -c to name the root file: -c labwright.yaml"),
        (&["apply", "plan.json"], "use --plan to name a saved plan: apply --plan plan.json"),
        (&["pln"], "'plan'"),
        (&["get", "system_hook"], "system_hooks"),
    ] {
        let output = world.run(arguments).await;
        let said = stderr(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code(&output), 3, "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_token_goes_to_a_server_that_nobody_named() {
    let mut world = world(CHANGE).await;
    world.secret("GITLAB_URL", "");
    for arguments in [
        &["plan"][..],
        &["apply", "-y"],
        &["doctor"],
        &["get", "system_hooks"],
        &["act", "test-hook", "audit"],
    ] {
        let output = world.run(arguments).await;
        let said = stderr(&output);
        assert_eq!(code(&output), 3, "{arguments:?}: {said}");
        assert!(said.contains("nothing names the GitLab"), "{arguments:?}: {said}");
        assert!(!said.contains("gitlab.com"), "{said}");
    }
    assert_eq!(world.exchanges().len(), 0);
    // With the token of a job at hand the comment goes nowhere either.
    let place = ["--comment", "update", "--project", "acme/api", "--merge-request", "1"];
    let output = world.run(&[&["plan"], &place[..]].concat()).await;
    assert_eq!(code(&output), 3, "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_of_a_plan_names_the_server_first_and_where_its_address_came_from() {
    let mut world = world(CHANGE).await;
    let url = world.sandbox().url();
    let run = async |world: &World, arguments: &[&str]| {
        let output = world.run(arguments).await;
        assert_eq!(code(&output), 0, "{arguments:?}: {}", stderr(&output));
        stdout(&output)
    };
    let first = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let files = ["--out", "plan.json", "--report-html", "plan.html"];
    let text = run(&world, &[&["plan"], &files[..]].concat()).await;
    assert_eq!(first(&text), format!("Server: {url} (from GITLAB_URL)"));
    let markdown = first(&run(&world, &["plan", "-o", "markdown"]).await);
    assert!(markdown.contains(&format!("on `{url}` (from `GITLAB_URL`)")), "{markdown}");
    let document: Value =
        serde_json::from_str(&run(&world, &["plan", "-o", "json"]).await).unwrap();
    assert_eq!(
        (&document["server"], &document["server_source"]),
        (&url.clone().into(), &"GITLAB_URL".into())
    );
    let saved = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&saved).unwrap(), document);
    let html = std::fs::read_to_string(world.folder().join("plan.html")).unwrap();
    assert!(html.contains(&format!("<b>{url}</b> · address from GITLAB_URL")), "{html}");
    // A plan of a saved plan says what that was made for, and where it was named otherwise, that.
    let merged = run(&world, &["plan-merge", "plan.json"]).await;
    assert_eq!(first(&merged), format!("Server: {url} (from GITLAB_URL)"));
    world.secret("GITLAB_URL", "");
    let flag = ["apply", "--dry-run", "--gitlab-url", &url, "--plan", "plan.json"];
    let flag = first(&run(&world, &flag).await);
    assert_eq!(flag, format!("Server: {url} (from --gitlab-url)"));
    world.secret("GITLAB_CI", "true");
    world.secret("CI_SERVER_URL", &url);
    let job = first(&run(&world, &["plan"]).await);
    assert_eq!(job, format!("Server: {url} (from CI_SERVER_URL)"));
    world.write("labwright.yaml", &format!("{CHANGE}gitlab: {{ url: '{url}' }}\n"));
    let job = first(&run(&world, &["plan"]).await);
    assert_eq!(job, format!("Server: {url} (from gitlab.url)"));
}
