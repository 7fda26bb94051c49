//! Lists: whole or an error.

use super::stub::{Act, Request, Stub, answer, json};
use super::{ApiPath, Listing, Paging, hooks, says};
use serde_json::{Value, json as value};

/// The page of a request.
fn page(request: &Request) -> usize {
    let (_, query) = request.line.split_once('?').unwrap();
    query.split('&').find_map(|pair| pair.strip_prefix("page=")).unwrap().parse().unwrap()
}

fn ids(range: std::ops::RangeInclusive<usize>) -> Value {
    range.map(|id| value!({ "id": id })).collect()
}

/// A page as GitLab gives it.
fn told(page: usize, per_page: usize, total: usize) -> Vec<u8> {
    let first = (page - 1) * per_page + 1;
    said(page, per_page, total, &ids(first..=total.min(page * per_page)))
}

fn said(page: usize, per_page: usize, total: usize, items: &Value) -> Vec<u8> {
    let pages = total.div_ceil(per_page).max(1);
    let next = if page < pages { (page + 1).to_string() } else { String::new() };
    let (page, total, pages) = (page.to_string(), total.to_string(), pages.to_string());
    let headers = [
        ("X-Page", page.as_str()),
        ("X-Next-Page", &next),
        ("X-Total", &total),
        ("X-Total-Pages", &pages),
    ];
    answer(200, &headers, &items.to_string())
}

#[tokio::test]
async fn a_list_comes_whole_and_in_order() {
    for total in [0, 1, 99, 100, 101, 200, 1_234] {
        let stub = Stub::new(move |_, request| Act::Say(told(page(request), 100, total))).await;
        let list = stub.reader().list(&hooks()).await.unwrap();
        assert_eq!(Value::Array(list), ids(1..=total), "{total}");
        let lines = stub.lines();
        assert_eq!(lines.len(), total.div_ceil(100).max(1));
        assert_eq!(lines[0], "GET hooks?per_page=100&page=1");
    }
}

#[tokio::test]
async fn a_page_size_of_the_callers_own_is_kept() {
    let stub = Stub::new(|_, request| Act::Say(told(page(request), 20, 50))).await;
    let list = stub.reader().list(&ApiPath::new("projects").query("per_page", 20)).await.unwrap();
    assert_eq!(list.len(), 50);
    // GitLab gives 100 a page however many are asked for.
    let stub100 = Stub::new(|_, request| Act::Say(told(page(request), 100, 250))).await;
    let path = ApiPath::new("projects").query("per_page", 500);
    assert_eq!(stub100.reader().list(&path).await.unwrap().len(), 250);
    assert!(stub.lines().contains(&"GET projects?per_page=20&page=3".to_owned()));
}

/// Above 10,000 elements GitLab tells no totals.
#[tokio::test]
async fn a_list_without_totals_is_followed_page_by_page() {
    let stub = Stub::new(|_, request| {
        let page = page(request);
        let next = if page < 4 { (page + 1).to_string() } else { String::new() };
        let last = if page < 4 { page * 100 } else { 333 };
        Act::Say(answer(
            200,
            &[("X-Next-Page", &next)],
            &ids((page - 1) * 100 + 1..=last).to_string(),
        ))
    })
    .await;
    assert_eq!(Value::Array(stub.reader().list(&hooks()).await.unwrap()), ids(1..=333));
    let lost = Stub::new(|_, request| {
        let page = page(request);
        let link = [("Link", r#"<https://elsewhere.example.com/api/v4/hooks?page=9>; rel="next""#)];
        Act::Say(answer(
            200,
            if page < 2 { &link } else { &[] },
            &ids((page - 1) * 100 + 1..=page * 100 - page / 2).to_string(),
        ))
    })
    .await;
    assert_eq!(lost.reader().list(&hooks()).await.unwrap().len(), 199);
}

/// Integrations, for one, come whole whatever is asked, and without headers.
#[tokio::test]
async fn a_list_that_knows_no_pages_is_read_once() {
    for (length, requests) in [(0, 1), (10, 1), (100, 2), (150, 1)] {
        let stub = Stub::always(json(200, &ids(1..=length).to_string())).await;
        assert_eq!(stub.reader().list(&hooks()).await.unwrap().len(), length);
        assert_eq!(stub.lines().len(), requests, "{length}");
    }
    // A proxy took the headers away: a full page is not the end.
    let stripped = Stub::new(|_, request| {
        let page = page(request);
        Act::Say(json(200, &ids((page - 1) * 100 + 1..=(page * 100).min(250)).to_string()))
    })
    .await;
    assert_eq!(Value::Array(stripped.reader().list(&hooks()).await.unwrap()), ids(1..=250));
}

/// While it was read, an element came or went: the second reading stands.
#[tokio::test]
async fn a_list_that_shifts_is_read_again() {
    let shrinks = Stub::new(|n, request| {
        Act::Say(match n {
            0 => told(1, 100, 201),
            _ => told(page(request), 100, 200),
        })
    })
    .await;
    assert_eq!(Value::Array(shrinks.reader().list(&hooks()).await.unwrap()), ids(1..=200));
    let grows = Stub::new(|n, request| {
        Act::Say(match n {
            0 => told(1, 100, 150),
            1 => told(2, 100, 201),
            _ => told(page(request), 100, 201),
        })
    })
    .await;
    assert_eq!(Value::Array(grows.reader().list(&hooks()).await.unwrap()), ids(1..=201));
}

#[tokio::test]
async fn a_list_that_does_not_add_up_is_an_error() {
    async fn check(act: fn(usize) -> Vec<u8>, words: &[&str]) {
        let stub = Stub::new(move |_, request| Act::Say(act(page(request)))).await;
        let error = stub.reader().list(&hooks()).await.unwrap_err();
        says(&error, &["GET hooks?per_page=100"]);
        says(&error, words);
        assert!(!error.is_not_found());
    }
    check(
        |page| if page == 1 { told(1, 100, 150) } else { said(2, 100, 150, &ids(101..=149)) },
        &["announced 150 elements and returned 149"],
    )
    .await;
    check(
        |page| if page == 1 { told(1, 100, 150) } else { said(2, 100, 150, &ids(100..=149)) },
        &["page 2 repeats"],
    )
    .await;
    check(
        |page| if page == 1 { said(1, 100, 150, &ids(1..=99)) } else { told(2, 100, 150) },
        &["page 1 is shorter"],
    )
    .await;
    check(
        |page| if page == 1 { told(1, 100, 150) } else { json(200, "null") },
        &["page=2", "response is empty"],
    )
    .await;
    check(
        |page| if page == 1 { told(1, 100, 150) } else { json(200, "{}") },
        &["something other than a list"],
    )
    .await;
    check(|_| told(1, 100, 150), &["returned page 1 instead of page 2"]).await;
    check(
        |page| {
            if page == 1 { told(1, 100, 150) } else { json(403, r#"{"message":"403 Forbidden"}"#) }
        },
        &["403"],
    )
    .await;
    check(|_| said(1, 100, 2, &ids(1..=1)), &["announced 2 elements and returned 1"]).await;
    check(|_| said(1, 100, 2, &value!([{"id": 1}, null])), &["element 2", "null"]).await;
    for wrong in [value!({}), value!([]), value!({ "id": 0 }), value!({ "id": "2" }), value!(2)] {
        let list = value!([{ "id": 1 }, wrong]).to_string();
        let stub = Stub::always(json(200, &list)).await;
        says(&stub.reader().list(&hooks()).await.unwrap_err(), &["GET hooks", "element 2"]);
        says(&stub.reader().page(&hooks()).await.unwrap_err(), &["GET hooks", "element 2"]);
        let one = Stub::always(json(200, &wrong.to_string())).await;
        for error in [
            one.reader().get(&hooks().seg(1)).await.unwrap_err(),
            one.reader().find(&hooks().seg(1)).await.unwrap_err(),
        ] {
            says(&error, &["GET hooks/1", "it "]);
        }
    }
    check(|_| json(200, "{}"), &["something other than a list"]).await;
    check(|_| answer(200, &[("X-Next-Page", "1")], "[]"), &["page 1 names page 1 as the next one"])
        .await;
    check(|_| answer(200, &[("X-Next-Page", "soon")], "[]"), &["not a number"]).await;
    check(
        |_| answer(200, &[("X-Next-Page", "2"), ("X-Total-Pages", "99999999")], "[]"),
        &["more than 5000 pages"],
    )
    .await;
}

/// GitLab counts notes before it hides some: a short page is no sign of a loss there.
#[tokio::test]
async fn notes_may_be_fewer_than_told() {
    let stub = Stub::new(|_, request| {
        Act::Say(match page(request) {
            1 => said(1, 100, 150, &ids(1..=97)),
            _ => said(2, 100, 150, &ids(101..=149)),
        })
    })
    .await;
    let notes = ApiPath::new("projects").seg(1).seg("notes");
    let listing = Listing { paging: Paging::CountedTooHigh, ..Listing::default() };
    assert_eq!(stub.reader().list_as(&notes, listing).await.unwrap().len(), 146);
    let error = stub.reader().list(&notes).await.unwrap_err();
    says(&error, &["complete list"]);
}

/// A proxy's copy, a part, an answer that comes later: not what GitLab answers to a read.
#[tokio::test]
async fn only_200_answers_a_read() {
    for status in [201, 202, 203, 204, 205, 206, 226, 299] {
        let stub = Stub::always(json(status, r#"[{"id":1}]"#)).await;
        let error = stub.reader().list(&hooks()).await.unwrap_err();
        says(&error, &["GET hooks", &status.to_string(), "does not use it"]);
        let stub = Stub::always(json(status, r#"{"id":1}"#)).await;
        says(&stub.reader().find(&hooks().seg(1)).await.unwrap_err(), &["does not use it"]);
        // The same to a write: it may have taken effect.
        let sent = super::writer(&stub).send(super::Method::Post, &hooks(), None).await;
        match sent {
            Ok(answer) => assert!([201, 202, 204].contains(&answer.status)),
            Err(error) => assert!(error.may_have_taken_effect(), "{error}"),
        }
    }
}
