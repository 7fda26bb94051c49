//! Notes and discussions of merge requests, as far as no recording shows them: what GitLab's source says.

use serde_json::{Value, json};

use super::{call, started};

const SEED: &str = r#"
users: [{ username: dev }, { username: guest }, { username: out }, { username: main }]
tokens: [{ user: dev, token: read-only, scopes: [read_api] }]
projects:
  - path: acme/api
    visibility: public
    members: { dev: developer, guest: guest, main: maintainer }
    merge_requests:
      - { author: root }
      - { author: root, discussion_locked: true }
      - notes:
          - { author: dev, body: one }
          - { author: dev, body: for us, internal: true }
          - { body: "added 1 commit", system: true }
  - { path: acme/hidden, members: { guest: guest }, merge_requests: [{}] }
"#;

const NOTES: &str = "/projects/acme%2Fapi/merge_requests/1/notes";

fn token(user: &str) -> String {
    format!("sandbox-{user}-token")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_its_authors_and_the_maintainers() {
    let sandbox = started(SEED).await;
    let send = |user: &str, method: &str, path: &str, body: Option<Value>| {
        call(&sandbox, &token(user), method, path, body)
    };
    let (status, note) = send("out", "POST", NOTES, Some(json!({ "body": "hello\r\n\n" })));
    assert_eq!((status, note["body"].as_str()), (201, Some("hello")), "white space is cut");
    let one = format!("{NOTES}/{}", note["id"]);
    let change = json!({ "body": "mine" });
    let check = |user: &str, method: &str, body: Option<Value>, expected: u16| {
        assert_eq!(send(user, method, &one, body).0, expected, "{user} {method}");
    };
    check("dev", "PUT", Some(change.clone()), 403);
    check("dev", "DELETE", None, 403);
    check("out", "PUT", Some(change.clone()), 200);
    check("main", "PUT", Some(change.clone()), 200);
    check("out", "PUT", Some(json!({ "body": "" })), 400);
    check("main", "DELETE", None, 204);
    check("out", "PUT", Some(change), 404);
    let (status, said) = call(&sandbox, "read-only", "POST", NOTES, Some(json!({ "body": "a" })));
    assert_eq!((status, said["error"].as_str()), (403, Some("insufficient_scope")));
    let (status, _) =
        send("out", "POST", &NOTES.replace("/1/", "/9/"), Some(json!({ "body": "a" })));
    assert_eq!(status, 404);
    let hidden = NOTES.replace("api", "hidden");
    assert_eq!(send("guest", "GET", &hidden, None).0, 404, "a guest reads no merge request");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_discussion_is_for_members() {
    let sandbox = started(SEED).await;
    let locked = NOTES.replace("/1/", "/2/");
    let check = |user: &str, expected: u16| {
        let body = Some(json!({ "body": "a" }));
        assert_eq!(call(&sandbox, &token(user), "POST", &locked, body).0, expected, "{user}");
    };
    check("out", 403);
    check("guest", 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_hold_less_than_it_counts() {
    let sandbox = started(SEED).await;
    let path = NOTES.replace("/1/", "/3/");
    let count = |user: &str, path: &str| {
        let (status, list) = call(&sandbox, &token(user), "GET", path, None);
        assert_eq!(status, 200);
        list.as_array().unwrap().len()
    };
    assert_eq!((count("dev", &path), count("out", &path)), (3, 2));
    let filtered = |filter: &str| count("dev", &format!("{path}?activity_filter={filter}"));
    assert_eq!((filtered("only_comments"), filtered("only_activity")), (2, 1));
    let threads = path.replace("notes", "discussions");
    assert_eq!((count("dev", &threads), count("out", &threads)), (3, 2));
    let system = call(&sandbox, &token("main"), "GET", &path, None).1[0].clone();
    assert_eq!(system["system"], true);
    let one = format!("{path}/{}", system["id"]);
    assert_eq!(call(&sandbox, &token("main"), "DELETE", &one, None).0, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_has_limits() {
    let sandbox = started(SEED).await;
    let said = |body: &str| {
        let (status, said) =
            call(&sandbox, &token("dev"), "POST", NOTES, Some(json!({ "body": body })));
        (status, said["message"].as_str().unwrap_or_default().to_owned())
    };
    let long = "400 Bad request - Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}";
    assert_eq!(said(&"é".repeat(1_000_001)), (400, long.to_owned()));
    assert_eq!(said(&"é".repeat(1_000_000)).0, 201);
    let blank = "400 Bad request - Note {:note=>[\"can't be blank\"]}";
    assert_eq!(said(" \n"), (400, blank.to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn quick_actions_run_when_a_note_is_made_and_when_it_is_changed() {
    let sandbox = started(SEED).await;
    let send = |user: &str, method: &str, path: &str, body: &str| {
        call(&sandbox, &token(user), method, path, Some(json!({ "body": body })))
    };
    let state = || {
        let (_, request) =
            call(&sandbox, &token("dev"), "GET", "/projects/acme%2Fapi/merge_requests/1", None);
        request["state"].as_str().unwrap().to_owned()
    };
    let (status, said) = send("dev", "POST", NOTES, "/close");
    assert_eq!((status, state().as_str()), (202, "closed"), "{said}");
    assert_eq!(said["summary"], json!(["Closed this merge request."]));
    let (status, note) = send("dev", "POST", NOTES, "text\n/reopen");
    assert_eq!((status, note["body"].as_str(), state().as_str()), (201, Some("text"), "opened"));
    assert_eq!(note["commands_changes"], json!({ "state_event": "reopen" }));
    let one = format!("{NOTES}/{}", note["id"]);
    assert_eq!((send("dev", "PUT", &one, "```\n/close\n```").0, state().as_str()), (200, "opened"));
    let (_, said) = send("guest", "POST", NOTES, "/close");
    assert_eq!(
        (&said["summary"], state().as_str()),
        (&json!(["Could not apply close command."]), "opened")
    );
    assert_eq!((send("dev", "PUT", &one, "/close").0, state().as_str()), (202, "closed"));
    assert_eq!(call(&sandbox, &token("dev"), "GET", &one, None).0, 404, "it was nothing else");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_resolved_by_its_author_the_merge_requests_and_developers() {
    let sandbox = started(SEED).await;
    let send = |user: &str, method: &str, path: &str, body: Value| {
        call(&sandbox, &token(user), method, path, Some(body))
    };
    let threads = NOTES.replace("notes", "discussions");
    let (status, thread) = send("guest", "POST", &threads, json!({ "body": "a plan" }));
    assert_eq!((status, thread["notes"][0]["resolvable"].as_bool()), (201, Some(true)));
    let one = format!("{threads}/{}", thread["id"].as_str().unwrap());
    let blocked = || {
        let path = "/projects/acme%2Fapi/merge_requests/1";
        let (_, request) = call(&sandbox, &token("dev"), "GET", path, None);
        request["blocking_discussions_resolved"] == false
    };
    assert!(blocked());
    assert_eq!(send("out", "PUT", &one, json!({ "resolved": true })).0, 403);
    let (status, thread) = send("guest", "PUT", &one, json!({ "resolved": true }));
    assert_eq!(
        (status, thread["notes"][0]["resolved_by"]["username"].as_str()),
        (200, Some("guest"))
    );
    assert!(!blocked());
    assert_eq!(send("dev", "PUT", &one, json!({ "resolved": false })).0, 200);
    let (_, answer) = send("out", "POST", &format!("{one}/notes"), json!({ "body": "why?" }));
    assert_eq!(
        (answer["type"].as_str(), answer["resolved"].as_bool()),
        (Some("DiscussionNote"), Some(false))
    );
    let (_, alone) = send("out", "POST", NOTES, json!({ "body": "alone" }));
    let (_, list) = call(&sandbox, &token("dev"), "GET", &threads, None);
    let alone =
        list.as_array().unwrap().iter().find(|it| it["notes"][0]["id"] == alone["id"]).unwrap();
    assert_eq!(alone["individual_note"], true);
    let alone = format!("{threads}/{}", alone["id"].as_str().unwrap());
    assert_eq!(send("dev", "PUT", &alone, json!({ "resolved": true })).0, 403, "it is no thread");
    assert_eq!(send("dev", "POST", &format!("{alone}/notes"), json!({ "body": "so?" })).0, 201);
    assert_eq!(send("dev", "PUT", &alone, json!({ "resolved": true })).0, 200, "now it is one");
    let (status, said) = send(
        "dev",
        "PUT",
        &format!("{one}/notes/{}", answer["id"]),
        json!({ "body": "a", "resolved": true }),
    );
    assert_eq!(
        (status, said["error"].as_str()),
        (400, Some("body, resolved are mutually exclusive"))
    );
}
