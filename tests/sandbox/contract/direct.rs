//! Requests that labwright does not make, or not in this form, so that the sandbox keeps to the contract for other clients.

use serde_json::{Value, json};

use super::{SEED, so_far};
use crate::support::World;
use crate::support::contract::{self, Verdict};
use labwright::resource::Shape;

/// Each object of the lists that are declared, by a call of its own, if GitLab has that endpoint.
pub(super) async fn objects(world: &World, method: &str) {
    for (scope, collection) in world.config().collections() {
        let entry = collection.entry;
        // What belongs to an object is at its ID: see `groups`.
        if entry.spec.shape != Shape::List || scope.as_object().is_some() {
            continue;
        }
        let (list, at) = (entry.spec.list_in(scope), entry.spec.collection(scope));
        let list = world.send("GET", &format!("/{list}"), Value::Null).await.body;
        for raw in list.as_array().into_iter().flatten() {
            let path = format!("/{}", entry.item(raw, at.clone()));
            let path = path.split('?').next().unwrap_or_default();
            if contract::family(&format!("{method} {path}")).is_some() {
                world.send(method, path, Value::Null).await;
            }
        }
    }
}

const SCHEDULES: &str = "/projects/acme%2Fapi/pipeline_schedules";

/// Everything that can be read, past labwright.
pub(super) async fn reads() -> Verdict {
    let world = World::start(SEED).await;
    world.send("POST", "/hooks", json!({ "url": "https://a.example.com" })).await;
    let hook = "/hooks/1";
    let paths = [
        "/metadata",
        "/version",
        "/user",
        "/personal_access_tokens/self",
        "/users?username=alice",
        "/users?page=1&per_page=50",
        "/users/1",
        "/users/1/emails",
        "/users/1/projects?page=1&per_page=20&order_by=id&sort=asc",
        "/groups?all_available=true&order_by=id&sort=asc&top_level_only=true",
        "/groups/acme?with_projects=false",
        "/groups/acme",
        "/groups/acme/projects?page=1&per_page=20&order_by=id&sort=asc",
        "/groups/acme/descendant_groups?page=1&per_page=20",
        "/hooks",
        hook,
        "/projects",
        "/projects?simple=true&membership=true",
        "/projects?order_by=id&sort=asc&pagination=keyset&topic=service",
        "/projects/acme%2Fapi",
        "/projects/acme%2Fapi/members",
        "/projects/acme%2Fapi/members/all",
        "/projects/acme%2Fapi/repository/branches?page=1",
        "/projects/acme%2Fapi/repository/branches/release%2F1.0",
        "/projects/acme%2Fapi/protected_branches?page=1&per_page=100",
        "/projects/acme%2Fapi/protected_branches/main",
        "/projects/acme%2Fapi/external_status_checks?page=1&per_page=100",
        "/projects/acme%2Fapi/merge_requests?state=opened&page=1&per_page=100",
        "/projects/acme%2Fapi/merge_requests/4",
        "/projects/acme%2Fapi/merge_requests/4/pipelines",
        "/projects/acme%2Fapi/merge_requests/4/notes",
        "/projects/acme%2Fapi/merge_requests/6/status_checks",
        "/projects/acme%2Fapi/merge_trains?scope=active&sort=asc&page=1&per_page=100",
        "/projects/acme%2Fapi/pipelines",
        "/projects/acme%2Fapi/environments?page=1&per_page=100",
        "/projects/acme%2Fapi/protected_environments",
        "/projects/acme%2Fapi/protected_environments/staging",
        "/projects/acme%2Fapi/deployments?environment=production&order_by=id&sort=desc&status=success",
        "/projects/acme%2Fapi/deployments/10",
        "/projects/acme%2Fapi/deployments/12/merge_requests",
    ];
    for path in paths {
        let answer = world.send("GET", path, Value::Null).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    // A car that vanishes leaves a note.
    let car = "/projects/acme%2Fempty/merge_trains/merge_requests/1";
    assert_eq!(world.send("POST", car, json!({})).await.status, 201);
    world.send("GET", car, Value::Null).await;
    assert_eq!(world.send("GET", car, Value::Null).await.status, 404);
    let notes =
        world.send("GET", "/projects/acme%2Fempty/merge_requests/1/notes", Value::Null).await;
    assert_eq!(notes.body[0]["system"], true, "{}", notes.body);
    for list in ["environments", "pipelines"] {
        let path = format!("/projects/acme%2Fapi/{list}");
        let id = &world.send("GET", &path, Value::Null).await.body[0]["id"];
        let answer = world.send("GET", &format!("{path}/{id}"), Value::Null).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    let members = world.send("GET", "/projects/acme%2Fapi/members/all", Value::Null).await.body;
    let user = members[0]["id"].as_u64().unwrap();
    for list in ["members", "members/all"] {
        let path = format!("/projects/acme%2Fapi/{list}/{user}");
        let answer = world.send("GET", &path, Value::Null).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
    let alice = &world.send("GET", "/users?username=alice", Value::Null).await.body[0]["id"];
    let path = format!("/groups/crew/members/{alice}");
    assert_eq!(world.send("GET", &path, Value::Null).await.status, 200);
    so_far(&world)
}

/// What labwright never sends, but the sandbox answers.
pub(super) async fn writes() -> Verdict {
    let world = World::start(SEED).await;
    let bob = world.send("GET", "/users?username=bob", Value::Null).await.body[0]["id"].clone();
    let alice = world.send("GET", "/users?username=alice", Value::Null).await.body[0]["id"].clone();
    let crew = world.send("GET", "/groups/crew", Value::Null).await.body["id"].clone();
    let api = |rest: &str| format!("/projects/acme%2Fapi/repository/{rest}");
    let calls = [
        ("POST", "/hooks".to_owned(), json!({ "url": "https://a.example.com" })),
        ("POST", "/hooks/1".to_owned(), Value::Null),
        ("PUT", "/hooks/1/url_variables/tenant".to_owned(), json!({ "value": "a" })),
        ("DELETE", "/hooks/1/url_variables/tenant".to_owned(), Value::Null),
        ("PUT", "/hooks/1/custom_headers/X-Team".to_owned(), json!({ "value": "a" })),
        ("DELETE", "/hooks/1/custom_headers/X-Team".to_owned(), Value::Null),
        ("PUT", "/projects/acme%2Fapi".to_owned(), json!({ "description": "An API" })),
        ("POST", "/groups".to_owned(), json!({ "name": "New", "path": "new" })),
        ("PUT", "/groups/new".to_owned(), json!({ "default_branch_protection": 3 })),
        ("POST", "/projects".to_owned(), json!({ "name": "Made", "initialize_with_readme": true })),
        ("POST", "/projects/user/1".to_owned(), json!({ "name": "Theirs" })),
        ("POST", api("branches"), json!({ "branch": "next", "ref": "main" })),
        ("DELETE", api("branches/next"), Value::Null),
        (
            "POST",
            "/projects/acme%2Fapi/members".to_owned(),
            json!({ "user_id": bob, "access_level": 50 }),
        ),
        ("PUT", format!("/projects/acme%2Fapi/members/{alice}"), json!({ "access_level": 30 })),
        ("DELETE", format!("/projects/acme%2Fapi/members/{alice}"), Value::Null),
        ("DELETE", format!("/projects/acme%2Fapi/share/{crew}"), Value::Null),
        (
            "POST",
            "/projects/acme%2Fapi/share".to_owned(),
            json!({ "group_id": crew, "group_access": 30 }),
        ),
        (
            "POST",
            "/projects/acme%2Fapi/repository/files/docs%2Fa.md".to_owned(),
            json!({ "branch": "main", "content": "text", "commit_message": "Add a page" }),
        ),
        ("DELETE", "/projects/acme%2Fapi".to_owned(), Value::Null),
    ];
    for (method, path, body) in calls {
        let answer = world.send(method, &path, body).await;
        assert!(
            (200..300).contains(&answer.status),
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
    }
    so_far(&world)
}

/// What no recording holds of groups and of the instance.
pub(super) async fn groups() -> Verdict {
    let world = World::start(SEED).await;
    let alice = world.send("GET", "/users?username=alice", Value::Null).await.body[0]["id"].clone();
    let schedule = json!({ "description": "nightly", "ref": "main", "cron": "@daily" });
    let calls = [
        ("GET", "/groups/crew/members/all".to_owned(), Value::Null),
        ("GET", format!("/groups/crew/members/all/{alice}"), Value::Null),
        ("GET", "/member_roles".to_owned(), Value::Null),
        ("POST", SCHEDULES.to_owned(), schedule),
        ("POST", format!("{SCHEDULES}/1/take_ownership"), Value::Null),
        ("POST", format!("{SCHEDULES}/1/variables"), json!({ "key": "A", "value": "b" })),
        ("GET", format!("{SCHEDULES}/1/variables/A"), Value::Null),
        ("PUT", "/application/settings".to_owned(), json!({ "session_expire_delay": 600 })),
    ];
    let integrations = [
        (
            "custom-issue-tracker",
            json!({ "project_url": "https://a.example.com", "issues_url": "https://a.example.com/:id", "new_issue_url": "https://a.example.com/new" }),
        ),
        ("datadog", json!({ "api_key": "a" })),
        ("discord", json!({ "webhook": "https://discord.com/a" })),
        ("emails-on-push", json!({ "recipients": "a@example.com" })),
        ("external-wiki", json!({ "external_wiki_url": "https://a.example.com" })),
        ("github", json!({ "token": "a", "repository_url": "https://github.com/a/b" })),
        (
            "harbor",
            json!({ "url": "https://a.example.com", "project_name": "a", "username": "a", "password": "long enough" }),
        ),
        ("jenkins", json!({ "jenkins_url": "https://a.example.com", "project_name": "a" })),
        ("jira", json!({ "url": "https://a.example.com", "username": "a", "password": "b" })),
        ("mattermost", json!({ "webhook": "https://a.example.com" })),
        ("microsoft-teams", json!({ "webhook": "https://a.example.com" })),
        ("pipelines-email", json!({ "recipients": "a@example.com" })),
        ("pushover", json!({ "api_key": "a", "user_key": "b", "priority": "0" })),
        ("slack", json!({ "webhook": "https://a.example.com" })),
        ("slack-slash-commands", json!({ "token": "a" })),
    ];
    // Of two trackers, one is disabled before the other one is active.
    let at = ["/projects/acme%2Fapi/integrations", "/groups/crew/integrations"];
    let integrations = at.into_iter().flat_map(|at| {
        let one = move |slug: &str| format!("{at}/{slug}");
        let puts = integrations.clone().into_iter();
        puts.flat_map(move |(slug, body)| {
            [
                ("PUT", one(slug), body),
                ("GET", one(slug), Value::Null),
                ("DELETE", one(slug), Value::Null),
            ]
        })
    });
    all_good(&world, calls.into_iter().chain(integrations)).await
}

/// Sends calls that all succeed.
async fn all_good(
    world: &World,
    calls: impl IntoIterator<Item = (&'static str, String, Value)>,
) -> Verdict {
    for (method, path, body) in calls {
        let answer = world.send(method, &path, body).await;
        let good = (200..300).contains(&answer.status);
        assert!(good, "{method} {path}: {} {}", answer.status, answer.body);
    }
    so_far(world)
}

/// Notes and discussions, whoever sends them.
pub(super) async fn comments() -> Verdict {
    let world = World::start(SEED).await;
    let api = |rest: &str| format!("/projects/acme%2Fapi/merge_requests/4/{rest}");
    let body = json!({ "body": "a plan" });
    let note = world.send("POST", &api("notes"), body.clone()).await.body;
    let thread = world.send("POST", &api("discussions"), body.clone()).await.body;
    let one = api(&format!("notes/{}", note["id"]));
    let whole = api(&format!("discussions/{}", thread["id"].as_str().unwrap()));
    let in_thread = format!("{whole}/notes/{}", thread["notes"][0]["id"]);
    let calls = [
        (
            "GET",
            api("notes?activity_filter=only_comments&sort=asc&order_by=updated_at"),
            Value::Null,
        ),
        ("GET", api("discussions?page=1&per_page=100"), Value::Null),
        ("GET", one.clone(), Value::Null),
        ("PUT", one.clone(), json!({ "body": "another" })),
        ("DELETE", one, Value::Null),
        ("GET", whole.clone(), Value::Null),
        ("PUT", whole.clone(), json!({ "resolved": true })),
        ("GET", format!("{whole}/notes"), Value::Null),
        ("POST", format!("{whole}/notes"), body.clone()),
        ("GET", in_thread.clone(), Value::Null),
        ("PUT", in_thread.clone(), json!({ "resolved": false })),
        ("PUT", in_thread.clone(), body),
        ("DELETE", in_thread, Value::Null),
        (
            "GET",
            "/projects/acme%2Fapi/repository/commits/main/merge_requests?state=merged".to_owned(),
            Value::Null,
        ),
    ];
    all_good(&world, calls).await
}

/// What labwright never sends of trains and deployments, but the sandbox answers.
pub(super) async fn delivery() -> Verdict {
    let world = World::start(SEED).await;
    let api = |rest: &str| format!("/projects/acme%2Fapi/{rest}");
    let environment = |world: &World, name: &'static str| {
        let world = world.sandbox().world();
        let project = world.project("acme/api").unwrap();
        project.environments.values().find(|it| it.name == name).unwrap().id
    };
    let sha = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
    let old = environment(&world, "old");
    let staging = environment(&world, "staging");
    let tiers = String::from("/groups/acme/protected_environments");
    let calls = [
        (
            "POST",
            api("merge_trains/merge_requests/4"),
            json!({ "squash": true, "auto_merge": false }),
        ),
        ("GET", api("merge_trains/merge_requests/4"), Value::Null),
        ("GET", api("merge_trains/main?scope=active"), Value::Null),
        (
            "POST",
            api("merge_trains/merge_requests/5"),
            json!({ "auto_merge": true, "when_pipeline_succeeds": true }),
        ),
        ("POST", api("merge_requests/5/cancel_merge_when_pipeline_succeeds"), Value::Null),
        ("PUT", api("merge_requests/6"), json!({ "title": "Other", "squash": false })),
        ("POST", api("merge_requests/6/status_checks/1/retry"), Value::Null),
        (
            "PUT",
            api("merge_requests/6/merge"),
            json!({ "squash": true, "should_remove_source_branch": true, "skip_merge_train": true }),
        ),
        (
            "PUT",
            api(&format!("environments/{staging}")),
            json!({ "external_url": "https://staging.example.com" }),
        ),
        ("POST", api("environments"), json!({ "name": "review/2", "tier": "development" })),
        (
            "POST",
            api(&format!("environments/{}/stop", environment(&world, "production"))),
            json!({ "force": true }),
        ),
        ("DELETE", api(&format!("environments/{old}")), Value::Null),
        ("POST", api("environments/stop_stale"), json!({ "before": "2020-01-01T00:00:00Z" })),
        (
            "POST",
            api("deployments/10/approval"),
            json!({ "status": "approved", "comment": "Good" }),
        ),
        ("POST", api("jobs/71/play"), Value::Null),
        ("POST", api("pipelines/1/cancel"), Value::Null),
        (
            "POST",
            api("deployments"),
            json!({ "environment": "production", "ref": "main", "sha": sha, "tag": false, "status": "running" }),
        ),
        ("PUT", api("deployments/11"), json!({ "status": "success" })),
        ("DELETE", api("deployments/13"), Value::Null),
        (
            "POST",
            api("protected_environments"),
            json!({ "name": "production", "deploy_access_levels": [{ "access_level": 40 }] }),
        ),
        ("PUT", api("protected_environments/production"), json!({ "required_approval_count": 0 })),
        ("DELETE", api("protected_environments/production"), Value::Null),
        (
            "POST",
            tiers.clone(),
            json!({ "name": "staging", "deploy_access_levels": [{ "access_level": 40 }] }),
        ),
        ("GET", tiers.clone(), Value::Null),
        ("GET", format!("{tiers}/staging"), Value::Null),
        ("PUT", format!("{tiers}/staging"), json!({ "required_approval_count": 0 })),
        ("DELETE", format!("{tiers}/staging"), Value::Null),
    ];
    for (method, path, body) in calls {
        let answer = world.send(method, &path, body).await;
        assert!(
            (200..300).contains(&answer.status),
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
    }
    so_far(&world)
}

/// Tokens, as other clients read and rotate them.
pub(super) async fn tokens() -> Verdict {
    let world = World::start(SEED).await;
    let day = "2026-06-01";
    for place in ["/groups/acme", "/projects/acme%2Fapi"] {
        let (access, deploy) = (format!("{place}/access_tokens"), format!("{place}/deploy_tokens"));
        let new = json!({ "name": "t", "scopes": ["api"], "expires_at": day, "access_level": 30 });
        let made = world.send("POST", &access, new).await.body["id"].to_string();
        let new = json!({ "name": "d", "scopes": ["read_repository"], "username": "u" });
        let known = world.send("POST", &deploy, new).await.body["id"].to_string();
        for (method, path) in [
            ("GET", format!("{access}/{made}")),
            ("GET", format!("{deploy}/{known}")),
            ("POST", format!("{access}/{made}/rotate")),
        ] {
            let answer = world.send(method, &path, Value::Null).await;
            assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.body);
        }
    }
    let runners = world.send("GET", "/runners?type=project_type", Value::Null).await;
    assert_eq!(runners.status, 200);
    so_far(&world)
}
