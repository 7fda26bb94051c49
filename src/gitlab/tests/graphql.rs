//! GraphQL over GET, and users by name.

use super::says;
use super::stub::{Act, Request, Stub, answer, json};
use crate::gitlab::{ApiError, Cause, Reader, Server, Settings, find_groups, find_users};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

const QUERY: &str = "query($name: String) { user(username: $name) { id } }";

/// What follows the question mark of a request line, decoded.
fn asked(request: &Request) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://x{}", &request.line["GET ".len()..])).unwrap();
    url.query_pairs().into_owned().collect()
}

/// The names of a query for users.
fn names(request: &Request) -> Vec<String> {
    let variables = asked(request).into_iter().find(|(key, _)| key == "variables").unwrap().1;
    let variables: Value = serde_json::from_str(&variables).unwrap();
    serde_json::from_value(variables["names"].clone()).unwrap()
}

fn is_graphql(request: &Request) -> bool {
    request.line.starts_with("GET /api/graphql?")
}

/// Users as GitLab returns them; in upper case, to show that it does not matter.
fn nodes(names: &[String]) -> Value {
    let node = |name: &String| {
        let id = name.trim_start_matches(|it: char| !it.is_ascii_digit());
        value!({ "id": format!("gid://gitlab/User/{id}"), "username": name.to_uppercase() })
    };
    names.iter().map(node).collect()
}

fn users(nodes: &Value, more: bool) -> String {
    let page = value!({ "hasNextPage": more });
    value!({ "data": { "users": { "nodes": nodes, "pageInfo": page } } }).to_string()
}

#[tokio::test]
async fn a_query_is_a_get_whose_names_travel_as_variables() {
    let stub = Stub::always(json(200, r#"{"data":{"user":null}}"#)).await;
    let server = Server::parse(&format!("{}/gitlab", stub.url), "a test").unwrap();
    let reader = Reader::new(Settings { server, ..stub.settings() }).unwrap();
    let name = "\"}) { x } mutation { \u{0} é &query=";
    let data = reader.graphql(QUERY, &value!({ "name": name })).await.unwrap();
    assert_eq!(data, value!({ "user": null }));
    let request = stub.requests().remove(0);
    assert!(request.line.starts_with("GET /gitlab/api/graphql?query=query%28"), "{}", request.line);
    let asked = asked(&Request { line: request.line.replace("/gitlab/", "/"), ..request.clone() });
    assert_eq!(asked[0], ("query".to_owned(), QUERY.to_owned()));
    assert_eq!(serde_json::from_str::<Value>(&asked[1].1).unwrap(), value!({ "name": name }));
    assert!(asked.len() == 2 && request.body.is_empty());
}

#[tokio::test]
async fn an_answer_with_errors_is_a_refusal_whatever_else_it_has() {
    let refused = r#"{"data":{"user":{"id":"gid://gitlab/User/1"}},"errors":[{"message":"No such field"},{}]}"#;
    let error = Stub::always(json(200, refused)).await.reader().graphql(QUERY, &value!({})).await;
    let error = error.unwrap_err();
    assert_eq!(error.cause(), Some(Cause::Invalid));
    says(&error, &["GET graphql", "`No such field`", "GraphQL query"]);
    for body in ["null", "[]", "[{}]", "{}", r#"{"data":null}"#, r#"{"data":[]}"#, "<html>", ""] {
        let stub = Stub::always(json(200, body)).await;
        let error = stub.reader().graphql(QUERY, &value!({})).await.unwrap_err();
        assert!(!error.is_not_found() && !error.to_string().contains("query("), "{body}: {error}");
    }
    // A bad token is one here too.
    let stub = Stub::always(json(401, r#"{"errors":[{"message":"Invalid token"}]}"#)).await;
    let error = stub.reader().graphql(QUERY, &value!({})).await.unwrap_err();
    assert!(error.is_auth(), "{error}");
}

#[tokio::test]
async fn a_query_that_servers_would_cut_is_not_sent() {
    let stub = Stub::always(json(200, r#"{"data":{}}"#)).await;
    let reader = stub.reader();
    reader.graphql(QUERY, &value!({ "name": "x".repeat(7_000) })).await.unwrap();
    let long = value!({ "name": "\u{7}".repeat(1_000) });
    let error = reader.graphql(QUERY, &long).await.unwrap_err();
    assert!(matches!(error, ApiError::Unsendable(_)), "{error:?}");
    says(&error, &["8000"]);
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn many_users_take_few_requests() {
    let stub = Stub::new(|_, request| {
        let known: Vec<_> = names(request).into_iter().filter(|it| it != "user17").collect();
        Act::Say(json(200, &users(&nodes(&known), false)))
    })
    .await;
    let all: Vec<String> = (1..=250).map(|number| format!("user{number}")).collect();
    let found = find_users(&stub.reader(), all.iter().map(String::as_str).collect()).await;
    assert_eq!(found.len(), 250);
    for (name, id) in found {
        let id = id.unwrap().map(|it| format!("user{it}"));
        assert_eq!(id, Some(name).filter(|it| it != "user17"));
    }
    let requests = stub.requests();
    assert!(requests.len() == 3 && requests.iter().all(is_graphql), "{:?}", stub.lines());
    assert!(requests.iter().all(|it| names(it).len() <= 100));

    // Long names make smaller batches, and no address too long to be passed on.
    let long: Vec<String> = (1..=90).map(|it| format!("{}{it}", "é".repeat(100))).collect();
    let found = find_users(&stub.reader(), long.iter().map(String::as_str).collect()).await;
    assert!(found.values().all(|it| it.as_ref().is_ok_and(Option::is_some)), "{found:?}");
    let longest = stub.requests().iter().map(|it| it.line.len()).max().unwrap();
    assert!((7_000..8_000).contains(&longest), "{longest}");
    // No name, no query: GitLab would return every user.
    let before = stub.requests().len();
    assert!(find_users(&stub.reader(), BTreeSet::new()).await.is_empty());
    assert_eq!(stub.requests().len(), before);
}

#[tokio::test]
async fn a_doubtful_answer_about_users_is_replaced_by_one_request_for_each() {
    let node = |id: &str, name: &str| value!({ "id": id, "username": name });
    let (one, two) = (node("gid://gitlab/User/1", "user1"), node("gid://gitlab/User/2", "user2"));
    let doubtful = [
        users(&value!([one, two]), true),
        users(&value!([one, node("gid://gitlab/User/3", "user3")]), false),
        users(&value!([one, one]), false),
        users(&value!([one, node("2", "user2")]), false),
        users(&value!([one, node("gid://gitlab/User/0", "user2")]), false),
        users(&value!([one, node("gid://gitlab/Group/2", "user2")]), false),
        users(&value!([one, { "username": "user2" }]), false),
        users(&value!([one, null]), false),
        users(&Value::Null, false),
        value!({ "data": { "users": { "nodes": [one, two] } } }).to_string(),
        value!({ "data": { "users": null } }).to_string(),
        value!({ "errors": [{ "message": "no" }], "data": { "users": null } }).to_string(),
        "<html>login</html>".to_owned(),
    ];
    let wrong: Vec<Vec<u8>> = doubtful.iter().map(|it| json(200, it)).collect();
    let refused = [404, 403, 422, 500].map(|it| json(it, r#"{"message":"no"}"#));
    for bad in wrong.into_iter().chain(refused) {
        let shown = String::from_utf8_lossy(&bad).into_owned();
        let stub = Stub::new(move |_, request| {
            if is_graphql(request) {
                return Act::Say(bad.clone());
            }
            let name = asked(request).remove(0).1;
            let rows = match name.as_str() {
                "user1" => value!([{ "id": 1, "username": "User1" }]),
                _ => value!([]),
            };
            Act::Say(answer(200, &[("X-Next-Page", "")], &rows.to_string()))
        })
        .await;
        let found = find_users(&stub.reader(), BTreeSet::from(["user1", "user2"])).await;
        let id = |name: &str| found[name].as_ref().unwrap().map(u64::from);
        assert_eq!((id("user1"), id("user2")), (Some(1), None), "{shown}");
        assert_eq!(stub.requests().iter().filter(|it| !is_graphql(it)).count(), 2, "{shown}");
    }
    // One name takes one request in either way.
    let stub = Stub::always(answer(200, &[("X-Next-Page", "")], "[]")).await;
    find_users(&stub.reader(), BTreeSet::from(["user1"])).await;
    assert_eq!(stub.lines(), ["GET users?username=user1&per_page=100&page=1"]);
}

#[tokio::test]
async fn users_that_cannot_be_read_are_not_absent() {
    let stub = Stub::always(json(500, "{}")).await;
    let found = find_users(&stub.reader(), BTreeSet::from(["user1", "user2"])).await;
    assert!(found.len() == 2 && found.values().all(Result::is_err), "{found:?}");
}

/// GitLab with the groups `acme/g1` to `acme/g100`, as it spells them.
fn groups(request: &Request) -> Act {
    let id = |path: &str| {
        let number: Option<usize> = path.strip_prefix("acme/g")?.parse().ok();
        number.filter(|it| (1..=100).contains(it))
    };
    if !is_graphql(request) {
        let path = request.line.replace("GET /api/v4/groups/", "").replace("%2F", "/");
        return Act::Say(match id(path.split('?').next().unwrap()) {
            Some(id) => json(200, &value!({ "id": id }).to_string()),
            None => json(404, r#"{"message":"404 Group Not Found"}"#),
        });
    }
    let asked = asked(request);
    let variables: Value = serde_json::from_str(&asked[1].1).unwrap();
    let mut data = serde_json::Map::new();
    for (name, path) in variables.as_object().unwrap() {
        let (alias, path) = (name.replace('p', "g"), path.as_str().unwrap());
        assert!(asked[0].1.contains(&format!("{alias}: group(fullPath: ${name})")), "{asked:?}");
        let node = id(path).map(|id| {
            let path = path.replace("acme", "Acme");
            value!({ "id": format!("gid://gitlab/Group/{id}"), "fullPath": path })
        });
        data.insert(alias, node.unwrap_or_default());
    }
    Act::Say(json(200, &value!({ "data": data }).to_string()))
}

#[tokio::test]
async fn many_groups_take_few_requests_and_a_missing_one_is_asked_for_again() {
    let stub = Stub::new(|_, request| groups(request)).await;
    let all: Vec<String> = (1..=101).map(|number| format!("acme/g{number}")).collect();
    let found = find_groups(&stub.reader(), all.iter().map(String::as_str).collect()).await;
    assert_eq!(found.len(), 101);
    for (path, id) in found {
        let id = id.unwrap().map(|it| format!("acme/g{it}"));
        assert_eq!(id, Some(path).filter(|it| it != "acme/g101"));
    }
    let requests = stub.requests();
    let (queries, single): (Vec<_>, Vec<_>) = requests.iter().partition(|it| is_graphql(it));
    assert!((2..=3).contains(&queries.len()) && single.len() == 1, "{:?}", stub.lines());
    assert!(queries.iter().all(|it| it.line.len() < 8_000));
}

#[tokio::test]
async fn a_group_counts_only_under_the_path_that_was_asked_for() {
    let node = |id: &str, path: &str| value!({ "id": id, "fullPath": path });
    let other = node("gid://gitlab/Group/9", "acme/g2");
    for answer in [
        value!({ "data": { "g0": other, "g1": node("gid://gitlab/Project/2", "acme/g2") } }),
        value!({ "data": { "g0": node("1", "acme/g1"), "g1": node("gid://gitlab/Group/0", "acme/g2") } }),
        value!({ "data": { "g0": [], "g1": { "id": "gid://gitlab/Group/2" } } }),
        value!({ "errors": [{ "message": "no" }], "data": { "g0": node("gid://gitlab/Group/9", "acme/g1") } }),
        value!([]),
    ] {
        let shown = answer.to_string();
        let body = shown.clone();
        let stub = Stub::new(move |_, request| match is_graphql(request) {
            true => Act::Say(json(200, &body)),
            false => groups(request),
        })
        .await;
        let found = find_groups(&stub.reader(), BTreeSet::from(["acme/g1", "acme/g2"])).await;
        let id = |path: &str| found[path].as_ref().unwrap().map(u64::from);
        assert_eq!((id("acme/g1"), id("acme/g2")), (Some(1), Some(2)), "{shown}");
    }
    let stub = Stub::always(json(500, "{}")).await;
    let found = find_groups(&stub.reader(), BTreeSet::from(["acme/g1", "acme/g2"])).await;
    assert!(found.len() == 2 && found.values().all(Result::is_err), "{found:?}");
}
