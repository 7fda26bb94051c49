//! Bodies that are no JSON, in both directions, and responses without one.

use super::stub::{Act, Stub, TOKEN, answer, json};
use super::{ApiPath, says, writer};
use crate::gitlab::{ApiError, Form, Method, Reader, Settings};
use serde_json::json as value;

fn file() -> ApiPath {
    ApiPath::new("projects").seg("acme/api").seg("repository").seg("files").seg("a/b").seg("raw")
}

#[tokio::test]
async fn a_file_is_read_as_it_is() {
    let content = "null\r\n\u{feff}[{}]\0\n";
    let stub = Stub::always(answer(200, &[("Content-Type", "text/plain")], content)).await;
    assert_eq!(stub.reader().bytes(&file()).await.unwrap(), content.as_bytes());
    assert_eq!(stub.reader().text(&file()).await.unwrap(), content);
    let request = stub.requests().remove(0);
    assert_eq!(request.line, format!("GET /api/v4/{}", file()));
    assert_eq!(request.headers["accept"], "*/*");
    // A page of HTML in a repository is plain text to GitLab, and an empty file is a file.
    let page = answer(200, &[("Content-Type", "text/plain")], "<html></html>");
    assert_eq!(Stub::always(page).await.reader().text(&file()).await.unwrap(), "<html></html>");
    let empty = answer(200, &[("Content-Type", "application/octet-stream")], "");
    assert_eq!(Stub::always(empty).await.reader().bytes(&file()).await.unwrap(), b"");
}

#[tokio::test]
async fn what_is_no_file_of_gitlab_is_none_here() {
    let login =
        answer(200, &[("Content-Type", "Text/HTML; charset=utf-8")], "<title>Sign in</title>");
    let error = Stub::always(login).await.reader().bytes(&file()).await.unwrap_err();
    says(&error, &["web page", "Sign in"]);

    let mut broken = answer(200, &[], "ab");
    *broken.last_mut().unwrap() = 0xff;
    let stub = Stub::always(broken).await;
    assert_eq!(stub.reader().bytes(&file()).await.unwrap(), [b'a', 0xff]);
    says(&stub.reader().text(&file()).await.unwrap_err(), &["UTF-8"]);

    let echo = answer(200, &[("Content-Type", "text/plain")], &format!("a {TOKEN} b"));
    let text = Stub::always(echo).await.reader().text(&file()).await.unwrap();
    assert!(!text.contains(TOKEN) && text.starts_with("a "), "{text}");

    let elsewhere = answer(302, &[("Location", "https://storage.example.com/x?sig=y")], "");
    let error = Stub::always(elsewhere).await.reader().bytes(&file()).await.unwrap_err();
    says(&error, &["redirects to https://storage.example.com/x"]);
    assert!(!error.to_string().contains("sig"), "{error}");

    let missing = json(404, r#"{"message":"404 File Not Found"}"#);
    let error = Stub::always(missing).await.reader().bytes(&file()).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");

    let large = Stub::always(answer(200, &[], &"x".repeat(2_000))).await;
    let settings = Settings { body_limit: 1_000, ..large.settings() };
    let error = Reader::new(settings).unwrap().bytes(&file()).await.unwrap_err();
    says(&error, &["larger than 1000 bytes"]);
}

#[tokio::test]
async fn a_head_has_the_headers_alone() {
    let stub = Stub::always(answer(200, &[("X-Gitlab-Blob-Id", "6a9c")], "")).await;
    let headers = stub.reader().head(&file()).await.unwrap();
    assert_eq!((headers.get("x-gitlab-blob-id"), headers.get("x-total")), (Some("6a9c"), None));
    assert_eq!(stub.lines(), [format!("HEAD {}", file())]);
    // It is repeated like a GET.
    let stub = Stub::new(|n, _| match n {
        0 => Act::Say(answer(502, &[], "")),
        _ => Act::Say(answer(200, &[], "")),
    })
    .await;
    stub.reader().head(&file()).await.unwrap();
    assert_eq!(stub.lines().len(), 2);
}

#[tokio::test]
async fn a_refused_head_is_explained_by_a_get() {
    let stub = Stub::new(|_, request| match request.line.starts_with("HEAD") {
        true => Act::Say(answer(404, &[("Content-Type", "application/json")], "")),
        false => Act::Say(json(404, r#"{"message":"404 File Not Found"}"#)),
    })
    .await;
    let error = stub.reader().head(&file()).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    says(&error, &["404 File Not Found"]);

    // GitLab answers HEAD at the old path of a project with 405, and GET with its ID.
    let moved = file().to_string();
    let stub = Stub::new(move |_, request| {
        let line = &request.line;
        Act::Say(match (line.starts_with("HEAD"), line.contains(&moved)) {
            (true, true) => answer(405, &[], ""),
            (false, true) => answer(301, &[("Location", "/api/v4/projects/7/x")], ""),
            _ if line == "GET /api/v4/projects/7" => {
                json(200, r#"{"id":7,"path_with_namespace":"acme/new"}"#)
            }
            _ => answer(200, &[("X-Gitlab-Blob-Id", "6a9c")], ""),
        })
    })
    .await;
    let reader = stub.reader();
    assert_eq!(reader.head(&file()).await.unwrap().get("x-gitlab-blob-id"), Some("6a9c"));
    reader.head(&file()).await.unwrap();
    assert!(stub.lines().last().unwrap().starts_with("HEAD projects/7/"), "{:?}", stub.lines());
}

/// The parts of a form, each with its header and its content.
fn parts(body: &str) -> Vec<(String, String)> {
    let boundary = body.lines().next().unwrap();
    let parts = body.split(boundary).map(|it| it.trim_start_matches("\r\n"));
    let parts = parts.filter_map(|it| it.split_once("\r\n\r\n"));
    parts
        .map(|(head, content)| (head.to_owned(), content.trim_end_matches("\r\n").to_owned()))
        .collect()
}

#[tokio::test]
async fn a_form_carries_values_and_files_and_is_sent_again_whole() {
    let stub = Stub::new(|n, _| match n {
        0 => Act::Break(Vec::new()),
        _ => Act::Say(json(200, r#"{"id":1}"#)),
    })
    .await;
    let form = Form::default().value("name", "é\r\nX: y").file(
        "avatar",
        "a\"\r\nX-Evil: 1\r\n\r\n.png",
        b"\x89PNG\r\n--x\0".to_vec(),
    );
    let path = ApiPath::new("projects").seg("acme/api");
    writer(&stub).send(Method::Put, &path, &form).await.unwrap();
    let requests = stub.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        let kind = &request.headers["content-type"];
        assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
        assert_eq!(request.headers["private-token"], TOKEN);
        let parts = parts(&request.body);
        let [(name, value), (file, content)] = parts.as_slice() else { panic!("{parts:?}") };
        assert!(name.contains("name=\"name\"") && value == "é\r\nX: y", "{parts:?}");
        assert!(file.contains("name=\"avatar\"; filename=\"a"), "{file}");
        assert!(file.lines().all(|it| !it.starts_with("X-Evil")), "{file}");
        assert_eq!(content, "\u{FFFD}PNG\r\n--x\0");
    }
    // A POST that may have arrived is not repeated, whatever its body.
    let stub = Stub::new(|_, _| Act::Break(Vec::new())).await;
    let error = writer(&stub).send(Method::Post, &path, &form).await.unwrap_err();
    assert!(error.may_have_taken_effect() && stub.requests().len() == 1, "{error}");
    assert!(matches!(error, ApiError::Unreachable(_)));
    // What it holds may be a secret.
    assert_eq!(format!("{form:?}"), r#"["name", "avatar"]"#);
}

#[tokio::test]
async fn json_is_sent_as_before() {
    let stub = Stub::always(json(201, r#"{"id":1}"#)).await;
    let body = value!({ "name": "x" });
    writer(&stub).send(Method::Post, &ApiPath::new("hooks"), Some(&body)).await.unwrap();
    let request = stub.requests().remove(0);
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.body, body.to_string());
}
