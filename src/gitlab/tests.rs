//! The client against servers that answer well, badly, or not at all. Each server is a few lines on a loopback port.

mod bodies;
mod graphql;
mod lists;
mod moves;
mod paging;
mod projects;
mod stub;
mod tls;

use super::*;
use serde_json::json as value;
use std::time::{Duration, Instant};
use stub::{Act, Stub, TOKEN, answer, json};

fn hooks() -> ApiPath {
    ApiPath::new("hooks")
}

fn writer(stub: &Stub) -> Writer {
    Writer::new(&stub.reader(), Permit::granted())
}

/// Every word stands in the sentence, and no secret does.
#[track_caller]
fn says(error: &ApiError, words: &[&str]) {
    let told = error.to_string();
    for word in words {
        assert!(told.to_lowercase().contains(&word.to_lowercase()), "`{word}` is missing: {told}");
    }
    assert!(!format!("{error:?} {told}").contains(TOKEN), "{told}");
    assert!(!error.next_step().is_empty(), "{told}");
}

#[tokio::test]
async fn the_token_travels_in_its_header_and_nowhere_else() {
    let stub = Stub::always(json(200, r#"{"id":1}"#)).await;
    let reader = stub.reader();
    reader.get(&hooks().seg(1).query("per_page", 1)).await.unwrap();
    writer(&stub).send(Method::Post, &hooks(), Some(&value!({"url": "x"}))).await.unwrap();
    let requests = stub.requests();
    for request in &requests {
        assert_eq!(request.headers["private-token"], TOKEN);
        assert_eq!(request.headers["accept"], "application/json");
        assert!(request.headers["user-agent"].starts_with("labwright/"));
        assert!(!format!("{}{}", request.line, request.body).contains(TOKEN));
    }
    assert_eq!(requests[0].line, "GET /api/v4/hooks/1?per_page=1");
    assert_eq!(
        (requests[1].line.as_str(), requests[1].body.as_str()),
        ("POST /api/v4/hooks", r#"{"url":"x"}"#)
    );
    assert_eq!(reader.requests(), 1);
    assert!(!format!("{reader:?}").contains(TOKEN));
}

#[tokio::test]
async fn a_path_that_would_reach_something_else_is_never_sent() {
    let stub = Stub::always(json(200, "{}")).await;
    let writer = writer(&stub);
    let rules = || ApiPath::new("projects").seg("acme/api").seg("protected_branches");
    for name in ["..", ".", "", "/", "a/", "a/../b", "../..", "\0"] {
        for path in [rules().seg(name), rules().seg(name).seg("x"), rules().seg(name).query("x", 1)]
        {
            for method in [Method::Post, Method::Put, Method::Patch, Method::Delete] {
                let error = writer.send(method, &path, None).await.unwrap_err();
                says(&error, &["Nothing was sent", "something else"]);
                assert!(matches!(error, ApiError::Unsendable(_)), "{error:?}");
                assert!(!error.may_have_taken_effect() && !error.is_not_found(), "{error:?}");
            }
            writer.reader().get(&path).await.unwrap_err();
            writer.reader().find(&path).await.unwrap_err();
            writer.reader().list(&path).await.unwrap_err();
        }
    }
    let nameless = rules().id(&value!({"id": 0}));
    writer.send(Method::Delete, &nameless, None).await.unwrap_err();
    assert!(stub.lines().is_empty(), "{:?}", stub.lines());
    // Whatever else a name holds arrives as one segment.
    for name in
        ["...", "%2e%2e", "a\\..\\b", "..;", "..%2f", "a b?c#d", "release/*", "größe", "..\u{2024}"]
    {
        let path = rules().seg(name);
        writer.send(Method::Delete, &path, None).await.unwrap();
        assert_eq!(stub.lines().pop(), Some(format!("DELETE {path}")), "{name}");
    }
}

/// The address of the server is a part of every address.
#[tokio::test]
async fn a_server_below_a_path_gets_what_was_built() {
    let stub = Stub::always(json(200, r#"{"id":1}"#)).await;
    let path = hooks().seg("a/b").query("url", "../x");
    for (base, line) in [("/gitlab", "GET /gitlab/api/v4"), ("/a%2Fb/c", "GET /a%2Fb/c/api/v4")] {
        let server = Server::parse(&format!("{}{base}", stub.url), "a test").unwrap();
        let reader = Reader::new(Settings { server, ..stub.settings() }).unwrap();
        reader.get(&path).await.unwrap();
        assert_eq!(stub.requests().pop().unwrap().line, format!("{line}/{path}"));
    }
    let sent = stub.requests().len();
    for base in ["/a/..", "/a/%2e%2e/b", "/x?y=", "/x#", "/a b"] {
        let server = Server { url: format!("{}{base}", stub.url), source: "a test".to_owned() };
        let reader = Reader::new(Settings { server, ..stub.settings() }).unwrap();
        let error = reader.get(&path).await.unwrap_err();
        assert!(matches!(error, ApiError::Unsendable(_)), "{base}: {error:?}");
    }
    assert_eq!(stub.requests().len(), sent);
}

#[tokio::test]
async fn a_success_brings_its_body_and_a_204_has_none() {
    let stub = Stub::new(|n, _| {
        Act::Say(match n {
            0 => json(201, r#"{"id":1}"#),
            1 => answer(204, &[], ""),
            2 => json(202, ""),
            _ => json(200, "null"),
        })
    })
    .await;
    let writer = writer(&stub);
    let made = writer.send(Method::Post, &hooks(), None).await.unwrap();
    assert_eq!(
        (made.status, &made.body, made.request_id.as_deref()),
        (201, &value!({"id": 1}), Some("01REQ"))
    );
    assert_eq!(
        writer.send(Method::Delete, &hooks().seg(1), None).await.unwrap().body,
        serde_json::Value::Null
    );
    assert_eq!(writer.send(Method::Post, &hooks(), None).await.unwrap().status, 202);
    let error = writer.send(Method::Put, &hooks().seg(1), None).await.unwrap_err();
    assert_eq!(error.cause(), Some(Cause::Nothing));
    says(&error, &["PUT hooks/1", "200", "nothing was written"]);
    says(&writer.reader().get(&hooks()).await.unwrap_err(), &["state is unknown"]);
}

#[tokio::test]
async fn an_answer_that_is_not_gitlabs_is_never_taken_for_one() {
    let check = async |answer: Vec<u8>, words: &[&str]| {
        let stub = Stub::always(answer).await;
        let error = stub.reader().get(&hooks()).await.unwrap_err();
        says(&error, words);
        assert!(!error.is_not_found() && !error.is_auth());
        says(&stub.reader().list(&hooks()).await.unwrap_err(), words);
        says(&stub.reader().find(&hooks().seg(1)).await.unwrap_err(), words);
    };
    let html = "<html><title>Welcome to\u{1b}[31m nginx</title></html>";
    check(answer(200, &[], html), &["a web page", "Welcome to", "root"]).await;
    check(answer(404, &[], html), &["404", "not GitLab's API"]).await;
    check(answer(403, &[], html), &["403", "firewall"]).await;
    check(
        answer(502, &[], "<h1>Bad Gateway</h1>"),
        &["502", "Bad Gateway", "Tried 4 times", "restarting"],
    )
    .await;
    check(answer(200, &[], ""), &["empty"]).await;
    check(json(200, r#"[{"id":1},{"id"#), &["not valid JSON", "truncated"]).await;
    check(answer(404, &[], ""), &["404", "not come from GitLab's API"]).await;
    check(answer(418, &[], "I am a teapot"), &["418", "teapot"]).await;
}

#[tokio::test]
async fn only_the_absence_of_the_object_itself_is_none() {
    let check = async |status: u16, body: &str, expected: Option<&[&str]>| {
        let stub = Stub::always(json(status, body)).await;
        match (
            stub.reader().find(&ApiPath::new("projects").seg("a/b").seg("push_rule")).await,
            expected,
        ) {
            (Ok(found), None) => assert_eq!(found, None, "{body}"),
            (Err(error), Some(words)) => says(&error, words),
            (got, _) => panic!("{body}: {got:?}"),
        }
    };
    check(404, r#"{"message":"404 Not Found"}"#, None).await;
    check(404, r#"{"message":"404 Not found"}"#, None).await;
    check(404, r#"{"message":"404 Branch Not Found"}"#, None).await;
    check(404, r#"{"message":"404 Project Not Found"}"#, Some(&["a/b", "cannot see it"])).await;
    check(404, r#"{"error":"404 Not Found"}"#, Some(&["does not have this endpoint"])).await;
    check(401, r#"{"message":"401 Unauthorized"}"#, Some(&["does not know this token"])).await;
    check(403, r#"{"message":"403 Forbidden"}"#, Some(&["lacks a role"])).await;
    check(500, r#"{"message":"500 Internal Server Error"}"#, Some(&["internal error"])).await;
}

/// The method, what comes before the final success, and how often it is sent; 0 = the error comes out.
#[tokio::test]
async fn a_call_is_repeated_only_where_that_is_safe() {
    use Method::*;
    let cases: [(Method, &dyn Fn() -> Act, usize); 19] = [
        (Get, &|| Act::Say(answer(503, &[], "")), 2),
        (Put, &|| Act::Say(answer(502, &[], "")), 2),
        (Delete, &|| Act::Say(answer(504, &[], "")), 2),
        (Post, &|| Act::Say(answer(503, &[], "")), 0),
        (Patch, &|| Act::Say(answer(502, &[], "")), 0),
        (Delta, &|| Act::Say(answer(502, &[], "")), 0),
        (Get, &|| Act::Break(Vec::new()), 2),
        (Put, &|| Act::Break(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{".to_vec()), 2),
        (Delete, &|| Act::Break(Vec::new()), 2),
        (Post, &|| Act::Break(Vec::new()), 0),
        (Post, &|| Act::Break(b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{".to_vec()), 0),
        (Patch, &|| Act::Break(Vec::new()), 0),
        (Get, &|| Act::Say(answer(429, &[("Retry-After", "0")], "Retry later\n")), 2),
        (
            Post,
            &|| Act::Say(answer(429, &[("Retry-After", "Sun, 22 Nov 2020 03:27:40 GMT")], "")),
            2,
        ),
        (Patch, &|| Act::Say(answer(429, &[], "Retry later\n")), 2),
        (Put, &|| Act::Say(json(409, r#"{"message":"409 Conflict: Resource lock"}"#)), 2),
        (Post, &|| Act::Say(json(409, r#"{"message":"409 Conflict: Resource lock"}"#)), 0),
        (Put, &|| Act::Say(json(500, "{}")), 0),
        (Get, &|| Act::Say(json(500, "{}")), 0),
    ];
    for (number, (method, before, expected)) in cases.into_iter().enumerate() {
        let first = std::sync::Mutex::new(Some(before()));
        let stub = Stub::new(move |_, _| {
            first.lock().unwrap().take().unwrap_or_else(|| Act::Say(json(200, r#"{"id":1}"#)))
        })
        .await;
        let writer = writer(&stub);
        let result = writer.send(method, &hooks().seg(1), None).await;
        let sent = stub.requests().len();
        assert_eq!(
            (result.is_ok(), sent),
            (expected > 0, expected.max(1)),
            "case {number}: {method} {result:?}"
        );
        assert_eq!(writer.reader().requests(), sent as u64);
        if let Err(error) = result {
            says(&error, &[&format!("{method} hooks/1: ")]);
            let known = error.status() == Some(409) || method == Get;
            assert_eq!(error.may_have_taken_effect(), !known, "case {number}: {error}");
        }
    }
}

#[tokio::test]
async fn four_attempts_are_all() {
    let stub = Stub::always(answer(429, &[], "Retry later\n")).await;
    let error = stub.reader().get(&hooks()).await.unwrap_err();
    assert_eq!((stub.requests().len(), error.cause()), (4, Some(Cause::RateLimit)));
    says(&error, &["429", "Retry later", "Tried 4 times", "--parallelism"]);
    let broken = Stub::new(|_, _| Act::Break(Vec::new())).await;
    let error = broken.reader().get(&hooks()).await.unwrap_err();
    assert_eq!((broken.requests().len(), error.status()), (4, None));
    says(&error, &["failed before the response was complete", "Tried 4 times"]);
}

#[tokio::test]
async fn a_wait_of_minutes_is_an_error_at_once() {
    for (status, after) in [(429, "61"), (503, "3600"), (429, "99999999999999999999999999")] {
        let stub = Stub::always(answer(status, &[("Retry-After", after)], "")).await;
        let error = stub.reader().get(&hooks()).await.unwrap_err();
        assert_eq!((stub.requests().len(), error.cause()), (1, Some(Cause::RateLimit)));
        says(&error, &["asks for a wait", "60 s"]);
    }
}

#[tokio::test]
async fn a_pause_holds_every_worker() {
    let stub = Stub::new(|n, _| {
        Act::Say(if n == 0 {
            answer(429, &[("Retry-After", "1")], "")
        } else {
            json(200, r#"{"id":1}"#)
        })
    })
    .await;
    let reader = stub.reader();
    let began = Instant::now();
    let (first, (second, others)) = (hooks(), (hooks().seg(2), hooks().seg(3)));
    let one = reader.get(&first);
    let rest = async {
        while reader.wire().paused_until().is_none() {
            tokio::task::yield_now().await;
        }
        let result = futures::future::try_join(reader.get(&second), reader.get(&others)).await;
        (result, began.elapsed())
    };
    let (one, (rest, waited)) = futures::future::join(one, rest).await;
    one.unwrap();
    rest.unwrap();
    assert!(waited >= Duration::from_millis(950), "{waited:?}");
}

#[tokio::test]
async fn a_stalled_server_does_not_hold_the_run() {
    let stub = Stub::new(|_, _| Act::Stall).await;
    let mut settings = stub.settings();
    settings.timeout = Duration::from_millis(250);
    let writer = Writer::new(&Reader::new(settings).unwrap(), Permit::granted());
    let error = writer.reader().get(&hooks()).await.unwrap_err();
    says(&error, &["no complete response", "within 250ms", "Tried 2 times"]);
    let error = writer.send(Method::Post, &hooks(), None).await.unwrap_err();
    assert!(error.may_have_taken_effect());
    assert_eq!(stub.lines().iter().filter(|line| line.starts_with("POST")).count(), 1);
}

#[tokio::test]
async fn a_silent_server_is_given_up_before_the_whole_time_is_over() {
    let stub = Stub::new(|_, _| Act::Stall).await;
    let mut settings = stub.settings();
    settings.silence_timeout = Duration::from_millis(250);
    let error = Reader::new(settings).unwrap().get(&hooks()).await.unwrap_err();
    says(&error, &["no more data", "within 250ms", "Tried 2 times"]);
}

#[tokio::test]
async fn a_delete_whose_answer_was_lost_has_worked_when_the_thing_is_gone() {
    let gone = r#"{"message":"404 Not found"}"#;
    let stub = Stub::new(
        move |n, _| if n == 0 { Act::Break(Vec::new()) } else { Act::Say(json(404, gone)) },
    )
    .await;
    let writer = writer(&stub);
    assert_eq!(writer.send(Method::Delete, &hooks().seg(1), None).await.unwrap().status, 204);
    let error = writer.send(Method::Delete, &hooks().seg(1), None).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_huge_answer_is_not_read() {
    // 200,000 spaces, packed.
    let mut packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc11\x01\x00\x00\x00\xc2\xa0*\xeb\x9f\xd2\x0c\xfe@\x01".to_vec();
    packed.extend([0; 188]);
    packed.extend(b"\xaf\x011ab\x10@\r\x03\x00");
    let mut bomb = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        packed.len()
    )
    .into_bytes();
    bomb.extend(packed);
    let chunk = format!("{:x}\r\n{}\r\n", 50_000, " ".repeat(50_000));
    let endless =
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunk}{chunk}{chunk}");
    let told = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n".to_owned();
    for bytes in [bomb, endless.into_bytes(), told.into_bytes()] {
        let stub = Stub::always(bytes).await;
        let mut settings = stub.settings();
        settings.body_limit = 100_000;
        let error = Reader::new(settings).unwrap().get(&hooks()).await.unwrap_err();
        says(&error, &["200", "larger than 100000 bytes"]);
        assert_eq!(stub.requests().len(), 1);
    }
}

/// Many answers of a size that is allowed, and one whose values take forty times as much as its text.
#[tokio::test]
async fn all_answers_together_take_no_more_memory_than_allowed() {
    let dense = format!("{{\"id\": 1, \"x\": [{}0]}}", "0,".repeat(10_000));
    let stub = Stub::always(json(200, &dense)).await;
    let mut settings = stub.settings();
    settings.memory_limit = 1 << 20;
    let reader = Reader::new(settings.clone()).unwrap();
    for error in [reader.get(&hooks()).await.unwrap_err(), reader.list(&hooks()).await.unwrap_err()]
    {
        assert!(error.is_too_much());
        says(&error, &["200", "take more than 1 MB of memory", "--only or --shard"]);
    }
    // A write that was answered so may have taken effect.
    let writer = Writer::new(&reader, Permit::granted());
    let error = writer.send(Method::Post, &hooks(), Some(&value!({}))).await.unwrap_err();
    assert!(error.is_too_much() && error.may_have_taken_effect(), "{error}");
    // What is not kept is given back.
    settings.memory_limit = 4 << 20;
    let reader = Reader::new(settings.clone()).unwrap();
    for _ in 0..10 {
        drop(reader.get(&hooks()).await.unwrap());
    }
    let mut kept = Vec::new();
    let error = loop {
        let answer = match reader.get(&hooks()).await {
            Ok(answer) => answer,
            Err(error) => break error,
        };
        match reader.keep(&hooks(), &answer) {
            Ok(share) => kept.push((answer, share)),
            Err(error) => break error,
        }
    };
    assert!(error.is_too_much() && (2..6).contains(&kept.len()), "{}: {error}", kept.len());
    drop(kept);
    drop(reader.get(&hooks()).await.unwrap());
    // The body alone: what answers in GitLab's place may not be JSON at all.
    settings.memory_limit = 10_000;
    let error = Reader::new(settings).unwrap().get(&hooks()).await.unwrap_err();
    assert!(error.is_too_much(), "{error}");
}

#[tokio::test]
async fn no_more_requests_are_under_way_than_allowed() {
    let stub = Stub::always(json(200, r#"{"id":1}"#)).await;
    let mut settings = stub.settings();
    settings.parallelism = 3;
    let reader = Reader::new(settings.clone()).unwrap();
    let paths: Vec<_> = (0..60).map(|n| hooks().seg(n)).collect();
    futures::future::try_join_all(paths.iter().map(|path| reader.get(path))).await.unwrap();
    let most = stub.most.lock().unwrap().1;
    assert!((1..=3).contains(&most), "{most}");
    for (parallelism, fine) in [(0, false), (1, true), (64, true), (65, false)] {
        settings.parallelism = parallelism;
        let made = Reader::new(settings.clone());
        assert_eq!(made.is_ok(), fine, "{parallelism}");
        if let Err(error) = made {
            says(&error, &["between 1 and 64", "--parallelism"]);
        }
    }
}

#[tokio::test]
async fn the_version_is_asked_once_and_of_old_servers_too() {
    let stub = Stub::always(json(200, r#"{"version":"18.9.0-pre","enterprise":true}"#)).await;
    let reader = stub.reader();
    let clone = reader.clone();
    let (one, two) = futures::future::join(reader.version(), clone.version()).await;
    assert!(one.unwrap().at_least(18, 9) && two.unwrap().enterprise == Some(true));
    assert_eq!(stub.lines(), ["GET metadata"]);
    let old = Stub::new(|_, request| {
        Act::Say(match request.line.ends_with("/version") {
            true => json(200, r#"{"version":"14.10.5-ee"}"#),
            false => json(404, r#"{"error":"404 Not Found"}"#),
        })
    })
    .await;
    assert!(!old.reader().version().await.unwrap().at_least(15, 0));
    let other = Stub::always(json(200, r#"{"hello":"world"}"#)).await;
    says(&other.reader().version().await.unwrap_err(), &["does not look like GitLab"]);
}

/// 401 on status checks: GitLab is asked whether it is the token.
#[tokio::test]
async fn a_missing_licence_is_told_from_a_wrong_token() {
    let unauthorized = || json(401, r#"{"message":"401 Unauthorized"}"#);
    let checks = ApiPath::new("projects").seg("a/b").seg("external_status_checks");
    let wrong = Stub::always(unauthorized()).await;
    let error = wrong.reader().list(&checks).await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    says(&error, &["does not know this token"]);
    let error = writer(&wrong).send(Method::Post, &checks, None).await.unwrap_err();
    assert!(error.is_auth(), "{error}");
    let unlicensed = Stub::new(move |_, request| {
        Act::Say(match request.line.contains("metadata") {
            true => json(200, r#"{"version":"18.9.0"}"#),
            false => unauthorized(),
        })
    })
    .await;
    let error = unlicensed.reader().list(&checks).await.unwrap_err();
    assert_eq!((error.is_auth(), error.cause()), (false, Some(Cause::Licence)));
    says(&error, &["a/b", "Ultimate", "Maintainer"]);
    // Other endpoints use 401 for a missing right as well.
    let reader = unlicensed.reader();
    let error =
        reader.list(&ApiPath::new("projects").seg("a/b").seg("remote_mirrors")).await.unwrap_err();
    assert_eq!((error.is_auth(), error.cause()), (false, Some(Cause::Role)));
    says(&error, &["works for other calls"]);
    assert_eq!(unlicensed.lines().iter().filter(|line| line.contains("metadata")).count(), 2);
}

#[tokio::test]
async fn a_token_that_the_server_echoes_is_masked() {
    let body = format!(r#"{{"message":"no such token: {TOKEN}"}}"#);
    let stub = Stub::always(answer(422, &[("X-Request-Id", TOKEN)], &body)).await;
    let error = stub.reader().get(&hooks()).await.unwrap_err();
    says(&error, &["no such token: ***", "request ***"]);
    let page = format!("<title>{TOKEN}</title>");
    says(
        &Stub::always(answer(200, &[], &page)).await.reader().get(&hooks()).await.unwrap_err(),
        &["***"],
    );
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_in_words() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let stub = Stub::always(Vec::new()).await;
    let mut settings = stub.settings();
    settings.server = Server::parse(&url, "GITLAB_URL").unwrap();
    let writer = Writer::new(&Reader::new(settings).unwrap(), Permit::granted());
    let error = writer.send(Method::Post, &hooks(), None).await.unwrap_err();
    // Where nothing ever answered, the address is wrong: there is nothing to wait for.
    says(&error, &["POST hooks", "refuses the connection", "GITLAB_URL"]);
    assert!(!error.to_string().contains("Tried"), "{error}");
    assert!(!error.may_have_taken_effect());
    // No resolver is asked for a label that is too long for one.
    let nowhere = format!("http://{}.example", "x".repeat(70));
    let mut settings = stub.settings();
    settings.server = Server::parse(&nowhere, "GITLAB_URL").unwrap();
    let error = Reader::new(settings).unwrap().version().await.unwrap_err();
    says(&error, &[&format!("cannot resolve the host name of {nowhere}")]);
    assert!(!error.to_string().contains("Tried"), "{error}");
}

#[tokio::test]
async fn a_server_that_answered_before_is_tried_again() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut settings = Stub::always(Vec::new()).await.settings();
    settings.server = Server::parse(&url, "GITLAB_URL").unwrap();
    let writer = Writer::new(&Reader::new(settings).unwrap(), Permit::granted());
    let once = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        drop(listener);
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        let answer = answer(
            200,
            &[("Content-Type", "application/json"), ("Connection", "close")],
            "{\"id\":1}",
        );
        stream.write_all(&answer).await.unwrap();
    });
    writer.reader().get(&hooks()).await.unwrap();
    once.await.unwrap();
    // Nothing was sent, so even a POST was tried again.
    let error = writer.send(Method::Post, &hooks(), None).await.unwrap_err();
    says(&error, &["POST hooks", "refuses the connection", "Tried 4 times", "GITLAB_URL"]);
    assert!(!error.may_have_taken_effect());
}
