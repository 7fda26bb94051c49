//! Redirects: a renamed project is followed by its number, everything else is an error in words.

use super::stub::{Act, Stub, answer, json};
use super::{ApiPath, Cause, Method, says, value, writer};

fn old() -> ApiPath {
    ApiPath::new("projects").seg("acme/old")
}

/// A GitLab where acme/old is project 7 now, and that project is this.
async fn renamed(project: serde_json::Value) -> Stub {
    Stub::new(move |_, request| {
        let (method, target) = request.line.split_once(' ').unwrap();
        Act::Say(match target.strip_prefix("/api/v4/projects/").unwrap_or(target) {
            "7" => json(200, &project.to_string()),
            rest if rest.starts_with("7/") && method == "GET" => json(200, r#"[{"id":1}]"#),
            rest if rest.starts_with("7/") => json(201, r#"{"id":2}"#),
            rest if rest.starts_with("acme%2Fold") && method == "GET" => {
                let rest = rest.trim_start_matches("acme%2Fold");
                // The host is the one that GitLab is configured with, not the one that was dialled.
                let to = format!("https://gitlab.example.com/api/v4/projects/7{rest}");
                answer(301, &[("Location", &to)], "This resource has been moved permanently")
            }
            _ => json(405, r#"{"message":"Non GET methods are not allowed for moved projects"}"#),
        })
    })
    .await
}

fn project() -> serde_json::Value {
    value!({"id": 7, "path_with_namespace": "acme/new", "marked_for_deletion_on": null})
}

#[tokio::test]
async fn a_renamed_project_is_read_and_written_at_its_number() {
    let stub = renamed(project()).await;
    let writer = writer(&stub);
    let reader = writer.reader();
    let (hooks, labels) = (old().seg("hooks"), old().seg("labels"));
    let (one, two) = futures::future::join(reader.list(&hooks), reader.list(&labels)).await;
    assert_eq!((one.unwrap().len(), two.unwrap().len()), (1, 1));
    assert_eq!(reader.get(&old()).await.unwrap()["path_with_namespace"], "acme/new");
    writer.send(Method::Post, &hooks, None).await.unwrap();
    let lines = stub.lines();
    let count = |line: &str| lines.iter().filter(|l| *l == line).count();
    assert_eq!(count("GET projects/7/hooks?per_page=100&page=1"), 1, "{lines:?}");
    assert_eq!(count("POST projects/7/hooks"), 1, "{lines:?}");
    // Looked at once, and once more because the project itself was asked for.
    assert_eq!(count("GET projects/7"), 2, "{lines:?}");
    let renames = reader.renames();
    assert_eq!(
        (renames.len(), renames["acme/old"].id, renames["acme/old"].now.as_str()),
        (1, 7, "acme/new")
    );
}

#[tokio::test]
async fn an_error_of_a_renamed_project_tells_the_path_that_was_asked() {
    let stub = Stub::new(|n, _| {
        Act::Say(match n {
            0 => answer(301, &[("Location", "/api/v4/projects/7/hooks")], ""),
            1 => json(200, &project().to_string()),
            _ => json(403, r#"{"message":"403 Forbidden"}"#),
        })
    })
    .await;
    says(
        &stub.reader().list(&old().seg("hooks")).await.unwrap_err(),
        &["GET projects/acme%2Fold/hooks", "403"],
    );
}

#[tokio::test]
async fn a_path_that_leads_to_a_doomed_project_is_an_error() {
    for key in ["marked_for_deletion_on", "marked_for_deletion_at"] {
        let mut doomed = value!({"id": 7, "path_with_namespace": "acme/old-deletion_scheduled-7"});
        doomed[key] = value!("2026-11-22");
        let stub = renamed(doomed).await;
        let error = stub.reader().list(&old().seg("hooks")).await.unwrap_err();
        assert_eq!(error.cause(), Some(Cause::Moved));
        says(&error, &["being deleted", "acme/old-deletion_scheduled-7"]);
        assert!(stub.reader().find(&old().seg("x")).await.is_err());
        assert!(stub.reader().renames().is_empty());
        assert!(!stub.lines().iter().any(|line| line.contains("projects/7/")));
    }
    for strange in
        [value!({"id": 8, "path_with_namespace": "acme/new"}), value!({"id": 7}), value!([])]
    {
        let stub = renamed(strange).await;
        says(
            &stub.reader().get(&old()).await.unwrap_err(),
            &["redirects to the project with ID 7", "cannot be read"],
        );
    }
}

#[tokio::test]
async fn a_project_that_cannot_be_looked_at_makes_nothing_absent() {
    for body in [r#"{"message":"404 Not found"}"#, r#"{"message":"404 Project Not Found"}"#] {
        let stub = Stub::new(move |n, _| {
            Act::Say(match n {
                0 => answer(301, &[("Location", "/api/v4/projects/7/push_rule")], ""),
                _ => json(404, body),
            })
        })
        .await;
        let error = stub.reader().find(&old().seg("push_rule")).await.unwrap_err();
        assert!(!error.is_not_found(), "{error}");
    }
}

#[tokio::test]
async fn a_write_below_an_unknown_old_path_is_refused() {
    let stub = renamed(project()).await;
    let error = writer(&stub).send(Method::Put, &old(), None).await.unwrap_err();
    assert_eq!(error.cause(), Some(Cause::Moved));
    says(&error, &["405", "acme/old was renamed", "new path"]);
}

#[tokio::test]
async fn no_other_redirect_is_followed() {
    let elsewhere = Stub::always(json(200, "{}")).await;
    let host = elsewhere.url.clone();
    let check = async |path: ApiPath, status: u16, location: &str, words: &[&str]| {
        let stub = Stub::always(answer(status, &[("Location", location)], "")).await;
        says(&stub.reader().get(&path).await.unwrap_err(), words);
        assert!(stub.reader().find(&path).await.is_err());
        assert_eq!(stub.requests().len(), 2);
        assert_eq!(
            writer(&stub).send(Method::Post, &path, None).await.unwrap_err().status(),
            Some(status)
        );
    };
    check(
        old(),
        302,
        &format!("{host}/api/v4/projects/7"),
        &["never sends the token to another address"],
    )
    .await;
    check(old(), 301, &format!("{host}/x"), &["redirects to", &host]).await;
    check(
        ApiPath::new("projects").seg(5),
        301,
        &format!("{host}/api/v4/projects/7"),
        &["redirects to"],
    )
    .await;
    check(
        ApiPath::new("hooks"),
        307,
        &format!("{host}/api/v4/hooks?sig=hidden"),
        &["redirects to"],
    )
    .await;
    check(
        old(),
        302,
        "https://sso.example.com/users/sign_in?state=x",
        &["login page", "single sign-on"],
    )
    .await;
    check(
        old(),
        301,
        "https://127.0.0.1/api/v4/projects/acme%2Fold",
        &["redirects to https", "Use https://127.0.0.1"],
    )
    .await;
    check(old(), 308, "", &["redirects to"]).await;
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_of_the_number_itself_ends() {
    let stub = Stub::always(answer(301, &[("Location", "/api/v4/projects/7")], "")).await;
    says(&stub.reader().get(&old()).await.unwrap_err(), &["projects/7", "redirects to"]);
    assert_eq!(stub.requests().len(), 2);
}
