//! `labwright doctor`: what it says of servers, tokens and scopes, and that a plan and an apply then fare as it said.

use std::process::Output;

use crate::support::World;
use serde_json::Value;

const SEED: &str = "
users:
  - { username: mia }
  - { username: dev }
  - { username: eve }
  - { username: project_9_bot_0f, bot: true }
  - { username: gone, blocked: true }
tokens:
  - { user: mia, token: reading, scopes: [read_api] }
  - { user: mia, token: poor, scopes: [read_user] }
  - { user: mia, token: narrow, scopes: [read_repository] }
  - { user: mia, token: ended, expires_at: '2020-01-01' }
  - { user: mia, token: taken, revoked: true }
  - { user: root, token: admin-mode, scopes: [api, admin_mode] }
groups: [{ path: friends, members: { eve: owner } }]
projects:
  - path: acme/api
    members: { mia: maintainer, dev: developer, project_9_bot_0f: maintainer }
    merge_trains: true
    external_status_checks: [{ name: One, external_url: 'https://one.example.com' }]
    merge_requests: [{ iid: 4, source_branch: f, pipeline: success }]
  - { path: acme/old, members: { mia: owner }, settings: { archived: true } }
  - { path: acme/shared, shares: { friends: maintainer } }
  - { path: acme/secret }
  - { path: acme/new, members: { mia: maintainer }, old_paths: [acme/former] }
";

const API: &str = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: main, allow_force_push: true }]
    external_status_checks: [{ name: One, external_url: 'https://other.example.com' }]
";

async fn world(seed: &str, files: &str) -> World {
    let world = World::start(&format!("{SEED}{seed}")).await;
    if !files.is_empty() {
        world.write("labwright.yaml", files);
    }
    world
}

fn text(output: &Output) -> String {
    let all = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs doctor with a token: exit code, the text on one line, and the document, which must fit its schema.
async fn doctor(world: &World, token: &str) -> (Option<i32>, String, Value) {
    world.write("token", token);
    let shown = world.run(&["doctor", "--token-file", "token"]).await;
    let output = world.run(&["doctor", "--token-file", "token", "-o", "json"]).await;
    assert_eq!(output.status.code(), shown.status.code());
    let document: Value = serde_json::from_slice(&output.stdout).expect("a document");
    let validator = jsonschema::validator_for(&labwright::doctor::json_schema()).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?} in {document:#}");
    let wide = text(&shown);
    assert!(!format!("{wide}{document}").contains(token) || token == "reading", "the token shows");
    for line in String::from_utf8_lossy(&shown.stdout).lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(world.exchanges().iter().all(|it| it.method == "GET"), "only GETs");
    (shown.status.code(), wide, document)
}

#[tokio::test(flavor = "multi_thread")]
async fn all_is_well_where_a_plan_and_an_apply_work() {
    let world = world("", API).await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("A plan and an apply would succeed."), "{said}");
    assert!(said.contains("GitLab 18.9.0-pre, Enterprise Edition"), "{said}");
    assert!(said.contains("(from GITLAB_URL)") && said.contains("(from token)"), "{said}");
    assert!(said.contains("projects/acme/api Maintainer"), "{said}");
    assert_eq!((&document["plan"], &document["apply"]), (&true.into(), &true.into()));
    assert_eq!(document["scopes"][0]["kinds"][1]["kind"], "external_status_checks");
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_cannot_do_it_is_told_with_the_reason_and_a_way_out() {
    let world = world("", API).await;
    for (token, says, plan) in [
        ("reading", "can only read (scope read_api)", true),
        ("poor", "it has only the read_user scope", false),
        ("narrow", "it has only the read_repository scope", false),
        ("ended", "The token has expired", false),
        ("taken", "The token was revoked", false),
        ("nobody-knows-it", "GitLab does not know this token", false),
        ("sandbox-gone-token", "blocked", false),
        ("sandbox-eve-token", "acme/api does not exist, or this token cannot see it", false),
        (
            "sandbox-dev-token",
            "`external_status_checks` requires the Maintainer role; dev is a Developer",
            false,
        ),
    ] {
        let (exit, said, document) = doctor(&world, token).await;
        assert_eq!(exit, Some(1), "{token}: {said}");
        assert!(said.contains(says), "{token}: no `{says}` in {said}");
        assert!(said.contains("-> "), "{token}: {said}");
        assert_eq!(document["plan"], plan, "{token}: {document:#}");
        assert_eq!(document["apply"], false, "{token}");
        // As it said.
        let output = world.run(&["plan", "--token-file", "token"]).await;
        assert_eq!(output.status.success(), plan, "{token}: {}", text(&output));
    }
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_reading_works_and_writing_does_not_an_apply_is_what_fails() {
    let files = "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allow_force_push: true }] } }\n";
    let world = world("", files).await;
    let (exit, said, document) = doctor(&world, "sandbox-dev-token").await;
    assert_eq!(exit, Some(1));
    assert!(
        said.contains(
            "writing `protected_branches` requires the Maintainer role; dev is a Developer"
        ),
        "{said}"
    );
    assert_eq!((&document["plan"], &document["apply"]), (&true.into(), &false.into()));
    assert_eq!(document["findings"][0]["line"], 2);
    let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_licence_is_told_for_each_kind_that_needs_it() {
    let files = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: main, code_owner_approval_required: true }]
    external_status_checks: [{ name: One, external_url: 'https://one.example.com' }]
    merge_trains: [{ merge_request: 4 }]
    merge_requests: [{ iid: 4, status_checks: [{ name: One, status: passed }] }]
";
    for (licence, missing) in [
        ("ultimate", &[][..]),
        ("premium", &["external_status_checks", "status_checks"]),
        (
            "free",
            &[
                "code_owner_approval_required",
                "external_status_checks",
                "merge_trains",
                "status_checks",
            ],
        ),
    ] {
        let world = world(&format!("licence: {licence}\n"), files).await;
        let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
        let told = document["findings"].as_array().expect("findings").iter();
        let mut told: Vec<_> =
            told.filter_map(|it| it["message"].as_str()?.split('`').nth(1)).collect();
        told.sort_unstable();
        assert_eq!(told, missing, "{licence}: {said}");
        assert_eq!(exit, Some(i32::from(!missing.is_empty())), "{licence}: {said}");
        world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_instance_takes_an_administrator_and_admin_mode_its_scope() {
    let files = "version: 1\ninstance: { system_hooks: [{ name: a, url: 'https://a.example.com' }] }\nprojects: { acme/secret: { protected_branches: [{ name: main }] } }\n";
    for (seed, token, says, plan) in [
        ("", "sandbox-admin-token", "A plan and an apply would succeed", true),
        ("admin_mode: true\n", "admin-mode", "A plan and an apply would succeed", true),
        (
            "admin_mode: true\n",
            "sandbox-admin-token",
            "admin mode is on, and the token of root lacks the admin_mode scope",
            false,
        ),
        (
            "",
            "sandbox-mia-token",
            "`system_hooks` requires an administrator, and mia is not one",
            false,
        ),
    ] {
        let world = world(seed, files).await;
        let (_, said, document) = doctor(&world, token).await;
        assert!(said.contains(says), "{seed} {token}: {said}");
        assert_eq!(document["plan"], plan, "{seed} {token}: {document:#}");
        if !seed.is_empty() && !plan {
            assert!(
                said.contains(
                    "acme/secret does not exist, or this token cannot see it; admin mode is on"
                ),
                "{said}"
            );
        }
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_of_projects_and_roles_of_invited_groups_are_known() {
    let world = world("", API).await;
    let (exit, said, _) = doctor(&world, "sandbox-project_9_bot_0f-token").await;
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("project access token"), "{said}");
    let files = "version: 1\nprojects: { acme/shared: { protected_branches: [{ name: main }] } }\n";
    world.write("labwright.yaml", files);
    let (exit, said, _) = doctor(&world, "sandbox-eve-token").await;
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("projects/acme/shared Maintainer"), "{said}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archived_project_takes_some_kinds_and_not_others() {
    let sha = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
    let files = format!(
        "version: 1\nprojects:\n  acme/old:\n    protected_branches: [{{ name: main }}]\n    deployments: [{{ environment: p, ref: main, sha: {sha}, status: success }}]\n"
    );
    let world = world("", &files).await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(1));
    assert!(
        said.contains("the project is archived, and GitLab rejects changes of `deployments` there")
            && said.contains("GitLab rejects new `protected_branches` there"),
        "{said}"
    );
    let kinds = &document["scopes"][0]["kinds"];
    assert_eq!((&kinds[0]["apply"], &kinds[1]["apply"]), (&"unknown".into(), &"no".into()));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_gitlab_lacks_is_told() {
    let files = "
version: 1
instance: { system_hooks: [{ name: a, url: 'https://a.example.com' }] }
projects: { acme/api: { merge_trains: [{ merge_request: 4 }] } }
";
    let world = world("version: 15.4.0-ee\n", files).await;
    let (exit, said, _) = doctor(&world, "sandbox-admin-token").await;
    assert_eq!(exit, Some(1));
    assert!(said.contains("`name` of `system_hooks` requires GitLab 17.1 or newer"), "{said}");
    assert!(said.contains("`merge_trains` requires GitLab 15.6 or newer"), "{said}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_that_is_not_there_is_told_as_such() {
    let files = "version: 1\nprojects: { acme/api: { merge_requests: [{ iid: 9, status_checks: [{ name: One, status: passed }] }] } }\n";
    let world = world("", files).await;
    let (_, said, _) = doctor(&world, "sandbox-mia-token").await;
    assert!(said.contains("merge request !9 does not exist"), "{said}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_files_server_and_token_are_looked_at_and_the_next_step_is_named() {
    let world = world("", "").await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("labwright init"), "{said}");
    assert_eq!(document["scopes"].as_array().map(Vec::len), Some(0));
    let output = world.run(&["doctor", "-c", "elsewhere"]).await;
    assert_eq!(output.status.code(), Some(3), "{}", text(&output));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_files_and_wrong_tokens_are_usage_and_a_document_all_the_same() {
    let world = world("", "version: 1\nprojetcs: {}\n").await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(3), "{said}");
    assert_eq!(document["server"], Value::Null);
    assert_eq!(document["findings"][0]["line"], 2);
    world.write("labwright.yaml", "version: 1\n");
    for (token, says) in
        [("glcbt-64_job", "CI/CD job token"), ("gldt-deploy", "deploy token"), ("", "it is empty")]
    {
        world.write("token", token);
        let output = world.run(&["doctor", "--token-file", "token"]).await;
        assert_eq!(output.status.code(), Some(3));
        assert!(text(&output).contains(says), "{}", text(&output));
    }
    assert!(world.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_no_gitlab_or_leads_nowhere_is_told() {
    let world = world("", API).await;
    world.write("faults.yaml", "- { path: '/**', times: always, do: login_page }\n");
    let page = labwright::sandbox::Fault::parse("- { path: '/**', times: always, do: login_page }")
        .expect("faults");
    page.into_iter().for_each(|it| world.sandbox().fault(it));
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(1));
    assert!(said.contains("web page") && document["server"]["version"].is_null(), "{said}");
    let closed = ["doctor", "--gitlab-url", "http://127.0.0.1:9", "--max-wait", "0"];
    let output = world.run(&closed).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("--gitlab-url"), "{}", text(&output));
}

/// What a diagnosis costs a GitLab.
#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_is_one_request_for_each_project_and_each_collection_and_a_few_besides() {
    use std::fmt::Write as _;
    const PROJECTS: usize = 50;
    let (mut seed, mut files) =
        (String::from("projects:\n"), String::from("version: 1\nprojects:\n"));
    for it in 0..PROJECTS {
        writeln!(seed, "  - {{ path: acme/p{it} }}").expect("text");
        writeln!(
            files,
            "  acme/p{it}: {{ protected_branches: [{{ name: main }}], external_status_checks: [{{ name: C, external_url: 'https://c.example.com' }}] }}"
        )
        .expect("text");
    }
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let output = world.run(&["doctor"]).await;
    let said = text(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("50 scopes have no problems; use -v to list them."), "{said}");
    let requests = world.exchanges().len();
    assert!((PROJECTS * 3..=PROJECTS * 3 + 5).contains(&requests), "{requests} requests");
    let output = world.run(&["doctor", "-v"]).await;
    assert!(text(&output).contains("projects/acme/p49 administrator"));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_that_gets_a_token_is_judged_where_it_is() {
    let file = |sink: &str| {
        format!(
            "version: 1\nprojects:\n  acme/api:\n    access_tokens:\n      - name: bot\n        scopes: [api]\n        expires_in: 90d\n        save_to: [{{ variable: {sink} }}]\n"
        )
    };
    let world = world("", &file("{ key: BOT }")).await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(0), "{said}");
    let kinds = document["scopes"][0]["kinds"].to_string();
    assert!(kinds.contains("\"kind\":\"variables\",\"objects\":1"), "{document:#}");
    for (sink, says) in [
        (
            "{ project: acme/secret, key: BOT }",
            "acme/secret does not exist, or this token cannot see it",
        ),
        (
            "{ group: friends, key: BOT }",
            "the group friends does not exist, or this token cannot see it",
        ),
        ("{ instance: true, key: BOT }", "`variables` requires an administrator"),
    ] {
        world.write("labwright.yaml", &file(sink));
        let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
        assert_eq!(exit, Some(1), "{sink}: {said}");
        assert!(said.contains(says) && said.contains("labwright.yaml:5"), "{sink}: {said}");
        assert_eq!(document["apply"], false, "{sink}");
    }
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_concerns_a_project_is_told_once() {
    let files = "
version: 1
projects:
  acme/former: { protected_branches: [{ name: main }] }
  acme/secret:
    protected_branches: [{ name: main }]
    merge_requests:
      - { iid: 1, status_checks: [{ name: One, status: passed }] }
      - { iid: 2, status_checks: [{ name: One, status: passed }] }
";
    let world = world("", files).await;
    let (exit, said, document) = doctor(&world, "sandbox-mia-token").await;
    assert_eq!(exit, Some(1));
    assert!(said.contains("the project is now acme/new"), "{said}");
    let findings = document["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 2, "{document:#}");
    assert_eq!(document["scopes"].as_array().map(Vec::len), Some(4));
    let exchanges = world.exchanges();
    let asked = exchanges.iter().filter(|it| it.path.ends_with("projects/acme%2Fsecret")).count();
    assert_eq!(asked, 2, "once for each of the two runs");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_in_between_is_not_taken_for_admin_mode() {
    let world = world("", API).await;
    let fault = "- { path: /hooks, times: always, do: crash }";
    let faults = labwright::sandbox::Fault::parse(fault).expect("faults");
    faults.into_iter().for_each(|it| world.sandbox().fault(it));
    let (exit, said, _) = doctor(&world, "sandbox-admin-token").await;
    assert_eq!(exit, Some(0), "{said}");
    assert!(said.contains("projects/acme/api administrator"), "{said}");
}

/// Runs doctor on these files: messages with their hints, one on a line, and what they stop.
async fn findings(seed: &str, files: &str, token: &str) -> (Option<i32>, String) {
    let world = World::start(seed).await;
    world.write("labwright.yaml", files);
    let (exit, _, document) = doctor(&world, token).await;
    // GitLab's contract describes the number of a group's parent as text.
    world.take_exchanges();
    let each = document["findings"].as_array().expect("findings").iter().map(|it| {
        let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        format!("{}: {} -> {}", text("stops"), text("message"), text("hint"))
    });
    (exit, each.collect::<Vec<_>>().join("\n"))
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_that_are_missing_are_named_and_none_is_shown() {
    let files = "
version: 1
instance:
  system_hooks:
    - name: a
      url: 'https://a.example.com/{tenant}'
      token: { env: NOT_SET }
      url_variables: { tenant: { file: gone } }
      custom_headers: { X-Team: { env: IS_SET }, X-Own: { file: own } }
    - { name: b, url: 'https://b.example.com', token: { env: NOT_SET } }
    - { name: c, state: absent }
projects:
  acme/api:
    external_status_checks:
      - { name: One, external_url: 'https://one.example.com', shared_secret: { file: folder } }
      - { name: Two, external_url: 'https://two.example.com', shared_secret: { env: TOKEN_COPY } }
";
    let mut world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world.write("own", "hunter-own");
    std::fs::create_dir(world.folder().join("folder")).expect("a folder");
    world.secret("IS_SET", "hunter-set");
    world.secret("TOKEN_COPY", "sandbox-admin-token");
    let (exit, said, document) = doctor(&world, "sandbox-admin-token").await;
    assert_eq!(exit, Some(1), "{said}");
    let found: Vec<_> = document["findings"].as_array().expect("findings").iter().collect();
    assert!(found.iter().all(|it| it["stops"] == "apply"), "{document:#}");
    for (says, line) in [
        ("the environment variable NOT_SET is not set", 5),
        ("the secret file gone cannot be read: the file does not exist", 5),
        ("the secret file folder cannot be read: it is not a regular file", 15),
        ("TOKEN_COPY is, or contains, a GitLab access token", 16),
    ] {
        let it = found.iter().find(|it| it["message"].as_str().is_some_and(|it| it.contains(says)));
        assert_eq!(it.unwrap_or_else(|| panic!("no `{says}` in {document:#}"))["line"], line);
    }
    assert_eq!(found.len(), 4, "each once: {document:#}");
    assert_eq!(document["plan"], true);
    assert!(!said.contains("hunter") && !document.to_string().contains("hunter"));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn users_and_groups_that_gitlab_would_refuse_are_named() {
    let seed = "
users: [{ username: mia }, { username: eve }, { username: ann }]
groups:
  - { path: acme/ops, members: { mia: guest } }
  - { path: acme/readers, members: { mia: guest } }
  - { path: acme/others, members: { mia: guest } }
projects:
  - { path: acme/api, members: { mia: maintainer, eve: developer }, shares: { acme/ops: developer, acme/readers: reporter } }
";
    let list = "[{ user: eve }, { user: ann }, { user: nobody }, { group: acme/ops }, { group: acme/readers }, \
                { group: acme/others }, { group: acme/none }]";
    let files = format!(
        "version: 1\nprojects:\n  acme/api:\n    protected_branches: [{{ name: main, allowed_to_push: {list} }}]\n"
    );
    let (exit, said) = findings(seed, &files, "sandbox-mia-token").await;
    assert_eq!(exit, Some(1));
    for says in [
        "plan: the user nobody does not exist, or this token cannot see it",
        "plan: the group acme/none does not exist, or this token cannot see it",
        "apply: the user ann is not a member of acme/api",
        "apply: acme/api is shared with the group acme/readers with the Reporter role only",
        "apply: acme/api is not shared with the group acme/others",
    ] {
        assert!(said.contains(says), "no `{says}` in\n{said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
    let (_, said) = findings(seed, &files, "sandbox-admin-token").await;
    assert!(said.contains("the user nobody does not exist -> "), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_leads_nowhere_leads_to_what_was_meant() {
    let seed = "
users: [{ username: mia }]
groups: [{ path: acme/team, members: { mia: guest } }]
projects:
  - { path: acme/api, members: { mia: maintainer } }
  - { path: acme/website, members: { mia: maintainer } }
  - { path: other/billing, members: { mia: maintainer } }
";
    for (path, says) in [
        ("acme/aip", "did you mean acme/api?"),
        ("acme/web-site", "did you mean acme/website?"),
        ("amce/api", "did you mean acme/api?"),
        ("acme/billing", "did you mean other/billing?"),
        (
            "acme/team",
            "acme/team is a group, not a project -> use the path of a project in this group",
        ),
        ("acme/zzzzzzzz", "check the path"),
    ] {
        let files = format!(
            "version: 1\nprojects: {{ {path}: {{ protected_branches: [{{ name: main }}] }} }}\n"
        );
        for token in ["sandbox-mia-token", "sandbox-admin-token"] {
            let (exit, said) = findings(seed, &files, token).await;
            assert_eq!(exit, Some(1));
            assert!(said.contains(says), "{path} {token}: {said}");
            let hidden = said.contains("or this token cannot see it");
            assert_eq!(hidden, token == "sandbox-mia-token" && path != "acme/team", "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_paths_that_lead_nowhere_cost_few_requests() {
    let world = World::start("projects: []").await;
    let projects: Vec<_> = (0..40)
        .map(|it| format!("a/p{it}: {{ protected_branches: [{{ name: main }}] }}"))
        .collect();
    let files = format!("version: 1\nprojects: {{ {} }}\n", projects.join(", "));
    world.write("labwright.yaml", &files);
    world.run(&["doctor"]).await;
    let requests = world.exchanges().len();
    assert!(requests <= 40 + 3 * 10 + 5, "{requests} requests");
    world.finish();
}
