//! Commits of files: what was recorded through GraphQL, sent as REST. GitLab runs the same service for both.

use labwright::sandbox::{Sandbox, Seed};
use serde_json::{Map, Value, json};

use crate::conformance::replay::{load, token};
use crate::wire;

/// A body of GraphQL in the form of REST.
fn rest(input: &Value) -> Value {
    let action = |it: &Value| -> Value {
        let names = [
            ("filePath", "file_path"),
            ("previousPath", "previous_path"),
            ("content", "content"),
            ("lastCommitId", "last_commit_id"),
            ("executeFilemode", "execute_filemode"),
        ];
        let mut fields: Map<String, Value> = names
            .into_iter()
            .filter_map(|(theirs, ours)| Some((ours.to_owned(), it.get(theirs)?.clone())))
            .collect();
        for (theirs, ours) in [("action", "action"), ("encoding", "encoding")] {
            if let Some(word) = it[theirs].as_str() {
                fields.insert(ours.to_owned(), json!(word.to_lowercase()));
            }
        }
        Value::Object(fields)
    };
    let actions: Vec<Value> = input["actions"].as_array().unwrap().iter().map(action).collect();
    let mut body = json!({
        "branch": input["branch"],
        "commit_message": input["message"],
        "actions": actions,
        "allow_empty": input["allowEmpty"] == json!(true),
    });
    if let Some(start) = input.get("startBranch") {
        body["start_branch"] = start.clone();
    }
    body
}

/// Sends the commits of a recording, and compares what GitLab said to each: how many it was that agree, and what does not.
async fn replay(name: &str, most: usize) -> (usize, Vec<String>) {
    let recording = load(name);
    let seed = "users: [{ username: maintainer }, { username: developer, email: developer-0bbac7@example.com }]
projects:
  - path: acme/api
    members: { maintainer: maintainer, developer: developer }
    branches: { w: null, w2: null, w3: null }
";
    let sandbox = Sandbox::start(&Seed::parse(seed).unwrap()).await.unwrap();
    let send = |actor: &str, method: &str, path: &str, body: &Value| {
        let headers = [
            ("PRIVATE-TOKEN".to_owned(), token(actor).unwrap()),
            ("Content-Type".to_owned(), "application/json".to_owned()),
        ];
        let path = format!("/api/v4/projects/acme%2Fapi/{path}");
        let body = (!body.is_null()).then(|| body.to_string().into_bytes());
        wire::send(&sandbox.url(), method, &path, &headers, body.as_deref())
    };
    let setup: Vec<&Value> = recording["setup"].as_array().unwrap().iter().collect();
    let (mut agreed, mut complaints) = (0, Vec::new());
    for (at, step) in recording["steps"].as_array().unwrap().iter().enumerate().take(most) {
        for call in setup.iter().filter(|it| it["before_step"].as_u64() == Some(at as u64)) {
            let request = &call["request"];
            let path = request["path"].as_str().unwrap_or_default();
            if let Some(path) = path.split("/push_rule").next().filter(|it| *it != path) {
                assert!(path.starts_with("/projects/"), "{path}");
                let method = request["method"].as_str().unwrap();
                send("admin", method, "push_rule", &request["json"]);
            }
        }
        let (request, actor) = (&step["request"], step["as"].as_str().unwrap());
        let input = &request["json"]["variables"]["i"];
        if !input["actions"].is_array() || step["response"]["body"]["data"].is_null() {
            continue;
        }
        let answer = send(actor, "POST", "repository/commits", &rest(input));
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        let told = &step["response"]["body"]["data"]["commitCreate"]["errors"][0];
        // REST checks the shape of a body itself, in other words.
        let shape = body["message"].as_str().is_some_and(|it| it.starts_with("400 Bad request"));
        if shape || body["message"] == *told || told.is_null() && answer.status == 201 {
            agreed += 1;
        } else {
            complaints.push(format!("{name} {at}: {body} instead of {told} for {input}"));
        }
    }
    (agreed, complaints)
}

#[tokio::test(flavor = "multi_thread")]
async fn commits_are_refused_in_gitlabs_words() {
    let (actions, mut complaints) = replay("commits_actions", usize::MAX).await;
    // The steps after these are about code owners, who do not hold commits by the API.
    let (pushed, more) = replay("commits_pushed", 19).await;
    complaints.extend(more);
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(actions > 50 && pushed > 10, "{actions} {pushed}");
}
