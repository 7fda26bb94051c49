//! Projects by path, from the lists of their groups.

use super::stub::{Act, Request, Stub, answer, json};
use crate::gitlab::{Cause, find_projects};
use serde_json::{Value, json as value};
use std::collections::BTreeSet;

fn project(number: usize) -> Value {
    let path = format!("Acme/p{number}");
    value!({ "id": number, "path_with_namespace": path, "runners_token": "GR13489410000000000" })
}

/// What is asked for below `/api/v4`, and the number of the page.
fn asked(request: &Request) -> (String, usize) {
    let (path, query) = request.line.split_once('?').unwrap_or((&request.line, ""));
    let page = query.split('&').find_map(|it| it.strip_prefix("page="));
    (path.replace("GET /api/v4/", ""), page.map_or(1, |it| it.parse().unwrap()))
}

/// GitLab with so many projects in a group: a list of them, and each of them.
fn gitlab(total: usize) -> impl Fn(usize, &Request) -> Act {
    move |_, request| {
        let (path, page) = asked(request);
        if path == "groups/acme/projects" {
            let items: Value = (page * 20 - 19..=total.min(page * 20)).map(project).collect();
            let next = if page * 20 < total { (page + 1).to_string() } else { String::new() };
            let total = total.to_string();
            let headers = [("X-Total", total.as_str()), ("X-Next-Page", &next)];
            return Act::Say(answer(200, &headers, &items.to_string()));
        }
        let number = path.strip_prefix("projects/acme%2Fp").and_then(|it| it.parse().ok());
        Act::Say(match number.filter(|it| *it <= total) {
            Some(number) => json(200, &project(number).to_string()),
            None => json(404, r#"{"message":"404 Project Not Found"}"#),
        })
    }
}

fn paths(numbers: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    numbers.into_iter().map(|it| format!("acme/p{it}")).collect()
}

/// How many requests went to the list, and to single projects.
fn counts(stub: &Stub) -> (usize, usize) {
    let count = |begin: &str| stub.lines().iter().filter(|it| it.starts_with(begin)).count();
    (count("GET groups/"), count("GET projects/acme"))
}

#[tokio::test]
async fn many_projects_of_a_group_come_from_its_list() {
    for (total, wanted, lists, single) in [
        (50, 1..=45, 3, 0),
        (50, 1..=50, 3, 0),
        (20, 1..=3, 1, 0),
        // Few of them are read one by one,
        (50, 1..=2, 0, 2),
        // and so is the rest if there are more pages than projects.
        (1_000, 901..=905, 1, 5),
        (1_000, 18..=22, 1, 2),
    ] {
        let stub = Stub::new(gitlab(total)).await;
        let found = find_projects(&stub.reader(), paths(wanted.clone())).await;
        assert_eq!(counts(&stub), (lists, single), "{total} {wanted:?}: {:?}", stub.lines());
        assert_eq!(found.len(), wanted.clone().count());
        for number in wanted {
            let project = found[&format!("acme/p{number}")].as_ref().unwrap().as_ref().unwrap();
            assert_eq!(project["id"], number);
            assert!(single > 0 || project.get("runners_token").is_none(), "{project}");
        }
    }
    let stub = Stub::new(gitlab(20)).await;
    find_projects(&stub.reader(), paths(1..=3)).await;
    assert_eq!(
        stub.lines(),
        ["GET groups/acme/projects?order_by=id&sort=asc&with_shared=false&per_page=20&page=1"]
    );
}

#[tokio::test]
async fn a_project_that_no_list_has_is_read_itself() {
    let stub = Stub::new(gitlab(5)).await;
    let found = find_projects(&stub.reader(), paths(4..=7)).await;
    assert_eq!(counts(&stub), (1, 2));
    for number in [6, 7] {
        let error = found[&format!("acme/p{number}")].as_ref().unwrap_err();
        assert_eq!(error.cause(), Some(Cause::Hidden), "{error}");
    }
    // Whatever is wrong with the list, no project is lost.
    let page = value!([project(1), project(2)]).to_string();
    let broken: [Vec<u8>; 8] = [
        json(404, r#"{"message":"404 Group Not Found"}"#),
        json(403, "{}"),
        json(200, "null"),
        json(200, "[{}]"),
        json(
            200,
            r#"[{"id":1,"path_with_namespace":null},{"id":2,"path_with_namespace":["acme/p1"]}]"#,
        ),
        json(200, r#"[{"id":1,"path_with_namespace":"other/p1"}]"#),
        answer(200, &[("Content-Type", "text/html")], "<html>login</html>"),
        json(200, "[]"),
    ];
    let whole = gitlab(5);
    let whole = std::sync::Arc::new(whole);
    for list in broken {
        let (whole, shown) =
            (std::sync::Arc::clone(&whole), String::from_utf8_lossy(&list).into_owned());
        let stub = Stub::new(move |n, request| match asked(request).0.starts_with("groups/") {
            true => Act::Say(list.clone()),
            false => whole(n, request),
        })
        .await;
        let found = find_projects(&stub.reader(), paths(1..=5)).await;
        assert!(
            found.len() == 5 && found.values().all(|it| it.as_ref().unwrap().is_some()),
            "{shown}"
        );
        assert_eq!(counts(&stub), (1, 5), "{shown}");
    }
    // Without a total nothing is known of further pages.
    let stub = Stub::new(move |n, request| match asked(request).0.starts_with("groups/") {
        true => Act::Say(json(200, &page)),
        false => whole(n, request),
    })
    .await;
    let found = find_projects(&stub.reader(), paths(1..=5)).await;
    assert!(found.values().all(Result::is_ok) && counts(&stub) == (1, 3), "{:?}", stub.lines());
}
