//! Every request of labwright and every answer of the sandbox, against GitLab's own description of its API.
//!
//! All kinds are driven once, every endpoint of the sandbox is asked past labwright, what it refuses is refused, and
//! every recording is replayed.
//! Together they have to reach every endpoint of `tests/contract/` that the sandbox serves, and to need every exception.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod direct;

use std::collections::{BTreeMap, BTreeSet};

use crate::cases::CASES;
use crate::conformance::replayed;
use crate::support::World;
use crate::support::contract::{self, Finding, Kind, Verdict, endpoints, family, judge};
use crate::support::exceptions::EXCEPTIONS;
use labwright::sandbox::{ADMIN_TOKEN, Exchange};
use serde_json::{Value, json};

const SEED: &str = r#"
users:
  - { username: alice, name: Alice }
  - { username: bob, name: Bob }
tokens:
  - { token: alices-token, user: alice, scopes: [api] }
groups:
  - { path: acme, members: { bob: owner } }
  - { path: crew, members: { alice: developer } }
projects:
  - path: acme/api
    members: { alice: developer }
    shares: { crew: developer }
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a, release/1.0: 99d03678b90d914dbb1b109132516d71a4a03ea8 }
    protected_branches:
      - { name: main, push: [maintainer, { user: alice }], merge: [developer, { group: crew }] }
      - { name: old }
    settings: { merge_pipelines_enabled: true, merge_trains_enabled: true }
    external_status_checks:
      - { name: Audit, external_url: "https://audit.example.com" }
    merge_requests:
      - { iid: 4, source_branch: green, author: alice, pipeline: success }
      - { iid: 5, source_branch: slow, author: alice, pipeline: running }
      - { iid: 6, source_branch: other, author: alice, pipeline: success, status_checks: { Audit: failed } }
    environments:
      - { name: staging }
      - { name: production }
      - { name: manual }
      - { name: old, state: stopped }
    protected_environments:
      - name: staging
        deploy: [developer]
        approval_rules: [{ who: maintainer, required_approvals: 2 }]
    deployments:
      - { id: 10, environment: staging, status: blocked, user: alice, job: deploy, job_id: 70 }
      - { id: 11, environment: production, status: running, user: root }
      - { id: 12, environment: production, status: success, user: root, ref: release/1.0, sha: 99d03678b90d914dbb1b109132516d71a4a03ea8 }
      - { id: 13, environment: production, status: failed, user: root }
      - { id: 14, environment: manual, status: blocked, user: alice, job: deploy, job_id: 71 }
  - { path: acme/empty, merge_trains: true, train_pipelines: empty, merge_requests: [{ iid: 1 }] }
"#;

/// What the sandbox refuses always; refusals are held to the contract too.
const NEVER_SUCCEEDS: &[&str] = &[
    // It has no review apps to delete.
    "DELETE /projects/{id}/environments/review_apps",
    // It reads the last word as the id of a pipeline and as the name of a label.
    "GET /projects/{id}/pipelines/latest",
    "PUT /projects/{id}/labels/promote",
    // It has no app for Slack.
    "PUT /projects/{id}/integrations/gitlab-slack-application",
    "PUT /groups/{id}/integrations/gitlab-slack-application",
];

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_goes_over_the_wire_keeps_to_gitlabs_contract() {
    let mut all = Verdict::default();
    all.add(every_kind().await);
    all.add(hooks().await);
    all.add(protection().await);
    all.add(delivery().await);
    all.add(direct::reads().await);
    all.add(direct::writes().await);
    all.add(direct::delivery().await);
    all.add(direct::comments().await);
    all.add(direct::groups().await);
    all.add(direct::tokens().await);
    all.add(refusals().await);
    for replayed in replayed().await {
        all.add(judge(&replayed.exchanges, false));
    }

    let answered: BTreeSet<String> = all.answered().map(str::to_owned).collect();
    let served = served().await;
    let lines = all.lines();
    assert!(
        lines.is_empty(),
        "{} places stray from the contract:\n{}",
        lines.len(),
        lines.join("\n")
    );
    let idle: Vec<_> = EXCEPTIONS
        .iter()
        .enumerate()
        .flat_map(|(number, it)| {
            it.places.iter().enumerate().map(move |(at, place)| (number, at, it, place))
        })
        .filter(|(number, at, ..)| !all.used.contains(&(*number, *at)))
        .map(|(_, _, it, place)| format!("{:?} {place} on {:?} ({})", it.kind, it.on, it.why))
        .collect();
    assert!(idle.is_empty(), "exceptions that are of no use:\n{}", idle.join("\n"));
    let silent: Vec<_> = served
        .iter()
        .filter(|it| !answered.contains(**it) && !NEVER_SUCCEEDS.contains(*it))
        .collect();
    assert!(silent.is_empty(), "endpoints that never answered with success: {silent:#?}");
    println!("{} endpoints, {} values held to the contract", answered.len(), all.values);
}

/// The endpoints of the description that the sandbox has: it knows their paths.
pub(crate) async fn served() -> Vec<&'static str> {
    let world = World::start("{}").await;
    let mut served = Vec::new();
    for endpoint in endpoints() {
        let (method, template) = endpoint.split_once(' ').unwrap();
        let parts = template.split('/').map(|it| if it.starts_with('{') { "1" } else { it });
        let path = parts.collect::<Vec<_>>().join("/");
        let answer = world.send(method, &path, Value::Null).await;
        if answer.status != 405 && answer.body != json!({ "error": "404 Not Found" }) {
            served.push(endpoint);
        }
    }
    drop(world.take_exchanges());
    served
}

/// What a world has said so far.
fn so_far(world: &World) -> Verdict {
    judge(&world.take_exchanges(), true)
}

/// A hook is created, changed and moved to other urls, with secrets everywhere, and deleted.
async fn hooks() -> Verdict {
    let mut world = World::start("{}").await;
    for name in ["TOKEN", "TENANT", "TEAM"] {
        world.secret(name, "s3cret");
    }
    let head =
        "version: 1\ninstance:\n  system_hooks:\n    - name: audit\n      token: { env: TOKEN }\n";
    let bodies = [
        "      url: https://a.example.com/{tenant}/in\n      url_variables: { tenant: { env: TENANT } }\n      \
         custom_headers: { X-Team: { env: TEAM }, X-Other: { env: TEAM } }\n      push_events: true\n      \
         description: Feeds the log\n      push_events_branch_filter: main\n",
        "      url: https://b.example.com/{tenant}/in\n      url_variables: { tenant: { env: TENANT } }\n      \
         custom_headers: { X-Team: { env: TEAM } }\n      push_events: false\n      branch_filter_strategy: all_branches\n",
        "      url: https://c.example.com/{tenant}/{space}\n      \
         url_variables: { tenant: { env: TENANT }, space: { env: TENANT } }\n      custom_headers: { X-Team: { env: TEAM } }\n",
        "      url: https://c.example.com/{tenant}/{space}\n      \
         url_variables: { tenant: { env: TENANT }, space: { env: TENANT } }\n      custom_headers: {}\n",
        "      url: https://d.example.com/in\n      url_variables: {}\n      custom_headers: {}\n      description: null\n",
        "      url: https://d.example.com/in\n      token: null\n      state: absent\n",
    ];
    for body in bodies {
        let head = if body.contains("token") {
            head.replace("      token: { env: TOKEN }\n", "")
        } else {
            head.to_owned()
        };
        world.write("labwright.yaml", &(head + body));
        world.converge().await;
    }
    let rotate = labwright::plan::Options { rotate: Some(everything()), ..Default::default() };
    world.write("labwright.yaml", &format!("{head}{}", bodies[1]));
    world.converge().await;
    let report = world.apply(world.plan_with(&rotate).await).await;
    assert!(report.is_whole() && !report.entries.is_empty(), "{:#}", report.to_json());
    so_far(&world)
}

fn everything() -> labwright::config::Choice {
    labwright::config::Choice::new("--rotate-secrets", &["**".to_owned()]).unwrap()
}

/// Every kind, through the stages of its case.
async fn every_kind() -> Verdict {
    let mut all = Verdict::default();
    for case in CASES.iter() {
        let mut world = World::start(case.seed).await;
        for name in ["CANARY_TOKEN", "CANARY_VARIABLE", "CANARY_HEADER", "CANARY_SECRET"] {
            world.secret(name, &format!("value-of-{name}"));
        }
        world.secret("CANARY_URL", "https://canary.example.com/in");
        world.files_of_cases("value-of-a-file");
        for stage in case.stages {
            world.write("labwright.yaml", &format!("version: 1\n{stage}"));
            let report = world.apply(world.plan().await).await;
            assert!(report.is_whole(), "{:?} {}: {stage}", case.scope, case.kind);
            direct::objects(&world, "GET").await;
        }
        direct::objects(&world, "DELETE").await;
        all.add(so_far(&world));
    }
    all
}

/// Protected branches and status checks: created, changed, scoped, swapped, pruned.
async fn protection() -> Verdict {
    let mut world = World::start(SEED).await;
    world.secret("KEY", "s3cret");
    let head = "version: 1\nprojects:\n  acme/api:\n";
    let bodies = [
        "    protected_branches:\n      - { name: main, allowed_to_push: [maintainer, { user: alice }], \
         allowed_to_merge: [developer, { group: crew }], allow_force_push: true }\n      \
         - { name: release/*, allowed_to_push: [no one], code_owner_approval_required: true }\n    \
         external_status_checks:\n      - { name: One, external_url: \"https://one.example.com\", \
         shared_secret: { env: KEY }, protected_branches: [main] }\n      \
         - { name: Two, external_url: \"https://two.example.com\", protected_branches: [release/*] }\n",
        "    protected_branches:\n      - { name: main, allowed_to_push: [admin], allowed_to_merge: [], \
         allowed_to_unprotect: [maintainer], allow_force_push: false }\n      - { name: old, state: absent }\n    \
         external_status_checks:\n      - { name: One, external_url: \"https://two.example.com\", \
         shared_secret: null, protected_branches: [] }\n      \
         - { name: Two, external_url: \"https://one.example.com\", protected_branches: null }\n",
        "    protected_branches:\n      prune: true\n      items: [{ name: main }]\n    \
         external_status_checks:\n      prune: true\n      items: [{ name: One, external_url: \"https://two.example.com\" }]\n",
    ];
    for body in bodies {
        world.write("labwright.yaml", &format!("{head}{body}"));
        world.converge().await;
    }
    so_far(&world)
}

/// Merge trains, answers to status checks, deployments and approvals.
async fn delivery() -> Verdict {
    let world = World::start(SEED).await;
    let head = "version: 1\nprojects:\n  acme/api:\n";
    let parts = [
        "    merge_trains: [{ merge_request: 4, squash: true }, { merge_request: 5, auto_merge: true }]\n",
        "    merge_requests:\n      - { iid: 5, status_checks: [{ name: Audit, status: passed }] }\n      \
         - { iid: 6, status_checks: [{ name: Audit, status: passed }] }\n",
        "    deployments:\n      - { environment: production, ref: main, \
         sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, tag: false, status: success }\n      \
         - { environment: new, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: running }\n",
        "    deployments:\n      - { environment: staging, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, \
         approval: { status: approved, comment: Looks good } }\n      \
         - { environment: production, id: 13, state: absent }\n",
    ];
    for part in parts {
        world.write("labwright.yaml", &format!("{head}{part}"));
        world.converge().await;
    }
    so_far(&world)
}

/// Refusals: the requests are wrong, the answers have to be as described all the same.
async fn refusals() -> Verdict {
    let world = World::start(SEED).await;
    let calls = [
        ("alices-token", "GET", "/hooks", Value::Null, 403),
        ("wrong-token", "GET", "/hooks", Value::Null, 401),
        (ADMIN_TOKEN, "GET", "/hooks/99", Value::Null, 404),
        (ADMIN_TOKEN, "GET", "/hooks/abc", Value::Null, 400),
        (ADMIN_TOKEN, "POST", "/hooks", json!({}), 400),
        (ADMIN_TOKEN, "POST", "/hooks", json!({ "url": "ftp://x" }), 422),
        (ADMIN_TOKEN, "GET", "/projects/acme%2Fnone", Value::Null, 404),
        (
            ADMIN_TOKEN,
            "POST",
            "/projects/acme%2Fapi/protected_branches",
            json!({ "name": "main" }),
            409,
        ),
        (ADMIN_TOKEN, "DELETE", "/projects/acme%2Fapi/environments/review_apps", Value::Null, 400),
        (ADMIN_TOKEN, "POST", "/projects/acme%2Fapi/merge_trains/merge_requests/5", json!({}), 400),
        (
            ADMIN_TOKEN,
            "POST",
            "/projects/acme%2Fapi/merge_trains/merge_requests/4",
            json!({ "sha": "0" }),
            409,
        ),
        (ADMIN_TOKEN, "DELETE", "/projects/acme%2Fapi/deployments/11", Value::Null, 400),
    ];
    for (token, method, path, body, status) in calls {
        let answer = world.send_as(token, method, path, body).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
    }
    judge(&world.take_exchanges(), false)
}

/// Where a real GitLab was recorded to stray from its own description, by family: every place in answers, and nulls in
/// requests that were accepted.
fn recorded() -> BTreeMap<&'static str, BTreeSet<String>> {
    let (mut answers, mut requests) = (Vec::new(), Vec::new());
    for file in std::fs::read_dir("tests/recordings").unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let recording: Value = serde_json::from_str(&text).unwrap();
        for step in recording["steps"].as_array().into_iter().flatten() {
            let (request, response) = (&step["request"], &step["response"]);
            let (Some(path), Some(status)) =
                (request["path"].as_str(), response["status"].as_u64())
            else {
                continue;
            };
            let answer = response["body"].clone();
            let exchange = Exchange {
                method: request["method"].as_str().unwrap().to_owned(),
                path: path.split('?').next().unwrap().to_owned(),
                query: Vec::new(),
                body: request.get("json").filter(|it| it.is_object()).cloned(),
                status: u16::try_from(status).unwrap(),
                answer: Some(answer).filter(|it| status != 204 || !it.is_null()),
                user: None,
                faulted: false,
            };
            if (200..300).contains(&status) {
                requests.push(exchange.clone());
            }
            if step.get("body_cut").is_none() && exchange.method != "HEAD" {
                answers.push(exchange);
            }
        }
    }
    assert!(answers.len() > 1000, "{} recorded answers", answers.len());
    let is_null =
        |(it, _): &(&Finding, &String)| it.kind == Kind::Null && it.place.starts_with("body");
    let (answers, requests) =
        (contract::strays(&answers, false), contract::strays(&requests, true));
    let nulls = requests.findings.iter().filter(is_null);
    let mut strays: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for (finding, _) in answers.findings.iter().chain(nulls) {
        strays.entry(family(&finding.endpoint).unwrap()).or_default().insert(finding.stray.clone());
    }
    strays
}

/// `UPDATE=1` writes them.
#[test]
fn what_is_recorded_to_stray_is_listed() {
    let recorded = recorded();
    let folder = format!("{}/recorded", contract::FAMILIES);
    let update = std::env::var_os("UPDATE").is_some();
    if update {
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir(&folder).unwrap();
    }
    for (family, strays) in &recorded {
        let path = format!("{folder}/{family}.txt");
        let text: String = strays.iter().map(|it| format!("{it}\n")).collect();
        if update {
            std::fs::write(path, text).unwrap();
        } else {
            let listed = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(listed == text, "{path} is out of date: run with UPDATE=1");
        }
    }
    let files = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(files, recorded.len(), "a family that no recording strays in: run with UPDATE=1");
}

#[test]
fn what_strays_is_seen() {
    let check =
        |method: &str, path: &str, body: Value, status, answer: Value, expected: &[&str]| {
            let exchange = Exchange {
                method: method.to_owned(),
                path: path.to_owned(),
                query: vec![("page".to_owned(), "two".to_owned())],
                body: Some(body).filter(|it| !it.is_null()),
                status,
                answer: Some(answer).filter(|it| !it.is_null()),
                user: None,
                faulted: false,
            };
            let lines = judge(&[exchange], true).lines();
            let fit = |(line, part): (&String, &&str)| line.contains(*part);
            assert!(
                lines.len() == expected.len() && lines.iter().zip(expected).all(fit),
                "{lines:#?}"
            );
        };
    let page = "query.page: Name";
    check("GET", "/hook", Value::Null, 200, json!([]), &["path: Endpoint"]);
    check("GET", "/hooks", Value::Null, 200, json!([]), &["query.page = text: Type"]);
    check(
        "POST",
        "/hooks",
        json!({ "url": 1 }),
        201,
        json!({}),
        &["body.url = number: Type", page],
    );
    check("POST", "/hooks", json!({}), 201, json!({}), &["body.url: Missing", page]);
    check("POST", "/hooks", Value::Null, 201, json!({}), &["body: Body", page]);
    let filter = json!({ "branch_filter_strategy": "some", "filter": 1, "push_events": null });
    let strays = ["strategy: Enum", "body.filter: Name", "body.push_events: Null", page];
    check("PUT", "/hooks/1", filter, 200, json!({ "id": 1 }), &strays);
    check("PUT", "/hooks/a", json!({}), 200, json!({}), &["path.hook_id = text: Type", page]);
    let told = json!({ "push_events": "yes", "secret": 1 });
    let strays = ["answer.push_events = text: Type", "answer.secret: Name", page];
    check("GET", "/hooks/1", Value::Null, 200, told, &strays);
    check("GET", "/hooks/1", Value::Null, 202, json!({}), &[page, "status.202: Status"]);
    check("DELETE", "/hooks/1", Value::Null, 204, json!({}), &["answer: Body", page]);
}
