//! What recordings of one release cannot show: other releases and licences, seeds, and the sandbox as a program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "../kinds/cases.rs"]
mod cases;
mod conformance;
mod contract;
mod delivery;
mod files;
mod graphql;
mod groups;
mod notes;
mod plain;
mod program;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
mod wire;

use labwright::sandbox::{ADMIN_TOKEN, Sandbox, SandboxError, Seed, Visibility};
use serde_json::{Value, json};

async fn started(yaml: &str) -> Sandbox {
    Sandbox::start(&Seed::parse(yaml).unwrap()).await.unwrap()
}

fn call(
    sandbox: &Sandbox,
    token: &str,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> (u16, Value) {
    let headers = [("PRIVATE-TOKEN", token), ("Content-Type", "application/json")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let body = body.map(|body| body.to_string().into_bytes());
    let answer =
        wire::send(&sandbox.url(), method, &format!("/api/v4{path}"), &headers, body.as_deref());
    assert!(answer.header("x-request-id").is_some());
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or_default())
}

fn get(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    call(sandbox, ADMIN_TOKEN, "GET", path, None)
}

fn post(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    call(sandbox, ADMIN_TOKEN, "POST", path, Some(body))
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_others_could_reach_are_refused() {
    let outcome = Sandbox::listen(([0, 0, 0, 0], 0).into(), &Seed::default()).await;
    assert!(matches!(outcome, Err(SandboxError::NotLoopback(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_sandbox_no_longer_answers() {
    let sandbox = started("{}").await;
    let address = sandbox.url().replace("http://", "");
    drop(sandbox);
    // The server's task ends at its next turn.
    let gone = (0..10_000).any(|_| std::net::TcpStream::connect(&address).is_err());
    assert!(gone);
}

#[test]
fn seeds_with_mistakes_are_refused() {
    let refused = |yaml: &str, part: &str| {
        let error = Seed::parse(yaml)
            .and_then(|seed| seed.world().map(|_| ()))
            .expect_err(yaml)
            .to_string();
        assert!(error.contains(part), "{error}");
    };
    refused("nonsense: 1", "nonsense");
    refused("projects: [{ path: acme/api, nonsense: 1 }]", "nonsense");
    refused("projects: [{ path: api }]", "namespace");
    refused("projects: [{ path: acme/api }, { path: acme/api }]", "two projects");
    refused("projects: [{ path: acme/api, members: { nobody: 30 } }]", "user `nobody` not found");
    refused(
        "users: [{ username: mia }]\nprojects: [{ path: acme/api, members: { mia: chief } }]",
        "`chief` is not an access level; use no one, ",
    );
    let of_nobody = "projects: [{ path: acme/api, protected_branches: [{ name: main, push: [";
    refused(&format!("{of_nobody}chief] }}] }}]"), "expected no one, guest, ");
    assert!(Seed::parse(&format!("{of_nobody}no one] }}] }}]")).is_ok());
    refused("licence: gold", "gold");
    let scoped = "external_status_checks: [{ name: A, external_url: 'https://a.example', protected_branches: [dev] }]";
    refused(
        &format!("projects: [{{ path: acme/api, {scoped} }}]"),
        "protected branch `dev` not found",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_of_only_a_path_is_as_gitlab_makes_one() {
    let sandbox = started("projects: [{ path: acme/api }]").await;
    let (_, project) = get(&sandbox, "/projects/acme%2Fapi");
    assert_eq!(
        (&project["visibility"], &project["default_branch"]),
        (&json!("private"), &json!("main"))
    );
    let (_, rules) = get(&sandbox, "/projects/1/protected_branches");
    assert_eq!(rules[0]["name"], "main");
    assert_eq!(rules[0]["push_access_levels"][0]["access_level"], 40);
    assert_eq!(rules[0]["merge_access_levels"][0]["access_level"], 40);
    assert_eq!(rules[0]["unprotect_access_levels"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_of_the_documentation_are_there() {
    let sandbox = Sandbox::start(&Seed::default()).await.unwrap();
    let (_, hook) = get(&sandbox, "/hooks/1");
    assert_eq!(
        (&hook["name"], &hook["url"]),
        (&json!("Hook name"), &json!("https://gitlab.example.com/hook"))
    );
    let (_, checks) = get(&sandbox, "/projects/6/external_status_checks");
    assert_eq!((&checks[0]["id"], &checks[0]["name"]), (&json!(1), &json!("Compliance Tool")));
    assert_eq!(
        (&checks[0]["hmac"], &checks[0]["protected_branches"][0]["id"]),
        (&json!(true), &json!(14))
    );
    let (_, statuses) = get(&sandbox, "/projects/6/merge_requests/4/status_checks");
    assert_eq!(
        (&statuses[0]["status"], &statuses[1]["status"]),
        (&json!("pending"), &json!("passed"))
    );
    let world = sandbox.world();
    assert!(world.projects[&1].deployments.contains_key(&42));
    assert!(world.projects[&1].cars.contains_key(&110));
    assert!(world.projects[&597].cars.contains_key(&267));
}

const CHECKED: &str = "
projects:
  - path: acme/api
    external_status_checks: [{ name: A, external_url: 'https://a.example?x=1' }]
    merge_requests: [{ source_branch: work, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }]
";

#[tokio::test(flavor = "multi_thread")]
async fn before_15_0_an_answer_of_a_service_has_no_status() {
    let sandbox = started(&format!("version: 14.10.5-ee{CHECKED}")).await;
    let status = |sandbox: &Sandbox| {
        get(sandbox, "/projects/1/merge_requests/1/status_checks").1[0]["status"].clone()
    };
    assert_eq!(status(&sandbox), "pending");
    let body =
        json!({ "sha": "141be9714669a4c1ccaa013c6a7f3e462ff2a40f", "external_status_check_id": 1 });
    assert_eq!(post(&sandbox, "/projects/1/merge_requests/1/status_check_responses", body).0, 201);
    assert_eq!(status(&sandbox), "approved");
    assert_eq!(
        post(&sandbox, "/projects/1/merge_requests/1/status_checks/1/retry", json!({})).0,
        404
    );
    let (_, checks) = get(&sandbox, "/projects/1/external_status_checks");
    assert_eq!(checks[0].get("hmac"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn before_15_0_hooks_are_refused_in_another_shape_and_cannot_be_changed() {
    let sandbox = started("version: 14.8.0\nhooks: [{ url: 'https://a.example' }]").await;
    let (status, body) = post(&sandbox, "/hooks", json!({ "url": "ftp://a.example" }));
    assert_eq!(
        (status, &body["message"]["url"][0]),
        (400, &json!("is blocked: Only allowed schemes are http, https"))
    );
    assert_eq!(get(&sandbox, "/hooks/1").0, 404);
    assert_eq!(
        call(&sandbox, ADMIN_TOKEN, "PUT", "/hooks/1", Some(json!({ "push_events": true }))).0,
        404
    );
    assert_eq!(get(&sandbox, "/metadata").0, 404);
    assert_eq!(get(&sandbox, "/version").1["version"], "14.8.0");
    let (_, hooks) = get(&sandbox, "/hooks");
    assert_eq!(hooks[0].get("name"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_19_0_on_hooks_tell_whether_they_have_a_token() {
    let sandbox =
        started("version: 19.1.0-ee\nhooks: [{ url: 'https://a.example', token: s }]").await;
    let (_, hook) = get(&sandbox, "/hooks/1");
    assert_eq!(
        (&hook["token_present"], &hook["signing_token_present"]),
        (&json!(true), &json!(false))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_licence_status_checks_are_refused_before_their_parameters() {
    let sandbox = started(&format!("licence: premium{CHECKED}")).await;
    let (status, body) = post(&sandbox, "/projects/1/external_status_checks", json!({}));
    assert_eq!((status, body), (401, json!({ "message": "401 Unauthorized" })));
    sandbox.world().enterprise = false;
    assert_eq!(
        get(&sandbox, "/projects/1/external_status_checks"),
        (404, json!({ "error": "404 Not Found" }))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pending_answer_counts_as_failed_after_two_minutes() {
    let sandbox = started(CHECKED).await;
    let sha = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
    let body = json!({ "sha": sha, "external_status_check_id": 1, "status": "pending" });
    assert_eq!(post(&sandbox, "/projects/1/merge_requests/1/status_check_responses", body).0, 201);
    let status = |sandbox: &Sandbox| {
        get(sandbox, "/projects/1/merge_requests/1/status_checks").1[0]["status"].clone()
    };
    assert_eq!(status(&sandbox), "pending");
    {
        let mut world = sandbox.world();
        world.now = world.now.plus_seconds(121);
    }
    assert_eq!(status(&sandbox), "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_very_tag_that_was_told_gives_304() {
    let sandbox = started("{}").await;
    let asked = |tag: &str| {
        let headers = [("PRIVATE-TOKEN", ADMIN_TOKEN), ("If-None-Match", tag)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        wire::send(&sandbox.url(), "GET", "/api/v4/version", &headers, None)
    };
    let first = asked("*");
    let tag = first.header("etag").unwrap();
    assert_eq!((first.status, tag.starts_with("W/")), (200, true));
    assert_eq!((asked(tag).status, asked(tag).body.len()), (304, 0));
    assert_eq!(asked(&format!("W/\"0\", {tag}")).status, 200);
    assert_eq!(asked(tag.trim_start_matches("W/")).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn exchanges_are_kept_while_recording_is_on() {
    let sandbox = started("projects: [{ path: acme/api }]").await;
    get(&sandbox, "/user");
    sandbox.record(true);
    get(&sandbox, "/projects/acme%2Fapi?a=b%20c");
    sandbox.record(false);
    get(&sandbox, "/user");
    let exchanges = sandbox.exchanges();
    assert_eq!(exchanges.len(), 1);
    assert_eq!(
        (exchanges[0].method.as_str(), exchanges[0].path.as_str()),
        ("GET", "/projects/acme%2Fapi")
    );
    assert_eq!(exchanges[0].query, [(String::from("a"), String::from("b c"))]);
    assert_eq!((exchanges[0].status, exchanges[0].user.as_deref()), (200, Some("root")));
    sandbox.clear_exchanges();
    assert!(sandbox.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn renamed_projects_redirect_reads_and_refuse_writes() {
    let sandbox = started("projects: [{ path: acme/api, old_paths: [acme/old] }]").await;
    let headers = [(String::from("PRIVATE-TOKEN"), ADMIN_TOKEN.to_owned())];
    let path = "/api/v4/projects/acme%2Fold/external_status_checks?per_page=2";
    let answer = wire::send(&sandbox.url(), "GET", path, &headers, None);
    let target = format!("{}/api/v4/projects/1/external_status_checks?per_page=2", sandbox.url());
    assert_eq!((answer.status, answer.header("location")), (301, Some(target.as_str())));
    let body = json!({ "name": "x", "external_url": "https://x.example" });
    assert_eq!(post(&sandbox, "/projects/acme%2Fold/external_status_checks", body).0, 405);
    sandbox.world().project_mut("acme/api").unwrap().visibility = Visibility::Public;
    assert_eq!(get(&sandbox, "/projects/ACME%2FAPI").1["visibility"], "public");
}

#[test]
fn ten_thousand_projects_are_made_in_no_time() {
    let paths: String =
        (0..10_000).map(|number| format!("  - path: acme/project-{number}\n")).collect();
    let world = Seed::parse(&format!("projects:\n{paths}")).unwrap().world().unwrap();
    assert_eq!(world.projects.len(), 10_000);
    assert_eq!(world.project("acme/project-9999").map(|project| project.id), Some(10_000));
}
