//! Lists that GitLab does not divide into numbered pages, and elements without a number.

use super::stub::{Act, Request, Stub, answer, json};
use super::{ApiPath, says};
use crate::gitlab::{ApiError, Element, Listing, Paging, Reader, Settings};
use serde_json::{Value, json as value};

const TREE: Listing = Listing { paging: Paging::Keyset, element: Element::Named("path") };
const WHOLE: Listing = Listing { paging: Paging::Whole, element: Element::Named("key") };

fn tree() -> ApiPath {
    ApiPath::new("projects").seg("acme/api").seg("repository").seg("tree").query("recursive", true)
}

fn token(request: &Request) -> usize {
    let token = request.line.split("page_token=").nth(1);
    token.map_or(0, |it| it.trim_end_matches("%3D").parse().unwrap())
}

fn entries(from: usize, to: usize) -> Value {
    (from..to).map(|it| value!({ "id": "6a9c", "path": format!("f{it}") })).collect()
}

/// A page of a tree; `next` is the query of the next one.
fn page(entries: &Value, next: Option<&str>) -> Act {
    let link = next.map(|it| {
        format!("<https://elsewhere.example.com/api/v4/x?id=1&{it}&ref=other>; rel=\"next\"")
    });
    let headers: Vec<(&str, &str)> = link.iter().map(|it| ("Link", it.as_str())).collect();
    Act::Say(answer(200, &headers, &entries.to_string()))
}

#[tokio::test]
async fn a_keyset_is_followed_to_its_end_by_its_tokens_alone() {
    // More pages than a list of numbered ones may have.
    let pages = 5_050;
    let stub = Stub::new(move |_, request| {
        let at = token(request);
        let next = format!("page_token={}%3D", at + 1);
        page(&entries(at, at + 1), Some(next.as_str()).filter(|_| at + 1 < pages))
    })
    .await;
    let list = stub.reader().list_as(&tree(), TREE).await.unwrap();
    assert_eq!(Value::Array(list), entries(0, pages));
    let lines = stub.lines();
    let first = format!("GET {}&per_page=100&pagination=keyset", tree());
    assert_eq!(lines[0], first);
    assert_eq!(lines[1], format!("{first}&page_token=1%3D"));
    assert_eq!(lines.len(), pages);
}

#[tokio::test]
async fn a_keyset_that_leads_nowhere_is_an_error() {
    for (next, items, words) in [
        ("page_token=1", entries(0, 0), "empty page"),
        ("page_token=1", entries(0, 1), "read before"),
        ("page=2", entries(0, 1), "no token"),
    ] {
        let stub = Stub::new(move |_, _| page(&items, Some(next))).await;
        let error = stub.reader().list_as(&tree(), TREE).await.unwrap_err();
        says(&error, &["complete list", words]);
        assert!(stub.lines().len() <= 2);
    }
    // A server that never ends it meets the limit on memory.
    let stub = Stub::new(|n, _| {
        let next = format!("page_token={}", n + 1);
        page(&entries(0, 100), Some(&next))
    })
    .await;
    let settings = Settings { memory_limit: 1 << 20, ..stub.settings() };
    let error = Reader::new(settings).unwrap().list_as(&tree(), TREE).await.unwrap_err();
    assert!(error.is_too_much(), "{error}");
}

#[tokio::test]
async fn a_list_that_is_never_divided_is_one_answer() {
    let all: Value = (0..250).map(|it| value!({ "key": format!("k{it}") })).collect();
    let body = all.to_string();
    let stub = Stub::new(move |_, _| Act::Say(json(200, &body))).await;
    let path = ApiPath::new("projects").seg(1).seg("custom_attributes");
    let list = stub.reader().list_as(&path, WHOLE).await.unwrap();
    assert_eq!(Value::Array(list), all);
    assert_eq!(stub.lines(), [format!("GET {path}")]);
    // One that is divided after all is not read in part.
    let link = r#"<https://x.example.com/y?page=2>; rel="next""#;
    for header in [("X-Next-Page", "2"), ("Link", link)] {
        let stub = Stub::always(answer(200, &[header], r#"[{"key":"a"}]"#)).await;
        let error = stub.reader().list_as(&path, WHOLE).await.unwrap_err();
        says(&error, &["only the first page"]);
    }
}

#[tokio::test]
async fn an_object_has_the_identity_that_its_reader_names() {
    let path = ApiPath::new("projects").seg(1).seg("variables").seg("TOKEN");
    let key = Element::Named("key");
    let stub = Stub::always(json(200, r#"{"key":"TOKEN","value":"x"}"#)).await;
    assert!(stub.reader().find_as(&path, key).await.unwrap().is_some());
    let error = stub.reader().get(&path).await.unwrap_err();
    says(&error, &["no `id`"]);
    for body in ["[]", "[{}]", "{}", r#"{"key":""}"#, r#"{"key":1}"#, r#"{"key":null}"#] {
        let stub = Stub::always(json(200, body)).await;
        let error = stub.reader().find_as(&path, key).await.unwrap_err();
        assert!(matches!(error, ApiError::Unusable(_)), "{body}: {error}");
    }
    let stub = Stub::always(json(404, r#"{"message":"404 Variable Not Found"}"#)).await;
    assert_eq!(stub.reader().find_as(&path, key).await.unwrap(), None);
}
