//! GraphQL over GET, against what a real GitLab answered.

use std::collections::BTreeSet;

use labwright::sandbox::{ADMIN_TOKEN, Sandbox, User};
use serde_json::{Value, json};

use crate::{started, wire};

/// Steps that the sandbox answers in another way, and why.
const DIFFERENCES: &[(&str, &[usize], &str)] = &[
    ("graphql_get_users", &[0], "it does not tell how complex a query is"),
    ("graphql_get_users", &[10], "it has fewer users"),
    ("graphql_get_users", &[12], "its words about variables that are no JSON are its own"),
    ("graphql_get_users", &[13], "it does not tell e-mail addresses"),
    ("graphql_get_limits", &[2], "it has no web pages"),
    ("graphql_get_limits", &[37, 38, 39], "it does not tell how complex a query is"),
];

fn recording(name: &str) -> Value {
    let path = format!("{}/tests/recordings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Every user that an answer shows has its number and its name here.
fn populate(sandbox: &Sandbox, body: &Value) {
    match body {
        Value::Array(items) => items.iter().for_each(|it| populate(sandbox, it)),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            let id = text("id").and_then(|it| it.strip_prefix("gid://gitlab/User/"));
            let known = ["root", "owner-02421e", "maintainer-02421e"];
            let mut world = sandbox.world();
            if let Some(name) = text("username").filter(|it| !known.contains(it)) {
                // The newest come first.
                let older = 2_000 - world.users.len() as u64;
                let id = id.map_or(older, |it| it.parse().unwrap());
                let state = text("state").and_then(labwright::sandbox::UserState::named);
                let state = state.unwrap_or_default();
                let one = world.users.values().next().unwrap().clone();
                let user = User { id, username: name.to_owned(), admin: false, state, ..one };
                world.users.retain(|_, it| it.username != name);
                world.users.insert(id, user);
            }
            drop(world);
            fields.values().for_each(|it| populate(sandbox, it));
        }
        _ => {}
    }
}

/// What does not depend on the clock. Banned users are blocked here.
fn comparable(mut body: Value) -> Value {
    fn clean(it: &mut Value) {
        match it {
            Value::Array(items) => items.iter_mut().for_each(clean),
            Value::Object(fields) => {
                if let Some(cursor) = fields.get_mut("endCursor") {
                    *cursor = Value::Bool(cursor.is_string());
                }
                if fields.get("state").is_some_and(|it| it == "banned") {
                    fields.insert("state".to_owned(), json!("blocked"));
                }
                fields.values_mut().for_each(clean);
            }
            _ => {}
        }
    }
    clean(&mut body);
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn users_by_name_are_answered_as_recorded() {
    let (mut replayed, mut wrong, mut differ) = (0, Vec::new(), BTreeSet::new());
    for name in ["graphql_get_users", "graphql_user_aliases", "graphql_get_limits"] {
        let sandbox = started(
            "users: [{ username: owner-02421e }, { username: maintainer-02421e }]
tokens: [{ user: maintainer-02421e, token: reading, scopes: [read_api] }]",
        )
        .await;
        let recording = recording(name);
        let steps = recording["steps"].as_array().unwrap();
        steps.iter().for_each(|it| populate(&sandbox, &it["response"]["body"]));
        for (at, step) in steps.iter().enumerate() {
            let text = |key: &str| step["request"][key].as_str().unwrap();
            let (method, path) = (text("method"), text("path"));
            // Long requests and answers are recorded in part.
            let whole = !path.contains("...") && !step["response"]["body"].is_string();
            if !path.starts_with("/api/graphql?") || !whole && method != "PUT" {
                continue;
            }
            let token = match step["as"].as_str().unwrap() {
                "admin" => Some(ADMIN_TOKEN),
                "anonymous" => None,
                "maintainer_read_api" => Some("reading"),
                "unknown_token" => Some("unknown"),
                _ => Some("sandbox-owner-02421e-token"),
            };
            let header = |it: &str| ("PRIVATE-TOKEN".to_owned(), it.to_owned());
            let headers: Vec<_> = token.map(header).into_iter().collect();
            let answer = wire::send(&sandbox.url(), method, path, &headers, None);
            let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            let (body, recorded) = (comparable(body), comparable(step["response"]["body"].clone()));
            replayed += 1;
            let same = step["response"]["status"] == answer.status && body == recorded;
            let known = DIFFERENCES.iter().find(|it| it.0 == name && it.1.contains(&at));
            match (same, known) {
                (false, None) => wrong.push(format!("{name} {at}: {path}\n  {recorded}\n  {body}")),
                (false, Some(_)) => drop(differ.insert((name, at))),
                (true, _) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {replayed}:\n{}", wrong.len(), wrong.join("\n"));
    let listed = DIFFERENCES.iter().flat_map(|it| it.1.iter().map(|at| (it.0, *at)));
    assert_eq!(listed.collect::<BTreeSet<_>>(), differ, "steps that no longer differ");
    assert!(replayed >= 40, "{replayed}");
}

fn query(sandbox: &Sandbox, token: &str, query: &str) -> Value {
    let query: String = query.bytes().map(|it| format!("%{it:02X}")).collect();
    let headers = [("PRIVATE-TOKEN".to_owned(), token.to_owned())];
    let path = format!("/api/graphql?query={query}");
    serde_json::from_slice(&wire::send(&sandbox.url(), "GET", &path, &headers, None).body).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_and_projects_are_found_by_path_within_limits() {
    let sandbox = started(
        "users: [{ username: mia }]
groups: [{ path: acme }]
projects: [{ path: acme/api, members: { mia: developer } }, { path: acme/web }]",
    )
    .await;
    let group = query(
        &sandbox,
        ADMIN_TOKEN,
        r#"{ a: group(fullPath: "ACME") { fullPath } b: group(fullPath: "x") { id } }"#,
    );
    assert_eq!(group, json!({ "data": { "a": { "fullPath": "acme" }, "b": null } }));
    let paths = |paths: &str| {
        let text = format!("{{ projects(fullPaths: [{paths}]) {{ nodes {{ fullPath }} }} }}");
        query(&sandbox, "sandbox-mia-token", &text)
    };
    let one = json!({ "data": { "projects": { "nodes": [{ "fullPath": "acme/api" }] } } });
    assert_eq!(paths(r#""acme/api", "acme/web""#), one);
    // No paths are all paths.
    assert_eq!(paths(""), one);
    let refused = paths(&"\"x\" ".repeat(51));
    assert_eq!(refused["data"]["projects"], Value::Null);
    let aliases = |many: usize| -> String {
        let alias = |it| format!("g{it}: group(fullPath: \"acme\") {{ id fullPath }} ");
        format!("{{ {} }}", (0..many).map(alias).collect::<String>())
    };
    let mia = "sandbox-mia-token";
    assert!(query(&sandbox, mia, &aliases(83))["data"]["g82"]["id"].is_string());
    let complex = "Query has complexity of 252, which exceeds max complexity of 250";
    assert_eq!(query(&sandbox, mia, &aliases(84)), json!({ "errors": [{ "message": complex }] }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_is_no_query_is_an_error_with_status_200() {
    let sandbox = started("{}").await;
    let (nested, list) = ("{a".repeat(4_000), format!("{{ a(b: {}", "[".repeat(9_000)));
    for broken in
        ["{", "}", "{ users(", "{ a(b: \"", "{ a(b: 1.2.3) }", "é", "{ a: }", &nested, &list]
    {
        let answer = query(&sandbox, ADMIN_TOKEN, broken);
        assert!(answer["errors"][0]["message"].is_string(), "{answer}");
        assert!(answer.get("data").is_none(), "{answer}");
    }
}
